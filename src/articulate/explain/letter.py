"""A letter: an office's wording, filled in with what was decided."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from string import Formatter

PARTS = (
    "subject",
    "greeting",
    "opening",
    "awarded",
    "elective",
    "accepted",
    "denied",
    "referred",
    "unarticulated",
    "superseded",
    "in_progress",
    "settled",
    "appeal",
    "closing",
    "signature",
)
"""The parts of a wording in the order of a letter; a line has that of its status."""

FIELDS = frozenset(
    {
        *("request", "learner", "received", "decided", "institution", "office"),
        *("by", "reason", "learning", "counts_as", "why", "until", "to"),
    }
)
"""What may stand in braces."""

_NO_MORE: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One line as a letter says it: of which status, and what fills its part."""

    status: str
    said: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter, paragraph by paragraph."""

    subject: str
    paragraphs: tuple[str, ...]
    lines: tuple[str, ...]
    ending: tuple[str, ...]

    @property
    def text(self) -> str:
        """The letter as plain text."""
        listed = "\n".join(f"- {line}" for line in self.lines)
        return "\n\n".join((self.subject, *self.paragraphs, listed, *self.ending))


def letter(
    wording: Mapping[str, str], said: Mapping[str, str], lines: Iterable[LetterLine]
) -> Letter:
    r"""Fill in a wording; a part that it leaves out is left out of the letter.

    >>> letter(
    ...     {"subject": "Request {request}", "denied": "{learning} does not count."},
    ...     {"request": "r-17"},
    ...     [LetterLine("denied", {"learning": "CIS 120"})],
    ... ).text
    'Request r-17\n\n- CIS 120 does not count.'
    """

    def part(name: str, more: Mapping[str, str] = _NO_MORE) -> str:
        return filled(wording.get(name, ""), {**said, **more})

    written = (
        part(one.status.replace("-", "_"), one.said)
        + (f" {part('settled', one.said)}" if one.said.get("reason") else "")
        for one in lines
    )
    ending = ["appeal"] if said.get("until") else []
    return Letter(
        subject=part("subject"),
        paragraphs=tuple(filter(None, map(part, ("greeting", "opening")))),
        lines=tuple(filter(None, (one.strip() for one in written))),
        ending=tuple(filter(None, map(part, (*ending, "closing", "signature")))),
    )


def filled(text: str, said: Mapping[str, str]) -> str:
    """Fill in what stands in braces; what is not known stays empty."""
    return text.format_map({name: said.get(name, "") for name in FIELDS})


def unknown_fields(text: str) -> tuple[str, ...]:
    """List what stands in braces and cannot be filled in.

    >>> unknown_fields("Dear {learner}, {grade}")
    ('grade',)
    >>> unknown_fields("a { b")
    ('{',)
    """
    try:
        named = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
    except ValueError:
        return ("{",)
    return tuple(sorted({one for one in named if one not in FIELDS}))
