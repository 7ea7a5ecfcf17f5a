"""The conformance kit, case by case, with the runner of `articulate conformance`.

Another engine runs the kit by naming its command in `ARTICULATE_COMMAND`; the README
beside this file says what that command must understand.
"""

import os
from pathlib import Path

import pytest

from articulate.bootstrap.kit import as_process, kit_files
from articulate.cli.front_door import through
from articulate.cli.main import main
from articulate.services.kit import KitCase, Outcome, run_kit
from articulate.services.kit_reading import cases_of

KIT = Path(__file__).parent
CASES = cases_of(kit_files(KIT))
_NAMED = os.environ.get("ARTICULATE_COMMAND")  # noqa: TID251 - a test's own door
RUN = as_process(_NAMED) if _NAMED else through(main)
_LEAST = 400


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_comes_out_as_it_says(case: KitCase) -> None:
    (result,) = run_kit([case], RUN)
    assert result.outcome is not Outcome.FAILED, "\n".join(result.problems)
    if result.outcome is Outcome.OPEN:
        pytest.xfail(case.open)


def test_the_kit_holds_hundreds_of_cases() -> None:
    assert sum(case.tests for case in CASES) >= _LEAST


def test_every_folder_with_policies_holds_a_case() -> None:
    folders = {file.parent for file in KIT.rglob("*.art")}
    named = {folder.relative_to(KIT).as_posix() for folder in folders}
    assert named == {case.topic for case in CASES}
