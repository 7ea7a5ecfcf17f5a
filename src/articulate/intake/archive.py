"""Is this file a workbook that may be opened? Its zip directory is asked first."""

import io
import re
import zipfile
from dataclasses import dataclass

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED_NAME = "EncryptedPackage".encode("utf-16-le")
_WORKBOOK_PART = "xl/workbook.xml"
_ENCRYPTED_BIT = 0x1
_READABLE_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file, its parts and its sheets may be before they are refused.

    Bytes throughout; `ratio` is how much a part larger than a mebibyte may grow when
    unpacked (real sheets grow ten to fifty times).
    """

    file: int = 64 * _MEBIBYTE
    part: int = 256 * _MEBIBYTE
    unpacked: int = 512 * _MEBIBYTE
    parts: int = 2_000
    ratio: int = 250
    cells: int = 8_000_000
    sheets: int = 200
    memory: int = 1_024 * _MEBIBYTE
    seconds: int = 120


LIMITS = Limits()


def refuse_archive(
    content: bytes, name: str, limits: Limits = LIMITS
) -> Diagnostic | None:
    """Say why a file must not be opened as a workbook; None when it may be."""
    place = CellRef(name, "", "", 0)
    if len(content) > limits.file:
        return _too_large(place, f"the file has {_size(len(content))}", limits.file)
    if not content.startswith((_ZIP, _EMPTY_ZIP)):
        return _not_a_zip(content, place)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError):
        return damaged(place, "its directory of parts cannot be read")
    return _refuse_parts(parts, place, limits)


def damaged(place: CellRef, why: str) -> Diagnostic:
    """Report a workbook that is damaged or incomplete."""
    return Diagnostic(
        code=Code.WORKBOOK_DAMAGED,
        place=place,
        message=f"the workbook is damaged or incomplete: {why}",
        help="ask for the file again, or open it in a spreadsheet program and save"
        " it anew;"
        " nothing was read from it",
    )


def _refuse_parts(
    parts: list[zipfile.ZipInfo], place: CellRef, limits: Limits
) -> Diagnostic | None:
    names = {part.filename for part in parts}
    if len(parts) > limits.parts:
        return _too_large(place, f"it has {len(parts)} parts", limits.parts)
    if any(part.flag_bits & _ENCRYPTED_BIT for part in parts):
        return _encrypted(place)
    for part in parts:
        grown = part.file_size > limits.ratio * max(1, part.compress_size)
        if part.file_size > limits.part or (part.file_size > _MEBIBYTE and grown):
            packed, unpacked = _size(part.compress_size), _size(part.file_size)
            what = f"its part `{part.filename}` unpacks from {packed} to {unpacked}"
            return _too_large(place, what, limits.part)
    total = sum(part.file_size for part in parts)
    if total > limits.unpacked:
        return _too_large(place, f"it unpacks to {_size(total)}", limits.unpacked)
    if any(part.compress_type not in _READABLE_METHODS for part in parts):
        return damaged(place, "a part is packed in a way that no workbook uses")
    if len(names) < len(parts):
        return damaged(place, "two of its parts have the same name")
    if _WORKBOOK_PART not in names:
        return _other_archive(names, place)
    return None


def _other_archive(names: set[str], place: CellRef) -> Diagnostic:
    if "xl/workbook.bin" in names:
        kind = "a binary workbook (.xlsb)"
    elif "content.xml" in names:
        kind = "an OpenDocument file"
    elif "word/document.xml" in names:
        kind = "a text document (.docx)"
    else:
        kind = "a zip archive of something else"
    return _not_a_workbook(place, kind)


def _not_a_zip(content: bytes, place: CellRef) -> Diagnostic:
    if content.startswith(_OLE):
        if _ENCRYPTED_NAME in content:
            return _encrypted(place)
        return _not_a_workbook(place, "a workbook of the old format (.xls)")
    if not content:
        return _not_a_workbook(place, "an empty file")
    start = content[:2_000]
    if start.lstrip().lower().startswith((b"<!doctype html", b"<html", b"<table")):
        return _not_a_workbook(place, "a web page")
    if b"\0" in start:
        return _not_a_workbook(place, "not in any format we know")
    first = start.splitlines()[0] if start.splitlines() else b""
    for mark, name in (
        (b"\t", "tab"),
        (b";", "semicolon"),
        (b",", "comma"),
        (b"|", "bar"),
    ):
        if mark in first:
            return _not_a_workbook(place, f"{name}-separated text")
    return _not_a_workbook(place, "plain text")


def _not_a_workbook(place: CellRef, kind: str) -> Diagnostic:
    text = re.search("text$", kind)
    return Diagnostic(
        code=Code.NOT_A_WORKBOOK,
        place=place,
        message=f"this is not an .xlsx workbook: it is {kind}",
        help="name the file .csv or .tsv if it is meant as a delimited file"
        if text
        else "open it in a spreadsheet program and save it as .xlsx",
    )


def _encrypted(place: CellRef) -> Diagnostic:
    return Diagnostic(
        code=Code.WORKBOOK_ENCRYPTED,
        place=place,
        message="the workbook is protected by a password and cannot be read",
        help="save a copy without a password, or ask the sender for one",
    )


def _too_large(place: CellRef, what: str, limit: int) -> Diagnostic:
    most = _size(limit) if limit >= _MEBIBYTE else f"{limit:,}"
    return Diagnostic(
        code=Code.WORKBOOK_TOO_LARGE,
        place=place,
        message=f"the workbook is too large to be opened safely: {what}",
        help=f"split it into smaller workbooks; the limit is {most}",
    )


def _size(amount: int) -> str:
    """Write a number of bytes as people do.

    >>> _size(594), _size(300_000_656)
    ('594 bytes', '286 MB')
    """
    if amount < _MEBIBYTE:
        return f"{amount:,} bytes"
    return f"{amount // _MEBIBYTE:,} MB"
