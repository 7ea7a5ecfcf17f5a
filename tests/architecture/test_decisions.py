"""Every decision has a number of its own, which its heading says too."""

from pathlib import Path

DECISIONS = Path(__file__).parents[2] / "docs" / "decisions"
PAGES = sorted(DECISIONS.glob("0*.md"))


def test_no_two_decisions_share_a_number() -> None:
    numbers = [page.name[:4] for page in PAGES]
    assert len(numbers) > 20
    assert len(numbers) == len(set(numbers))


def test_a_heading_says_the_number_of_its_file() -> None:
    for page in PAGES:
        heading = page.read_text(encoding="utf-8").partition("\n")[0]
        assert heading.startswith(f"# {page.name[:4]} "), page.name
