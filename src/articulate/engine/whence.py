"""Whence: where a learning is from, or may be, as a pool after `from` names it."""

from articulate.engine.described import road_of
from articulate.engine.identify import Known
from articulate.engine.residence import in_residence
from articulate.engine.situation import Situation
from articulate.model.identifiers import InstitutionId
from articulate.rulebook.origins import Whence
from articulate.rulebook.pools import Road


def whence_of(situation: Situation, known: Known) -> Whence:
    """Say where a learning is from; what counts as earned here is from residence."""
    road = Road.RESIDENCE if in_residence(situation, known) else road_of(known)
    return _at(situation, known.institution, road)


def may_be_from(situation: Situation, institution: InstitutionId) -> tuple[Whence, ...]:
    """List where a course could be from that a transcript does not tell of.

    Elsewhere, what it counts as hangs on its day where a partner's counts as ours.
    """
    home = institution == situation.receiving
    partners = {one.institution for one in situation.partners}
    partners |= {
        rule.institution
        for block in situation.book.rulebook.policies
        for rule in block.partners
    }
    roads = [Road.RESIDENCE] if home else [Road.TRANSFER]
    if institution in partners and not home:
        roads.append(Road.RESIDENCE)
    return tuple(_at(situation, institution, road) for road in roads)


def _at(
    situation: Situation, institution: InstitutionId | None, road: Road | None
) -> Whence:
    known = None if institution is None else situation.institution(institution)
    return Whence(road, institution, None if known is None else known.kind)
