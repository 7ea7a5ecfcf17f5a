"""An import on the web: sent, looked at, settled cell by cell, applied as seen."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook
from tests.web.conftest import SignedIn, client_of

from articulate.bootstrap.serving import WebDesk

API = "/api/v1/imports"
ROWS = b"Sending course,Receiving course,Receiving credits,Minimum grade\n"
HOW = {"into": "ncc-general", "mode": "replace-from", "on": "2030-08-15"}
RESOLUTIONS = Path("registrars/state/resolutions/ncc-state.toml")
TABLE = Path("policies/state/equivalencies/ncc-general-2030.csv")


@pytest.fixture
def desk(few: WebDesk) -> WebDesk:
    """The office, working on fewer policies, so that each look is quick."""
    return few


def list_of(office: Path) -> bytes:
    return (office / "registrars/state/agreements/ncc-2026.csv").read_bytes()


def sent(client: TestClient, content: bytes, name: str = "ncc-2026.csv") -> str:
    """Send a workbook, and say how it is read; the address of its import."""
    came = client.post("/imports", files={"file": (name, content)})
    assert came.status_code == 303, came.text
    at = str(came.headers["location"])
    assert client.post(f"{at}/how", data=HOW).status_code == 303
    return at


def resource(client: TestClient, at: str) -> dict[str, object]:
    came = client.get(f"/api/v1{at}")
    assert came.status_code == 200, came.text
    found: dict[str, object] = came.json()
    return found


def snapshot(office: Path) -> dict[str, bytes]:
    return {
        str(one): one.read_bytes()
        for folder in ("policies", "registrars")
        for one in sorted((office / folder).rglob("*"))
        if one.is_file()
    }


def test_a_preview_shows_each_kind_of_row_and_changes_nothing(
    signed_in: SignedIn, office: Path
) -> None:
    ada, before = signed_in("ada"), snapshot(office)
    at = sent(ada, list_of(office))
    text = ada.get(at).text
    assert "1 new, 2 changed, 1 ended, 25 unchanged" in text
    assert "NCC:PHIL 115 counts as STATE:PHIL 110" in text
    assert "ncc-2026.csv!B26" in text
    assert "nothing says whether `ART 105` and `ART 106` are both meant" in text
    assert "ncc-2026.csv!A4" in text
    assert "NCC:ART 105 | NCC:ART 106 -&gt; STATE:ART 120" in text
    assert "Apply to ncc-general@2030" in text
    assert snapshot(office) == before


def test_a_chosen_reading_is_kept_cited_and_used(
    signed_in: SignedIn, office: Path
) -> None:
    ada = signed_in("ada")
    at = sent(ada, list_of(office))
    form = {
        "cell": "ncc-2026.csv!A4",
        "means": "ART 105 or ART 106",
        "because": "The Art department's mail",
        "key": "once",
    }
    for _ in range(2):  # a form that is sent twice is done once
        assert ada.post(f"{at}/readings", data=form).status_code == 303
    kept = (office / RESOLUTIONS).read_text(encoding="utf-8")
    assert kept.count("[[resolutions]]") == 1
    assert 'chosen_by = "Ada Okafor"' in kept
    shown = resource(ada, at)
    assert shown["unclear"] == []
    preview = shown["preview"]
    assert isinstance(preview, dict)
    (rule,) = [one for one in preview["rules"] if "ART 105" in one["rule"]]
    assert "reading chosen by Ada Okafor" in rule["cites"][0]
    again = sent(ada, list_of(office))
    assert resource(ada, again)["unclear"] == []


def test_a_reading_that_does_not_help_is_not_kept(
    signed_in: SignedIn, office: Path
) -> None:
    ada = signed_in("ada")
    at = sent(ada, list_of(office))
    form = {"cell": "ncc-2026.csv!A4", "other": "either of the two"}
    came = ada.post(f"{at}/readings", data=form)
    assert came.status_code == 422
    assert "read as `either of the two`" in came.text
    assert not (office / RESOLUTIONS).exists()
    nowhere = {"cell": "ncc-2026.csv!A99", "other": "ART 105"}
    assert ada.post(f"{at}/readings", data=nowhere).status_code == 422


def test_readings_that_others_wrote_stay(signed_in: SignedIn, office: Path) -> None:
    theirs = (
        "# by hand\n[[resolutions]]\ncolumn = 'receiving course'\nwritten = 'equiv?'\n"
        "beside = 'HUM 105'\nmeans = 'no credit'\nchosen_by = 'Cho'\non = 2024-01-01\n"
    )
    (office / RESOLUTIONS).parent.mkdir()
    (office / RESOLUTIONS).write_text(theirs, encoding="utf-8")
    ada = signed_in("ada")
    at = sent(ada, list_of(office))
    form = {"cell": "ncc-2026.csv!A4", "means": "ART 105 and ART 106"}
    assert ada.post(f"{at}/readings", data=form).status_code == 303
    kept = (office / RESOLUTIONS).read_text(encoding="utf-8")
    assert all(line in kept for line in theirs.splitlines())
    assert kept.count("[[resolutions]]") == 2


def test_an_import_is_applied_as_it_was_seen_and_once(
    signed_in: SignedIn, office: Path
) -> None:
    ada = signed_in("ada")
    at = sent(ada, list_of(office))
    form = {"seen": str(resource(ada, at)["seen"]), "key": "apply-1"}
    for _ in range(2):
        assert ada.post(f"{at}/apply", data=form).status_code == 303
    assert "phil-115" in (office / TABLE).read_text(encoding="utf-8")
    assert (office / TABLE).with_suffix(".art").is_file()
    assert (office / "registrars/state/partners/ncc-state.toml").is_file()
    text = ada.get(at).text
    assert "Applied to ncc-general@2030" in text
    assert "1 refused row waits in the table" in text
    assert "The files hold what was applied" in text
    assert ada.post(f"{at}/drop").status_code == 409
    (office / TABLE).write_text("by hand", encoding="utf-8")
    assert "The files hold something else by now" in ada.get(at).text


EDITS = {
    "an agreement's text": "policies/state/equivalencies/ncc-general.art",
    "another policy": "policies/state/transfer-policy-2023.art",
    "the workbook that is in force": "registrars/state/agreements/ncc-2024.xlsx",
}


@pytest.mark.parametrize("edited", EDITS.values(), ids=EDITS)
def test_files_that_changed_since_they_were_seen_are_nobodys_to_overwrite(
    signed_in: SignedIn, office: Path, edited: str
) -> None:
    ada = signed_in("ada")
    at = sent(ada, list_of(office))
    seen = str(resource(ada, at)["seen"])
    file = office / edited
    if edited.endswith(".xlsx"):
        book = load_workbook(file)
        book["NCC"]["D8"] = "ANTH 102 CULTURAL ANTHROPOLOGY (4)"
        book.save(file)
    else:
        file.write_text(file.read_text(encoding="utf-8") + "\n# by hand\n", "utf-8")
    before = snapshot(office)
    came = ada.post(f"{at}/apply", data={"seen": seen})
    assert came.status_code == 409, came.text
    assert "AR661" in came.text
    assert snapshot(office) == before
    assert "Nothing of it is applied" in came.text
    shown_now = str(resource(ada, at)["seen"])
    assert shown_now not in (seen, "")
    assert ada.post(f"{at}/apply", data={"seen": shown_now}).status_code == 303


def test_a_version_that_somebody_wrote_meanwhile_is_not_lost(
    signed_in: SignedIn, office: Path
) -> None:
    ada = signed_in("ada")
    at = sent(ada, list_of(office))
    seen = str(resource(ada, at)["seen"])
    (office / TABLE).write_text("somebody's own work", encoding="utf-8")
    assert ada.post(f"{at}/apply", data={"seen": seen}).status_code == 409
    assert (office / TABLE).read_text(encoding="utf-8") == "somebody's own work"
    assert not (office / TABLE).with_suffix(".art").exists()


def test_where_the_disk_fails_nothing_is_applied_and_that_is_entered(
    signed_in: SignedIn, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    ada = signed_in("ada")
    at = sent(ada, list_of(office))
    seen = str(resource(ada, at)["seen"])
    before = snapshot(office)
    monkeypatch.setattr("articulate.bootstrap.working_files.write_together", full)
    came = ada.post(f"{at}/apply", data={"seen": seen, "key": "a"})
    assert came.status_code == 409
    assert "No space left on device" in came.text
    assert snapshot(office) == before
    monkeypatch.undo()
    assert ada.post(f"{at}/apply", data={"seen": seen, "key": "b"}).status_code == 303
    assert "fail by ada" in ada.get(at).text


def test_the_workbook_with_notes_is_an_attachment(
    signed_in: SignedIn, office: Path
) -> None:
    ada = signed_in("ada")
    at = sent(ada, list_of(office))
    came = ada.get(f"{at}/annotated")
    assert came.headers["content-disposition"].startswith("attachment;")
    assert "ncc-2026-annotated.xlsx" in came.headers["content-disposition"]
    assert "sandbox" in came.headers["content-security-policy"]
    book = load_workbook(io.BytesIO(came.content))
    assert "Articulate issues" in book.sheetnames


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 300_000_000)
    return file.getvalue()


HOSTILE = {
    "no workbook": ("list.xlsx", b"%PDF-1.7", "AR601"),
    "a zip that grows": ("list.xlsx", bomb(), "AR604"),
    "a damaged workbook": ("list.xlsx", b"PK\x03\x04 and no more", "AR603"),
    "nothing": ("list.csv", b"", "AR735"),
    "twenty megabytes and one": ("list.csv", b"x" * 20_000_001, "AR604"),
}


@pytest.mark.parametrize(("name", "content", "code"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_workbook_is_refused_as_on_the_command_line(
    signed_in: SignedIn, name: str, content: bytes, code: str
) -> None:
    ada = signed_in("ada")
    came = ada.post("/imports", files={"file": (name, content)})
    assert came.status_code in (413, 422)
    assert code in came.text
    assert "Nothing was sent yet" in came.text
    assert ada.get(API).json()["imports"] == []


NAMES = {
    "a layout by its path": {"layout": "../../etc/passwd.toml"},
    "an agreement that is a path": {"begins": "../../escaped", "sending": "NCC"},
    "a version that is a path": {"version": "../1", **HOW},
    "an institution nobody knows": {"sending": "../NCC"},
    "no such mode": {"mode": "burn", "into": "ncc-general"},
}


@pytest.mark.parametrize("how", NAMES.values(), ids=NAMES)
def test_what_is_typed_names_no_files(
    signed_in: SignedIn, office: Path, how: dict[str, str]
) -> None:
    ada, before = signed_in("ada"), snapshot(office)
    at = sent(ada, list_of(office))
    assert ada.post(f"{at}/how", data=how).status_code == 303
    text = ada.get(at).text
    assert "It cannot be applied as it stands" in text
    assert re.search(r"AR(645|203|735)", text)
    seen = str(resource(ada, at)["seen"])
    assert ada.post(f"{at}/apply", data={"seen": seen}).status_code == 422
    assert snapshot(office) == before


def test_the_name_of_a_file_is_bare_and_is_no_markup(signed_in: SignedIn) -> None:
    ada = signed_in("ada")
    rows = ROWS + b"ART 100,<script>alert(1)</script>,3,\n"
    at = sent(ada, rows, "..\\..\\<b>ncc!.csv")
    text = ada.get(at).text
    assert "<h1>&lt;b&gt;ncc_.csv</h1>" in text
    assert "<script>alert" not in text


def test_a_new_agreement_begins_with_a_list(signed_in: SignedIn, office: Path) -> None:
    ada = signed_in("ada")
    at = sent(ada, ROWS + b"ART 100,ART 120,3,\n", "rvc-2030.csv")
    how = {"begins": "rvc-art", "sending": "RVC", "receiving": "STATE"}
    how |= {"on": "2030-08-15", "cites": "By letter", "into": ""}
    assert ada.post(f"{at}/how", data=how).status_code == 303
    seen = str(resource(ada, at)["seen"])
    assert ada.post(f"{at}/apply", data={"seen": seen}).status_code == 303
    written = (office / "policies/institutions/rvc-art-2030.art").read_text(
        encoding="utf-8"
    )
    assert "equivalencies rvc-art from RVC to STATE" in written
    assert 'cites "By letter"' in written


def test_an_advisor_imports_nothing(signed_in: SignedIn) -> None:
    hana = signed_in("hana")
    assert hana.get("/agreements").status_code == 200
    assert hana.get("/imports").status_code == 403
    assert hana.post("/imports", files={"file": ("a.csv", b"a")}).status_code == 403
    assert 'href="/imports"' not in hana.get("/agreements").text


def test_an_office_without_files_says_how_it_gets_them(desk: WebDesk) -> None:
    with client_of(replace(desk, imports=None)) as ada:
        ada.post("/sign-in", data={"who": "ada"})
        came = ada.get("/imports")
        assert came.status_code == 404
        assert "--drafts PATH" in came.text


def test_a_dropped_import_stays_dropped(signed_in: SignedIn, office: Path) -> None:
    ada = signed_in("ada")
    at = sent(ada, list_of(office))
    seen = str(resource(ada, at)["seen"])
    assert ada.post(f"{at}/drop").status_code == 303
    assert "It was dropped by ada" in ada.get(at).text
    assert ada.post(f"{at}/apply", data={"seen": seen}).status_code == 409
    assert ada.get("/imports/i-nothing").status_code == 404
