"""Values out of packed rows of one shape: what is the same in all of them is read once.

The first row is read as a whole. Of the others only those parts are made anew in which
something is open; whatever stands in the rest is shared, as frozen values can be.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from typing import Generic, TypeVar, cast

from articulate.rulebook.codec import Json, decode

T = TypeVar("T")

HOLE = "\x00"
_Make = Callable[[Sequence[str]], object]
_TAG = "is"


class _OneByOneError(Exception):
    """A row can only be read as a whole."""


class ShapeReader(Generic[T]):
    """Reads rows of one shape: its form, and the leaves that its rows share."""

    def __init__(
        self, kind: type[T], skeleton: str, same: Sequence[str | None]
    ) -> None:
        self._kind = kind
        self._skeleton = skeleton
        self._same = same
        self._pieces = skeleton.split(HOLE)
        self._make: _Make | None = None
        self._planned = False

    def read(self, open_: Sequence[str]) -> T:
        """Return the value of a row with these leaves of its own."""
        if self._make is not None:
            try:
                return cast("T", self._make(open_))
            except _OneByOneError:
                return self._whole(open_)
        found = self._whole(open_)
        if not self._planned:
            self._planned = True
            self._make = _plan(self._skeleton, self._same, found)
        return found

    def _whole(self, open_: Sequence[str]) -> T:
        left = iter(open_)
        text = [self._pieces[0]]
        for piece, kept in zip(self._pieces[1:], self._same, strict=True):
            text += (next(left) if kept is None else kept, piece)
        form: Json = json.loads("".join(text))
        return decode(self._kind, form)


def numbered(skeleton: str) -> Json:
    """Return the form of a shape with the numbers of its leaves in their places."""
    first, *rest = skeleton.split(HOLE)
    text = "".join((first, *(f"{place}{piece}" for place, piece in enumerate(rest))))
    form: Json = json.loads(text)
    return form


def open_places(same: Sequence[str | None]) -> dict[int, int]:
    """Return of each leaf that is open its place among the open ones."""
    open_ = [leaf for leaf, kept in enumerate(same) if kept is None]
    return {leaf: place for place, leaf in enumerate(open_)}


def _plan(skeleton: str, same: Sequence[str | None], example: object) -> _Make | None:
    """Plan how rows like an example are read; None where each is read as a whole."""
    try:
        return _maker(numbered(skeleton), example, open_places(same))
    except _OneByOneError:
        return None


def _maker(form: Json, example: object, places: dict[int, int]) -> _Make | None:
    """Plan one part of a row; None where nothing in it is open."""
    match form:
        case dict():
            return _fielded(form, example, places)
        case list():
            values = cast("tuple[object, ...]", example)
            parts = zip(form, values, strict=True)
            makers = [_maker(part, value, places) for part, value in parts]
            made = _each(makers, values)
            return None if made is None else lambda open_: tuple(made(open_))
        case int() if form in places:
            return _leaf(example, places[form])
        case _:
            return None


def _fielded(
    form: dict[str, Json], example: object, places: dict[int, int]
) -> _Make | None:
    tag = form.get(_TAG)
    if not is_dataclass(example) or (isinstance(tag, int) and tag in places):
        raise _OneByOneError
    names = [field.name for field in fields(example)]
    values = [getattr(example, name) for name in names]
    makers = [
        _maker(form[name], value, places) if name in form else None
        for name, value in zip(names, values, strict=True)
    ]
    made = _each(makers, values)
    kind = cast("Callable[..., object]", type(example))
    return None if made is None else lambda open_: kind(*made(open_))


def _each(
    makers: Sequence[_Make | None], values: Sequence[object]
) -> Callable[[Sequence[str]], list[object]] | None:
    opened = [(at, make) for at, make in enumerate(makers) if make is not None]
    if not opened:
        return None

    def made(open_: Sequence[str]) -> list[object]:
        parts = [*values]
        for at, make in opened:
            parts[at] = make(open_)
        return parts

    return made


def _leaf(example: object, place: int) -> _Make:
    """Plan a leaf: a text, or a whole number. Others are told by their types."""
    if type(example) is str:

        def text(open_: Sequence[str]) -> str:
            written = open_[place]
            if written[0] != '"':
                raise _OneByOneError
            return written[1:-1] if "\\" not in written else str(json.loads(written))

        return text
    if type(example) is int:

        def number(open_: Sequence[str]) -> int:
            written = open_[place]
            if not written.lstrip("-").isdigit():
                raise _OneByOneError
            return int(written)

        return number
    raise _OneByOneError
