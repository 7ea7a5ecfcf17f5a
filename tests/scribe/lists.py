"""Course lists of a degree-audit language, said as groups of a degree in ours.

A hidden course counts without being shown; here it counts, and is shown. Areas are
lists in brackets: where every one has to be touched, each is a demand of its own.
"""

import re
from pathlib import Path

_ASKED = re.compile(
    r"(?P<much>\d+)\s+(?P<what>class(?:es)?|credits?)\s+in\s", re.IGNORECASE
)
_AREAS = re.compile(r"\bminareas\s+(\d+)", re.IGNORECASE)
_LABEL = re.compile(r"\b(?:tag|label|end\.).*", re.IGNORECASE | re.DOTALL)


def lists_in(folder: Path) -> tuple[str, ...]:
    """Read the distinct lists of the folder, labels and comments aside."""
    found: dict[str, None] = {}
    for file in ("course_lists_with_hide.txt", "areas_example.txt"):
        text = (folder / file).read_text(encoding="utf-8")
        text = re.sub(r"^#.*$", "", text, flags=re.MULTILINE)
        starts = [one.start() for one in _ASKED.finditer(text)]
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
            one = " ".join(_LABEL.sub("", text[start:end]).split())
            found[one.strip(" ;")] = None
    return tuple(found)


def group_of(written: str) -> str | None:
    """Say one list as a group; None where ours has no word for how it counts areas."""
    asked = _ASKED.match(written)
    if asked is None:
        return None
    areas = _AREAS.search(written)
    listed = _AREAS.sub("", _LABEL.sub("", written[asked.end() :]))
    bracketed = re.findall(r"\[([^\]]*)\]", listed)
    pools = [_courses(one) for one in bracketed or [listed]]
    unit = "courses" if asked["what"].lower().startswith("class") else "cr"
    group = f"group list {asked['much']} {unit} from {' or '.join(pools)}"
    if areas is None:
        return group
    if int(areas[1]) != len(pools):
        return None
    each = ", ".join(f"at least 1 courses from {pool}" for pool in pools)
    return f"{group} with {each}"


def _courses(listed: str) -> str:
    """Write courses joined by `or`; a number alone has the subject before it."""
    subject, courses = "", []
    shown = re.sub(r"\bhide\b", "", listed, flags=re.IGNORECASE)
    for word in re.split(r"[,{}]", shown):
        if found := re.fullmatch(r"(?:([A-Za-z]+)\s+)?([0-9]+[A-Z]?)", word.strip()):
            subject = (found[1] or subject).upper()
            courses.append(f"{subject} {found[2]}")
    return " or ".join(courses)
