"""No hostile or broken file brings the command down, or leaves anything behind.

Some are made here; the shared ones are skipped where they are absent. How long they may
take and how much memory is a benchmark's to say.
"""

import csv
import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

PAIR = ["Sending course", "Receiving course"]
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
Make = Callable[[], bytes]


def workbook(*rows: list[str]) -> bytes:
    made = openpyxl.Workbook()
    assert made.active is not None
    for row in (PAIR, *rows):
        made.active.append(row)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """A good workbook with one part put in, or in the place of another."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(["CS 1", "CSCI 141"]))) as good,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for part in good.infolist():
            if part.filename != name:
                made.writestr(part, good.read(part))
        made.writestr(name, content)
    return written.getvalue()


def sheet(cells: str, before: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return with_part(
        "xl/worksheets/sheet1.xml",
        f'{before}<worksheet xmlns="{space}"><sheetData>{cells}</sheetData>'
        "</worksheet>".encode(),
    )


def text_cell(at: str, text: str) -> str:
    return f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'


HEADED = "".join(text_cell(f"{at}1", text) for at, text in zip("AB", PAIR, strict=True))
REFUSED: dict[str, tuple[Make, str]] = {
    "a text that says it is a workbook": (lambda: b"From,To\nA,B\n", "AR601"),
    "a workbook with a password": (
        lambda: (
            bytes.fromhex("D0CF11E0A1B11AE1")
            + b"\0" * 512
            + "EncryptedPackage".encode("utf-16-le")
        ),
        "AR602",
    ),
    "a workbook cut short": (lambda: workbook(["CS 1", "CSCI 141"])[:-200], "AR603"),
    "entities that would swell": (
        lambda: sheet(f'<row r="1">{HEADED}</row>', BOMB),
        "AR603",
    ),
    "a part of 300 MB in 300 kB": (
        lambda: with_part("xl/worksheets/sheet2.xml", b" " * (300 << 20)),
        "AR604",
    ),
}
READ: dict[str, tuple[Make, int, int]] = {
    "a macro": (lambda: with_part("xl/vbaProject.bin", b"Sub Auto_Open()"), 1, 0),
    "a path that leads out of the archive": (
        lambda: with_part("../../etc/passwd", b"x"),
        1,
        0,
    ),
    "a text of 40,000 letters": (
        lambda: workbook(["CS 1", "C" * 32_000], ["CS 2", "CSCI 142"]),
        1,
        1,
    ),
    "a cell at the far end of the sheet": (
        lambda: sheet(
            f'<row r="1">{HEADED}</row>'
            f'<row r="2">{text_cell("A2", "CS 1")}{text_cell("B2", "CSCI 141")}</row>'
            '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
        ),
        1,
        0,
    ),
}


def imported(folder: Path, file: str) -> subprocess.CompletedProcess[str]:
    installed = Path(sys.executable).with_name("articulate")
    return subprocess.run(
        [installed, "import", file, "--layout", "plain", "--rules"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(("make", "code"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_must_not_be_opened_is_refused(
    make: Make, code: str, tmp_path: Path
) -> None:
    (tmp_path / "list.xlsx").write_bytes(make())
    done = imported(tmp_path, "list.xlsx")
    assert done.returncode == 1
    assert f"error[{code}]" in done.stderr
    assert "Traceback" not in done.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["list.xlsx"]


@pytest.mark.parametrize(("make", "rules", "refused"), READ.values(), ids=READ)
def test_what_is_odd_about_a_file_does_not_stop_its_rows(
    make: Make, rules: int, refused: int, tmp_path: Path
) -> None:
    (tmp_path / "list.xlsx").write_bytes(make())
    done = imported(tmp_path, "list.xlsx")
    assert done.returncode == 0, done.stderr
    assert f"{rules} understood, {refused} refused" in done.stdout
    assert [one.name for one in tmp_path.iterdir()] == ["list.xlsx"]


def test_every_shared_hostile_file_comes_to_what_is_expected(
    shared_data: Path, tmp_path: Path
) -> None:
    folder = shared_data / "workbooks" / "hostile"
    with (folder / "hostile.csv").open(encoding="utf-8", newline="") as lines:
        expected = list(csv.DictReader(lines))
    assert len(expected) == 6
    for one in expected:
        done = imported(tmp_path, str(folder / one["file"]))
        if one["verdict"] == "reject":
            assert done.returncode == 1, one
            assert "error[AR60" in done.stderr, one
        else:
            assert done.returncode == 0, (one, done.stderr)
            counted = f"{one['rules']} understood, {one['refused']} refused"
            assert counted in done.stdout, (one, done.stdout)
    assert list(tmp_path.iterdir()) == []
