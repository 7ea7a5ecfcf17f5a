"""No text in any cell crashes the reader, and none becomes credit by accident.

One cell of a good row is given any text at all. What comes of the row may then be
nothing, or less, or what the text really names; it is never more than that.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.intake.both_ways import agree

from articulate.intake.articulations import open_table
from articulate.intake.layout import Holds, Layout
from articulate.intake.parties import Parties, Party
from articulate.intake.sheet import Workbook
from articulate.model.identifiers import InstitutionId
from articulate.rulebook.credit_rules import (
    AgreementBlock,
    CreditRule,
    EquivalencyRule,
    ReferRule,
)
from articulate.rulebook.pools import OneCourse
from articulate.rulebook.sources import leaves_of
from articulate.rulebook.targets import (
    CourseTarget,
    ElectiveTarget,
    EveryTarget,
    FixedAmount,
    OneTarget,
    RequirementTarget,
    Target,
)

Load = Callable[[str], Layout]
SIDES = Parties(Party(InstitutionId("NORTH")), Party(InstitutionId("LAKE")))
GOOD = {
    "Rule id": "",
    "Sending course": "CS 10",
    "Sending title": "",
    "Sending credits": "",
    "Sending unit": "",
    "Receiving course": "CSCI 141",
    "Receiving title": "",
    "Receiving credits": "4",
    "Receiving unit": "",
    "Minimum grade": "C",
    "Effective from": "2020-01-01",
    "Effective through": "",
    "Notes": "",
    "Status": "",
    "Citation": "",
}
BESIDE = sorted(GOOD.keys() - {"Sending course", "Receiving course", "Receiving title"})
words = st.sampled_from(
    [
        *("CS 10", "CSCI 141", "CSCI", "141", "240-241", "2314/2785", "1XXX", "1000NE"),
        *(
            "and",
            "or",
            "AND/OR",
            "&",
            "+",
            ",",
            ";",
            "/",
            "-",
            "\u2013",
            "both",
            "one of",
        ),
        *(
            "(",
            ")",
            "[",
            "]",
            "*",
            "\u00b9",
            "?",
            "=",
            "'",
            '"',
            "\u00a0",
            "\u200b",
            "\n",
        ),
        *("no credit", "no equiv", "elective", "lower division", "refer to", "pending"),
        *("C", "C-", "or better", "2.0", "70%", "3", "3-4", "3 or 4", "\u00bd", "1/3"),
        *("2024-08-15", "01/02/2021", "Fall 2024", "45000", "1E+03", "until", "from"),
        *(
            "\u0421S 10",
            "\uff23\uff33 10",
            "draft",
            "superseded",
            "Total",
            "Key",
            "= none",
        ),
    ]
)
texts = st.one_of(
    st.text(max_size=40),
    st.lists(words, min_size=1, max_size=7).map(" ".join),
    st.lists(words | st.text(max_size=4), min_size=1, max_size=7).map("".join),
)


def block_of(row: dict[str, str], layout: Layout) -> AgreementBlock | None:
    """Read a table of this row and another one; None where the file is none."""
    other = dict.fromkeys(GOOD, "") | {
        "Sending course": "MA 77",
        "Receiving course": "MATH 888",
    }
    text = io.StringIO()
    writer = csv.DictWriter(text, list(GOOD))
    writer.writeheader()
    writer.writerows([row, other])
    content = text.getvalue().encode("utf-8", errors="surrogatepass")
    opened = open_table(content, "list.csv", layout)
    if not isinstance(opened, Workbook):
        return None
    return agree(opened, layout, SIDES)


def rules_with(cells: dict[str, str], layout: Layout) -> list[CreditRule]:
    """What comes of the good row with other texts in these cells."""
    block = block_of(GOOD | cells, layout)
    rules = () if block is None else block.rules
    return [rule for rule in rules if "MA 77" not in sources(rule)]


def sources(rule: CreditRule) -> set[str]:
    return {
        leaf.code.local
        for leaf in leaves_of(rule.source)
        if isinstance(leaf, OneCourse)
    }


def given_by(target: Target) -> list[Target]:
    if isinstance(target, EveryTarget | OneTarget):
        return [one for part in target.parts for one in given_by(part)]
    return [target]


def letters(text: str) -> str:
    """Only the letters and digits of a text, as they would be read aloud."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text)).upper()


