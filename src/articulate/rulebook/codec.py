"""To and from canonical JSON: the form in which a compiled value is stored or hashed.

Numbers are exact text, days are ISO text, a tuple is a list, and a value with fields is
an object without the fields that stand at their default. Where several kinds of value
may stand, the object says under `is` which one it is. Keys are sorted, blanks are left
out, so that equal values have equal bytes.
"""

import json
from collections.abc import Callable, Hashable
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import NewType, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from articulate.diagnostics.origin import Origin
from articulate.model.exact import number_text, parse_number

T = TypeVar("T")
Json = None | bool | int | str | list["Json"] | dict[str, "Json"]

_ORIGINS = frozenset(get_args(Origin))
_TAG = "is"
_VALUE = "value"


@dataclass(frozen=True, slots=True)
class Coder:
    """How one type of value is written and read back."""

    write: Callable[[object], Json]
    read: Callable[[Json], object]


def encode(value: object, *, origins: bool = True) -> Json:
    """Return the JSON-ready form of a value; without `origins`, only what it says.

    >>> encode(Fraction(2, 3)), encode(date(2024, 8, 15))
    ('2/3', '2024-08-15')
    """
    return _coder(cast("Hashable", type(value)), origins).write(value)


def encode_as(kind: Hashable, value: object) -> Json:
    """Return the form of a value where any of a *kind* may stand, such as a union."""
    return _coder(kind, True).write(value)  # noqa: FBT003 - a cache key


def decode(kind: type[T], form: Json) -> T:
    """Return the value of a type that a form stands for.

    A form that `encode` did not make is a `ValueError`.

    >>> decode(Fraction, "2/3")
    Fraction(2, 3)
    """
    return cast("T", _coder(cast("Hashable", kind), True).read(form))  # noqa: FBT003 - a cache key


def canonical_bytes(value: object, *, origins: bool = True) -> bytes:
    """Return the canonical bytes of a value: equal values, equal bytes.

    >>> from articulate.rulebook.targets import FixedAmount
    >>> canonical_bytes(FixedAmount(Fraction(8, 3)))
    b'{"amount":"8/3"}'
    """
    return as_bytes(encode(value, origins=origins))


def as_bytes(form: Json) -> bytes:
    """Write a JSON form canonically: sorted keys, no blanks, UTF-8."""
    return json.dumps(
        form, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    ).encode()


@cache
def _coder(kind: Hashable, origins: bool) -> Coder:  # noqa: FBT001 - a cache key
    if isinstance(kind, NewType):
        return _coder(kind.__supertype__, origins)
    if get_origin(kind) in (Union, UnionType):
        return _union(get_args(kind), origins=origins)
    if get_origin(kind) is tuple:
        return _tuple(get_args(kind), origins=origins)
    if isinstance(kind, type):
        if issubclass(kind, Enum):
            return Coder(lambda value: cast("Enum", value).value, kind)
        if kind in (str, int, bool, NoneType):
            return _plain(kind)
        if kind is Fraction:
            return Coder(lambda value: number_text(cast("Fraction", value)), _number)
        if kind is date:
            return Coder(lambda value: cast("date", value).isoformat(), _day)
        if is_dataclass(kind):
            return _fielded(kind, origins=origins)
    msg = f"no canonical form for {kind}"
    raise TypeError(msg)


def _same(value: object) -> object:
    return value


# What is JSON already is its own form; a cast inside would cost a call each time.
_AS_IT_IS = cast("Callable[[object], Json]", _same)


def _plain(kind: type) -> Coder:
    def read(form: Json) -> object:
        if type(form) is not kind:
            raise _unreadable(form, kind)
        return form

    return Coder(_AS_IT_IS, read)


def _number(form: Json) -> Fraction:
    number = parse_number(form) if isinstance(form, str) else None
    if number is None:
        raise _unreadable(form, Fraction)
    return number


def _day(form: Json) -> date:
    if not isinstance(form, str):
        raise _unreadable(form, date)
    return date.fromisoformat(form)


