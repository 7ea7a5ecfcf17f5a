"""Each pass, in pieces of policy: a line that must be reported says with which code."""

import re
from collections import Counter
from pathlib import Path

import pytest

from articulate.diagnostics.codes import Code
from articulate.diagnostics.span import Span
from articulate.language.compile import PASSES, compile_policies

HERE = Path(__file__).parent
FILES = sorted((HERE / "passes").glob("*.art"))
PRELUDE = (HERE.parent / "docs" / "prelude.art").read_text(encoding="utf-8")
EXPECTED = re.compile(r"# expect (AR\d{3})\s*$")
DESCRIBES = re.compile(r"^institution ", re.MULTILINE)

PIECES = {
    f"{file.stem}-{place}": (file.stem, piece)
    for file in FILES
    for place, piece in enumerate(
        file.read_text(encoding="utf-8").split("\n---\n"), start=1
    )
}


def expected(piece: str) -> Counter[tuple[int, str]]:
    found = Counter[tuple[int, str]]()
    for number, line in enumerate(piece.splitlines(), start=1):
        if match := EXPECTED.search(line):
            found[number, match.group(1)] += 1
    return found


def reported(piece: str) -> Counter[tuple[int, str]]:
    sources = {"piece.art": piece}
    if not DESCRIBES.search(piece):
        sources["prelude.art"] = PRELUDE
    found = Counter[tuple[int, str]]()
    for one in compile_policies(sources).report.diagnostics:
        assert isinstance(one.place, Span)
        if one.place.file == "piece.art":
            found[one.place.line, str(one.code)] = 1
    return found


@pytest.mark.parametrize(("name", "piece"), PIECES.values(), ids=PIECES)
def test_a_piece_has_just_the_problems_it_says(name: str, piece: str) -> None:
    got = reported(piece)
    if name != "missing_citations":  # the pieces are short: what they cite is their own
        got = Counter({k: n for k, n in got.items() if k[1] != Code.MISSING_CITATION})
    assert got == expected(piece)


def test_every_pass_has_its_pieces() -> None:
    modules = {each.__module__.rpartition(".")[2] for each in PASSES}
    assert {file.stem for file in FILES} == modules
