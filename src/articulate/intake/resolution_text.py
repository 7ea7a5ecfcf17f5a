"""A chosen reading is written into its file, and what others wrote there stays."""

import re

import tomlkit
from tomlkit.items import AoT, Table

from articulate.intake.normalize.text import folded
from articulate.intake.resolutions import Resolution

_HEAD = "[[resolutions]]"
_APART = re.compile(r"\n+\[\[resolutions\]\]")
_OPENING = "Readings that people chose for unclear cells of this partner's workbooks."


def with_resolution(text: str | None, chosen: Resolution) -> str:
    """Return a file of resolutions with one more, instead of one for the same cell.

    *text* is what the file holds, None where there is none yet.
    """
    document = tomlkit.parse(text or "")
    if text is None:
        document.add(tomlkit.comment(_OPENING))
    listed = document.get("resolutions")
    if not isinstance(listed, AoT):  # none yet, or written in one line
        before = [] if listed is None else list(listed)
        listed = tomlkit.aot()
        for one in before:
            listed.append(tomlkit.item(dict(one)))
        document["resolutions"] = listed
    for table in listed:
        if _cell_of(table) == _cell(chosen.holds, chosen.written, chosen.beside):
            _fill(table, chosen)
            break
    else:
        made = tomlkit.table()
        _fill(made, chosen)
        listed.append(made)
    return _APART.sub(rf"\n\n{_HEAD}", tomlkit.dumps(document))


def _fill(table: Table, chosen: Resolution) -> None:
    said = {
        "column": str(chosen.holds),
        "written": chosen.written,
        "beside": chosen.beside or None,
        "means": chosen.means,
        "chosen_by": chosen.chosen_by,
        "on": chosen.on,
        "because": chosen.because or None,
    }
    for key, value in said.items():
        if value is not None:
            table[key] = value
        elif key in table:
            table.remove(key)


def _cell_of(table: Table) -> tuple[str, str, str]:
    said = (str(table.get(key, "")) for key in ("column", "written", "beside"))
    return _cell(*said)


def _cell(holds: str, written: str, beside: str) -> tuple[str, str, str]:
    """Name the cell that a choice is for, as it is looked for."""
    return str(holds), folded(written), folded(beside)
