"""What the pages of the web's codes show is what the web answers."""

import re
from pathlib import Path

import pytest
from tests.store.panelling import judged_panel
from tests.web.conftest import client_of

from articulate.bootstrap.serving import WebDesk
from articulate.diagnostics.codes import Code
from articulate.model.entry import Entry

PAGES = sorted((Path(__file__).parents[2] / "docs" / "errors").glob("AR73*.md"))
FENCE = re.compile(r"^```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ASKED = re.compile(
    r"(?P<method>GET|POST) (?P<path>\S+?)"
    r"(?: as (?P<who>\w+))?(?: from (?P<where>elsewhere|another machine))?"
    r"(?: with (?P<form>.+))?(?:, (?P<times>\d+) times)?"
)
SAID = re.compile(r"(?P<status>\d+) error\[(?P<code>AR\d+)\]: (?P<message>.*)")


def asked(desk: WebDesk, line: str) -> tuple[int, str]:
    """Ask as a line of a page says; the status, and what came of it."""
    parts = ASKED.fullmatch(line)
    assert parts, line
    away = parts["where"] == "another machine"
    with client_of(desk, address="192.0.2.9" if away else "127.0.0.1") as client:
        if parts["who"] and parts["path"] != "/sign-in":
            client.post("/sign-in", data={"who": parts["who"]})
        if parts["where"] == "elsewhere":
            client.headers["Sec-Fetch-Site"] = "cross-site"
        for _ in range(int(parts["times"] or 1) - 1):
            client.request(parts["method"], parts["path"])
        data = dict(one.split("=") for one in (parts["form"] or "").split(", ") if one)
        if parts["path"] == "/sign-in":
            data = {"who": parts["who"] or "ada"}
        path = parts["path"]
        if parts["method"] == "GET" and not parts["who"]:
            path = path.replace("/queue", "/api/v1/requests")
        came = client.request(parts["method"], path, data=data, follow_redirects=False)
        return came.status_code, came.text


def shown(page: Path, section: str) -> list[str]:
    text = page.read_text(encoding="utf-8")
    part = text.partition(f"## {section}")[2].partition("\n## ")[0]
    return [line for body in FENCE.findall(part) for line in body.splitlines()]


def prepared(desk: WebDesk, code: str) -> bool:
    """Leave the office as a page finds it: one speaks of a panel that has judged."""
    if code != Code.OUTCOME_NOT_GIVEN:
        return True
    came = desk.store.write(judged_panel)
    return isinstance(came, Entry)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_shows_what_the_web_answers(page: Path, desk: WebDesk) -> None:
    assert prepared(desk, page.stem)
    question, answer = shown(page, "Shows it")
    said = SAID.fullmatch(answer)
    assert said
    assert said["code"] == page.stem
    status, text = asked(desk, question)
    assert status == int(said["status"])
    assert said["code"] in text
    assert said["message"] in text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_puts_it_right_does(page: Path, desk: WebDesk) -> None:
    assert prepared(desk, page.stem)
    (question,) = shown(page, "Put it right")
    assert asked(desk, question)[0] in {200, 303}
