"""Fragments of a result, as cases of the kit state them: what of one is not there."""

import re
from collections.abc import Iterator
from fractions import Fraction

Loaded = dict[str, "Loaded"] | list["Loaded"] | str | int | bool | None
"""What JSON that was read is made of; it has no fractions, credit is text."""

_GIVEN = ("earned", "granted")
_SPENT = (
    "awarded",
    "elective",
    "accepted",
    "denied",
    "referred",
    "unarticulated",
    "superseded",
    "in_progress",
    "rounding",
)


def among_others(wanted: Loaded, got: Loaded, where: str = "result") -> Iterator[str]:
    """Say what of *wanted* is not in *got*.

    An object may have more keys than are wanted. Of a list each wanted item has an item
    of its own in what came, in any order, among others.

    >>> list(among_others({"a": [1]}, {"a": [2, 1], "b": 0}))
    []
    """
    if isinstance(wanted, dict):
        if not isinstance(got, dict):
            yield f"{where}: wanted an object, came {got!r}"
            return
        for key, value in wanted.items():
            if key not in got:
                yield f"{where}: `{key}` is not there"
            else:
                yield from among_others(value, got[key], f"{where}.{key}")
    elif isinstance(wanted, list):
        if not isinstance(got, list):
            yield f"{where}: wanted a list, came {got!r}"
        elif not _placed(wanted, got):
            yield f"{where}: not all of {wanted} are in {got}"
    elif wanted != got:
        yield f"{where}: wanted {wanted!r}, came {got!r}"


def as_exactly(got: Loaded, wanted: Loaded, at: str = "$") -> list[str]:
    """Say where *got* differs from a fragment in the stricter form.

    An object has at least the keys of the fragment, a list its length; `$keys` are all
    the keys, `$has` are elements that a list has, `$lacks` keys or elements it has not,
    `$matches` is a pattern for a text, `$all` are several fragments.

    >>> as_exactly({"a": [1, 2]}, {"a": {"$has": [2]}})
    []
    """
    if isinstance(wanted, dict):
        return [
            wrong
            for key, value in wanted.items()
            for wrong in _key_differs(got, key, value, at)
        ]
    if isinstance(wanted, list):
        if not isinstance(got, list) or len(got) != len(wanted):
            return [f"{at}: wanted {wanted!r}, got {got!r}"]
        pairs = enumerate(zip(got, wanted, strict=True))
        return [
            wrong
            for place, (one, two) in pairs
            for wrong in as_exactly(one, two, f"{at}[{place}]")
        ]
    if got != wanted or isinstance(got, bool) != isinstance(wanted, bool):
        return [f"{at}: wanted {wanted!r}, got {got!r}"]
    return []


def unconserved(result: Loaded) -> Iterator[str]:
    """Say so where the totals of a result do not conserve credit."""
    totals = result.get("totals") if isinstance(result, dict) else None
    if not isinstance(totals, dict):
        return
    given = sum(Fraction(str(totals[key])) for key in _GIVEN)
    spent = sum(Fraction(str(totals[key])) for key in _SPENT)
    if given != spent:
        yield f"credit is not conserved: {totals}"


def _placed(wanted: list[Loaded], got: list[Loaded]) -> bool:
    if not wanted:
        return True
    first, *others = wanted
    return any(
        not any(True for _ in among_others(first, item))
        and _placed(others, got[:at] + got[at + 1 :])
        for at, item in enumerate(got)
    )


def _key_differs(got: Loaded, key: str, value: Loaded, at: str) -> list[str]:
    each = value if isinstance(value, list) else []
    match key:
        case "$all":
            return [wrong for one in each for wrong in as_exactly(got, one, at)]
        case "$keys":
            same = isinstance(got, dict) and sorted(got) == sorted(map(str, each))
            return [] if same else [f"{at}: wanted the keys {value!r}, got {got!r}"]
        case "$has":
            elements = got if isinstance(got, list) else []
            return [
                f"{at}: wanted one like {one!r}, got {got!r}"
                for one in each
                if all(as_exactly(element, one) for element in elements)
            ]
        case "$lacks":
            held = got if isinstance(got, dict | list) else ()
            return [f"{at}: has {one!r}" for one in each if one in held]
        case "$matches":
            found = isinstance(got, str) and re.search(str(value), got)
            return [] if found else [f"{at}: wanted {value!r}, got {got!r}"]
        case _:
            if not isinstance(got, dict) or key not in got:
                return [f"{at}.{key}: missing from {got!r}"]
            return as_exactly(got[key], value, f"{at}.{key}")
