"""The parts of a workbook's archive that say how it is put together.

Which sheets there are, which of them are hidden, what the defined names stand for,
which shared texts have raised or struck pieces, which comments belong to which sheet.
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring, iterparse

from articulate.intake.annotations import HEADING

_WORKBOOK = "xl/workbook.xml"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_ATTACHED_COMMENT = "Comment:"


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One sheet's name, whether it is hidden, and the part that holds its cells."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text with its raised pieces set apart, and whether any of it is struck out."""

    text: str
    raised: str
    struck: bool


def sheet_parts(archive: ZipFile) -> tuple[SheetPart, ...]:
    """List the sheets of a workbook in its order."""
    targets = _relations(archive, _WORKBOOK)
    found = []
    for element in _elements(archive, _WORKBOOK, "sheet"):
        relation = element.get(_RELATION) or element.get(_STRICT_RELATION) or ""
        part = targets.get(relation, ("", ""))[1]
        if part in archive.namelist():
            hidden = element.get("state", "visible") != "visible"
            found.append(SheetPart(element.get("name", ""), part, hidden))
    return tuple(found)


def defined_names(archive: ZipFile) -> dict[str, str]:
    """Return what each defined name stands for, by its name in capitals."""
    return {
        element.get("name", "").upper(): element.text or ""
        for element in _elements(archive, _WORKBOOK, "definedName")
    }


def shared_pieces(archive: ZipFile) -> dict[int, Pieces]:
    """Return the shared texts that have raised or struck pieces, by their number."""
    part = next(
        (n for n in archive.namelist() if n.lower() == "xl/sharedstrings.xml"), ""
    )
    if not part or not mentions(archive, part, (b"vertAlign", b"strike")):
        return {}
    found = {}
    for number, element in enumerate(_elements(archive, part, "si")):
        pieces = pieces_of(element)
        if pieces is not None:
            found[number] = pieces
    return found


def comments(archive: ZipFile, part: str) -> dict[str, str]:
    """Return the comments pinned to the cells of a sheet, by address; not our own."""
    found = {}
    for kind, target in _relations(archive, part).values():
        if not kind.endswith("/comments") or target not in archive.namelist():
            continue
        root = fromstring(archive.read(target))
        authors = [one.text or "" for one in root.iter() if tag(one) == "author"]
        for element in root.iter():
            if tag(element) == "comment":
                if _author(element, authors) == HEADING:
                    continue
                text = "".join(t.text or "" for t in element.iter() if tag(t) == "t")
                found[element.get("ref", "").upper()] = _said(text, authors)
    return found


def pieces_of(element: Element) -> Pieces | None:
    """Set raised pieces of a text apart; None for a text without such pieces."""
    plain, raised, struck = "", "", False
    for run in element:
        if tag(run) == "t":
            plain += run.text or ""
        if tag(run) != "r":
            continue
        text = "".join(t.text or "" for t in run if tag(t) == "t")
        marks = [mark for mark in run.iter() if tag(mark) in ("vertAlign", "strike")]
        lifted = any(
            tag(mark) == "vertAlign" and mark.get("val") in ("superscript", "subscript")
            for mark in marks
        )
        struck = struck or (
            bool(text.strip())
            and any(
                tag(mark) == "strike" and mark.get("val", "1") not in ("0", "false")
                for mark in marks
            )
        )
        if lifted:
            raised += text
        else:
            plain += text
    return Pieces(plain, raised.strip(), struck) if raised.strip() or struck else None


def mentions(archive: ZipFile, part: str, words: tuple[bytes, ...]) -> bool:
    """Say whether a part holds any of these words, without parsing it."""
    longest = max(map(len, words))
    tail = b""
    with archive.open(part) as source:
        while chunk := source.read(1 << 16):
            stretch = tail + chunk
            if any(word in stretch for word in words):
                return True
            tail = stretch[-longest:]
    return False


def tag(element: Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def _author(element: Element, authors: list[str]) -> str:
    number = element.get("authorId", "")
    known = number.isdigit() and int(number) < len(authors)
    return authors[int(number)] if known else ""


def _said(text: str, authors: list[str]) -> str:
    if text.startswith("[Threaded comment]") and _ATTACHED_COMMENT in text:
        text = text.partition(_ATTACHED_COMMENT)[2]
    for author in authors:
        if author and text.startswith(f"{author}:"):
            text = text[len(author) + 1 :]
    return text.strip()


def _relations(archive: ZipFile, part: str) -> dict[str, tuple[str, str]]:
    folder, name = posixpath.split(part)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in archive.namelist():
        return {}
    found = {}
    for element in fromstring(archive.read(relations)):
        target = element.get("Target", "")
        if element.get("TargetMode") == "External":
            continue
        path = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
        kind = element.get("Type", "")
        found[element.get("Id", "")] = (kind, posixpath.normpath(path))
    return found


def _elements(archive: ZipFile, part: str, name: str) -> Iterator[Element]:
    with archive.open(part) as source:
        for _, element in iterparse(source, forbid_dtd=True):
            if tag(element) == name:
                yield element
                element.clear()
