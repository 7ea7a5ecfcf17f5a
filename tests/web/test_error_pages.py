"""What the pages of the web's codes show is what the web answers."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from tests.store.panelling import judged_panel
from tests.web.conftest import client_of
from tests.web.openid import CLIENT, OpenIdProvider, running
from tests.web.test_passwords import given

from articulate.bootstrap.passwords import Argon2
from articulate.bootstrap.serving import WebDesk
from articulate.diagnostics.codes import Code
from articulate.model.entry import Entry
from articulate.web.settings import WebSettings

ERRORS = Path(__file__).parents[2] / "docs" / "errors"
PAGES = [*sorted(ERRORS.glob("AR73*.md")), *sorted(ERRORS.glob("AR75[03].md"))]
FENCE = re.compile(r"^```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ASKED = re.compile(
    r"(?P<method>GET|POST) (?P<path>\S+?)"
    r"(?: as (?P<who>\w+))?(?: from (?P<where>elsewhere|another machine))?"
    r"(?: with (?:(?P<size>\d+) MiB|(?P<form>.+)))?"
    r"(?: where the provider is (?P<provider>away|there))?(?:, (?P<times>\d+) times)?"
)
SAID = re.compile(r"(?P<status>\d+) error\[(?P<code>AR\d+)\]: (?P<message>.*)")


GOOD = "correct horse battery"


@pytest.fixture(scope="module")
def provider() -> Iterator[OpenIdProvider]:
    with running() as one:
        yield one


@pytest.fixture
def office_with_a_password(desk: WebDesk) -> WebDesk:
    quick = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    quickly = replace(desk, hasher=Argon2(quick))
    given(quickly, "ada", GOOD)
    return quickly


def settings_of(parts: re.Match[str], provider: OpenIdProvider) -> WebSettings | None:
    """The provider that a line speaks of."""
    if parts["provider"] is None:
        return None
    here = provider.issuer if parts["provider"] == "there" else "http://127.0.0.1:9"
    return WebSettings(provider=here, provider_client=CLIENT)


def asked(desk: WebDesk, line: str, provider: OpenIdProvider) -> tuple[int, str]:
    """Ask as a line of a page says; the status, and what came of it."""
    parts = ASKED.fullmatch(line)
    assert parts, line
    address = "192.0.2.9" if parts["where"] == "another machine" else "127.0.0.1"
    with client_of(desk, settings_of(parts, provider), address) as client:
        signs_in = parts["path"].startswith("/sign-in")
        if parts["who"] and not signs_in:
            client.post("/sign-in", data={"who": parts["who"]})
        if parts["where"] == "elsewhere":
            client.headers["Sec-Fetch-Site"] = "cross-site"
        for _ in range(int(parts["times"] or 1) - 1):
            client.request(parts["method"], parts["path"])
        typed = dict(one.split("=") for one in (parts["form"] or "").split(", ") if one)
        if signs_in:
            typed = {"who": parts["who"] or "ada", "password": GOOD}
        path = parts["path"]
        if parts["method"] == "GET" and not parts["who"]:
            path = path.replace("/queue", "/api/v1/requests")
        came = client.request(
            parts["method"],
            path,
            data=typed if parts["method"] == "POST" else None,
            files={"file": ("t.csv", b" " * (int(parts["size"]) * 1024 * 1024))}
            if parts["size"]
            else None,
        )
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
def test_a_page_shows_what_the_web_answers(
    page: Path, office_with_a_password: WebDesk, provider: OpenIdProvider
) -> None:
    assert prepared(office_with_a_password, page.stem)
    question, answer = shown(page, "Shows it")
    said = SAID.fullmatch(answer)
    assert said
    assert said["code"] == page.stem
    status, text = asked(office_with_a_password, question, provider)
    assert status == int(said["status"])
    assert said["code"] in text
    assert said["message"] in text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_puts_it_right_does(
    page: Path, office_with_a_password: WebDesk, provider: OpenIdProvider
) -> None:
    assert prepared(office_with_a_password, page.stem)
    (question,) = shown(page, "Put it right")
    assert asked(office_with_a_password, question, provider)[0] in {200, 303}
