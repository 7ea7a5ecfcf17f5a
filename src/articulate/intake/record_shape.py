"""The shape of a learner record in JSON, validated: unknown keys are errors."""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from pydantic.config import ConfigDict
from pydantic.fields import Field, FieldInfo
from pydantic.functional_validators import (
    BeforeValidator,
    PlainValidator,
    model_validator,
)
from pydantic.main import BaseModel
from pydantic.types import StrictBool, StrictStr, StringConstraints

from articulate.model.calendar import TermRef
from articulate.model.course import CourseLevel
from articulate.model.credit import CreditUnit
from articulate.model.duration import Duration, DurationUnit
from articulate.model.exact import parse_number
from articulate.model.identifiers import InstitutionId, TermCode

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TERM = re.compile(r"(?P<institution>[A-Z][A-Z0-9]*):(?P<code>\d{4}[A-Z][A-Z0-9]*)")
_LENGTH = re.compile(
    r"(?P<amount>\d{1,6}) (?P<unit>business day|year|month|week|day|term)s?"
)


def _day(given: object) -> date:
    if isinstance(given, str) and _ISO_DAY.fullmatch(given):
        return date.fromisoformat(given)
    msg = "a day is written as 2024-08-15"
    raise ValueError(msg)


def _exact(given: object) -> Fraction:
    if isinstance(given, bool):
        number = None
    elif isinstance(given, int | Decimal):
        number = Fraction(given)
    else:
        number = parse_number(given) if isinstance(given, str) else None
    if number is None:
        msg = "a number is written as 4, 2.67 or 8/3"
        raise ValueError(msg)
    return number


def _amount(given: object) -> Fraction:
    number = _exact(given)
    if number < 0:
        msg = "credit cannot be negative"
        raise ValueError(msg)
    return number


def _word(given: object) -> object:
    """Let a finding be written as a number or as text; it is kept as text."""
    if isinstance(given, int | Decimal) and not isinstance(given, bool):
        return str(given)
    return given


def _term(given: object) -> TermRef:
    found = _TERM.fullmatch(given) if isinstance(given, str) else None
    if found is None:
        msg = "a term is written with its institution, as in ABC:2024FA"
        raise ValueError(msg)
    return TermRef(InstitutionId(found["institution"]), TermCode(found["code"]))


def _length(given: object) -> Duration:
    found = _LENGTH.fullmatch(given) if isinstance(given, str) else None
    if found is None:
        msg = "a length is written as 16 weeks, 6 months or 180 days"
        raise ValueError(msg)
    return Duration(int(found["amount"]), DurationUnit(f"{found['unit']}s"))


Day = Annotated[date, PlainValidator(_day)]
Exact = Annotated[Fraction, PlainValidator(_exact)]
Amount = Annotated[Fraction, PlainValidator(_amount)]
Name = Annotated[StrictStr, StringConstraints(min_length=1, strip_whitespace=True)]
Word = Annotated[StrictStr, BeforeValidator(_word)]
Enrolled = Annotated[TermRef, PlainValidator(_term)]
Length = Annotated[Duration, PlainValidator(_length)]


def _empty(field: FieldInfo | None) -> bool:
    return field is not None and (
        field.default in ("", ()) or field.default_factory is dict
    )


def _named(given: object) -> object:
    """Leave out the names of which nothing is said."""
    if isinstance(given, dict):
        return {name: value for name, value in given.items() if value is not None}
    return given


Named = BeforeValidator(_named)


class _Strict(BaseModel):
    # the schema is built when the first record is read, not when modules are imported
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _said(cls, given: object) -> object:
        """Read null as nothing said: where text, a list or names would be empty."""
        if not isinstance(given, dict) or None not in given.values():
            return given
        shapes = cls.model_fields
        return {
            name: value
            for name, value in given.items()
            if value is not None or not _empty(shapes.get(name))
        }


class Identified(_Strict):
    """What has an id of its own in the record."""

    id: Name


class _Decided(Identified):
    decisions: Annotated[dict[StrictStr, Word], Named] = Field(default_factory=dict)


