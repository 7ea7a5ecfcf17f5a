"""What the colors behind cells mean, where a key says so; elsewhere decoration.

A shade that the key does not explain, and a text that says something else than its
shade, refuse the row. Cells without a shade are read by their text.
"""

import re
from collections.abc import Iterable

from articulate.diagnostics.codes import Code
from articulate.intake.fields import Found
from articulate.intake.key import Key
from articulate.intake.normalize.unread import Unread
from articulate.intake.outcome import Outcome


def shade_of(cells: Iterable[Found], key: Key) -> Outcome | Unread | None:
    """Return what the shade of a row's courses means; None without a shade or a key."""
    shades = sorted({found.cell.shade for found in cells if found.cell.shade})
    if not key.shades or not shades:
        return None
    if len(shades) > 1:
        return Unread(
            Code.SHADE_UNEXPLAINED,
            "the courses of this row have different colors",
            "give them one color of the key, or none",
        )
    meaning = dict(key.shades).get(shades[0])
    if meaning is None:
        return Unread(
            Code.SHADE_UNEXPLAINED,
            f"the color {_shown(shades[0])} is not in the key of the sheet",
            "use a color of the key, say in the key what this one means, or remove it",
        )
    return meaning


def contradicted(shade: Outcome, text: str, outcome: Outcome) -> Unread:
    """Say that a cell says one thing and its color another."""
    return Unread(
        Code.SHADE_CONTRADICTS,
        f"`{' '.join(text.split())}` reads as {_with_article(outcome)}, and its color"
        f" stands for {_with_article(shade)}",
        "correct the text or the color: both must say the same",
    )


def _with_article(outcome: Outcome) -> str:
    article = "an " if outcome is Outcome.ELECTIVE else "a "
    return outcome if outcome is Outcome.NO_CREDIT else f"{article}{outcome}"


def _shown(shade: str) -> str:
    return f"#{shade}" if re.fullmatch(r"[0-9A-F]{6}", shade) else f"`{shade}`"
