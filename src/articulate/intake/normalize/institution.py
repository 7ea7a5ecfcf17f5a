"""Is a name in a cell the name of the institution that is meant?"""

from collections.abc import Iterable

from articulate.intake.normalize.text import wording


def bare_name(written: str, endings: Iterable[str] = ()) -> str:
    """Return a name for comparing, without endings that an export adds to names.

    >>> bare_name("University of Elm COURSE DESCRIPTIONS", ["Course descriptions"])
    'university of elm'
    """
    name = wording(written)
    for ending in endings:
        tail = wording(ending)
        if tail and name.endswith(f" {tail}"):
            name = name.removesuffix(tail).strip()
    return name.removeprefix("the ")


def is_called(written: str, names: Iterable[str], endings: Iterable[str] = ()) -> bool:
    """Say whether a name is one of the known names; looking alike is not enough.

    >>> [is_called(one, ["Elm College"]) for one in ("ELM  College", "Elms College")]
    [True, False]
    """
    ends = tuple(endings)
    return bare_name(written, ends) in {bare_name(name, ends) for name in names}