def named_in(code: str, text: str) -> bool:
    """Whether a text names a course; a subject may be said once for several numbers."""
    subject, _, number = code.rpartition(" ")
    return letters(subject) in letters(text) and letters(number) in letters(text)


@given(texts)
def test_a_receiving_cell_gives_only_what_it_names(layouts: Load, text: str) -> None:
    for rule in rules_with({"Receiving course": text}, layouts("plain")):
        if not isinstance(rule, EquivalencyRule):
            continue
        for one in given_by(rule.target):
            match one:
                case CourseTarget(code=code):
                    assert named_in(code.local, text), (text, rule)
                case ElectiveTarget():
                    assert "elective" in text.casefold(), (text, rule)
                case RequirementTarget(attribute=name):
                    assert letters(name) in letters(text), (text, rule)
                case _:
                    pytest.fail(f"{text!r} gives {one}")


@given(texts)
def test_a_sending_cell_asks_only_for_what_it_names(layouts: Load, text: str) -> None:
    for rule in rules_with({"Sending course": text}, layouts("plain")):
        for code in sources(rule):
            assert named_in(code, text), (text, rule)


@given(st.sampled_from(BESIDE), texts)
def test_any_other_cell_gives_no_course_and_takes_no_condition_away(
    layouts: Load, heading: str, text: str
) -> None:
    layout = layouts("plain")
    (good,) = rules_with({}, layout)
    assert isinstance(good, EquivalencyRule)
    for rule in rules_with({heading: text}, layout):
        assert sources(rule) == {"CS 10"}
        if isinstance(rule, ReferRule):
            continue
        assert isinstance(rule, EquivalencyRule), (heading, text, rule)
        (gives,) = given_by(rule.target)
        assert isinstance(gives, CourseTarget)
        assert gives.code.local == "CSCI 141"
        _same_amount(gives, heading, text)
        asked = str(rule.condition)
        if heading != "Minimum grade":
            assert "mark='C'" in asked, (heading, text, rule)
        if heading != "Effective from":
            assert "2020, 1, 1" in asked, (heading, text, rule)


def _same_amount(gives: CourseTarget, heading: str, text: str) -> None:
    """Only the column of credits and of units may change what is given."""
    amount = gives.amount
    if heading == "Receiving credits":
        if isinstance(amount, FixedAmount):
            assert re.search(r"\d|[¼-¾⅐-⅞]", unicodedata.normalize("NFKC", text)), text
    elif heading != "Receiving unit":
        assert isinstance(amount, FixedAmount)
        assert amount == FixedAmount(Fraction(4)), (heading, text)


@pytest.mark.parametrize("holds", ["banner", "peoplesoft", "suny-cdf", "tes-import"])
@given(st.data())
def test_no_text_in_any_column_of_any_layout_crashes(
    layouts: Load, holds: str, data: st.DataObject
) -> None:
    layout = layouts(holds)
    columns = [one for one in layout.columns if one.holds is not Holds.IGNORED]
    headings = [heading for one in columns for heading in one.headings[:2]]
    rows = data.draw(
        st.lists(
            st.lists(texts, min_size=len(headings), max_size=len(headings)),
            min_size=1,
            max_size=3,
        )
    )
    text = io.StringIO()
    writer = csv.writer(text, delimiter=layout.delimiter or ",")
    writer.writerows([headings, *rows])
    content = text.getvalue().encode("utf-8", errors="surrogatepass")
    opened = open_table(content, "list.csv", layout)
    if isinstance(opened, Workbook):
        agree(opened, layout, SIDES)
