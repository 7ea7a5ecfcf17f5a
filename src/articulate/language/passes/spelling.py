"""How near a written name is to a known one: a slip of the pen, or another name."""

from collections.abc import Iterable


def slip_of(written: str, known: Iterable[str]) -> str | None:
    """Return the known name that *written* is a slip of, if there is one.

    A slip swaps two neighbors, leaves a letter out, or has one too many. Another letter
    is another name: `ENGL` and `ENGR` are both subjects.

    >>> slip_of("NRUS", ["NURS"]), slip_of("BIO", ["BIOL"]), slip_of("ENGR", ["ENGL"])
    ('NURS', 'BIOL', None)
    """
    close = sorted(name for name in known if _slips(written, name))
    return close[0] if close else None


def _slips(written: str, name: str) -> bool:
    if len(written) == len(name):
        places = [
            i for i, (a, b) in enumerate(zip(written, name, strict=True)) if a != b
        ]
        if len(places) != 2 or places[1] != places[0] + 1:  # noqa: PLR2004 - a swap
            return False
        first, second = places
        return written[first] == name[second] and written[second] == name[first]
    longer, shorter = sorted((written, name), key=len, reverse=True)
    if len(longer) != len(shorter) + 1 or len(shorter) < 2:  # noqa: PLR2004 - "A", "AB"
        return False
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
