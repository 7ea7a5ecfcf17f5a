"""One word per thing: what is named in the code is in the glossary."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GLOSSARY = ROOT / "docs" / "reference" / "glossary.md"


def public_classes() -> Iterator[str]:
    """Each public class of the rooms that hold the field's nouns."""
    for room in ("model", "rulebook"):
        for file in sorted((ROOT / "src" / "articulate" / room).glob("*.py")):
            for node in ast.parse(file.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    yield node.name


def rows() -> list[list[str]]:
    """Each row of the glossary's tables: term, in code, meaning, do not write."""
    lines = GLOSSARY.read_text(encoding="utf-8").splitlines()
    cells = [line.strip("|").split("|") for line in lines if line.startswith("| ")]
    table = [[cell.strip() for cell in row] for row in cells]
    return [row for row in table if row[1] not in {"in code", "---"}]


@pytest.mark.parametrize("name", sorted(set(public_classes())))
def test_every_noun_has_its_line(name: str) -> None:
    in_code = {word for row in rows() for word in re.findall(r"`(\w+)", row[1])}
    assert name in in_code, f"add {name} to docs/reference/glossary.md"


def test_no_term_is_explained_twice() -> None:
    terms = [term.strip() for row in rows() for term in row[0].split(",")]
    assert len(terms) == len(set(terms))
