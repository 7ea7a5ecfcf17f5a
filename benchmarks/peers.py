"""Peers: other engines put to the same rules, each in the way that suits it best.

Every peer is asked which rules hold for a learner, and nothing more: no reasons, no
credit, no versions. They live in an environment of their own (`requirements-peers.txt`)
and are imported when they are asked for, so that one that is missing stops none.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module

from benchmarks.workload import LEAST, POINTS, PlainLearner, PlainRule

Answer = Callable[[PlainLearner], frozenset[str]]
Build = Callable[[Sequence[PlainRule]], Answer]

ENOUGH = POINTS[LEAST]
_JOIN_ONE = """(defrule one (took (course ?c)) (one (course ?c) (rule ?r))
  => (assert (holds (rule ?r))))"""
_JOIN_PAIR = """(defrule pair
  (took (course ?a)) (pair (first ?a) (second ?b) (rule ?r)) (took (course ?b))
  => (assert (holds (rule ?r))))"""
RULESET = 50
"""How many rules one ruleset of durable-rules holds: of 50, 200, 400 the fastest."""


def good(learner: PlainLearner) -> list[str]:
    """List the courses of a learner whose grades are good enough for any rule."""
    return [
        f"{one.sender} {one.course}"
        for one in learner.attempts
        if POINTS[one.grade] >= ENOUGH
    ]


def codes(rule: PlainRule) -> list[str]:
    """List the courses of a rule, each with its institution."""
    return [f"{rule.sender} {course}" for course in rule.courses]


def dictionary(rules: Sequence[PlainRule]) -> Answer:
    """Look courses up in a dictionary: the least that an answer can cost in Python."""
    naming: dict[str, list[tuple[str, list[str]]]] = {}
    for rule in rules:
        needed = codes(rule) if rule.every else []
        for code in codes(rule):
            naming.setdefault(code, []).append((rule.full_name, needed))

    def answer(learner: PlainLearner) -> frozenset[str]:
        held = set(good(learner))
        return frozenset(
            name
            for code in held
            for name, needed in naming.get(code, ())
            if held.issuperset(needed)
        )

    return answer


def clips(rules: Sequence[PlainRule]) -> Answer:
    """CLIPS: one production for each rule, and a fact for each course."""
    engine = import_module("clips").Environment()
    found: set[str] = set()
    engine.define_function(lambda name: found.add(name) or 0, name="held")
    engine.build("(deftemplate took (slot course))")
    for number, rule in enumerate(rules):
        taken = " ".join(f'(took (course "{code}"))' for code in codes(rule))
        asked = taken if rule.every else f"(or {taken})"
        engine.build(f'(defrule r{number} {asked} => (held "{rule.full_name}"))')
    took = engine.find_template("took")

    def answer(learner: PlainLearner) -> frozenset[str]:
        found.clear()
        facts = [took.assert_fact(course=code) for code in good(learner)]
        engine.run()
        for fact in facts:
            fact.retract()
        return frozenset(found)

    return answer


def clips_joined(rules: Sequence[PlainRule]) -> Answer:
    """CLIPS again: the rules as facts, which two productions join with courses."""
    engine = import_module("clips").Environment()
    for text in (
        "(deftemplate one (slot course) (slot rule))",
        "(deftemplate pair (slot first) (slot second) (slot rule))",
        "(deftemplate took (slot course))",
        "(deftemplate holds (slot rule))",
        _JOIN_ONE,
        _JOIN_PAIR,
    ):
        engine.build(text)
    one, pair = engine.find_template("one"), engine.find_template("pair")
    for rule in rules:
        names = codes(rule)
        if rule.every and len(names) > 1:
            pair.assert_fact(first=names[0], second=names[1], rule=rule.full_name)
        else:
            for code in names:
                one.assert_fact(course=code, rule=rule.full_name)
    took, holds = engine.find_template("took"), engine.find_template("holds")

    def answer(learner: PlainLearner) -> frozenset[str]:
        facts = [took.assert_fact(course=code) for code in good(learner)]
        engine.run()
        held = list(holds.facts())
        found = frozenset(fact["rule"] for fact in held)
        for fact in (*facts, *held):
            fact.retract()
        return found

    return answer


def durable_rules(rules: Sequence[PlainRule]) -> Answer:
    """durable-rules: many small rulesets, for one of a thousand courses fails.

    A course that no rule names is not posted: unmatched messages crash it.
    """
    engine = import_module("durable.engine")
    found: set[str] = set()

    def noting(name: str) -> Callable[[object], None]:
        return lambda _: found.add(name)

    host = engine.Host()
    named: dict[str, set[str]] = {}
    for start in range(0, len(rules), RULESET):
        ruleset: dict[str, object] = {}
        for number, rule in enumerate(rules[start : start + RULESET]):
            run, names = noting(rule.full_name), codes(rule)
            for code in names:
                named.setdefault(code, set()).add(f"set{start}")
            if rule.every and len(names) > 1:
                both = [{"a": {"course": names[0]}}, {"b": {"course": names[1]}}]
                ruleset[f"r{number}"] = {"all": both, "run": run}
                continue
            for place, code in enumerate(names):
                asked = {"all": [{"m": {"course": code}}], "run": run}
                ruleset[f"r{number}.{place}"] = asked
        host.set_rulesets({f"set{start}": ruleset})

    def answer(learner: PlainLearner) -> frozenset[str]:
        found.clear()
        facts: dict[str, list[Mapping[str, object]]] = {}
        for number, code in enumerate(good(learner), 1):
            for name in named.get(code, ()):
                facts.setdefault(name, []).append({"id": number, "course": code})
        for name, posted in facts.items():
            host.assert_facts(name, posted)
        for name, posted in facts.items():
            host.retract_facts(name, posted)
        return frozenset(found)

    return answer


def cedar(rules: Sequence[PlainRule]) -> Answer:
    """Cedar: one policy for each rule; the answer is which policies permit."""
    library = import_module("cedarpy")
    written = []
    for rule in rules:
        how = "containsAll" if rule.every else "containsAny"
        listed = ", ".join(f'"{code}"' for code in codes(rule))
        written.append(
            "permit(principal, action, resource)"
            f" when {{ context.good.{how}([{listed}]) }};"
        )
    policies = library.PolicySet.from_str("\n".join(written))
    entities = library.Entities.from_json_str("[]")
    names = [rule.full_name for rule in rules]

    def answer(learner: PlainLearner) -> frozenset[str]:
        request = {
            "principal": 'Learner::"l"',
            "action": 'Action::"transfer"',
            "resource": 'Record::"r"',
            "context": {"good": good(learner)},
        }
        decided = library.is_authorized(request, policies, entities)
        reasons = decided.diagnostics.reasons
        return frozenset(names[int(one.removeprefix("policy"))] for one in reasons)

    return answer


def zen(rules: Sequence[PlainRule]) -> Answer:
    """ZEN: one decision table with a row for each rule, all that hold collected."""
    rows = []
    for number, rule in enumerate(rules):
        joined = " and " if rule.every else " or "
        asked = joined.join(f'"{code}" in good' for code in codes(rule))
        rows.append({"_id": f"{number}", "when": asked, "then": f'"{rule.full_name}"'})
    table = {
        "hitPolicy": "collect",
        "rules": rows,
        "inputs": [{"id": "when", "name": "when"}],
        "outputs": [{"id": "then", "name": "then", "field": "rule"}],
    }
    content = {
        "nodes": [
            {"id": "in", "type": "inputNode", "name": "in"},
            {
                "id": "table",
                "type": "decisionTableNode",
                "name": "table",
                "content": table,
            },
            {"id": "out", "type": "outputNode", "name": "out"},
        ],
        "edges": [
            {"id": "e1", "type": "edge", "sourceId": "in", "targetId": "table"},
            {"id": "e2", "type": "edge", "sourceId": "table", "targetId": "out"},
        ],
    }
    engine = import_module("zen").ZenEngine()
    decision = engine.create_decision(json.dumps(content))

    def answer(learner: PlainLearner) -> frozenset[str]:
        found = decision.evaluate({"good": good(learner)})["result"]
        return frozenset(row["rule"] for row in found)

    return answer


def rego(rules: Sequence[PlainRule]) -> Answer:
    """Rego, by rego-cpp: rules as data under the courses they name, and one query."""
    engine = import_module("regopy").Interpreter()
    naming: dict[str, list[Mapping[str, object]]] = {}
    for rule in rules:
        needed = codes(rule) if rule.every else []
        for code in codes(rule):
            entry = {"rule": rule.full_name, "need": needed}
            naming.setdefault(code, []).append(entry)
    engine.add_data({"naming": naming})
    engine.add_module(
        "transfer",
        "package transfer\nimport rego.v1\n"
        "good := {code | some code in input.good}\n"
        "holds contains one.rule if {\n"
        "  some code in good\n  some one in data.naming[code]\n"
        "  every needed in one.need { needed in good }\n}\n",
    )

    def answer(learner: PlainLearner) -> frozenset[str]:
        engine.set_input({"good": good(learner)})
        found = engine.query("x := data.transfer.holds").binding("x")
        return frozenset(json.loads(str(found.json())))

    return answer


PEERS: Mapping[str, Build] = {
    "dictionary": dictionary,
    "durable-rules": durable_rules,
    "clipspy": clips,
    "clipspy, joined": clips_joined,
    "cedarpy": cedar,
    "zen-engine": zen,
    "regopy": rego,
}
