"""What packed rules say, in canonical form, without reading each as a value.

The form of rules of one shape is worked out once; a rule then fills in what its shape
leaves open.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import cast

from articulate.rulebook.codec import Json
from articulate.rulebook.credit_rules import CreditRule, RevokeRule
from articulate.rulebook.stored_rows import HOLE, StoredRules, write_leaf

_Fill = Callable[[Sequence[str]], str]


def canonical_rules(stored: StoredRules[object]) -> Iterator[str]:
    """Yield the canonical form of each rule, its origin aside."""
    fills = [_filling(skeleton, same) for skeleton, same in stored.shapes]
    for shape, open_ in stored.pieces():
        yield fills[shape](open_)


def ids_of(rules: Sequence[CreditRule | RevokeRule]) -> Iterator[str]:
    """Yield the id of each rule."""
    if not isinstance(rules, StoredRules):
        yield from (str(rule.head.id) for rule in rules)
        return
    stored = cast("StoredRules[object]", rules)
    ids = [_identity(skeleton, same) for skeleton, same in stored.shapes]
    for shape, open_ in stored.pieces():
        found = ids[shape]
        written = found if isinstance(found, str) else open_[found]
        yield written[1:-1] if "\\" not in written else json.loads(written)


def _filling(skeleton: str, same: Sequence[str | None]) -> _Fill:
    form = _numbered(skeleton)
    head = form["head"]
    if isinstance(head, dict):
        head.pop("origin", None)
    wanted: list[int] = []
    text = _written(form, same, _open_places(same), wanted)
    if len(wanted) > 1:
        picked = itemgetter(*wanted)
        return lambda open_: text % picked(open_)
    return lambda open_: text % tuple(open_[place] for place in wanted)


def _identity(skeleton: str, same: Sequence[str | None]) -> str | int:
    head = _numbered(skeleton)["head"]
    leaf = head["id"] if isinstance(head, dict) else None
    if not isinstance(leaf, int):
        msg = f"a rule has an id: {skeleton[:80]}"
        raise TypeError(msg)
    kept = same[leaf]
    return _open_places(same)[leaf] if kept is None else kept


def _numbered(skeleton: str) -> dict[str, Json]:
    """Return the form of a rule with the numbers of its leaves in their places."""
    first, *rest = skeleton.split(HOLE)
    text = "".join((first, *(f"{place}{piece}" for place, piece in enumerate(rest))))
    form: dict[str, Json] = json.loads(text)
    return form


def _open_places(same: Sequence[str | None]) -> dict[int, int]:
    """Return of each leaf that is open its place among the open ones."""
    open_ = [leaf for leaf, kept in enumerate(same) if kept is None]
    return {leaf: place for place, leaf in enumerate(open_)}


def _written(
    form: Json,
    same: Sequence[str | None],
    places: dict[int, int],
    wanted: list[int],
) -> str:
    """Write a form canonically, with what is open left to be filled in."""
    match form:
        case dict():
            inside = [
                f"{_fixed(write_leaf(name))}:"
                f"{_written(form[name], same, places, wanted)}"
                for name in sorted(form)
            ]
            return "{" + ",".join(inside) + "}"
        case list():
            parts = [_written(part, same, places, wanted) for part in form]
            return "[" + ",".join(parts) + "]"
        case int():
            kept = same[form]
            if kept is not None:
                return _fixed(kept)
            wanted.append(places[form])
            return "%s"
        case _:
            msg = f"a numbered form has numbers, not {form!r}"
            raise TypeError(msg)


def _fixed(text: str) -> str:
    return text.replace("%", "%%")
