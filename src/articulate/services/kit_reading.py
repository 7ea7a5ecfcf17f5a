"""Read a conformance kit: folders of policies and cases in JSON become cases to run."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from articulate.services.kit import KitCase
from articulate.services.kit_fragments import Loaded

_ENDINGS = (".art", ".art.md")
_TEST = re.compile(rb'^test "', re.MULTILINE)
_BESIDE = re.compile(r"cases[^/]*\.json")
_RECORD = "record.json"
_ADDED = (("for", "--for"), ("known at", "--known-at"))


def cases_of(kit: Mapping[str, bytes]) -> tuple[KitCase, ...]:
    """Return every case of a kit, whose files are given by their path in it."""
    worlds: dict[str, dict[str, bytes]] = {}
    for path in sorted(kit):
        if path.endswith(_ENDINGS):
            folder = str(PurePosixPath(path).parent)
            worlds.setdefault(folder, {})[path] = kit[path]
    found: list[KitCase] = []
    for folder, files in worlds.items():
        policies = {_named(path): text for path, text in files.items()}
        found += _of_world(folder, policies)
        for path in sorted(kit):
            at = PurePosixPath(path)
            if str(at.parent) == folder and _BESIDE.fullmatch(at.name):
                found += _read(path, kit[path], folder, policies)
            elif str(at.parent) == f"{folder}/cases" and at.suffix == ".json":
                found += _read(path, kit[path], folder, policies, commands=True)
    return tuple(found)


def _named(path: str) -> str:
    return f"policies/{PurePosixPath(path).name}"


def _of_world(topic: str, policies: Mapping[str, bytes]) -> Iterator[KitCase]:
    tests = sum(len(_TEST.findall(text)) for text in policies.values())
    if tests:
        yield KitCase(
            topic, "its tests", ("test", "policies"), dict(policies), tests=tests
        )


def _read(
    path: str,
    content: bytes,
    topic: str,
    policies: Mapping[str, bytes],
    *,
    commands: bool = False,
) -> Iterator[KitCase]:
    """Read the cases of one file; a file that cannot be read is a case that fails."""
    try:
        listed = json.loads(content)
    except ValueError as error:
        yield KitCase(topic, path, broken=f"{path} is no JSON: {error}")
        return
    for place, case in enumerate(listed if isinstance(listed, list) else [listed]):
        try:
            form = _command_case if commands else _record_case
            yield form(topic, case, policies)
        except (KeyError, TypeError, AttributeError) as error:
            words = f"{path}, case {place + 1}, cannot be read: {error!r}"
            yield KitCase(topic, path, broken=words)


def _record_case(
    topic: str, case: dict[str, Loaded], policies: Mapping[str, bytes]
) -> KitCase:
    """Read a case of `cases.json`: a record and what comes of it, or a check."""
    files = dict(policies)
    other: dict[str, bytes] = {}
    if case.get("command", "evaluate") == "check":
        command = ["check", "policies", "--format", "json"]
    else:
        files[_RECORD] = _bytes(case["record"])
        command = ["evaluate", _RECORD, "--policies", "policies", "--format", "json"]
        command += ["--as-of", str(case["as of"])]
        for key, option in _ADDED:
            command += [option, str(case[key])] if key in case else []
        for degree in _texts(case, "degrees"):
            command += ["--degree", degree]
        command += _texts(case, "options")
        if "same as" in case:
            other = {**policies, _RECORD: _bytes(case["same as"])}
    return KitCase(
        topic,
        str(case["title"]),
        tuple(command),
        files,
        exit=_number(case.get("exit", 0)),
        fragment=case.get("expect"),
        lines=_number(case["lines"]) if "lines" in case else None,
        says_somewhere=_texts(case, "says"),
        never=_texts(case, "never"),
        same_as=other,
        open=str(case.get("open", "")),
    )


def _command_case(
    topic: str, case: dict[str, Loaded], policies: Mapping[str, bytes]
) -> KitCase:
    """Read a case of `cases/*.json`: a command as it is typed."""
    files = dict(policies)
    for key in ("records", "files"):
        beside = case.get(key, {})
        if isinstance(beside, dict):
            files |= {name: _bytes(content) for name, content in beside.items()}
    return KitCase(
        topic,
        str(case["title"]),
        tuple(_texts(case, "run")),
        files,
        exit=_number(case.get("exit", 0)),
        fragment=case.get("out"),
        exact=True,
        says=_texts(case, "says"),
        says_aside=_texts(case, "err"),
        open=str(case.get("open", "")),
    )


def _bytes(content: Loaded) -> bytes:
    return (content if isinstance(content, str) else json.dumps(content)).encode()


def _texts(case: dict[str, Loaded], key: str) -> tuple[str, ...]:
    listed = case.get(key, [])
    if not isinstance(listed, list):
        msg = f"`{key}` is a list"
        raise TypeError(msg)
    return tuple(str(one) for one in listed)


def _number(value: Loaded) -> int:
    if not isinstance(value, int):
        msg = f"{value!r} is no whole number"
        raise TypeError(msg)
    return value
