"""What tests would miss, looked for with a bar that shows how far it got."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.progress import Progress
from rich.text import Text

from articulate.bootstrap.command import OpenPolicies
from articulate.bootstrap.mutation import open_mutation
from articulate.cli.terminal import errors
from articulate.diagnostics.render import pointed
from articulate.diagnostics.span import Span
from articulate.explain.machine import Json
from articulate.services.mutate_policy import (
    Exercised,
    Tried,
    idle_statements,
    json_of_coverage,
    json_of_mutation,
    missed,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Where:
    """The files and folders that are looked at; without any, all of them."""

    names: tuple[str, ...]

    @classmethod
    def of(cls, paths: Iterable[Path]) -> "Where":
        """Name paths as policy files are named."""
        return cls(tuple(path.as_posix() for path in paths))

    def has(self, place: Span) -> bool:
        """Say whether a place is in one of them."""
        return not self.names or any(
            place.file == name or place.file.startswith(f"{name}/")
            for name in self.names
        )


@dataclass(frozen=True, slots=True)
class Closer:
    """What was found; None where it was not looked for."""

    parts: tuple[Exercised, ...] | None
    tried: tuple[Tried, ...] | None

    @property
    def misses(self) -> bool:
        """Whether the tests would miss anything."""
        idle = any(one.by is None for one in self.parts or ())
        return idle or any(one.by is None for one in self.tried or ())

    def as_json(self) -> dict[str, Json]:
        """Return what is printed beside the results of the tests."""
        said: dict[str, Json] = {}
        if self.parts is not None:
            said["coverage"] = json_of_coverage(self.parts)
        if self.tried is not None:
            said["mutation"] = json_of_mutation(self.tried)
        return said

    def print(self, console: Console, texts: Mapping[str, str]) -> None:
        """Show what no test exercises, then what no test notices."""
        idle = idle_statements(self.parts or ())
        if self.parts is not None:
            for part in missed(self.parts):
                head = _head("not exercised ", f"`{part.text}`")
                _show(console, head, part.place, texts)
            done = sum(one.by is not None for one in self.parts)
            words = f"{done} of {len(self.parts)} rules and clauses are exercised"
            _count(console, words, good=done == len(self.parts))
        if self.tried is not None:
            left = [one.mutant for one in self.tried if one.by is None]
            for mutant in left:
                if mutant.statement not in idle:
                    now = f"became `{mutant.now}`" if mutant.now else "was left out"
                    head = _head("not noticed ", f"`{mutant.was}` {now}")
                    _show(console, head, mutant.place, texts)
            seen = len(self.tried) - len(left)
            words = f"{seen} of {len(self.tried)} changes are noticed"
            _count(console, words, good=not left)
            same = sum(mutant.statement in idle for mutant in left)
            if same:
                console.print(
                    Text(f"  {same} more are in what no test exercises", style="dim")
                )


def look_closer(
    policies: OpenPolicies, where: Where, *, coverage: bool, mutate: bool
) -> Closer:
    """Look for what the tests do not exercise, and for changes they do not notice."""
    console = errors()
    with Progress(
        console=console, transient=True, disable=not console.is_terminal
    ) as progress:

        def followed(steps: Iterable[T], total: int, words: str) -> tuple[T, ...]:
            return tuple(progress.track(steps, total, description=words))

        mutation = open_mutation(policies)
        parts = tried = None
        if coverage:
            known = [one for one in mutation.parts() if where.has(one.place)]
            parts = followed(mutation.exercised(known), len(known), "coverage")
        if mutate:
            mutants = [one for one in mutation.mutants() if where.has(one.place)]
            idle = idle_statements(parts or ())
            tried = followed(mutation.tried(mutants, idle), len(mutants), "changes")
    return Closer(parts, tried)


def _head(word: str, said: str) -> Text:
    head = Text(word, style="bold yellow")
    head.append(said, style="default")
    return head


def _show(console: Console, head: Text, place: Span, texts: Mapping[str, str]) -> None:
    console.print(head, soft_wrap=True)
    console.print(Text(f" --> {place}", style="dim"), soft_wrap=True)
    for line in pointed(place, texts.get(place.file, "")):
        console.print(Text(line), soft_wrap=True)


def _count(console: Console, words: str, *, good: bool) -> None:
    console.print(Text(words, style="green" if good else "bold yellow"))
