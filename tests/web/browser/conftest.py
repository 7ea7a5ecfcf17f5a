"""A real server and a real browser: Debian's Chromium, driven by Playwright."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from articulate.bootstrap.serving import WebDesk
from articulate.web.app import create_app
from articulate.web.settings import WebSettings

CHROMIUM = Path("/usr/bin/chromium")
WIDTHS = (320, 1280)
SignedIn = Callable[..., Page]


@pytest.fixture
def served(desk: WebDesk) -> Iterator[str]:
    """The office, served on this machine; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = WebSettings(port=port, per_minute=100_000, signing_in_per_minute=1_000)
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
def browse(served: str, chromium: Browser) -> Iterator[SignedIn]:
    """Windows of the browser, each signed in as a person through the page itself."""
    contexts: list[BrowserContext] = []

    def enter(who: str = "", *, width: int = 1280, scripts: bool = True) -> Page:
        context = chromium.new_context(
            base_url=served,
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
        )
        context.set_default_timeout(60_000)
        contexts.append(context)
        page = context.new_page()
        if who:
            page.goto("/sign-in")
            page.check(f"input[name=who][value={who}]")
            page.click("main button[type=submit]")
        return page

    yield enter
    for context in contexts:
        context.close()
