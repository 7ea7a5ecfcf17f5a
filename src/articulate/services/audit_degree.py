"""Check the certificates of degree audits again, with the independent checker."""

from collections.abc import Mapping

from articulate.audit.check import check
from articulate.audit.recount.sharing import shared_too_much
from articulate.explain.outline import Shown
from articulate.model.identifiers import BlockId
from articulate.rulebook.rulebook import Rulebook


def refused_certificates(
    rulebook: Rulebook, shown: Shown
) -> Mapping[BlockId, tuple[str, ...]]:
    """Return the checker's objections by degree; a degree without any is left out.

    An audit that no version of the degree could be chosen for claims nothing.
    """
    found = {
        audit.degree: check(rulebook, shown.evaluation, audit)
        for audit in shown.audits
        if audit.version
    }
    shared = tuple(shared_too_much(rulebook, shown.audits))
    return {
        degree: (*objections, *shared)
        for degree, objections in found.items()
        if objections or shared
    }
