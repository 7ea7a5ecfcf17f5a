"""Templates: what all pages share, and those that stand beside each screen."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from articulate.explain import markup

_HERE = Path(__file__).parent


@cache
def environment() -> Environment:
    """Return the templates; each text is escaped, and a name that is missing fails."""
    return Environment(
        loader=FileSystemLoader([_HERE / "templates", _HERE / "screens"]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(template: str, **values: object) -> str:
    """Fill in one template."""
    return environment().get_template(template).render(**values)


def shown(made: markup.Markup) -> Markup:
    """Let a template show what `explain` already escaped."""
    return Markup(made)  # noqa: S704 - `explain.markup` escaped it
