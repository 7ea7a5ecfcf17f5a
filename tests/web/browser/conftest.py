"""A real server and a real browser: Debian's Chromium, driven by Playwright."""

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import axe_playwright_python
import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tests.web.watched import looked_at_later

from articulate.bootstrap.demonstrated_store import demonstrated_desk
from articulate.bootstrap.serving import WebDesk
from articulate.web.app import create_app
from articulate.web.settings import WebSettings

CHROMIUM = Path("/usr/bin/chromium")
WIDTHS = (320, 1280)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
Look = Callable[[str, int], Page]


def violations(page: Page) -> list[str]:
    """What axe finds on a page."""
    package = Path(axe_playwright_python.__file__)
    page.evaluate(package.with_name("axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("tags => axe.run({runOnly: tags})", TAGS)
    return [
        f"{one['id']}: {node['html'][:200]} {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


def looked_at(page: Page, *, scripts: bool = True) -> None:
    """Look at a page narrow and wide: axe, a script itself, finds nothing."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if scripts:
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert not violations(page)


@contextmanager
def serving(desk: WebDesk, **more: object) -> Iterator[str]:
    """Serve an office on this machine, set otherwise in some things; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = WebSettings(port=port, per_minute=100_000, signing_in_per_minute=1_000)
    settings = settings.model_copy(update=more)
    config = uvicorn.Config(
        create_app(desk, settings), host="127.0.0.1", port=port, log_level="error"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@dataclass
class Windows:
    """Windows of the browser, each signed in as a person through the page itself."""

    chromium: Browser
    address: str
    contexts: list[BrowserContext] = field(default_factory=list)

    def __call__(
        self, who: str = "", *, width: int = 1280, scripts: bool = True
    ) -> Page:
        """Open a window, and sign in."""
        context = self.chromium.new_context(
            base_url=self.address,
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
        )
        context.set_default_timeout(120_000)
        self.contexts.append(context)
        page = context.new_page()
        if who:
            page.goto("/sign-in")
            page.check(f"input[name=who][value={who}]")
            page.click("main button[type=submit]")
        return page

    def close(self) -> None:
        """Close every window."""
        for context in self.contexts:
            context.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser; where there is none, nothing can be said about pages in one."""
    if not CHROMIUM.exists():
        pytest.skip("there is no /usr/bin/chromium: apt-get install chromium")
    with sync_playwright() as started:
        browser = started.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox"]
        )
        yield browser
        browser.close()


@pytest.fixture
def browse(desk: WebDesk, chromium: Browser) -> Iterator[Windows]:
    """Windows on an office of one test's own."""
    with serving(desk) as address:
        windows = Windows(chromium, address)
        yield windows
        windows.close()


@pytest.fixture(scope="session")
def look(
    built: Path, chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Look]:
    """Windows on one office for tests that only look: one for each person and width."""
    folder = Path(shutil.copytree(built, tmp_path_factory.mktemp("look") / "office"))
    desk = demonstrated_desk(folder)
    assert isinstance(desk, WebDesk)
    looked_at_later(desk)
    with serving(desk) as address:
        windows = Windows(chromium, address)
        yield cache(lambda who, width: windows(who, width=width))
        windows.close()
