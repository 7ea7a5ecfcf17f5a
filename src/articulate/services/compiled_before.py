"""Policies compiled before: read from a bundle when nothing they came of has changed.

A bundle is named by the hash of every policy text and of the program itself, grammars
included. It lists what the policies pointed at, tables and layouts, with a hash of
each: all of it is looked up again, and one difference is enough to compile anew. What
is damaged, or was made otherwise, is as good as absent. Only policies without an error
are kept, with their warnings.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Protocol

from articulate.diagnostics.report import Report
from articulate.rulebook.bundle import bundle_of, rulebook_in
from articulate.rulebook.codec import Json, as_bytes, decode, encode
from articulate.rulebook.policy_tests import PolicyProperty, PolicyTest
from articulate.services.checked_policies import CheckedPolicies
from articulate.services.nearby_files import FoundFile, NearbyFiles

_FORM = "articulate.bundle/1"

Compiling = Callable[[Mapping[str, str], NearbyFiles], CheckedPolicies]
"""How policies are compiled; it is not even loaded where a bundle holds."""


class Bundles(Protocol):
    """Where bundles are kept; `maker` names the very program that makes them."""

    @property
    def maker(self) -> str:
        """A hash of the program and its grammars."""
        ...

    def read(self, name: str) -> bytes | None:
        """Return a bundle, None where there is none that can be trusted."""
        ...

    def write(self, name: str, bundle: bytes) -> None:
        """Keep a bundle, if possible."""
        ...


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands in policies beside rules, and what was noticed in them."""

    tests: tuple[PolicyTest, ...]
    properties: tuple[PolicyProperty, ...]
    report: Report


@dataclass(slots=True)
class Watched:
    """Files as they are found, noting what was asked for and what was found."""

    files: NearbyFiles
    asked: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def table(self, policy: str, written: str) -> FoundFile | None:
        """Find a workbook by the path *written* in a policy file."""
        found = self.files.table(policy, written)
        self.asked["table", policy, written] = _hash_of(found)
        return found

    def layout(self, beside: str, name: str) -> FoundFile | None:
        """Find a layout by its name or its path, from the file *beside* it upward."""
        found = self.files.layout(beside, name)
        self.asked["layout", beside, name] = _hash_of(found)
        return found

    def resolutions(self, beside: str, name: str) -> FoundFile | None:
        """Find the chosen readings of a partner, from the file *beside* it upward."""
        found = self.files.resolutions(beside, name)
        self.asked["resolutions", beside, name] = _hash_of(found)
        return found

    def layout_names(self, beside: str) -> tuple[str, ...]:
        """List the names of the layouts that `layout` would find."""
        found = self.files.layout_names(beside)
        self.asked["layout_names", beside, ""] = _hashed("\n".join(found).encode())
        return found


def checked_before(
    sources: Mapping[str, str],
    files: NearbyFiles,
    bundles: Bundles,
    compiling: Compiling,
) -> CheckedPolicies:
    """Return what policies compile to, from a bundle where one holds."""
    name = _name(sources, bundles.maker)
    kept = bundles.read(name)
    found = None if kept is None else _opened(kept, files)
    if found is not None:
        return found
    watched = Watched(files)
    checked = compiling(sources, watched)
    if not checked.report.errors:
        bundles.write(name, _bundled(checked, watched))
    return checked


def _bundled(checked: CheckedPolicies, watched: Watched) -> bytes:
    beside = Beside(checked.tests, checked.properties, checked.report)
    asked: list[Json] = [[*key, value] for key, value in sorted(watched.asked.items())]
    head = as_bytes({"asked": asked, "beside": encode(beside)})
    body = b"\n".join((head, bundle_of(checked.rulebook)))
    return b"\n".join((_FORM.encode(), _hashed(body).encode(), body))


def _opened(kept: bytes, files: NearbyFiles) -> CheckedPolicies | None:
    """Open a bundle whose every byte and every input is as it was."""
    form, _, rest = kept.partition(b"\n")
    signed, _, body = rest.partition(b"\n")
    if form != _FORM.encode() or signed != _hashed(body).encode():
        return None
    head, _, bundle = body.partition(b"\n")
    written = json.loads(head)
    watched = Watched(files)
    for kind, beside, name, value in written["asked"]:
        _look_again(watched, kind, beside, name)
        if watched.asked[kind, beside, name] != value:
            return None
    found = decode(Beside, written["beside"])
    rulebook = rulebook_in(bundle)
    return CheckedPolicies(rulebook, found.tests, found.properties, found.report)


def _look_again(watched: Watched, kind: str, beside: str, name: str) -> None:
    match kind:
        case "table":
            watched.table(beside, name)
        case "layout":
            watched.layout(beside, name)
        case "resolutions":
            watched.resolutions(beside, name)
        case _:
            watched.layout_names(beside)


def _name(sources: Mapping[str, str], maker: str) -> str:
    whole = sha256(f"{_FORM}\n{maker}\n".encode())
    for file in sorted(sources):
        whole.update(f"{len(file)} {len(sources[file])} {file}\n".encode())
        whole.update(sources[file].encode())
    return whole.hexdigest()


def _hash_of(found: FoundFile | None) -> str:
    if found is None:
        return ""
    return _hashed(found.name.encode() + b"\n" + found.content)


def _hashed(content: bytes) -> str:
    return sha256(content).hexdigest()
