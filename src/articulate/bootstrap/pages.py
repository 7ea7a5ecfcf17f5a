"""The door for shipped pages: one for each code."""

from articulate.bootstrap.files import error_pages


def error_page(code: str) -> str | None:
    """Return the page of a code with its title, None when there is no such code."""
    if code not in known_codes():
        return None
    text = (error_pages() / f"{code}.md").read_text(encoding="utf-8")
    return text if text.startswith("# ") else f"# {code}\n\n{text}"


def known_codes() -> tuple[str, ...]:
    """List every code that has a page, in order."""
    return tuple(sorted(page.stem for page in error_pages().glob("AR*.md")))
