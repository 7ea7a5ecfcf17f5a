"""Journeys through the pages, as the people who make them would."""

import re

import pytest
from playwright.sync_api import FilePayload, Page
from tests.web.browser.conftest import Windows, looked_at

SCRIPTS = {"with scripts": True, "without": False}


@pytest.mark.parametrize("scripts", SCRIPTS.values(), ids=SCRIPTS)
def test_a_registrar_decides_a_request_with_a_denial(
    browse: Windows, *, scripts: bool
) -> None:
    page = browse("ada", scripts=scripts)
    page.click("nav >> text=Queue")
    page.select_option("select[name=state]", "referred")
    if not scripts:
        page.click("button >> text=Show")
    page.click("a >> text=r-1001")
    page.locator("summary >> text=Derivation").first.click()
    assert page.locator(".derivation li").first.is_visible()
    open_lines = page.locator("tr:has-text('must be settled') select")
    for one in range(open_lines.count()):
        open_lines.nth(one).select_option("denied")
    page.fill("textarea#reason", "The syllabus shows no overlap")
    page.click("button >> text=Preview the letter")
    assert "does not count" in page.inner_text("article")
    page.go_back()
    for one in range(open_lines.count()):
        open_lines.nth(one).select_option("denied")
    page.fill("textarea#reason", "The syllabus shows no overlap")
    page.click("section:has(#decide) button >> text=/^Decide$/")
    if page.locator("#waiting").count():
        second = browse("ben", scripts=scripts)
        second.goto("/requests/r-1001")
        second.click("button >> text=Confirm this decision")
        page.reload()
    assert "decided" in page.inner_text("dl.facts")
    page.click("a >> text=Letter")
    assert "The syllabus shows no overlap" in page.inner_text("article")


def test_a_registrar_adopts_a_set_and_denies_another_line(browse: Windows) -> None:
    page = browse("ada", scripts=False)
    page.goto("/requests/r-1014")
    decide = page.locator("section:has(#decide) tbody tr")
    whole = decide.filter(has_text=" + ").first
    assert "awarded" in whole.inner_text()
    name = whole.locator("th").inner_text()
    single = decide.filter(has_not_text=" + ").first
    single.locator("select").select_option("denied")
    page.fill("textarea#reason", "Taken at a site that was not reviewed")
    page.click("section:has(#decide) button >> text=/^Decide$/")
    if page.locator("#waiting").count():
        second = browse("ben", scripts=False)
        second.goto("/requests/r-1014")
        second.click("button >> text=Confirm this decision")
        page.reload()
    assert "decided" in page.inner_text("dl.facts")
    page.click("a >> text=Letter")
    letter = page.inner_text("article")
    assert "Taken at a site that was not reviewed" in letter
    assert name.split(" + ")[0] in letter


@pytest.mark.parametrize("scripts", SCRIPTS.values(), ids=SCRIPTS)
def test_a_learner_asks_what_if(browse: Windows, *, scripts: bool) -> None:
    page = browse("lee", scripts=scripts)
    page.goto("/requests/r-1001")
    assert page.locator("button >> text=/^Decide$/").count() == 0
    page.click("a >> text=Degree audit and what if")
    page.fill("textarea#plan", "CSCI 241 4 cr grade B")
    page.click("button >> text=/^Show$/")
    assert "CSCI 241 is passed with B" in page.inner_text("main")
    assert page.locator("aside[role=note]").is_visible()
    page.goto("/requests/r-1001/audit")
    assert "CSCI 241 is passed with B" not in page.inner_text("main")
    assert not page.input_value("textarea#plan")