def _tuple(parts: tuple[object, ...], *, origins: bool) -> Coder:
    if len(parts) == 2 and parts[1] is Ellipsis:  # noqa: PLR2004 - `tuple[T, ...]`
        one = _coder(parts[0], origins)

        def written(value: object) -> Json:
            write = one.write
            return [write(part) for part in value]  # type: ignore[attr-defined] # a tuple

        return Coder(
            written, lambda form: tuple(one.read(part) for part in _list(form))
        )
    each = [_coder(part, origins) for part in parts]
    return Coder(
        lambda value: [
            coder.write(part)
            for coder, part in zip(each, cast("tuple[object]", value), strict=True)
        ],
        lambda form: tuple(
            coder.read(part) for coder, part in zip(each, _list(form), strict=True)
        ),
    )


def _union(members: tuple[object, ...], *, origins: bool) -> Coder:
    """Leave text and None as they are, and mark everything else with its kind."""
    kinds = [member for member in members if member is not NoneType]
    optional = len(kinds) < len(members)
    if len(kinds) == 1:
        return _optional(_coder(kinds[0], origins))
    marked = {kind.__name__: kind for kind in kinds if isinstance(kind, type)}
    plain = [kind for kind in kinds if not isinstance(kind, type)]
    coders = {kind: _coder(kind, origins) for kind in marked.values()}

    def write(value: object) -> Json:
        kind = type(value)
        coder = coders.get(kind)
        if coder is None:
            return _AS_IT_IS(value)
        form = coder.write(value)
        if isinstance(form, dict):
            form[_TAG] = kind.__name__
            return form
        return {_TAG: kind.__name__, _VALUE: form}

    def read(form: Json) -> object:
        if form is None and optional:
            return None
        if isinstance(form, str) and plain:
            return form
        if not isinstance(form, dict) or form.get(_TAG) not in marked:
            raise _unreadable(form, members)
        rest = {name: part for name, part in form.items() if name != _TAG}
        kind = marked[cast("str", form[_TAG])]
        return coders[kind].read(rest if is_dataclass(kind) else rest.get(_VALUE))

    return Coder(write, read)


def _optional(one: Coder) -> Coder:
    if one.write is _AS_IT_IS:
        return Coder(_AS_IT_IS, lambda form: None if form is None else one.read(form))
    return Coder(
        lambda value: None if value is None else one.write(value),
        lambda form: None if form is None else one.read(form),
    )


def _fielded(kind: type, *, origins: bool) -> Coder:
    """Write the fields of a value, each in the form of its own type."""
    plan: list[tuple[str, object, Coder]] = []

    def planned() -> list[tuple[str, object, Coder]]:
        # A type may hold itself, so its fields are looked at when first needed.
        if not plan:
            hints = get_type_hints(kind)
            plan.extend(
                (field.name, _default(field), _coder(hints[field.name], origins))
                for field in fields(kind)
                if origins or not _is_origin(hints[field.name])
            )
        return plan

    def write(value: object) -> Json:
        form: dict[str, Json] = {}
        for name, default, coder in plan or planned():
            part = getattr(value, name)
            if part is default or (default is not MISSING and part == default):
                continue
            write = coder.write
            form[name] = part if write is _AS_IT_IS else write(part)
        return form

    def read(form: Json) -> object:
        if not isinstance(form, dict):
            raise _unreadable(form, kind)
        known = {name: coder for name, _, coder in planned()}
        if not form.keys() <= known.keys():
            raise _unreadable(form, kind)
        return kind(**{name: known[name].read(part) for name, part in form.items()})

    return Coder(write, read)


def _default(field: Field[object]) -> object:
    return MISSING if field.default is MISSING else field.default


def _is_origin(hint: object) -> bool:
    members = set(get_args(hint)) - {NoneType}
    return bool(members) and members <= _ORIGINS


def _list(form: Json) -> list[Json]:
    if not isinstance(form, list):
        raise _unreadable(form, tuple)
    return form


def _unreadable(form: Json, kind: object) -> ValueError:
    return ValueError(f"not the form of {kind}: {str(form)[:80]}")
