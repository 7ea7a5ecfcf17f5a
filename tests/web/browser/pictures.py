"""The pictures of the README: `python -m tests.web.browser.pictures`, from a checkout.

They are of the demonstration office as `articulate serve` builds it, with one panel, as
far as `docs/how-to/assess-a-portfolio.md` takes it before it is concluded.
"""

import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright
from tests.web.browser.conftest import CHROMIUM, Windows, serving
from tests.web.conftest import client_of

from articulate.bootstrap.demonstrated_store import demonstrated_desk
from articulate.bootstrap.serving import WebDesk

ROOT = Path(__file__).parents[3]
PAGES = {
    "queue": ("/queue", 620),
    "worksheet": ("/requests/r-1001", 900),
    "audit": ("/requests/r-1013/audit", 900),
    "panel": ("/panels/r-1020.p1", 1150),
    "policy": ("/policies/undergraduate@2023?on=2025-03-01", 900),
    "look-up": ("/look-up?brought=CIS&on=2025-03-01", 620),
    "ledger": ("/ledger", 620),
}


def panel(desk: WebDesk) -> None:
    """Let a panel judge, as the page for programs says."""
    text = (ROOT / "docs" / "how-to" / "assess-a-portfolio.md").read_text("utf-8")
    for who, path, body in re.findall(r"^(\w+) POST (\S+) (.*)$", text, re.MULTILINE):
        if path.endswith("/conclude"):
            return
        with client_of(desk) as client:
            client.post("/sign-in", data={"who": who})
            came = client.post(path, json=json.loads(body))
            assert came.status_code == 200, came.text


def taken(page: Page) -> None:
    """Take each picture; what is below the fold is left out."""
    for name, (path, height) in PAGES.items():
        page.set_viewport_size({"width": 1280, "height": height})
        page.goto(path)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=ROOT / "docs" / "images" / f"{name}.png")


def main() -> None:
    """Build an office, serve it, and take the pictures."""
    with TemporaryDirectory() as folder, sync_playwright() as started:
        desk = demonstrated_desk(Path(folder) / "office")
        assert isinstance(desk, WebDesk), desk
        panel(desk)
        browser = started.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox"]
        )
        with serving(desk) as address:
            windows = Windows(browser, address)
            taken(windows("ada"))
            windows.close()


if __name__ == "__main__":
    main()
