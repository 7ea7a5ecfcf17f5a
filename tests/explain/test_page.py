"""The page can be read, printed and heard; it fetches nothing and runs nothing."""

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

from articulate.explain.outline import Shown
from articulate.explain.page import page

HERE = Path(__file__).parent


def test_the_page_stays_as_it_is(
    shown: Shown, snapshot: Callable[[str, Path], None]
) -> None:
    snapshot(page(shown), HERE / "snapshots" / "page.html")
