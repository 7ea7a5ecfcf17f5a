"""Remedies: what becomes of learning that a rule turns away."""

from articulate.language.lower.sources import elective_of
from articulate.language.syntax import policies
from articulate.rulebook.credit_rules import Ground
from articulate.rulebook.limit_rules import Remedy, RemedyKind


def remedy_of(written: policies.Remedy) -> Remedy:
    """Compile what is written after `else`."""
    match written:
        case policies.DenyRemedy(because=because, ground=ground):
            return Remedy(
                RemedyKind.DENY,
                because=because or "",
                ground=None if ground is None else Ground(ground),
            )
        case policies.ReferRemedy(to=to, because=because):
            return Remedy(RemedyKind.REFER, to=to or "", because=because or "")
        case policies.ElectiveRemedy():
            elective = elective_of(written, None)
            return Remedy(
                RemedyKind.ELECTIVE, subject=elective.subject, level=elective.level
            )
        case policies.RequirementsOnly():
            return Remedy(RemedyKind.REQUIREMENTS_ONLY)
        case policies.Unarticulated():
            return Remedy(RemedyKind.UNARTICULATED)


def optional_remedy(written: policies.Remedy | None) -> Remedy | None:
    """Compile a remedy where one is written."""
    return None if written is None else remedy_of(written)
