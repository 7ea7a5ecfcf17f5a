"""How Sphinx builds these pages; `make docs` runs it, and a warning is an error."""

from typing import ClassVar

from pygments.lexer import RegexLexer, words
from pygments.token import Comment, Keyword, Name, Number, Punctuation, String, Text
from sphinx.application import Sphinx

project = "Articulate"
author = "The Articulate authors"
project_copyright = "The Articulate authors"
release = "0.1.0"

extensions = ["myst_parser"]
exclude_patterns = ["_build", "changes"]  # fragments become CHANGELOG.md
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = "Articulate"
html_copy_source = False


class ArticulateLexer(RegexLexer):
    """Colors for policy text. It only guesses: the grammar is in `grammars/`."""

    name = "Articulate"
    aliases: ClassVar[list[str]] = ["articulate"]
    tokens: ClassVar[dict[str, list[object]]] = {
        "root": [
            (r"#.*$", Comment.Single),
            (r'"[^"]*"', String),
            (r"`[^`]*`", Name.Entity),
            (r"\d{4}-\d{2}-\d{2}", Number),
            (r"[A-Z][A-Z&]*(?::[A-Z][A-Z&]*)? \d[\dA-Z*]*", Name.Entity),
            (r"\d+(?:[./]\d+)?%?", Number),
            (
                words(
                    (
                        *("institution", "scale", "calendar", "catalog", "agreement"),
                        *("equivalencies", "exam", "credential", "training"),
                        *("portfolio", "policy", "degree", "teachout", "exception"),
                        *(
                            "watch",
                            "task",
                            "remind",
                            "table",
                            "test",
                            "property",
                            "rule",
                            "deny",
                            "refer",
                        ),
                        *("partial", "when", "because", "cites", "effective"),
                        *("through", "recorded", "supersedes", "version", "from"),
                        *("to", "for", "and", "or", "not", "except", "expect"),
                        *("given", "learner", "group", "course", "limit", "minimum"),
                    ),
                    prefix=r"\b",
                    suffix=r"\b(?![-.])",
                ),
                Keyword,
            ),
            (r"[\w.-]+", Name),
            (r"\s+", Text),
            (r".", Punctuation),
        ]
    }


def title_of_an_error_page(_app: Sphinx, page: str, source: list[str], /) -> None:
    """Give a code's page its title; in a terminal the code was just typed."""
    name = page.removeprefix("errors/")
    if name != page and name.startswith("AR") and not source[0].startswith("# "):
        source[0] = f"# {name}\n\n{source[0]}"


def setup(app: Sphinx) -> None:
    """Connect the two to Sphinx."""
    app.add_lexer("articulate", ArticulateLexer)
    app.connect("source-read", title_of_an_error_page)
