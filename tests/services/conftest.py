"""A small office in a dictionary: policies as text, and the files they point at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

import pytest

from articulate.services.check_policy import CheckedPolicies, check_policy
from articulate.services.nearby_files import FoundFile

POLICY = """
institution SEND "Sending College" { kind two-year unit semester grades letters }
institution HOME "Home University" { kind four-year unit semester grades letters }
scale letters {
  points A 4.0, B 3.0, C 2.0, D 1.0, F 0.0
  pass P no-credit W in-progress IP
}
catalog HOME "Catalog" version 2024 effective 2020-01-01 {
  cites "Catalog 2024"
  course CSCI 141 "Programming I" 4 cr lower
  course CSCI 241 "Programming II" 4 cr lower
  course MATH 121 "Calculus I" 4 cr lower
}
agreement pathway "Pathway" from SEND to HOME version 2024 effective 2020-01-01 {
  cites "Memorandum 7"
  rule one: CS 1 -> CSCI 141 when grade >= C
  rule two: CS 2 + CS 3 -> CSCI 241 [4 cr] when grade >= C
  deny basic: CS 0 because "Below college level" ground level
  refer topic: CS 9 to "Computer Science" because "Needs a syllabus"
}
exam calculus "Calculus exam" for HOME version 2024 effective 2020-01-01 {
  cites "Catalog 2024"
  scores 1..5
  rule good -> MATH 121 when score >= 3
  deny low because "Score below 3" when score <= 2
}
"""


@dataclass
class Shelf:
    """Files by path, found wherever they are asked for."""

    tables: dict[str, bytes] = field(default_factory=dict)
    layouts: dict[str, str] = field(default_factory=dict)
    chosen: Mapping[str, str] = field(default_factory=dict)

    def table(self, policy: str, written: str) -> FoundFile | None:
        """Find a workbook by its path."""
        del policy
        content = self.tables.get(written)
        return None if content is None else FoundFile(_name(written), content)

    def layout(self, beside: str, name: str) -> FoundFile | None:
        """Find a layout by its name."""
        del beside
        text = self.layouts.get(name)
        return None if text is None else FoundFile(f"{name}.toml", text.encode())

    def resolutions(self, beside: str, name: str) -> FoundFile | None:
        """Find the chosen readings of a partner."""
        del beside
        text = self.chosen.get(name)
        return None if text is None else FoundFile(f"{name}.toml", text.encode())

    def layout_names(self, beside: str) -> tuple[str, ...]:
        """List every layout."""
        del beside
        return tuple(self.layouts)


def _name(path: str) -> str:
    return PurePosixPath(path).name


PLAIN = """
layout = "plain"
reads = "articulations"
[[columns]]
holds = "sending course"
headings = ["From"]
required = true
[[columns]]
holds = "receiving course"
headings = ["To"]
required = true
[[columns]]
holds = "minimum grade"
headings = ["Least grade"]
"""
TRANSCRIPT = """
layout = "transcript"
reads = "transcript"
[[columns]]
holds = "course"
headings = ["Course"]
[[columns]]
holds = "credits"
headings = ["Credits"]
[[columns]]
holds = "unit"
headings = ["Unit"]
[[columns]]
holds = "grade"
headings = ["Grade"]
[[columns]]
holds = "completed"
headings = ["Completed"]
"""


@pytest.fixture
def office_text() -> str:
    """The small office's policies, as text."""
    return POLICY


@pytest.fixture
def shelf() -> Shelf:
    """Two layouts and a list of equivalencies."""
    table = b"From,To,Least grade\nCS 5,CSCI 141,C\nCS 6,see the department,\n"
    layouts = {"plain": PLAIN, "transcript": TRANSCRIPT}
    return Shelf({"lists/send.csv": table}, layouts)


@pytest.fixture
def compiled(shelf: Shelf) -> Callable[..., CheckedPolicies]:
    """Compile the small office's policies with more text."""

    def compile_with(more: str = "") -> CheckedPolicies:
        checked = check_policy({"office.art": POLICY + more}, shelf)
        assert not checked.report.errors, checked.report.errors
        return checked

    return compile_with
