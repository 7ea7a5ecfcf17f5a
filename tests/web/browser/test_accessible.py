"""axe finds nothing at WCAG 2.2 AA, on every kind of page, narrow and wide."""

from pathlib import Path

import axe_playwright_python
import pytest
from tests.web.browser.conftest import WIDTHS, Look

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PAGES = {
    "": ("/", "/sign-in", "/look-up?on=2025-03-01", "/what-counts", "/nowhere"),
    "ada": (
        *("/queue", "/requests/r-1001", "/requests/r-1001/lines/1"),
        *("/requests/r-1001/letter", "/requests/r-1001/audit", "/codes/AR201"),
        *("/policies", "/policies/ncc-computing@2024", "/policies/desk@2024"),
        *("/policies/bs-cs@2024", "/ledger", "/panels", "/panels/precedents"),
        *("/requests/r-1020", "/requests/r-1014/audit?degree=bs-cs&degree=ba-bio"),
    ),
}
VIEWS = [(who, path, width) for who in PAGES for path in PAGES[who] for width in WIDTHS]


@pytest.mark.parametrize(("who", "path", "width"), VIEWS)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(
    look: Look, who: str, path: str, width: int
) -> None:
    page = look(who, width)
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    package = Path(axe_playwright_python.__file__)
    page.evaluate(package.with_name("axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("tags => axe.run({runOnly: tags})", TAGS)
    assert not [
        f"{one['id']}: {node['html'][:200]} {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]
