"""Names: no drawer of odds and ends, and no institution in the code."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
DRAWERS = {
    *("utils", "helpers", "common", "misc", "shared"),
    *("base", "types", "constants", "manager"),
}
POLICIES = [
    file
    for folder in ("policies", "registrars")
    for pattern in ("*.art", "*.art.md")
    for file in sorted((ROOT / folder).rglob(pattern))
]
_INSTITUTION = re.compile(
    r'^\s*institution\s+([A-Z0-9]+)(?:\s+"([^"]+)")?', re.MULTILINE
)
_FORMERLY = re.compile(r'\bformerly\s+"([^"]+)"')


@cache
def institution_codes() -> set[str]:
    """The codes that policies give institutions."""
    return {
        code
        for file in POLICIES
        for code, _ in _INSTITUTION.findall(file.read_text(encoding="utf-8"))
    }


@cache
def institution_names() -> set[str]:
    """The names that institutions have or had."""
    names = set()
    for file in POLICIES:
        text = file.read_text(encoding="utf-8")
        names |= {name for _, name in _INSTITUTION.findall(text) if name}
        names |= set(_FORMERLY.findall(text))
    return names


def strings(tree: ast.Module) -> Iterator[str]:
    """Each text the program itself uses; docstrings are for readers."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in docstrings
        ):
            yield node.value


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.name)
def test_no_module_is_a_drawer_of_odds_and_ends(file: Path) -> None:
    assert file.stem not in DRAWERS
    assert not DRAWERS.intersection(file.relative_to(ROOT / "src").parts)


def test_the_shipped_policies_name_institutions_to_look_for() -> None:
    assert institution_codes()
    assert institution_names()


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.name)
def test_no_institution_is_named_in_the_program(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert not [name for name in sorted(institution_names()) if name in text]
    assert not institution_codes().intersection(strings(ast.parse(text)))