@pytest.mark.parametrize("scripts", SCRIPTS.values(), ids=SCRIPTS)
def test_two_assessors_disagree_and_a_third_joins_them(
    browse: Windows, *, scripts: bool
) -> None:
    chair = browse("ada", scripts=scripts)
    chair.goto("/requests/r-1020")
    chair.click("button >> text=Convene a panel for p1")
    looked_at(chair, scripts=scripts)
    for kind in ("reflective essay", "work product"):
        chair.fill("#kind", kind)
        essay = FilePayload(
            name=f"{kind}.html", mimeType="text/html", buffer=b"<p>I learned</p>"
        )
        chair.set_input_files("#file", essay)
        chair.click("button >> text=Lay before the panel")
    for who in ("eli", "fay"):
        chair.select_option("select[name=assessor]", who)
        chair.click("button >> text=/^Assign$/")
    eli = judging(
        browse("eli", scripts=scripts), ("4", "4"), "Eli saw much", scripts=scripts
    )
    assert "You have submitted" in eli.inner_text("main")
    fay = judging(
        browse("fay", scripts=scripts), ("3", "1"), "Fay saw little", scripts=scripts
    )
    assert "Eli saw much" not in fay.inner_text("main")

    chair.reload()
    assert "Eli saw much" not in chair.inner_text("main")
    chair.select_option("select[name=assessor]", "gus")
    chair.click("button >> text=Assign")
    gus = judging(
        browse("gus", scripts=scripts), ("3", "3"), "Gus saw enough", scripts=scripts
    )
    assert "too far apart on Analyses a firm" in gus.inner_text("main")

    chair.reload()
    assert "Fay saw little" in chair.inner_text("main")
    looked_at(chair, scripts=scripts)
    assert "Fleiss' kappa" in (chair.text_content("#agreement ~ div") or "")
    chair.check("input[name=outcome][value=award]")
    chair.fill("textarea#reason", "Two of three saw a firm analysed")
    chair.click("button >> text=Conclude")
    assert "concluded" in chair.inner_text("p.lead")
    chair.click("p.lead a")
    awarded = chair.locator("tr:has-text('Introduction to Business')").first
    assert "awarded" in awarded.inner_text()
    with gus.expect_download() as loading:
        gus.locator("section:has(#evidence) a").first.click()
    assert loading.value.suggested_filename == "reflective essay.html"


def judging(page: Page, levels: tuple[str, str], words: str, *, scripts: bool) -> Page:
    """Declare that there is no conflict of interest, and submit a sheet."""
    page.goto("/panels")
    page.click("main a >> text=r-1020.p1")
    page.check("input[name=has][value=false]")
    page.click("button >> text=Declare")
    looked_at(page, scripts=scripts)
    for number, level in enumerate(levels, start=1):
        page.select_option(f"#level-{number}", level)
        page.fill(f"#comment-{number}", words)
    page.click("button >> text=Submit")
    return page


def test_an_auditor_replays_a_decision(browse: Windows) -> None:
    registrar = browse("ada")
    registrar.goto("/requests/r-1014")
    registrar.click("section:has(#decide) button >> text=/^Decide$/")
    page = browse("ivo")
    page.click("nav >> text=Ledger")
    page.locator("a >> text=request:r-1014").first.click()
    page.click("section:has(#history) a >> text=decide")
    said = page.inner_text("[role=status]")
    assert re.search(r"comes to the same \d+ bytes", said)
    looked_at(page)
    page.goto("/ledger")
    page.click("button >> text=Verify every row")
    assert "The ledger is whole" in page.inner_text("h1")


def test_the_keyboard_alone_reaches_what_a_page_is_about(browse: Windows) -> None:
    page = browse("ada")
    page.goto("/queue")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "To the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_keys_move_along_the_queue_and_choose(browse: Windows) -> None:
    page = browse("ada")
    page.goto("/queue")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    rows = page.locator("#waiting tbody tr")
    second = rows.nth(1).locator("th a").inner_text()
    assert page.evaluate("document.activeElement.textContent") == second
    assert rows.locator("input:checked").count() == 1
    page.keyboard.press("*")
    page.keyboard.press("*")
    page.keyboard.press("a")
    page.keyboard.press("b")  # Ben, of the people in the list
    page.click("button >> text=Assign")
    page.goto("/queue?whose=team")
    assert page.locator("#waiting th a").all_inner_texts() == [second]
    page.keyboard.press("/")
    page.keyboard.type("L-1x")
    assert page.input_value("input[name=learner]") == "L-1x"
    page.goto("/queue")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/requests/*")
