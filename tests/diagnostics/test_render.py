"""A problem as terminal text: what, where, and what to do."""

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.diagnostics.render import render
from articulate.diagnostics.span import Span

TEXT = "recency clinical:\n\tsubjects NRUS, BIOL\n"
UNKNOWN = Diagnostic(
    code=Code.UNKNOWN_SUBJECT,
    place=Span("nursing.art", 2, 11, 2, 15),
    message="subject `NRUS` is not in the catalog",
    help="did you mean `NURS`?",
)


def test_the_line_is_shown_with_a_caret_under_the_place() -> None:
    assert render(UNKNOWN, TEXT).splitlines() == [
        "error[AR201]: subject `NRUS` is not in the catalog",
        " --> nursing.art:2:11",
        "  |  subjects NRUS, BIOL",
        "  |           ^^^^",
        "  = help: did you mean `NURS`?",
        "  = more: articulate explain AR201",
    ]


def test_without_the_text_the_place_is_enough() -> None:
    assert "  | " not in render(UNKNOWN)
    assert " --> nursing.art:2:11" in render(UNKNOWN)


def test_a_cell_has_no_line_to_show() -> None:
    cell = Diagnostic(
        Code.UNKNOWN_SUBJECT, CellRef("ncc.xlsx", "NCC", "B", 17), "message", "help"
    )
    assert " --> ncc.xlsx!NCC!B17" in render(cell, TEXT)
    assert "  | " not in render(cell, TEXT)


def test_both_places_of_a_disagreement_are_shown() -> None:
    other = CellRef("ncc.xlsx", "NCC", "B", 17)
    disagreement = Diagnostic(
        Code.UNKNOWN_SUBJECT,
        Span("a.art", 1, 1, 1, 8),
        "two rules disagree",
        "say which one `overrides` the other",
        also=(other,),
        severity=Severity.WARNING,
    )
    shown = render(disagreement, TEXT).splitlines()
    assert shown[0] == "warning[AR201]: two rules disagree"
    assert " see ncc.xlsx!NCC!B17" in shown


def test_a_place_outside_the_text_does_no_harm() -> None:
    beyond = Diagnostic(Code.UNKNOWN_SUBJECT, Span("a.art", 9, 1, 9, 2), "m", "h")
    assert "  | " not in render(beyond, TEXT)


def test_carets_stop_where_the_line_does() -> None:
    long = Diagnostic(Code.UNKNOWN_SUBJECT, Span("a.art", 1, 9, 1, 99), "m", "h")
    assert "  |         ^^^^^^^^^" in render(long, TEXT).splitlines()


def test_the_end_of_a_line_can_be_pointed_at() -> None:
    end = Diagnostic(Code.UNKNOWN_SUBJECT, Span("a.art", 1, 18, 1, 18), "m", "h")
    assert f"  | {' ' * 17}^" in render(end, TEXT).splitlines()
