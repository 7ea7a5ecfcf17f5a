"""Every trap that the page on evaluations names has a case that bears its name."""

import json
import re
from pathlib import Path

import pytest

KIT = Path(__file__).parent
_TITLE = re.compile(r'^test "trap: ([^"]*)"', re.MULTILINE)

# As semantics.md, section 9, names them, kind by kind.
TRAPS = {
    "dates": (
        "month-end and 29 February",
        "the limit day itself",
        "inclusive through",
        "term against date",
        "two terms that end the same day",
        "academic against calendar year",
    ),
    "numbers": (
        "2/3",
        "per course against per total",
        "half-up against half-even",
        "GPA truncation",
        "percent caps whose base depends on what is accepted",
        "inverted scales",
        "percent scales",
        "zero-credit courses in a GPA",
        "repeated courses in a GPA",
    ),
    "courses": (
        "repeats by all five policies",
        "renumbering",
        "code re-use after retirement",
        "chains of renamings",
        "swaps of renamings",
        "cross-listing",
        "topics courses",
        "lab and lecture pairs",
        "no credit backwards",
        "exam then course",
        "A→B→C is never implied",
        "credit already transferred once elsewhere",
    ),
    "allocation": (
        "greedy loses a degree",
        "double counting by course",
        "double counting by credit",
        "double counting by programme",
        "one course split over groups",
        "non-unique optimum",
        "percent of a major in residence",
        "N from at least K areas",
    ),
    "rules": (
        "permutation of rules",
        "permutation of files",
        "permutation of record rows",
        "same result twice is not a conflict",
        "retroactive amendment",
        "override of an override",
        "exception that outlives its rule",
        "teach-out ends while a repeat is in progress",
    ),
    "missing": (
        "unknown against absent against withheld",
        "unverified against failed verification",
        "one rule's error must not hide another's",
    ),
    "operations": (
        "set order in output",
        "NBSP in codes",
        "look-alike letters in codes",
        "Excel dates",
        "`1-2`",
        "leading zeros",
        "3.3333 from a float cell",
        "personal data in logs",
    ),
}


def titles() -> set[str]:
    """The title of every case that is named for a trap, without the word."""
    found: set[str] = set()
    for file in KIT.rglob("*.art"):
        found |= set(_TITLE.findall(file.read_text(encoding="utf-8")))
    for file in KIT.rglob("*.json"):
        for case in json.loads(file.read_text(encoding="utf-8")):
            kind, _, rest = case["title"].partition("trap: ")
            if not kind:
                found.add(rest)
    return found


@pytest.mark.parametrize("trap", [one for kind in TRAPS.values() for one in kind])
def test_a_trap_has_a_case_of_its_name(trap: str) -> None:
    assert [one for one in titles() if re.split(r"[:,] ", one)[0] == trap]


def test_no_case_is_named_for_a_trap_that_is_none() -> None:
    known = {one for kind in TRAPS.values() for one in kind}
    assert {re.split(r"[:,] ", one)[0] for one in titles()} <= known
