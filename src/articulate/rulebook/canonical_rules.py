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
from articulate.rulebook.shape_reader import numbered, open_places
from articulate.rulebook.stored_rows import StoredRules, write_leaf

_Fill = Callable[[Sequence[str]], str]


def canonical_rules(stored: StoredRules[object]) -> Iterator[str]:
    """Yield the canonical form of each rule, its origin aside."""
    shapes = enumerate(stored.shapes)
    fills = {str(number): _filling(*shape) for number, shape in shapes}
    return (fills[piece[0]](piece) for piece in stored.pieces())


def ids_of(rules: Sequence[CreditRule | RevokeRule]) -> Iterator[str]:
    """Yield the id of each rule."""
    if not isinstance(rules, StoredRules):
        yield from (str(rule.head.id) for rule in rules)
        return
    stored = cast("StoredRules[object]", rules)
    shapes = enumerate(stored.shapes)
    ids = {str(number): _identity(*shape) for number, shape in shapes}
    for piece in stored.pieces():
        found = ids[piece[0]]
        written = found if isinstance(found, str) else piece[1 + found]
        yield written[1:-1] if "\\" not in written else json.loads(written)


def _filling(skeleton: str, same: Sequence[str | None]) -> _Fill:
    form = numbered(skeleton)
    head = _head(form)
    head.pop("origin", None)
    wanted: list[int] = []
    text = _written(form, same, open_places(same), wanted)
    if len(wanted) > 1:
        picked = itemgetter(*(1 + place for place in wanted))
        return lambda piece: text % picked(piece)
    return lambda piece: text % tuple(piece[1 + place] for place in wanted)


def _identity(skeleton: str, same: Sequence[str | None]) -> str | int:
    leaf = cast("int", _head(numbered(skeleton))["id"])
    kept = same[leaf]
    return open_places(same)[leaf] if kept is None else kept


def _head(form: Json) -> dict[str, Json]:
    """Return the head of a rule's form, which every rule has."""
    return cast("dict[str, dict[str, Json]]", form)["head"]


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
        case _:
            leaf = cast("int", form)  # a numbered form has nothing else
            kept = same[leaf]
            if kept is not None:
                return _fixed(kept)
            wanted.append(places[leaf])
            return "%s"


def _fixed(text: str) -> str:
    return text.replace("%", "%%")
