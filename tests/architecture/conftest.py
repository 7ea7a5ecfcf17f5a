"""What the program imports, as its text says."""

import ast
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def imported(checkout: Path) -> frozenset[str]:
    """Every module from elsewhere that a module of ours imports."""
    names = set()
    for file in (checkout / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Import():
                    names |= {alias.name for alias in node.names}
                case ast.ImportFrom(module=str(module)):
                    names.add(module)
                case _:
                    continue
    return frozenset(name for name in names if name.split(".")[0] != "articulate")
