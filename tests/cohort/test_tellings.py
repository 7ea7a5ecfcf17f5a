"""What is told of codes is asked once, kept, and never taken from what is damaged."""

from collections.abc import Callable, Sequence

import numpy as np
import polars as pl
import pytest
from tests.cohort.tables import Shelf

from articulate.cohort.kept import packed, unpacked
from articulate.cohort.tellings import Tellings
from articulate.model.course import CourseCode
from articulate.model.line import Line
from articulate.model.transcript import CourseAttempt
from articulate.rulebook.telling import Came, Named, Told

CODES = ("A 1", "A 2", "B 1", "B 9")


class Asked:
    """Tells of codes, and remembers which it was asked about."""

    def __init__(self) -> None:
        self.codes: list[str] = []

    def told(self, code: CourseCode) -> Told | None:
        self.codes.append(code.local)
        if code.number == "9":
            return None
        named = Named(3, f"rule {code.local}", (CourseCode.read("HOME", code.local),))
        whole = (code.local, "B") if code.subject == "A" else ()
        own = code.subject, code.local
        return Told(len(self.codes) - 1, 0, (named,), own, set_marks=whole)

    def further(self, code: CourseCode) -> tuple[str, ...]:
        raise NotImplementedError

    def came(self, attempt: CourseAttempt) -> Came | None:
        raise NotImplementedError

    def line(self, attempts: Sequence[CourseAttempt], outcomes: Sequence[int]) -> Line:
        raise NotImplementedError


def codes_of(*codes: str) -> pl.DataFrame:
    return pl.DataFrame({"institution": ["SEND"] * len(codes), "code": codes})


def tellings(shelf: Shelf, teller: Asked, *codes: str) -> Tellings:
    """Ask about every code of a table, and keep it."""
    found = Tellings(codes_of(*codes), teller, unpacked(shelf.read("a")))
    read = reader(codes)
    found.ask(np.arange(len(codes)), read)
    found.ask(np.arange(len(codes)), read)
    shelf.write("a", packed(found.tables()))
    return found


def reader(codes: Sequence[str]) -> Callable[[int], CourseCode]:
    return lambda number: CourseCode.read("SEND", codes[number])


def test_each_code_is_asked_about_once_and_never_again() -> None:
    shelf, first, second = Shelf(), Asked(), Asked()
    before = tellings(shelf, first, *CODES)
    after = tellings(shelf, second, *CODES)
    assert first.codes == list(CODES)
    assert second.codes == []
    assert before.family.tolist() == after.family.tolist() == [0, 1, 2, -1]
    assert before.marks.shape == (4, 2)
    same = before.marks[0, 0], before.marks[1, 0], after.marks[0, 0], after.marks[1, 0]
    assert len(set(same)) == 1
    assert before.marks[0, 0] != before.marks[2, 0]


def test_marks_of_codes_and_of_sets_are_numbered_together() -> None:
    found = tellings(Shelf(), Asked(), *CODES)
    assert found.set_marks[0, 0] == found.marks[0, 1]
    assert found.set_marks[1, 0] == found.marks[1, 1]
    assert found.set_marks[0, 1] == found.marks[2, 0]
    assert len({*found.marks[:3].ravel(), *found.set_marks[:2].ravel()}) == 5


def test_what_is_new_is_told_apart_from_what_was_kept() -> None:
    shelf, second = Shelf(), Asked()
    tellings(shelf, Asked(), "A 1", "A 2")
    found = tellings(shelf, second, "B 1", "A 2", "C 5")
    assert second.codes == ["B 1", "C 5"]
    assert found.family.tolist() == [2, 1, 3]
    names = found.names()
    number = names.rule(np.array([0, 1, 2, 1]), np.array([3, 3, 3, 2]))
    assert [names.rules[one] for one in number.tolist()] == [
        *("rule B 1", "rule A 2", "rule C 5", None)
    ]
    course = names.course(number, np.array([0, 0, -1, 0]))
    assert names.courses[int(course[0])] == "HOME:B 1"
    assert names.courses[int(course[2])] is None
    third = Asked()
    tellings(shelf, third, "A 1", "A 2", "B 1", "C 5")
    assert third.codes == []


@pytest.mark.parametrize(
    "damage",
    [
        lambda kept: kept[:-1],
        lambda kept: kept.replace(b"rule", b"ruel", 1),
        lambda _: b"",
        lambda _: b"nonsense\nmore",
    ],
)
def test_what_is_damaged_is_asked_about_again(
    damage: Callable[[bytes], bytes],
) -> None:
    shelf, again = Shelf(), Asked()
    tellings(shelf, Asked(), *CODES)
    shelf.kept["a"] = damage(shelf.kept["a"])
    tellings(shelf, again, *CODES)
    assert again.codes == list(CODES)
