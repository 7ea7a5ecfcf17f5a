"""An evaluation: every line of one record under one rulebook as of one day."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from articulate.model.credit import CreditUnit
from articulate.model.identifiers import InstitutionId, LearningId
from articulate.model.line import Line
from articulate.model.option import Choice
from articulate.model.record import LearnerRecord


@dataclass(frozen=True, slots=True)
class LimitUse:
    """How much of a credit limit is used: `used` is applied, `over` was cut."""

    rule: str
    limit: Fraction
    used: Fraction
    over: Fraction


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Evaluation:
    """Every line of one record, and what the audit may still choose among.

    `fixed` are the lines that no choice touches. `lines` is the reading that holds: the
    first option of each choice until a `Settlement` says otherwise, in canonical order
    (by the place of their first learning in the record's canonical order).
    `rounding` is what conversion per total rounded away (negative when up). `truncated`
    says that there are more lawful options than the stated number that is listed.
    `retaken` are failed attempts that a repeat rule counts no more.
    """

    record: LearnerRecord
    as_of: date
    known_at: date | None
    receiving: InstitutionId
    unit: CreditUnit
    rulebook: str
    lines: tuple[Line, ...]
    fixed: tuple[Line, ...] = ()
    choices: tuple[Choice, ...] = ()
    limits: tuple[LimitUse, ...] = ()
    rounding: Fraction = Fraction(0)
    truncated: bool = False
    retaken: tuple[LearningId, ...] = ()
