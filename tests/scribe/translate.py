"""Say conditions of a degree-audit language in ours, as far as ours can.

    python -m tests.scribe.translate [FOLDER]

A condition comes out as the policy that says it, or as the reasons why none does. The
policy is compiled: what our compiler refuses is not said.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import product
from pathlib import Path

from tests.scribe.conditions import (
    Compared,
    Condition,
    Joined,
    NotReadError,
    Reader,
    Taken,
    names_in,
)

from articulate.language.compile import compile_policies

_OPERATORS = {"<>": "!="}
_FACTS = {
    "CREDITSAPPLIEDTOWARDSDEGREE": "credits earned",
    "TOTALCREDITSEARNED": "credits earned",
    "EARNED-DEGCR": "credits earned",
    "SGPA": "gpa",
    "SSGPA": "gpa",
    "TR_CREDITS": "transfer credits",
    "NUMBEROFMAJORS": "degrees pursued",
    "NUMMAJORS": "degrees pursued",
}
_PROGRAMS = ("MAJOR", "DEGREE")
_PRIOR_DEGREE = re.compile(r"PRI-DEG-[A-Z]+")
_SCORE = re.compile(r"([A-Z0-9]+)-SC[A-Z]|(SPN|FRN|ITL)SCORE")
_ROADS = {"Y": "residence", "N": "transfer"}
_HIGHEST_SCORE = 130

WORLD = """
institution HOME "Home University" { kind four-year unit semester grades letters }
scale letters {
  points A 4.0, A- 3.7, B+ 3.3, B 3.0, B- 2.7, C+ 2.3, C 2.0, C- 1.7, D 1.0, F 0.0
}
"""
IN_A_DEGREE = """
degree major "Major" for HOME version 1 effective 2000-01-01 {{
  cites "Catalog"
  when {condition} {{ group one 3 cr from any course }}
}}
"""
IN_AN_EXAM = """
exam placement "Placement" for HOME version 1 effective 2000-01-01 {{
  cites "Catalog"
  rule met -> elective [0 cr] when {condition}
}}
"""


@dataclass(frozen=True)
class Said:
    """What a condition comes to in our language.

    `gaps` are the reasons why it cannot be said; `flags` that an office's flag stands
    for a code of the other system; `always` that nothing can fail it.
    """

    written: str
    text: str = ""
    gaps: tuple[str, ...] = ()
    flags: bool = False
    always: bool = False
    constructs: frozenset[str] = frozenset()

    @cached_property
    def compiles(self) -> bool:
        """Whether our compiler takes what was written."""
        return not self.gaps and bool(self.text) and compiles(self.text)


@dataclass
class _Asked:
    """What is asked of a course beside which one it is."""

    having: list[str] = field(default_factory=list)
    graded: bool = False
    attribute: str = ""
    road: str = ""


class Translator:
    """Puts one condition into our words, noting what there are no words for.

    Where `programs` are published, a concentration and a minor are degrees pursued.
    """

    def __init__(self, *, programs: bool = False) -> None:
        self.programs = programs
        self.gaps: list[str] = []
        self.constructs: set[str] = set()
        self.flags = False
        self.scores = False

    def condition(self, tree: Condition) -> str:
        """Write a condition; what cannot be said is noted and left out of the text."""
        match tree:
            case Joined(word=word, parts=parts):
                summed = _sum_of_scores(tree)
                if summed is not None:
                    self.constructs |= {"score", "sum of two scores"}
                    self.scores = True
                    return summed
                once = dict.fromkeys(self._part(part) for part in parts)
                return f" {word} ".join(once)
            case Compared():
                return self._compared(tree)
            case Taken():
                return self._taken(tree)

    def _part(self, part: Condition) -> str:
        text = self.condition(part)
        joined = isinstance(part, Joined) and re.search(r"\b(and|or)\b", text)
        return f"({text})" if joined else text

    def _compared(self, one: Compared) -> str:
        operator = _OPERATORS.get(one.operator, one.operator)
        if one.name in _FACTS:
            self.constructs.add(_FACTS[one.name])
            if self.programs and _FACTS[one.name] == "degrees pursued":
                return self._gap("how many majors, where other programs count too")
            number = Fraction(one.value)
            if one.name in ("SGPA", "EARNED-DEGCR"):  # in thousandths and hundredths
                number /= 1000 if one.name == "SGPA" else 100
            return f"{_FACTS[one.name]} {operator} {_decimal(number)}"
        if score := _SCORE.fullmatch(one.name):
            self.constructs.add("score")
            self.scores = True
            return f"score {score[1] or score[2]} {operator} {int(one.value)}"
        if one.name in _PROGRAMS:
            self.constructs.add("major or degree")
            return f"degree {operator} {_id(one.value)}"
        if _PRIOR_DEGREE.fullmatch(one.name) and operator == "=":
            self.constructs.add("an earlier degree")
            return f'has award "{one.value}"'
        known = {"CONC": "concentration", "MINOR": "minor"}
        self.constructs.add(known.get(one.name, "a code of the office"))
        if self.programs and one.name in known:
            return f"degree {operator} {_id(one.name)}-{_id(one.value)}"
        self.flags = True
        flag = f"flag {_id(one.name)}-{_id(one.value)}"
        return flag if operator == "=" else f"not {flag}"

    def _taken(self, one: Taken) -> str:
        denied = "not " if one.denied else ""
        self.constructs.add(f"course {one.state}")
        asked = self._asked(one)
        course = self._course(one, asked)
        whence = f" from {asked.road}" if asked.road else ""
        having = f" with {', '.join(asked.having)}" if asked.having else ""
        match one.state:
            case "passed":
                return f"{denied}has {course}{whence}{having}"
            case "transferred":
                return f"{denied}has {course} from transfer{having}"
            case "found" | "taken":
                found = "" if asked.graded else "attempted "
                return f"{denied}has {found}{course}{whence}{having}"
            case "failed":
                failed = f"has attempted {course} and not has {course}"
                return f"{denied}({failed})"
            case _:
                return f"{denied}has in progress {course}{whence}{having}"

    def _asked(self, one: Taken) -> _Asked:
        """Sort what is asked of a course: its grade, credit, attribute and place."""
        found = _Asked()
        for asked in one.having:
            name = asked.name.removeprefix("DW")
            if name == "INPROGRESS" and asked.value == "N":
                self.constructs.add("not in progress")  # `has` sees finished courses
                continue
            self.constructs.add(f"with {name.lower()}")
            operator = _OPERATORS.get(asked.operator, asked.operator)
            match name:
                case "GRADE":
                    found.having.append(f"grade {operator} {asked.value}")
                    found.graded = True
                case "CREDITS":
                    found.having.append(f"credits {operator} {asked.value}")
                case "ATTRIBUTE" if operator == "=" and one.subject == "@":
                    found.attribute = asked.value
                case "ATTRIBUTE" if operator == "=":
                    found.having.append(f"attribute {asked.value}")
                case "RESIDENT" if operator == "=" and asked.value in _ROADS:
                    found.road = _ROADS[asked.value]
                case _:
                    self._gap(asked.name)
        return found

    def _course(self, one: Taken, asked: _Asked) -> str:
        if one.subject == "@":
            if asked.attribute:
                return f"attribute {asked.attribute}"
            return self._gap("any course at all")
        if one.top:
            self.constructs.add("range of numbers")
            return f"{one.subject} {int(one.number)}..{int(one.top)}"
        if set(one.number) == {"@"}:
            self.constructs.add("whole subject")
            return f"{one.subject} *"
        plain = re.fullmatch(r"[0-9]+[A-Z]*", one.number)
        return (
            f"{one.subject} {one.number}" if plain else f"`{one.subject} {one.number}`"
        )

    def _gap(self, what: str) -> str:
        self.gaps.append(what)
        return "…"


def said(written: str, reader: Reader, *, programs: bool = False) -> Said:
    """Say one condition in our language, or say why not."""
    try:
        tree = reader.read(written)
    except NotReadError as error:
        return Said(written, gaps=(f"not read: {error}",))
    translator = Translator(programs=programs)
    text = translator.condition(tree)
    frame = IN_AN_EXAM if translator.scores else IN_A_DEGREE
    return Said(
        written,
        frame.format(condition=text).strip(),
        tuple(dict.fromkeys(translator.gaps)),
        flags=translator.flags,
        always=_never_false(tree),
        constructs=frozenset(translator.constructs),
    )


def _never_false(tree: Condition) -> bool:
    """Say whether one of a fact with one value differs from one of two: always."""
    if not isinstance(tree, Joined) or tree.word != "or":
        return False
    differing: dict[str, set[str]] = {}
    for part in tree.parts:
        if isinstance(part, Compared) and part.operator == "<>":
            differing.setdefault(part.name, set()).add(part.value)
    return any(len(values) > 1 for values in differing.values())


def _sum_of_scores(tree: Joined) -> str | None:
    """Read dozens of pairs as what they spell out: two scores that come to a sum.

    The short form is taken only where it answers alike for every pair of scores.
    """
    pairs: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for part in tree.parts:
        match part:
            case Joined(word="and", parts=(Compared() as one, Compared() as other)) if (
                one.operator == other.operator == ">="
                and _SCORE.fullmatch(one.name)
                and _SCORE.fullmatch(other.name)
            ):
                bounds = int(one.value), int(other.value)
                pairs.setdefault((one.name, other.name), []).append(bounds)
            case _:
                return None
    found = [_summed(names, bounds) for names, bounds in sorted(pairs.items())]
    if not found or tree.word != "or" or None in found:
        return None
    return " or ".join(one for one in found if one is not None)


def _summed(names: tuple[str, str], bounds: Sequence[tuple[int, int]]) -> str | None:
    """Say most of the pairs as one sum, and those that come to another as they are."""
    ((total, _),) = Counter(map(sum, bounds)).most_common(1)
    inside = [pair for pair in bounds if sum(pair) == total]
    beside = sorted({pair for pair in bounds if sum(pair) != total})
    least, least_other = (min(ends) for ends in zip(*inside, strict=True))
    for one, other in product(range(_HIGHEST_SCORE), repeat=2):
        spelt = any(one >= low and other >= high for low, high in bounds)
        short = one + other >= total and one >= least and other >= least_other
        short |= any(one >= low and other >= high for low, high in beside)
        if spelt != short:
            return None
    first, second = (f"score {name.partition('-')[0]}" for name in names)
    low_ends = f"{first} >= {least} and {second} >= {least_other}"
    texts = [f"({first} + {second} >= {total} and {low_ends})"]
    texts += [f"({first} >= {low} and {second} >= {high})" for low, high in beside]
    return " or ".join(texts)


def compiles(text: str) -> bool:
    """Say whether our compiler takes a policy of the little world."""
    return compile_policies({"said.art": WORLD + text}).rulebook is not None


def _id(code: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", code.lower()).strip("-")


def _decimal(number: Fraction) -> str:
    return f"{float(number):g}"


def conditions_in(folder: Path) -> tuple[str, ...]:
    """Read the distinct conditions of the folder, in their order."""
    text = (folder / "if_conditions.txt").read_text(encoding="utf-8")
    lines = (line.strip() for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


def counted(results: Sequence[Said]) -> Iterator[tuple[str, int, int]]:
    """Count for each construct the conditions that have it, and those ours can say."""
    have: Counter[str] = Counter()
    can: Counter[str] = Counter()
    for one in results:
        for construct in one.constructs:
            have[construct] += 1
            can[construct] += one.compiles
    yield from ((name, have[name], can[name]) for name in sorted(have))


def named_in(results: Sequence[Said], kind: str) -> frozenset[str]:
    """List the distinct codes of one kind, such as `conc`, that stand for a flag."""
    flag = re.compile(rf"\bflag {kind}-([a-z0-9-]+)")
    return frozenset(code for one in results for code in flag.findall(one.text))


def report(results: Sequence[Said], published: Sequence[Said]) -> Iterator[str]:
    """Say how much was said, construct by construct, and what could not be."""
    can = [one for one in results if one.compiles]
    yield f"{len(results)} conditions, {len(can)} said"
    yield f"{sum(not one.flags for one in can)} of them without a flag of the office"
    plain = sum(one.compiles and not one.flags for one in published)
    kinds = [f"{len(named_in(results, kind))} {kind}" for kind in ("conc", "minor")]
    yield f"{plain} so where these are published as degrees: {', '.join(kinds)}"
    yield f"{sum(one.always for one in results)} can never be false"
    for name, have, able in counted(results):
        yield f"  {name}: {able} of {have}"
    for gap, some in Counter(g for one in results for g in one.gaps).most_common():
        yield f"  {some} not for {gap}"
    for one in results:
        if not one.gaps and not one.compiles:
            yield f"  refused: {one.written} {one.text}"


def main() -> None:
    """Read the conditions of a folder, and report."""
    named = sys.argv[1] if len(sys.argv) > 1 else "../shared/data/scribe_conditions"
    written = conditions_in(Path(named))
    reader = Reader(names_in(written))
    lines = report(
        [said(one, reader) for one in written],
        [said(one, reader, programs=True) for one in written],
    )
    sys.stdout.writelines(f"{line}\n" for line in lines)


if __name__ == "__main__":
    main()
