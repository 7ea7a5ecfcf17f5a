"""Did you mean: the nearest known name, and nothing when none is near."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articulate.diagnostics.nearest import did_you_mean, nearest

KNOWN = ("BIOL", "CHEM", "NURS", "cis-120")

WRITTEN = {
    "two letters changed places": ("NRUS", "NURS"),
    "lower case is near": ("nurs", "NURS"),
    "upper case is near": ("CIS-120", "cis-120"),
    "something else is not": ("zebra", None),
    "nothing is near nothing": ("", None),
}


@pytest.mark.parametrize(("written", "meant"), WRITTEN.values(), ids=WRITTEN)
def test_nearest(written: str, meant: str | None) -> None:
    assert nearest(written, KNOWN) == meant


def test_the_help_falls_back_on_other_advice() -> None:
    assert did_you_mean("zebra", KNOWN, otherwise="add it") == "add it"
    assert did_you_mean("NRUS", KNOWN, otherwise="add it") == "did you mean `NURS`?"


@given(st.lists(st.text("ABab", min_size=1, max_size=5)), st.text("ABab", max_size=5))
def test_the_answer_does_not_depend_on_the_order_of_the_names(
    known: list[str], written: str
) -> None:
    assert nearest(written, known) == nearest(written, reversed(known))


@given(st.lists(st.text("ABC", min_size=1), min_size=1), st.data())
def test_a_known_name_is_nearest_to_itself(
    known: list[str], data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(known))
    assert nearest(name, known) == name
