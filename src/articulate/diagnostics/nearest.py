"""Did you mean: the known name closest to the one that was written."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(written: str, known: Iterable[str]) -> str | None:
    """Return the known name most like *written*, or None when none is close.

    >>> nearest("NRUS", ["BIOL", "NURS"])
    'NURS'
    >>> nearest("zebra", ["BIOL", "NURS"]) is None
    True
    """
    names = sorted(set(known))
    folded = {name.casefold(): name for name in reversed(names)}
    close = get_close_matches(written.casefold(), sorted(folded), n=1)
    return folded[close[0]] if close else None


def did_you_mean(written: str, known: Iterable[str], *, otherwise: str) -> str:
    """Word the help for an unknown name: the nearest known one, else *otherwise*.

    >>> did_you_mean("NRUS", ["NURS"], otherwise="check the catalog")
    'did you mean `NURS`?'
    """
    near = nearest(written, known)
    return f"did you mean `{near}`?" if near else otherwise
