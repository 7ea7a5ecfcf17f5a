"""Published degrees: programs of a real university, and learners part of the way.

Written in our language as `tests/real_degrees` does, from `../shared/data`, which is
not ours to ship: where it is not there, there are none.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.real_degrees import degree_trees
from tests.real_degrees.test_real_degrees import HERE, TREES, taken
from tests.real_degrees.writing import catalog_text

from articulate.engine.evaluate import evaluate
from articulate.language.compile import compile_policies
from articulate.model.course import CourseCode
from articulate.model.credit import CreditUnit
from articulate.model.evaluation import Evaluation
from articulate.model.identifiers import BlockId, LearnerId, LearningId, Mark
from articulate.model.learner import Learner
from articulate.model.record import LearnerRecord
from articulate.model.transcript import CourseAttempt, Transcript
from articulate.rulebook.rulebook import Rulebook

AS_OF = date(2026, 1, 1)
PROGRAM = BlockId("program")
PARTS = (100, 70, 40)
"""How many percent of a program's courses a learner has taken."""


@dataclass(frozen=True, slots=True)
class Published:
    """One learner's record, and the rulebook with the degree `program`."""

    rulebook: Rulebook
    record: LearnerRecord

    def evaluated(self) -> Evaluation:
        """Evaluate the record anew; an evaluation remembers what was read of it."""
        return evaluate(
            self.rulebook, self.record, AS_OF, None, receiving=HERE, degrees=(PROGRAM,)
        )


def published() -> Iterator[Published]:
    """Yield every program with learners of all, most and some of its courses."""
    for path in sorted(TREES.glob("degrees_*/*.json")):
        said = degree_trees.degree_from_tree(path, PROGRAM, TREES / "req" / "core.req")
        catalog = catalog_text(HERE, [degree_trees.listed(one) for one in said.courses])
        texts = {"degree.art": f"{degree_trees.office()}\n{catalog}\n{said.text}"}
        rulebook = compile_policies(texts).rulebook
        if rulebook is None:
            msg = f"{path.name} does not compile"
            raise ValueError(msg)
        tree = json.loads(path.read_text(encoding="utf-8"))
        every = [code for one in tree["requirements"]["major"] for code in taken(one)]
        codes = list(dict.fromkeys(every))
        for part in PARTS:
            mine = [one for k, one in enumerate(codes) if k * 7 % 10 < part // 10]
            yield Published(rulebook, _record(mine, int(tree["year"][:4])))


def _record(codes: list[str], year: int) -> LearnerRecord:
    """Write a record of these courses, each passed with a B."""
    courses = tuple(
        CourseAttempt(
            id=LearningId(f"c{place:03}"),
            code=CourseCode.read(str(HERE), code),
            written=code,
            credits=Fraction(degree_trees.listed(code).credit[-1]),
            unit=CreditUnit.SEMESTER,
            grade=Mark("B"),
            completed=date(2023 + place % 3, 5, 1 + place % 28),
        )
        for place, code in enumerate(codes)
    )
    admitted = Learner(id=LearnerId("L-1"), admitted=date(year, 8, 20))
    return LearnerRecord(
        learner=admitted,
        requested=date(year, 8, 25),
        transcripts=(Transcript(HERE, courses=courses),),
    )
