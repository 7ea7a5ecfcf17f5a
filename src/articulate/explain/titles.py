"""Titles: what institutions and blocks are called on a page, beside their ids."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from articulate.model.identifiers import BlockId, InstitutionId
from articulate.rulebook.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Titles:
    """Names by id; whatever has none is called by its id.

    >>> Titles().institution(InstitutionId("NCC"))
    'NCC'
    """

    institutions: Mapping[InstitutionId, str] = field(default_factory=dict)
    blocks: Mapping[BlockId, str] = field(default_factory=dict)

    def institution(self, code: InstitutionId) -> str:
        """Return an institution's name."""
        return self.institutions.get(code) or code

    def block(self, block: BlockId) -> str:
        """Return the title of an agreement, policy, exam, degree and so on."""
        return self.blocks.get(block) or block


def titles_of(rulebook: Rulebook) -> Titles:
    """Gather every title of a rulebook; of several versions the last one's holds."""
    kinds = (
        *(rulebook.exams, rulebook.credentials, rulebook.trainings),
        *(rulebook.portfolios, rulebook.degrees, rulebook.policies),
        *(rulebook.agreements, rulebook.equivalencies),
    )
    return Titles(
        {code: known.title for code, known in rulebook.institution.items()},
        {block.head.id: block.head.title for kind in kinds for block in kind},
    )
