"""A person signs in in a real browser: by a provider on another site, by a password."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser
from pydantic import SecretStr
from tests.web.browser.conftest import TAGS, WIDTHS, Windows, serving
from tests.web.openid import CLIENT, SECRET, OpenIdProvider, running
from tests.web.test_passwords import RIGHT, given

from articulate.bootstrap.serving import WebDesk

SCRIPTS = {"with scripts": True, "without": False}


@pytest.fixture
def provider() -> Iterator[OpenIdProvider]:
    """A provider that the browser takes for another site."""
    with running() as one:
        one.host = "localhost"
        yield one


@pytest.fixture
def browse(
    desk: WebDesk, chromium: Browser, provider: OpenIdProvider
) -> Iterator[Windows]:
    """Windows on an office whose Ada has an account there, and a password."""
    people = tuple(
        replace(one, account=provider.subject) if one.id == "ada" else one
        for one in desk.office.people
    )
    known = replace(desk, office=replace(desk.office, people=people))
    given(known, "ada", RIGHT)
    ways = {
        "provider": provider.issuer,
        "provider_client": CLIENT,
        "provider_secret": SecretStr(SECRET),
        "provider_name": "your Lakeland account",
    }
    with serving(known, **ways) as address:
        windows = Windows(chromium, address)
        yield windows
        windows.close()


@pytest.mark.parametrize("scripts", SCRIPTS.values(), ids=SCRIPTS)
def test_by_the_provider_one_comes_back_to_what_one_asked_for(
    browse: Windows, *, scripts: bool
) -> None:
    page = browse(scripts=scripts)
    page.goto("/queue")
    assert "/sign-in?to=%2Fqueue" in page.url
    assert page.locator("input[name=who][type=radio]").count() == 0
    page.click("text=Sign in with your Lakeland account")
    page.wait_for_url("**/queue")
    assert "Ada Okafor" in page.inner_text(".who")
    page.click("text=Sign out")
    assert page.locator(".who >> text=Sign in").is_visible()


@pytest.mark.parametrize("scripts", SCRIPTS.values(), ids=SCRIPTS)
def test_by_a_password_one_comes_in_and_by_a_wrong_one_not(
    browse: Windows, *, scripts: bool
) -> None:
    page = browse(scripts=scripts)
    page.goto("/queue")
    page.fill("input[name=who]", "ada")
    page.fill("input[name=password]", "wrong horse battery")
    page.click("text=Sign in by password")
    assert "nobody here has this name" in page.inner_text("[role=alert]")
    assert page.input_value("input[name=password]") == ""
    page.fill("input[name=who]", "ada")
    page.fill("input[name=password]", RIGHT)
    page.click("text=Sign in by password")
    page.wait_for_url("**/queue")
    assert "Ada Okafor" in page.inner_text(".who")


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_where_one_signs_in(browse: Windows, width: int) -> None:
    page = browse(width=width)
    package = Path(axe_playwright_python.__file__)
    axe = package.with_name("axe.min.js").read_text(encoding="utf-8")
    page.goto("/sign-in")
    page.fill("input[name=who]", "eve")
    page.fill("input[name=password]", "wrong horse battery")
    page.click("text=Sign in by password")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(axe)
    found = page.evaluate("tags => axe.run({runOnly: tags})", TAGS)
    assert not [one["id"] for one in found["violations"]]
