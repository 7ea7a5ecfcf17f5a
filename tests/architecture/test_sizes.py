"""A file does one job, so it is short."""

from pathlib import Path
from statistics import median, quantiles

import pytest

LONGEST = 400
NINE_IN_TEN = 250
MEDIAN = 130
SOURCES = sorted((Path(__file__).parents[2] / "src").rglob("*.py"))


def lines(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.name)
def test_no_file_is_longer_than_the_longest(file: Path) -> None:
    assert lines(file) <= LONGEST, f"split {file}: it has {lines(file)} lines"


def test_nine_files_in_ten_are_short() -> None:
    assert quantiles(map(lines, SOURCES), n=10)[-1] <= NINE_IN_TEN


def test_the_median_file_is_a_screen_or_two() -> None:
    assert median(map(lines, SOURCES)) <= MEDIAN