class LearnerShape(_Strict):
    """`learner`."""

    id: Name
    admitted: Day | None = None
    declared: Day | None = None
    graduated: Day | None = None
    expected: Day | None = None
    degrees: tuple[Name, ...] = ()
    catalog: Name | None = None
    enrolled: tuple[Enrolled, ...] | None = None
    flags: Annotated[dict[Name, StrictBool], Named] = Field(default_factory=dict)


class CourseShape(_Decided):
    """One of `courses` on a transcript."""

    code: Name
    title: StrictStr = ""
    credits: Amount | None = None
    unit: CreditUnit | None = None
    grade: StrictStr | None = None
    underlying: StrictStr | None = None
    level: CourseLevel | None = None
    term: StrictStr | None = None
    completed: Day | None = None
    attributes: tuple[Name, ...] = ()
    delivery: StrictStr | None = None
    percentile: Exact | None = None


class AwardShape(_Decided):
    """One of `awards` on a transcript."""

    title: Name
    awarded: Day | None = None


class TranscriptShape(_Strict):
    """One of `transcripts`."""

    institution: Name
    official: StrictBool = True
    complete: StrictBool = True
    issued: Day | None = None
    courses: tuple[CourseShape, ...] = ()
    awards: tuple[AwardShape, ...] = ()


class ExamShape(_Decided):
    """One of `exams`."""

    exam: Name
    score: Exact | None = None
    subscores: Annotated[dict[Name, Exact], Named] = Field(default_factory=dict)
    taken: Day | None = None
    percentile: Exact | None = None


class EvidenceShape(_Strict):
    """One of `evidence`."""

    type: Name
    url: StrictStr = ""


class CredentialShape(_Decided):
    """One of `credentials`."""

    achievement: Name
    issuer: Name | None = None
    awarded: Day | None = None
    valid_until: Day | None = None
    verified: StrictBool | None = None
    evidence: tuple[EvidenceShape, ...] | None = None
    results: Annotated[dict[Name, Word], Named] = Field(default_factory=dict)
    alignments: Annotated[dict[Name, Word], Named] = Field(default_factory=dict)
    endorsed: StrictBool | None = None


class TrainingShape(_Decided):
    """One of `trainings`."""

    exhibit: Name
    completed: Day | None = None
    location: StrictStr | None = None
    length: Length | None = None
    skill: Exact | None = None
    recommended: tuple[Name, ...] | None = None


class PortfolioShape(_Decided):
    """One of `portfolios`."""

    portfolio: Name
    criteria: Annotated[dict[Name, Exact], Named] = Field(default_factory=dict)
    decided: Day | None = None
    evidence: tuple[EvidenceShape, ...] | None = None


class MilestoneShape(Identified):
    """One of `milestones`."""

    degree: Name
    group: Name
    reached: Day


class RecordShape(_Strict):
    """A whole record."""

    learner: LearnerShape
    requested: Day | None = None
    transcripts: tuple[TranscriptShape, ...] = ()
    exams: tuple[ExamShape, ...] = ()
    credentials: tuple[CredentialShape, ...] = ()
    trainings: tuple[TrainingShape, ...] = ()
    portfolios: tuple[PortfolioShape, ...] = ()
    milestones: tuple[MilestoneShape, ...] = ()


_MEMBERS: dict[str, type[BaseModel]] = {
    "learner": LearnerShape,
    "transcripts": TranscriptShape,
    "courses": CourseShape,
    "awards": AwardShape,
    "exams": ExamShape,
    "credentials": CredentialShape,
    "trainings": TrainingShape,
    "portfolios": PortfolioShape,
    "milestones": MilestoneShape,
    "evidence": EvidenceShape,
}


def known_keys(path: tuple[str | int, ...]) -> tuple[str, ...]:
    """Return the keys that may stand where a path leads."""
    names = [step for step in path if isinstance(step, str)]
    shape = _MEMBERS.get(names[-1], RecordShape) if names else RecordShape
    return tuple(shape.model_fields)
