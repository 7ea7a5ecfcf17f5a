"""Which institution an evaluation is for: the degree's, the named one, the only."""

from collections.abc import Sequence
from dataclasses import dataclass

from articulate.diagnostics.nearest import did_you_mean
from articulate.model.identifiers import BlockId, InstitutionId
from articulate.rulebook.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Unclear:
    """Why no receiver can be named, and what to say instead: wrong usage."""

    message: str
    help: str


def receiver_for(
    rulebook: Rulebook, degrees: Sequence[BlockId], named: InstitutionId | None
) -> InstitutionId | Unclear:
    """Find the receiver: that of the degrees asked for, else the one named.

    With neither, it is the only receiving institution of the rulebook.
    """
    offering = {block.head.id: block.head.receiving for block in rulebook.degrees}
    for degree in degrees:
        if degree not in offering:
            known = did_you_mean(
                degree, offering, otherwise=_listed(offering, "degrees")
            )
            return Unclear(f"the policies have no degree `{degree}`", known)
    receivers = {offering[degree] for degree in degrees} - {None}
    if len(receivers) > 1:
        return Unclear(
            "the degrees are of different institutions",
            "evaluate once for each institution",
        )
    offered = next(iter(receivers), None)
    if named is None:
        return offered or _only(rulebook)
    if named not in rulebook.receivers:
        otherwise = _listed(rulebook.receivers, "receiving institutions")
        known = did_you_mean(named, rulebook.receivers, otherwise=otherwise)
        return Unclear(f"no policy is for the institution `{named}`", known)
    if offered not in (None, named):
        return Unclear(
            f"the degree is of `{offered}`, not of `{named}`",
            "leave --for out, or name another degree",
        )
    return named


def _only(rulebook: Rulebook) -> InstitutionId | Unclear:
    receivers = rulebook.receivers
    if len(receivers) == 1:
        return receivers[0]
    if not receivers:
        return Unclear(
            "the policies are for no receiving institution",
            "name the folder that holds an agreement, a policy or a degree",
        )
    return Unclear(
        f"the policies are for several institutions: {', '.join(receivers)}",
        "say which with --for, or name a --degree",
    )


def _listed(names: Sequence[str] | dict[BlockId, InstitutionId | None], of: str) -> str:
    return f"the {of} are {', '.join(sorted(names))}" if names else f"there are no {of}"
