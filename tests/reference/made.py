"""Rulebooks and records made from a seed, cheaply, for the long run.

A rulebook is kept as its statements, so that a difference can be made smaller by
leaving statements out. Every institution is invented.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from random import Random

from tests.reference.vocabulary import (
    ASKING,
    CONDITIONS,
    COURSES,
    CROWDED,
    CROWDED_SIZES,
    DAYS,
    EXAM,
    MARKS,
    OURS,
    POLICY,
    SIZES,
    TARGETS,
    VERSIONS,
    WORLD,
)

from articulate.model.course import CourseCode, CourseLevel
from articulate.model.credit import CreditUnit
from articulate.model.exam import ExamSitting
from articulate.model.identifiers import (
    Attribute,
    BlockId,
    InstitutionId,
    LearnerId,
    LearningId,
    Mark,
)
from articulate.model.learner import Learner
from articulate.model.record import LearnerRecord
from articulate.model.transcript import ConferredAward, CourseAttempt, Transcript

STATE = InstitutionId("STATE")
CHOICE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Block:
    """A block as its head and its statements."""

    head: str
    statements: tuple[str, ...]

    @property
    def text(self) -> str:
        """The block in the policy language."""
        return self.head + " {\n  " + "\n  ".join(self.statements) + "\n}\n"


@dataclass(frozen=True)
class MadeBook:
    """A rulebook as text that can be made smaller."""

    world: str
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """The whole rulebook in the policy language."""
        return self.world + "".join(one.text for one in self.blocks)

    def smaller(self) -> list["MadeBook"]:
        """Return the book without each block, and without each statement."""
        found = []
        for place, block in enumerate(self.blocks):
            rest = (*self.blocks[:place], *self.blocks[place + 1 :])
            found.append(replace(self, blocks=rest))
            for number in range(1, len(block.statements)):
                less = block.statements[:number] + block.statements[number + 1 :]
                cut = replace(block, statements=less)
                blocks = (*self.blocks[:place], cut, *self.blocks[place + 1 :])
                found.append(replace(self, blocks=blocks))
        return found


class Maker:
    """Makes rulebooks and records from one source of chance.

    They are *crowded* where few courses and several learnings are to meet, and *asking*
    where rules often ask what the whole record holds.
    """

    def __init__(
        self, random: Random, *, crowded: bool = False, asking: bool = False
    ) -> None:
        self.random = random
        self.asking = asking
        self.courses = CROWDED if crowded else COURSES
        self.sizes = CROWDED_SIZES if crowded else SIZES

    def one(self, *choices: str) -> str:
        """Choose one."""
        return self.random.choice(choices)

    def chance(self, part: float) -> bool:
        """Say yes to a part of all questions."""
        return self.random.random() < part

    # --- rulebooks --------------------------------------------------------------------

    def book(self) -> MadeBook:
        """Make a rulebook."""
        blocks = [self._policy()]
        blocks += self._agreement("a", "agreement", "NCC")
        if self.chance(0.5):
            blocks += self._agreement("own", "equivalencies", "NCC")
        if self.chance(0.4):
            blocks += self._agreement(
                "s", self.one("agreement", "equivalencies"), "SCC"
            )
        if self.chance(0.3):
            blocks += self._agreement("e", "equivalencies", "EUR")
        if self.chance(0.3):
            blocks += self._agreement("d", "agreement", "NCC", " for bs-cs")
        if self.chance(0.5):
            blocks.append(self._exam())
        if self.chance(0.15):
            accept = f"accept NCC:{self.one(*self.courses['NCC'])} -> {self._target()}"
            head = (
                'exception x for learner "L" granted 2024-03-01 by "Dean" through '
                + self.one("2024-08-31", "2024-09-01", "2026-01-01")
            )
            blocks.append(Block(head, (accept,)))
        return MadeBook(WORLD % self.one("", "", "P counts as C"), tuple(blocks))

    def say(self, text: str) -> str:
        """Choose one of the words that `~` parts, in each pair of braces."""
        return CHOICE.sub(lambda found: self.one(*found.group(1).split("~")), text)

    def _policy(self) -> Block:
        said = [self.say(text) for part, text in POLICY if self.chance(part)]
        for base, label in (
            ("minimum base", "overrides base"),
            ("repeat now", "overrides now"),
        ):
            if not any(one.startswith(base) for one in said):
                said = [one for one in said if label not in one]
        head = "policy p for STATE version 1 effective 2000-01-01"
        return Block(head, ('cites "x"', *said))

    def _agreement(
        self, name: str, kind: str, sender: str, degree: str = ""
    ) -> list[Block]:
        said = ['cites "x"']
        if self.chance(0.7):
            said.append(
                self.say("governed by {requested~admitted~completed~evaluated}")
            )
        versions = self.one(*VERSIONS).split(";")
        return [
            Block(
                f"{kind} {name} from {sender} to STATE{degree} {version}",
                (*said, *self._rules(self.courses[sender])),
            )
            for version in versions
        ]

    def _rules(self, courses: Sequence[str]) -> list[str]:
        said: list[str] = []
        for number in range(self.random.randint(1, 5)):
            name = f"r{number}"
            over = ""
            if number and self.chance(0.25):
                over = f" overrides r{self.random.randrange(number)}"
            when = f" when {self._condition(2)}" if self.chance(0.6) else ""
            kind = self.random.random()
            source = self._source(courses)
            if kind < 0.1:
                source = self._single(courses)
                why = 'because "x" ground level'
                said.append(f"deny {name}{over}: {source} {why}{when}")
            elif kind < 0.17:
                source = self._single(courses)
                said.append(f'refer {name}{over}: {source} to "Dean"{when}')
            else:
                graded = " graded CR" if self.chance(0.1) else ""
                said.append(
                    f"rule {name}{over}: {source} -> {self._target()}{when}{graded}"
                )
                if " + " in source and self.chance(0.3):
                    one = self.one(*source.strip("()").split(" + "))
                    said.append(
                        f"partial p{number} of {name}: {one} -> elective CSCI [2 cr]"
                    )
        return said

    def _single(self, courses: Sequence[str]) -> str:
        if self.chance(0.25):
            return self.one(
                "CIS *", "CIS 1**", "CIS 13*", "MATH 90..151", "HIST 200..299"
            )
        return self.one(*courses)

    def _source(self, courses: Sequence[str]) -> str:
        kind = self.random.random()
        some = self.random.sample(list(courses), min(3, len(courses)))
        if kind < 0.6:
            return self._single(courses)
        if kind < 0.8:
            return f"{some[0]} + {some[1]}"
        if kind < 0.9:
            return f"{some[0]} | {some[1]}"
        if kind < 0.95 and len(some) > 2:
            return f"2 of ({some[0]}, {some[1]}, {some[2]})"
        if kind < 0.97:
            return 'award "AA"'
        return f"({some[0]} + {some[1]}) | {some[-1]}"

    def _target(self) -> str:
        ours = "{" + "~".join(OURS) + "}"
        return self.say(self.one(*TARGETS).replace("COURSE", ours))

    def _condition(self, depth: int) -> str:
        if depth and self.chance(0.35):
            parts = [self._condition(depth - 1) for _ in range(2)]
            joined = (f"({p})" if " and " in p or " or " in p else p for p in parts)
            return self.one(" and ", " or ").join(joined)
        if self.chance(0.1):
            return f"not ({self._condition(0)})"
        if self.asking and self.chance(0.3):
            return self.say(self.one(*ASKING))
        return self.say(self.one(*CONDITIONS))

    def _exam(self) -> Block:
        said = ['cites "x"', "scores 1..5"]
        said.append(self.say(f"rule high -> {self._target()} when score >= {{4~5}}"))
        said += [self.say(text) for part, text in EXAM if self.chance(part)]
        head = self.say("exam ap for STATE version 1 effective {2000-01-01~2022-01-01}")
        return Block(head, tuple(said))

    # --- records ----------------------------------------------------------------------

    def record(self) -> LearnerRecord:
        """Make a record of one to four learnings."""
        courses: dict[str, list[CourseAttempt]] = {}
        awards: dict[str, list[ConferredAward]] = {}
        exams: list[ExamSitting] = []
        for number in range(self.random.choice(self.sizes)):
            name = LearningId(f"c{number}")
            kind = self.random.random()
            if kind < 0.08:
                exams.append(self._sitting(name))
            elif kind < 0.11:
                award = ConferredAward(name, InstitutionId("NCC"), "AA", self._day())
                awards.setdefault("NCC", []).append(award)
            else:
                home = self.one("NCC", "NCC", "NCC", "NCC", "SCC", "EUR", "STATE")
                courses.setdefault(home, []).append(self.course(name, home))
        homes = sorted({*courses, *awards})
        transcripts = tuple(
            Transcript(
                InstitutionId(home),
                courses=tuple(courses.get(home, ())),
                awards=tuple(awards.get(home, ())),
            )
            for home in homes
        )
        requested = date(2024, 8, 25) if self.chance(0.85) else None
        return LearnerRecord(self._learner(), requested, transcripts, tuple(exams))

    def _learner(self) -> Learner:
        admitted = self.random.choice(
            (date(2024, 8, 20), date(2024, 2, 29), date(2023, 6, 9), None)
        )
        flags = self.random.choice(((), (("nurse", True),), (("nurse", False),)))
        degrees = (BlockId("bs-cs"),) if self.chance(0.3) else ()
        return Learner(
            LearnerId(self.one("L", "M")),
            admitted=admitted,
            degrees=degrees,
            flags=flags,
        )

    def _day(self) -> date | None:
        return None if self.chance(0.04) else date.fromisoformat(self.one(*DAYS))

    def _sitting(self, name: LearningId) -> ExamSitting:
        score = None if self.chance(0.05) else Fraction(self.random.randint(1, 5))
        subscores = (
            (("AB", Fraction(self.random.randint(1, 5))),) if self.chance(0.5) else ()
        )
        return ExamSitting(name, BlockId("ap"), score, subscores, self._day())

    def course(self, name: LearningId, home: str) -> CourseAttempt:
        """Make an attempt at a course of an institution."""
        code = self.one(*(OURS if home == "STATE" else self.courses[home]))
        grade: str | None = self.one(*MARKS)
        unit = {"NCC": CreditUnit.QUARTER, "EUR": CreditUnit.ECTS}.get(
            home, CreditUnit.SEMESTER
        )
        if home == "EUR":
            grade = self.one("1.0", "2.0", "3.0", "4.0", "5.0")
        if self.chance(0.05):
            grade = self.random.choice((None, None if home == "EUR" else "IP"))
        if self.chance(0.03):
            unit = CreditUnit.UNKNOWN
        credit = self.one("3", "4", "5", "5", "4.5", "6")
        marks = self.random.choice(((), (), ("honors",), ("GE.HUM",), ("dev",)))
        decisions = (("match", self.one("60", "70", "85")),) if self.chance(0.4) else ()
        return CourseAttempt(
            name,
            CourseCode.read(home, code),
            code,
            credits=None if self.chance(0.03) else Fraction(credit),
            unit=unit,
            grade=None if grade is None else Mark(grade),
            underlying=Mark(self.one("B", "C-", "D"))
            if grade == "P" and self.chance(0.5)
            else None,
            level=self.random.choice((CourseLevel.LOWER, CourseLevel.UPPER, None)),
            completed=self._day(),
            attributes=tuple(Attribute(one) for one in marks),
            delivery=self.random.choice((None, "online", "campus")),
            decisions=decisions,
        )
