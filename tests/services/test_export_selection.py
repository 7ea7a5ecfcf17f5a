"""Some of an agreement's rules, by id, by course or by subject."""

import pytest
from tests.engine.world import agreement, rulebook_of

from articulate.rulebook.credit_rules import AgreementBlock
from articulate.services.export_selection import selected

RULES = """
rule cis: CIS 120 -> CSCI 141 when grade >= C
rule set: CIS 130 + CIS 131 -> CSCI 241 [4 cr]
rule calc: MATH 151 -> MATH 121
rule hist: HIST 2** -> elective HIST lower
deny dev: MATH 050..099 because "Developmental work" ground level
"""


@pytest.fixture(scope="module")
def block() -> AgreementBlock:
    (found,) = rulebook_of(agreement(RULES)).agreements
    return found


@pytest.mark.parametrize(
    ("only", "kept"),
    [
        ((), {"cis", "set", "calc", "hist", "dev"}),
        (("cis",), {"cis"}),
        (("CIS 131",), {"set"}),
        (("CSCI 141", "calc"), {"cis", "calc"}),
        (("CIS *",), {"cis", "set"}),
        (("MATH *",), {"calc", "dev"}),
        (("HIST *",), {"hist"}),
    ],
)
def test_a_word_names_rules(
    block: AgreementBlock, only: tuple[str, ...], kept: set[str]
) -> None:
    found = selected(block, only)
    assert not isinstance(found, str)
    assert {rule.head.id for rule in found.rules} == kept
    assert found.head == block.head


def test_a_word_that_names_nothing_is_said_with_the_nearest(
    block: AgreementBlock,
) -> None:
    found = selected(block, ("cis", "CIS 12O"))
    assert isinstance(found, str)
    assert "no rule of `a@1` is or names `CIS 12O`" in found
    assert "CIS 120" in found
