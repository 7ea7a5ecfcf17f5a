"""Objections: what a screen says against a learning, and which of several stands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from articulate.engine.naming import RuleName
from articulate.model.reason import Reason, ReasonCode
from articulate.rulebook.credit_rules import Ground
from articulate.rulebook.limit_rules import Remedy, RemedyKind

_SEVERITY = {kind: place for place, kind in enumerate(RemedyKind)}


@dataclass(frozen=True, slots=True)
class Objection:
    """One rule's objection: what becomes of the learning, and why.

    `personal` is about the learning itself, whatever it is used for, so that it cannot
    be part of a set either. `open` hangs on a fact that is not on record, `residual` is
    the condition that remains. `remedy` is what the rule says becomes of the learning.
    """

    kind: RemedyKind
    name: RuleName | None
    reasons: tuple[Reason, ...]
    personal: bool = True
    open: bool = False
    remedy: Remedy | None = None
    residual: str = ""


@dataclass(frozen=True, slots=True)
class Screened:
    """What all screens said: the objections, severest first, and what they let pass."""

    objections: tuple[Objection, ...] = ()
    passed: tuple[Reason, ...] = ()

    @property
    def stands(self) -> Objection | None:
        """The severest objection, None where there is none."""
        return self.objections[0] if self.objections else None


def gathered(found: Iterable[Objection | Reason]) -> Screened:
    """Put objections in order of severity, a missing fact as a referral.

    Of equals, one to the learning itself stands: it also says that no set may have it.
    """
    objections, passed = [], []
    for one in found:
        if isinstance(one, Objection):
            objections.append(one)
        else:
            passed.append(one)
    objections.sort(key=lambda one: (_SEVERITY[one.kind], not one.personal))
    return Screened(tuple(objections), tuple(passed))


def objection(
    remedy: Remedy, name: RuleName, reasons: Iterable[Reason], *, personal: bool = True
) -> Objection:
    """Object with a rule's own remedy, its reason and its ground."""
    said = (*reasons, *_says(remedy))
    return Objection(
        remedy.kind, name, name.signed(said), personal=personal, remedy=remedy
    )


def _says(remedy: Remedy) -> Iterator[Reason]:
    """Say what a remedy itself says beside what it does."""
    if remedy.kind is RemedyKind.REFER and (remedy.to or remedy.because):
        yield Reason(ReasonCode.REFERRED_BY_RULE, needs=remedy.to, text=remedy.because)
    elif remedy.because or remedy.ground is not None:
        yield denied(remedy.because, remedy.ground)


def denied(because: str, ground: Ground | None) -> Reason:
    """Say that a rule denies, why, and on which ground."""
    return Reason(
        ReasonCode.DENIED_BY_RULE,
        fact="" if ground is None else "ground",
        wanted="" if ground is None else str(ground),
        text=because,
    )


def question(
    name: RuleName | None,
    reasons: Iterable[Reason],
    *,
    personal: bool = True,
    residual: str = "",
) -> Objection:
    """Object that a fact is missing, which a person must settle, or time."""
    signed = tuple(reasons) if name is None else name.signed(reasons)
    return Objection(
        RemedyKind.REFER, name, signed, personal=personal, open=True, residual=residual
    )
