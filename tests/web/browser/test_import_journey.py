"""From a workbook with a refused cell to a published agreement, by three people."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.web.browser.conftest import Windows, looked_at

from articulate.bootstrap.serving import WebDesk

SCRIPTS = {"with scripts": True, "without": False}


@pytest.fixture
def desk(few: WebDesk) -> WebDesk:
    """An office that works on few policies, so that a draft of them is quick."""
    return few


@pytest.mark.parametrize("scripts", SCRIPTS.values(), ids=SCRIPTS)
def test_a_list_with_a_refused_cell_becomes_an_agreement_in_force(
    browse: Windows, office: Path, tmp_path: Path, *, scripts: bool
) -> None:
    page = browse("ada", scripts=scripts)
    page.click("nav >> text=Agreements")
    page.click("a >> text=Import a workbook")
    workbook = office / "registrars/state/agreements/ncc-2026.csv"
    page.set_input_files("input[type=file]", workbook)
    page.select_option("select[name=into]", "ncc-general")
    page.click("button >> text=Look at it")
    page.select_option("select[name=mode]", "replace-from")
    page.fill("input[name=on]", "2030-08-15")
    page.click("button >> text=Look again")
    assert "1 new, 2 changed, 1 ended, 25 unchanged" in page.inner_text("main")
    assert "ncc-2026.csv!A4" in page.inner_text("section:has(#refused)")
    looked_at(page, scripts=scripts)
    with page.expect_download() as notes:
        page.click("a >> text=The workbook with notes")
    notes.value.save_as(tmp_path / "notes.xlsx")
    assert "Articulate issues" in load_workbook(tmp_path / "notes.xlsx").sheetnames
    page.check("input[value='ART 105 or ART 106']")
    page.fill("input[name=because]", "The Art department")
    page.click("button >> text=Keep this reading")
    assert page.locator("#refused").count() == 0
    assert "reading chosen by Ada Okafor" in page.inner_text("main")
    page.click("button >> text=Apply to ncc-general@2030")
    assert "Applied to ncc-general@2030" in page.inner_text("[role=status]")
    looked_at(page, scripts=scripts)

    author = browse("dina", scripts=scripts)
    author.goto("/publishing")
    assert "ncc-general@2030 is new" in author.inner_text("main")
    looked_at(author, scripts=scripts)
    author.click("button >> text=Draft it from the files")
    author.click("button >> text=Propose it")
    assert "proposed" in author.inner_text(".lead")

    second = browse("cho", scripts=scripts)
    second.click("nav >> text=Agreements")
    second.click("a >> text=demonstration is proposed")
    looked_at(second, scripts=scripts)
    second.click("a >> text=Whom it would change")
    assert "lost" in second.inner_text("main")
    looked_at(second, scripts=scripts)
    second.go_back()
    second.check("input[value=losses]")
    second.click("button >> text=Approve it")
    second.click("button >> text=Put it in force")
    assert "lost" in second.inner_text("dl.facts")

    page.goto("/agreements?on=2030-09-01&words=ncc-general")
    assert "2030" in page.inner_text("tbody td >> nth=3")
    page.click("tbody a")
    assert "From ncc-general@2024 to ncc-general@2030" in page.inner_text("main")
    looked_at(page, scripts=scripts)
