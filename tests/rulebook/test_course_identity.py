"""Which course a code names: renamings, retirements, cross-listings."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articulate.diagnostics.span import Span
from articulate.model.calendar import Period
from articulate.model.course import CourseCode, CourseVersion
from articulate.model.identifiers import BlockId, InstitutionId
from articulate.rulebook.catalogs import CatalogBlock, Renaming, Retirement
from articulate.rulebook.course_identity import CourseIdentities, identities_of
from articulate.rulebook.rulebook import Rulebook
from articulate.rulebook.version import BlockHead, BlockKind

HERE = Span("catalog.art", 1, 1, 1, 2)


def code(written: str) -> CourseCode:
    return CourseCode.read("STATE", written)


def course(written: str, *same_as: str) -> CourseVersion:
    return CourseVersion(
        code(written),
        "",
        Fraction(3),
        Fraction(3),
        same_as=tuple(code(one) for one in same_as),
    )


def catalog(
    *courses: CourseVersion,
    renamed: tuple[tuple[str, str, date], ...] = (),
    retired: tuple[tuple[str, date], ...] = (),
) -> CatalogBlock:
    head = BlockHead(
        BlockKind.CATALOG,
        BlockId("STATE"),
        HERE,
        receiving=InstitutionId("STATE"),
        effective=Period(date(2019, 8, 15)),
    )
    return CatalogBlock(
        head,
        courses,
        tuple(Renaming(code(old), code(new), day) for old, new, day in renamed),
        tuple(Retirement(code(one), day) for one, day in retired),
    )


DAY = date(2019, 8, 15)
RENAMED = CourseIdentities(
    (catalog(course("CSCI 141"), renamed=(("CSCI 101", "CSCI 141", DAY),)),)
)
SWAPPED = CourseIdentities(
    (
        catalog(
            course("MATH 102"),
            course("MATH 103"),
            renamed=(("MATH 101", "MATH 102", DAY), ("MATH 102", "MATH 103", DAY)),
        ),
    )
)
REUSED = CourseIdentities(
    (catalog(course("CSCI 150"), retired=(("CSCI 150", date(2012, 8, 15)),)),)
)
BEFORE, AFTER = date(2018, 5, 1), date(2021, 5, 1)


def test_a_renamed_course_is_the_same_course() -> None:
    assert RENAMED.of(code("CSCI 101"), BEFORE) == RENAMED.of(code("CSCI 141"), AFTER)


def test_an_old_number_written_after_the_renaming_is_still_that_course() -> None:
    assert RENAMED.of(code("CSCI 101"), AFTER) == RENAMED.of(code("CSCI 141"), AFTER)


def test_numbers_that_move_up_together_do_not_run_through_each_other() -> None:
    old = SWAPPED.of(code("MATH 101"), BEFORE)
    assert old == SWAPPED.of(code("MATH 102"), AFTER)
    assert old != SWAPPED.of(code("MATH 103"), AFTER)
    assert SWAPPED.of(code("MATH 102"), BEFORE) == SWAPPED.of(code("MATH 103"), AFTER)


def test_a_number_used_again_after_retirement_is_another_course() -> None:
    first = REUSED.of(code("CSCI 150"), date(2010, 12, 17))
    assert first != REUSED.of(code("CSCI 150"), date(2025, 5, 9))


def test_a_chain_of_three_numbers_is_one_course() -> None:
    chain = CourseIdentities(
        (
            catalog(
                course("BIOL 105"),
                renamed=(
                    ("BIOL 101", "BIOL 103", date(2019, 8, 15)),
                    ("BIOL 103", "BIOL 105", date(2022, 8, 15)),
                ),
            ),
        )
    )
    found = {
        chain.of(code("BIOL 101"), date(2018, 12, 21)),
        chain.of(code("BIOL 103"), date(2020, 12, 21)),
        chain.of(code("BIOL 105"), date(2025, 5, 9)),
    }
    assert len(found) == 1


def test_cross_listed_courses_are_one_course() -> None:
    listed = CourseIdentities(
        (catalog(course("MATH 342", "STAT 342"), course("STAT 342", "ECON 342")),)
    )
    found = {
        listed.of(code(name), DAY) for name in ("MATH 342", "STAT 342", "ECON 342")
    }
    assert len(found) == 1
    assert listed.names_on(code("ECON 342"), DAY, DAY) == {
        code("MATH 342"),
        code("STAT 342"),
        code("ECON 342"),
    }


@pytest.mark.parametrize(
    ("written", "taken", "asked", "name"),
    [
        ("CSCI 101", BEFORE, AFTER, "CSCI 141"),
        ("CSCI 141", AFTER, BEFORE, "CSCI 101"),
        ("CSCI 141", AFTER, AFTER, "CSCI 141"),
        ("CSCI 999", AFTER, BEFORE, "CSCI 999"),
    ],
)
def test_a_course_has_the_name_of_its_day(
    written: str, taken: date, asked: date, name: str
) -> None:
    assert RENAMED.names_on(code(written), taken, asked) == {code(name)}


@given(st.dates(), st.dates())
def test_a_course_nobody_renamed_is_itself_on_every_day(one: date, other: date) -> None:
    plain = code("ART 110")
    assert RENAMED.of(plain, one) == RENAMED.of(plain, other)


def test_another_institution_s_catalog_says_nothing() -> None:
    rulebook = Rulebook(catalogs=RENAMED.catalogs)
    assert identities_of(rulebook, InstitutionId("STATE")).catalogs
    assert not identities_of(rulebook, InstitutionId("NCC")).catalogs


def test_an_attempt_after_the_retirement_is_of_another_course_listed_or_not() -> None:
    unlisted = CourseIdentities((catalog(retired=(("CSCI 150", DAY),)),))
    old = unlisted.taken(code("CSCI 150"), BEFORE)
    assert old != unlisted.taken(code("CSCI 150"), AFTER)
    assert old == unlisted.of(code("CSCI 150"), AFTER)
