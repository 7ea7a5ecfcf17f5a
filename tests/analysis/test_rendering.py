"""The exact words, places and learners of what is found wrong with rules together."""

from collections.abc import Callable
from pathlib import Path

import pytest

from articulate.diagnostics.render import render
from articulate.language.compile import compile_policies
from articulate.services.check_rules import rules_report

HERE = Path(__file__).parent
FILES = sorted((HERE / "bad").glob("*.art"))
PRELUDE = (HERE.parent / "docs" / "prelude.art").read_text(encoding="utf-8")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_is_wrong_is_shown_as_expected(
    file: Path, snapshot: Callable[[str, Path], None]
) -> None:
    text = file.read_text(encoding="utf-8")
    compiled = compile_policies({file.name: text, "prelude.art": PRELUDE})
    assert compiled.rulebook is not None
    found = rules_report(compiled.rulebook).diagnostics
    shown = "\n\n".join(render(one, text) for one in found)
    snapshot(f"{shown}\n", file.with_suffix(".art.expected"))
