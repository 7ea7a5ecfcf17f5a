"""Credit is exact: the rooms that count never touch a float."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "articulate"
CORE = ("model", "rulebook", "language", "engine", "audit", "analysis")
SOURCES = [file for room in CORE for file in sorted((PACKAGE / room).rglob("*.py"))]


def floats(tree: ast.Module) -> Iterator[int]:
    """Each line that names or writes a float."""
    for node in ast.walk(tree):
        if (isinstance(node, ast.Name) and node.id == "float") or (
            isinstance(node, ast.Constant) and isinstance(node.value, float)
        ):
            yield node.lineno


def test_a_float_would_be_found() -> None:
    text = "x: float = 1\ny = 0.5\nz = Fraction(1, 2)\n"
    assert sorted(floats(ast.parse(text))) == [1, 2]


@pytest.mark.parametrize(
    "file", SOURCES, ids=lambda file: file.relative_to(PACKAGE).as_posix()
)
def test_no_float_in_the_core(file: Path) -> None:
    assert not list(floats(ast.parse(file.read_text(encoding="utf-8"))))
