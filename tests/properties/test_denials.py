"""Every denial cites a rule in force, and silence is never a denial."""

from hypothesis import given, settings
from tests.properties.cases import Case, cases, engine

from articulate.model.identifiers import Mark
from articulate.model.line import Line, Status
from articulate.model.reason import ReasonCode
from articulate.rulebook.rulebook import Rulebook


@settings(max_examples=200)
@given(cases())
def test_every_denial_cites_a_rule_in_force(case: Case) -> None:
    for line in engine(case).lines:
        if line.status is not Status.DENIED:
            continue
        if line.rule is None:
            assert any(one.code is ReasonCode.NOT_PASSED for one in line.reasons)
        else:
            assert in_force(case.book, line)


def in_force(book: Rulebook, line: Line) -> bool:
    """Say whether the rule that is cited is published, and holds on the day."""
    block_name, rule = str(line.rule).split("/")
    block = next(one for one in book.blocks() if one.head.name == block_name)
    assert rule == "accept" or f" {rule}" in repr_ids(block)
    governing = line.governing
    day = None if governing is None else governing.date
    return day is None or block.head.effective.contains(day)


def repr_ids(block: object) -> str:
    """List the ids of everything in a block that has one."""
    found: list[str] = []
    for name in getattr(block, "__dataclass_fields__", {}):
        value = getattr(block, name)
        for one in value if isinstance(value, tuple) else ():
            head = getattr(one, "head", None)
            if head is not None:
                found.append(str(head.id))
    return " " + " ".join(found)


@settings(max_examples=120)
@given(cases())
def test_what_nobody_speaks_of_is_unarticulated(case: Case) -> None:
    for line in engine(case).lines:
        if line.status is Status.UNARTICULATED:
            assert line.targets == ()
            marks = [x.grade for x in case.record.attempts() if x.id in line.learning]
            assert Mark("F") not in marks
