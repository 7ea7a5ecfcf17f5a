"""For whom an evaluation is: the degree's institution, the named one, the only one."""

import pytest

from articulate.diagnostics.span import Span
from articulate.model.identifiers import BlockId, InstitutionId
from articulate.rulebook.degree import DegreeBlock
from articulate.rulebook.policy import PolicyBlock
from articulate.rulebook.rulebook import Rulebook
from articulate.rulebook.version import BlockHead, BlockKind
from articulate.services.receivers import Unclear, receiver_for

HERE = Span("a.art", 1, 1, 1, 2)


def rulebook(*receiving: str, **degrees: str) -> Rulebook:
    """Policies for some institutions, and degrees of some."""
    return Rulebook(
        policies=tuple(
            PolicyBlock(
                BlockHead(
                    BlockKind.POLICY,
                    BlockId("p"),
                    HERE,
                    receiving=InstitutionId(one),
                )
            )
            for one in receiving
        ),
        degrees=tuple(
            DegreeBlock(
                BlockHead(
                    BlockKind.DEGREE,
                    BlockId(name.replace("_", "-")),
                    HERE,
                    receiving=InstitutionId(of),
                )
            )
            for name, of in degrees.items()
        ),
    )


TWO = rulebook("NORTH", "SOUTH", bs_cs="NORTH", ba_art="SOUTH")
CLEAR = {
    "the only one there is": (rulebook("NORTH"), (), None, "NORTH"),
    "the one of the degree": (TWO, ("bs-cs",), None, "NORTH"),
    "the one named": (TWO, (), "SOUTH", "SOUTH"),
    "both say the same": (TWO, ("ba-art",), "SOUTH", "SOUTH"),
}
UNCLEAR = {
    "several, and none is named": (TWO, (), None, "NORTH, SOUTH"),
    "no policy is for anybody": (Rulebook(), (), None, "no receiving institution"),
    "a degree that does not exist": (TWO, ("bs-cz",), None, "no degree `bs-cz`"),
    "an institution that receives nothing": (TWO, (), "EAST", "`EAST`"),
    "a degree of another institution": (TWO, ("bs-cs",), "SOUTH", "of `NORTH`"),
    "degrees of two institutions": (TWO, ("bs-cs", "ba-art"), None, "different"),
}


@pytest.mark.parametrize(
    ("book", "degrees", "named", "wanted"), CLEAR.values(), ids=CLEAR
)
def test_the_receiver_is_clear(
    book: Rulebook, degrees: tuple[str, ...], named: str | None, wanted: str
) -> None:
    code = None if named is None else InstitutionId(named)
    found = receiver_for(book, tuple(BlockId(one) for one in degrees), code)
    assert found == wanted


@pytest.mark.parametrize(
    ("book", "degrees", "named", "said"), UNCLEAR.values(), ids=UNCLEAR
)
def test_what_is_unclear_is_said_with_a_way_out(
    book: Rulebook, degrees: tuple[str, ...], named: str | None, said: str
) -> None:
    code = None if named is None else InstitutionId(named)
    found = receiver_for(book, tuple(BlockId(one) for one in degrees), code)
    assert isinstance(found, Unclear)
    assert said in found.message
    assert found.help


def test_a_misspelt_degree_is_offered_the_nearest() -> None:
    found = receiver_for(TWO, (BlockId("bs-sc"),), None)
    assert isinstance(found, Unclear)
    assert found.help == "did you mean `bs-cs`?"
