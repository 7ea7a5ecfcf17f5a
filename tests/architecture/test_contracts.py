"""No room and no library is built outside the import contracts."""

import ast
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "articulate"
ROOMS = sorted(folder.parent.name for folder in PACKAGE.glob("*/__init__.py"))
CONFIGURATION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = CONFIGURATION["tool"]["importlinter"]["contracts"]

CORE = {"diagnostics", "model", "rulebook", "language", "engine", "audit", "analysis"}
FACES = {"web", "cli"}
BEHIND_SERVICES = {
    *("language", "intake", "engine", "audit"),
    *("analysis", "store", "cases", "interop"),
}


def contract(name: str) -> dict[str, list[str]]:
    return next(one for one in CONTRACTS if name in one["name"])


def test_every_built_room_of_the_core_is_kept_from_frameworks() -> None:
    built = {f"articulate.{room}" for room in CORE.intersection(ROOMS)}
    assert built <= set(contract("knows no framework")["source_modules"])


def test_every_built_face_is_kept_to_services() -> None:
    faces = contract("faces of the house")
    built = {f"articulate.{room}" for room in FACES.intersection(ROOMS)}
    assert built <= set(faces["source_modules"])
    behind = {f"articulate.{room}" for room in BEHIND_SERVICES.intersection(ROOMS)}
    assert behind <= set(faces["forbidden_modules"])


@pytest.mark.parametrize(
    "library",
    [
        *("alembic", "argon2", "authlib", "cryptography", "durable", "highspy"),
        *(
            "joserfc",
            "lark",
            "openpyxl",
            "ortools",
            "requests",
            "rich",
            "sqlalchemy",
            "typer",
        ),
    ],
)
def test_each_imported_library_has_its_own_door(
    library: str, imported: frozenset[str]
) -> None:
    protected = {
        name
        for one in CONTRACTS
        if one["type"] == "protected"
        for name in one["protected_modules"]
    }
    assert library in protected or library not in {
        name.split(".")[0] for name in imported
    }


def test_no_import_hides_from_the_contracts(imported: frozenset[str]) -> None:
    assert not {"importlib", "runpy", "pkgutil"}.intersection(imported)
    hidden = [
        file
        for file in PACKAGE.rglob("*.py")
        if "__import__" in file.read_text(encoding="utf-8")
    ]
    assert not hidden


@pytest.mark.parametrize("room", ROOMS)
def test_each_room_has_a_page_that_names_what_is_in_it(room: str) -> None:
    text = (PACKAGE / room / "__init__.py").read_text(encoding="utf-8")
    page = ast.get_docstring(ast.parse(text)) or ""
    inside = {
        entry.stem
        for entry in (PACKAGE / room).iterdir()
        if not entry.name.startswith("_") and (entry.is_dir() or entry.suffix == ".py")
    }
    assert not {name for name in inside if f"`{name}" not in page}
    assert "must not know" in page
