"""Witnesses: a small learner record that shows what is claimed of rules.

A box says which facts matter; everything else is as usual as can be. What no box can
say (what the rest of a record holds) is tried in a few ways, and the replay decides.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import islice, product

from articulate.analysis.atlas import Atlas
from articulate.analysis.days import Days, Usual, days_for
from articulate.analysis.marks import Graded, marks_for
from articulate.analysis.prior import learning_of, with_prior
from articulate.analysis.regions import Box
from articulate.analysis.rest import with_the_rest
from articulate.analysis.values import Chosen
from articulate.analysis.voices import Opened, Other
from articulate.model.course import CourseCode, CourseLevel
from articulate.model.credit import CreditUnit
from articulate.model.identifiers import (
    Attribute,
    BlockId,
    InstitutionId,
    LearnerId,
    LearningId,
    VersionId,
)
from articulate.model.learner import Learner
from articulate.model.record import LearnerRecord, Learning
from articulate.model.transcript import ConferredAward, CourseAttempt, Transcript

Brought = CourseCode | Other
"""One learning of the record: a course by its code, or learning that is no course."""

MOST_WITNESSES = 48
_MOST_DAYS = 6
_MOST_GRADES = 4
_CREDITS = Fraction(4)


@dataclass(frozen=True, slots=True)
class Witness:
    """A learner record, and the day on which it shows what it shows."""

    record: LearnerRecord
    as_of: date


@dataclass(frozen=True)
class Maker:
    """What every witness for some rules has in common."""

    atlas: Atlas
    opened: Opened
    usual: Usual

    def make(self, brought: Sequence[Brought], box: Box) -> Iterator[Witness]:
        """Yield records with these learnings whose facts lie in a box."""
        yield from islice(self._every(brought, box), MOST_WITNESSES)

    def _every(self, brought: Sequence[Brought], box: Box) -> Iterator[Witness]:
        """Vary days, grades and units, a little of each before much of one."""
        chosen = Chosen(box, self.atlas.spectra)
        days = list(islice(days_for(box, self.atlas.spectra, self.usual), _MOST_DAYS))
        grades = self._grades(brought, box)
        units = self._units(box)
        varied = product(enumerate(days), enumerate(grades), enumerate(units))
        for (_, when), (_, graded), (_, unit) in sorted(
            varied, key=lambda one: sum(place for place, _ in one)
        ):
            yield from self._with(brought, (chosen, when, graded), own_unit=unit)

    def _with(
        self,
        brought: Sequence[Brought],
        facts: tuple[Chosen, Days, Sequence[Graded]],
        *,
        own_unit: bool,
    ) -> Iterator[Witness]:
        chosen, days, grades = facts
        learnings: list[Learning] = []
        pairs = zip(brought, grades, strict=True)
        for number, (one, graded) in enumerate(pairs, start=1):
            id_ = LearningId(f"w{number}")
            if isinstance(one, CourseCode):
                attempt = self._attempt(one, graded, chosen, own_unit=own_unit)
                share = chosen.shared_credits(len(brought), attempt.credits)
                learnings.append(
                    replace(attempt, id=id_, completed=days["learning"], credits=share)
                )
            else:
                learnings.append(
                    learning_of(one, id_, days["learning"], (chosen, self.opened))
                )
        record = _record(self._learner(chosen, days), learnings, days["requested"])
        as_of = days.get("evaluated", max(days["requested"], days["learning"]))
        for whole in with_the_rest(record, chosen, self.atlas):
            yield Witness(whole, as_of)

    def _units(self, box: Box) -> tuple[bool, ...]:
        """Say in whose unit credit is reported: in ours where rules count it."""
        counted = any(name in ("credits", "total credits") for _, name, _ in box)
        return (True,) if counted else (False, True)

    def _grades(self, brought: Sequence[Brought], box: Box) -> list[tuple[Graded, ...]]:
        """List grades for what is brought: all alike first, then one by one."""
        each: list[list[Graded]] = []
        for one in brought:
            if isinstance(one, Other):
                each.append([(None, None)])
                continue
            scale = self.atlas.book.scale_of(one.institution)
            about = f"course {'' if scale is None else scale.id}"
            spectra = self.atlas.spectra
            each.append(list(marks_for(box, spectra, scale, about=about, of=str(one))))
        alike = [
            tuple(grade if grade in list_ else list_[0] for list_ in each if list_)
            for grade in dict.fromkeys(grade for list_ in each for grade in list_)
        ]
        found = [one for one in alike if len(one) == len(brought)]
        return list(dict.fromkeys((*found, *islice(product(*each), _MOST_GRADES))))

    def _attempt(
        self, code: CourseCode, graded: Graded, chosen: Chosen, *, own_unit: bool
    ) -> CourseAttempt:
        about = self._about(code)
        where = self.atlas.receiving if own_unit else code.institution
        institution = self.atlas.book.institution.get(where)
        unit = CreditUnit.UNKNOWN if institution is None else institution.unit
        stated = chosen.credits(about)
        if stated is not None and stated[1] is not None:
            unit = stated[1]
        level = chosen.text("level", about)
        return CourseAttempt(
            LearningId(""),
            code,
            code.local,
            credits=_CREDITS if stated is None else stated[0],
            unit=unit,
            grade=graded[0],
            underlying=graded[1],
            level=None if level is None else CourseLevel(level),
            attributes=tuple(
                Attribute(one) for one in chosen.marks("attribute", about)
            ),
            delivery=chosen.text("delivery", about),
            percentile=chosen.number("percentile", about),
            decisions=chosen.decisions(about),
        )

    def _about(self, code: CourseCode) -> str:
        scale = self.atlas.book.scale_of(code.institution)
        return f"course {'' if scale is None else scale.id}"

    def _learner(self, chosen: Chosen, days: Days) -> Learner:
        catalog = chosen.text("catalog", "")
        return Learner(
            LearnerId("witness"),
            admitted=days.get("admitted"),
            declared=days.get("declared"),
            graduated=days.get("graduated"),
            degrees=tuple(BlockId(one) for one in chosen.listed("degree")),
            catalog=None if catalog is None else VersionId(catalog),
            flags=chosen.flags(),
        )


def _record(
    learner: Learner, learnings: Sequence[Learning], requested: date
) -> LearnerRecord:
    by: dict[InstitutionId, list[CourseAttempt | ConferredAward]] = {}
    for one in learnings:
        if isinstance(one, CourseAttempt):
            by.setdefault(one.code.institution, []).append(one)
        elif isinstance(one, ConferredAward):
            by.setdefault(one.institution, []).append(one)
    transcripts = tuple(
        Transcript(
            institution,
            courses=tuple(one for one in held if isinstance(one, CourseAttempt)),
            awards=tuple(one for one in held if isinstance(one, ConferredAward)),
        )
        for institution, held in sorted(by.items())
    )
    return with_prior(LearnerRecord(learner, requested, transcripts), learnings)
