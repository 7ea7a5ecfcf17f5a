"""axe finds nothing at WCAG 2.2 AA, on every kind of page, narrow and wide."""

import pytest
from tests.web.browser.conftest import WIDTHS, Look, violations

PAGES = {
    "": ("/", "/sign-in", "/look-up?on=2025-03-01", "/what-counts", "/nowhere"),
    "ada": (
        *("/queue", "/requests/r-1001", "/requests/r-1001/lines/1"),
        *("/requests/r-1001/letter", "/requests/r-1001/audit", "/codes/AR201"),
        *("/policies", "/policies/ncc-computing@2024", "/policies/desk@2024"),
        *("/policies/bs-cs@2024", "/ledger", "/panels", "/panels/precedents"),
        *("/requests/r-1020", "/requests/r-1014/audit?degree=bs-cs&degree=ba-bio"),
        *("/agreements?on=2025-03-01", "/agreements/ncc-computing", "/imports"),
        *("/publishing", "/publishing/demonstration"),
        *("/publishing/demonstration/impact",),
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
    assert not violations(page)
