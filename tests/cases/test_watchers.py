"""Both watchers find the same, and what a registrar would expect."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from functools import cache
from multiprocessing import active_children
from random import Random
from sys import version_info

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articulate.bootstrap.watch_process import ContainedWatcher
from articulate.cases.facts import KINDS, CaseFact, day_number
from articulate.cases.nearing import Today
from articulate.cases.plain_watch import plain_watch
from articulate.cases.watch import (
    Check,
    Match,
    OfOther,
    Operator,
    Pattern,
    Plan,
    Watcher,
    plans_of,
)
from articulate.diagnostics.span import Span
from articulate.model.duration import Duration, DurationUnit
from articulate.model.identifiers import BlockId, RuleId
from articulate.rulebook.version import RuleHead
from articulate.rulebook.watches import Sign, SignalKind, SignName, WatchRule

TODAY = Today(date(2024, 9, 2))
SOON = Duration(10, DurationUnit.DAYS)


def durable() -> ContainedWatcher:
    """Return the watcher on durable-rules, where it can be had."""
    if version_info >= (3, 13):
        pytest.skip("durable-rules does not import on Python 3.13 and later")
    return _contained()


@cache
def _contained() -> ContainedWatcher:
    """One process for all rules that are like those of an office."""
    return ContainedWatcher()


@cache
def _adventurous() -> ContainedWatcher:
    """One process for rules that nobody would write."""
    return ContainedWatcher(most_loaded=10_000)


@pytest.fixture(params=["plain", "durable"])
def watcher(request: pytest.FixtureRequest) -> Watcher:
    return plain_watch if request.param == "plain" else durable()


def fact(kind: str, **fields: str | int) -> CaseFact:
    return CaseFact(kind, {"learner": "L-1", **fields}, kind)


def plans(*signs: Sign) -> tuple[Plan, ...]:
    head = RuleHead(RuleId("one"), Span("a.art", 1, 1, 1, 2))
    rule = WatchRule(head, SignalKind.TASK, "Told", "registrar", signs)
    return tuple(plans_of("desk@1/one", rule, TODAY))


def places(found: frozenset[Match]) -> set[tuple[int, ...]]:
    return {where for _, where in found}


PANEL = fact("panel", name="p", submitted="eli, fay", missing=0)
APART = (
    fact("rating", panel="p", assessor="eli", criterion="Markets", level=1),
    fact("rating", panel="p", assessor="fay", criterion="Markets", level=3),
    fact("rating", panel="p", assessor="eli", criterion="Firm", level=3),
    fact("rating", panel="p", assessor="fay", criterion="Firm", level=4),
    fact("rating", panel="q", assessor="gus", criterion="Markets", level=9),
)
DIFFER = (Sign(SignName.SUBMITTED), Sign(SignName.DIFFER, more_than=Fraction(1)))


def test_assessors_who_differ_by_more_than_a_level_are_seen(watcher: Watcher) -> None:
    found = watcher(plans(*DIFFER), [PANEL, *APART])
    assert places(found) == {(0, 1, 2)}


def test_nothing_is_seen_before_all_have_submitted(watcher: Watcher) -> None:
    waiting = fact("panel", name="p", submitted="eli", missing=1)
    assert not watcher(plans(*DIFFER), [waiting, *APART])


def test_credit_that_is_applied_and_ages_out_soon_is_seen(watcher: Watcher) -> None:
    def credit(applied: int, last: date) -> CaseFact:
        return fact("credit", learning="c1", applied=applied, last=day_number(last))

    facts = [
        credit(1, date(2024, 9, 12)),  # the last day that is near
        credit(1, date(2024, 9, 13)),
        credit(0, date(2024, 9, 12)),
        credit(1, date(2024, 9, 1)),  # over
        credit(1, date(2024, 9, 2)),
        fact("credit", learning="c2", applied=1),  # it never ages
    ]
    signs = (Sign(SignName.APPLIED), Sign(SignName.AGES_OUT, within=SOON))
    assert places(watcher(plans(*signs), facts)) == {(0,), (4,)}


def test_a_set_is_seen_that_no_line_uses(watcher: Watcher) -> None:
    facts = [
        fact("set", rule="ncc@1/both", learning="c1, c2", used=0),
        fact("set", rule="ncc@1/more", learning="c3, c4", used=1),
    ]
    complete, unused = Sign(SignName.SET_COMPLETE), Sign(SignName.SET_UNUSED)
    assert places(watcher(plans(complete, unused), facts)) == {(0,)}
    assert places(watcher(plans(complete), facts)) == {(0,), (1,)}


def test_a_request_past_its_due_day_is_late(watcher: Watcher) -> None:
    facts = [
        fact("request", name="a", assigned=1, due=day_number(date(2024, 9, 1))),
        fact("request", name="b", assigned=0, due=day_number(date(2024, 9, 2))),
        fact("request", name="c", assigned=0),  # its clock stands
    ]
    assert places(watcher(plans(Sign(SignName.LATE)), facts)) == {(0,)}
    due = plans(Sign(SignName.DUE, within=SOON), Sign(SignName.UNASSIGNED))
    assert places(watcher(due, facts)) == {(1,)}


def test_what_is_so_of_the_learner_narrows_what_is_seen(watcher: Watcher) -> None:
    ends = fact("teachout", name="t", award=day_number(date(2024, 9, 9)))
    signs = (
        Sign(SignName.LAST_AWARD, within=SOON),
        Sign(SignName.FLAG, flag="veteran"),
        Sign(SignName.PURSUES, degrees=(BlockId("bs-cs"), BlockId("ba-math"))),
    )
    flag, degree = fact("flag", flag="veteran"), fact("degree", degree="ba-math")
    assert places(watcher(plans(*signs), [ends, flag, degree])) == {(0, 1, 2)}
    assert not watcher(plans(*signs), [ends, degree])
    assert not watcher(plans(*signs), [ends, flag])


def test_facts_of_another_learner_are_not_joined(watcher: Watcher) -> None:
    ends = fact("teachout", name="t", apply=day_number(date(2024, 9, 9)))
    other = CaseFact("flag", {"learner": "L-2", "flag": "veteran"}, "")
    flagged = Sign(SignName.FLAG, flag="veteran")
    near = Sign(SignName.APPLY_THROUGH, within=SOON)
    assert not watcher(plans(near, flagged), [ends, other])


def test_nothing_of_one_learner_is_left_for_the_next(watcher: Watcher) -> None:
    late = plans(Sign(SignName.LATE))
    due = fact("request", name="a", assigned=1, due=day_number(date(2024, 9, 1)))
    for _ in range(3):
        assert places(watcher(late, [due])) == {(0,)}
        assert not watcher(late, [fact("flag", flag="x")])
        assert not watcher(late, [])


# --- whatever the rules and facts -----------------------------------------------------

VALUES: dict[type, st.SearchStrategy[str | int]] = {
    str: st.sampled_from(["a", "b", 'é"\\\n', "2", ""]),
    int: st.integers(-3, 3) | st.sampled_from([738_000, 2**31 - 1]),
}


@st.composite
def some_facts(draw: st.DrawFn) -> CaseFact:
    kind = draw(st.sampled_from(sorted(KINDS)))
    known = {name: of for name, of in KINDS[kind].items() if name != "learner"}
    there = draw(st.lists(st.sampled_from(sorted(known)), unique=True))
    fields = {name: draw(VALUES[known[name]]) for name in there}
    learner = draw(st.sampled_from(["L-1", "L-2"]))
    return CaseFact(kind, {"learner": learner, **fields}, kind)


@st.composite
def some_plans(draw: st.DrawFn, number: int) -> Plan:
    kinds = draw(st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=3))
    patterns: list[Pattern] = []
    for kind in kinds:
        tests = [
            draw(some_tests(kind, patterns)) for _ in range(draw(st.integers(0, 3)))
        ]
        patterns.append(Pattern(kind, tuple(tests)))
    return Plan(f"rule {number}", tuple(patterns))


@st.composite
def some_tests(draw: st.DrawFn, kind: str, before: Sequence[Pattern]) -> Check:
    field, of = draw(st.sampled_from(sorted(KINDS[kind].items(), key=str)))
    operator = draw(st.sampled_from(list(Operator) if of is int else [Operator.EQUAL]))
    alike = [
        (place, name)
        for place, pattern in enumerate(before)
        for name, other in sorted(KINDS[pattern.kind].items())
        if other is of
    ]
    joined: bool = draw(st.booleans())
    if alike and joined:
        place, name = draw(st.sampled_from(alike))
        plus = draw(st.integers(0, 2)) if of is int else 0
        return Check(field, operator, OfOther(place, name, plus))
    return Check(field, operator, draw(VALUES[of]))


@st.composite
def some_rules(draw: st.DrawFn) -> tuple[Plan, ...]:
    count = draw(st.integers(1, 4))
    return tuple(draw(some_plans(number)) for number in range(count))


SAME = Check("learner", Operator.EQUAL, OfOther(0, "learner"))
ORDER = Random(1)  # noqa: S311 - one order, the same each time
DEGREE = CaseFact("degree", {"learner": "L-1"}, "")


@given(some_rules(), st.lists(some_facts(), max_size=8), st.randoms())
@settings(deadline=None, max_examples=150)
@example(
    (Plan("one", (Pattern("degree"), Pattern("degree", (SAME,)))),), [DEGREE], ORDER
)
def test_both_watchers_find_the_same_whatever_the_order(
    rules: tuple[Plan, ...], facts: list[CaseFact], order: Random
) -> None:
    durable()  # skips where it cannot be had
    watch = _adventurous()
    found = plain_watch(rules, facts)
    assert watch(rules, facts) == found
    shuffled = list(range(len(facts)))
    order.shuffle(shuffled)
    again = watch(rules, [facts[place] for place in shuffled])
    named = {(rule, tuple(shuffled[one] for one in where)) for rule, where in again}
    assert named == found


# --- limits ---------------------------------------------------------------------------


def many_ratings(assessors: int, criteria: int) -> Iterator[CaseFact]:
    for criterion in range(criteria):
        for one in range(assessors):
            yield fact(
                "rating",
                panel="p",
                assessor=f"a{one}",
                criterion=f"c{criterion}",
                level=2 * one,
            )


def test_a_large_panel_is_seen_whole() -> None:
    facts = [PANEL, *many_ratings(9, 12)]
    found = durable()(plans(*DIFFER), facts)
    assert len(found) == 12 * (9 * 8 // 2)
    assert found == plain_watch(plans(*DIFFER), facts)


def test_more_learners_than_the_library_has_sessions() -> None:
    watch, late = durable(), plans(Sign(SignName.LATE))
    due = day_number(date(2024, 9, 1))
    for number in range(1_200):
        name = f"r-{number}"
        facts = [fact("request", name=name, assigned=0, due=due + number % 2)]
        assert len(watch(late, facts)) == 1 - number % 2


def test_rules_that_change_too_often_are_left_to_the_plain_watcher() -> None:
    durable()  # skips where it cannot be had
    watch = ContainedWatcher(most_loaded=3)
    for number in range(13):
        one = (Check("flag", Operator.EQUAL, f"f{number}"),)
        rules = (Plan("rule", (Pattern("flag", one),)),)
        assert watch(rules, [fact("flag", flag=f"f{number}")]) == {("rule", (0,))}


def test_more_rules_than_the_library_holds_are_left_to_the_plain_watcher() -> None:
    rules = tuple(
        Plan(f"rule {n}", (Pattern("flag", (Check("flag", Operator.EQUAL, f"f{n}"),)),))
        for n in range(600)
    )
    facts = [fact("flag", flag="f7"), fact("flag", flag="f599")]
    found = durable()(rules, facts)
    assert found == {("rule 7", (0,)), ("rule 599", (1,))}


def test_no_office_lost_a_process() -> None:
    """What stands above was found by durable-rules, and not by its twin."""
    assert durable().lost == 0


def test_where_a_process_is_lost_the_plain_watcher_looks() -> None:
    durable()  # skips where it cannot be had
    watch, late = ContainedWatcher(), plans(Sign(SignName.LATE))
    due = fact("request", name="a", assigned=1, due=day_number(date(2024, 9, 1)))
    for lost in (1, 2, 3, 3):
        assert places(watch(late, [due])) == {(0,)}
        for one in active_children():
            if one.name == watch.process_name:
                one.kill()
                one.join()
        assert places(watch(late, [due])) == {(0,)}
        assert watch.lost == lost


def test_a_fact_is_flat_and_of_its_kind() -> None:
    for field, value in (("due", "2024-09-01"), ("assigned", 2**31), ("worth", 1)):
        with pytest.raises(ValueError, match=f"a fact of kind request has no {field}"):
            fact("request", name="a", **{field: value})
