"""The report: every engine side by side in one run, and the table of the page.

`python -m benchmarks.report` measures at a thousand, ten thousand and a hundred
thousand rules, or at the numbers it is given. All engines are built first and then take
turns; of three rounds the best of each counts, for nothing but another process makes
one slower. What takes longer than two minutes to answer for the first time, or
crashes, is given up, and not tried with more rules. Loading from tables is measured
beside them, each time in a new process. The tables in
`docs/explanation/performance.md` are written anew between their marks; what loses is
shown as it is.
"""

import json
import platform
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import TypeVar

from benchmarks.loading import LOADERS
from benchmarks.office import office_of
from benchmarks.ours import OURS
from benchmarks.peers import PEERS

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "explanation" / "performance.md"
PEERS_PYTHON = ROOT / ".venv-peers" / "bin" / "python"
SIZES = (1_000, 10_000, 100_000)
ROUNDS = 3
PATIENCE = 120.0
"""Seconds of waiting after which an engine is given up."""

FIRST = "Articulate, from tables"
"""The loader that others are compared with; it begins with nothing kept."""

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"

Row = TypeVar("Row", "Engine", "Loading")


@dataclass
class Engine:
    """One engine at one number of rules: its process, and what it said."""

    name: str
    rules: int
    built: Mapping[str, object] = field(default_factory=dict)
    rates: list[float] = field(default_factory=list)
    failed: str = ""

    def __post_init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [
                _python(self.name),
                "-m",
                "benchmarks.measure",
                self.name,
                str(self.rules),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )

    @property
    def rate(self) -> float:
        """Learners a second, of the best round."""
        return max(self.rates, default=0.0)

    def build(self) -> None:
        """Wait until it has taken its rules, and its answers were compared."""
        said = self._said()
        if said is not None:
            self.built = said
            if not said["right"]:
                self.failed = "other answers"

    def turn(self) -> None:
        """Let it answer for one round."""
        if self.failed or self._process.stdin is None:
            return
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        said = self._said()
        if said is not None:
            self.rates.append(float(str(said["rate"])))

    def leave(self) -> None:
        """End its process, which this one started."""
        self._process.kill()
        self._process.communicate()

    def _said(self) -> Mapping[str, object] | None:
        timer = threading.Timer(PATIENCE, self._process.kill)
        timer.start()
        line = self._process.stdout.readline() if self._process.stdout else ""
        late = not timer.is_alive()
        timer.cancel()
        if line:
            said: Mapping[str, object] = json.loads(line)
            return said
        errors = self._process.stderr.read() if self._process.stderr else ""
        last = errors.strip().splitlines()[-1:] or [""]
        crashed = "crashes" if self._process.wait() < 0 else last[0][:60]
        self.failed = "not within two minutes" if late else crashed
        return None


@dataclass(frozen=True)
class Loading:
    """What it cost one loader to load the tables of an office."""

    name: str
    seconds: float
    megabytes: float


def measured(rules: int, given_up: Mapping[str, str]) -> list[Engine]:
    """Measure every engine at one number of rules, in turns."""
    rmtree(office_of(rules), ignore_errors=True)
    engines = []
    for name in (*OURS, *PEERS):
        engine = Engine(name, rules)
        engine.failed = given_up.get(name, "")
        if not engine.failed:
            engine.build()
        print(rules, name, dict(engine.built), engine.failed, flush=True)
        engines.append(engine)
    for _ in range(ROUNDS):
        for engine in engines:
            engine.turn()
    for engine in engines:
        print(rules, engine.name, [round(rate) for rate in engine.rates], flush=True)
        engine.leave()
    return engines


def loaded(rules: int) -> list[Loading]:
    """Measure every loader with the tables of one office, in turns; the best counts."""
    folder = office_of(rules)
    costs: dict[str, list[Mapping[str, float]]] = {}
    with TemporaryDirectory() as cache:
        for _ in range(ROUNDS):
            for name in LOADERS:
                if name == FIRST:
                    rmtree(cache)
                costs.setdefault(name, []).append(_loaded(name, folder, cache))
    found = []
    for name, each in costs.items():
        best = min(each, key=lambda one: one["seconds"])
        if best["rules"] != rules:
            msg = f"{name} loaded {best['rules']} of {rules} rules"
            raise ValueError(msg)
        found.append(Loading(name, best["seconds"], best["megabytes"]))
        print(rules, found[-1], flush=True)
    return found


def _loaded(name: str, folder: Path, cache: str) -> Mapping[str, float]:
    done = subprocess.run(  # noqa: S603 - our own program
        # -E: compiled to bytecode, as installed programs are, whatever is set here
        [_python(name), "-E", "-m", "benchmarks.loading", name, str(folder), cache],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=ROOT,
    )
    said: Mapping[str, float] = json.loads(done.stdout)
    return said


def _python(name: str) -> str:
    ours = name in OURS or name.startswith("Articulate")
    return sys.executable if ours else str(PEERS_PYTHON)


def tables(
    results: Mapping[int, Sequence[Engine]], loading: Mapping[int, Sequence[Loading]]
) -> Iterator[str]:
    """Write the tables: learners a second, what taking the rules cost, and loading."""
    yield f"Python {platform.python_version()}, {platform.machine()}, one process each."
    yield ""
    yield "Learners with 40 courses, a second of processor time:"
    yield ""
    yield from _table(results, _rate)
    yield ""
    yield "What taking the rules cost, in processor time and memory. Ours are read from"
    yield "tables in the first row, from the bundle of that in the next two:"
    yield ""
    yield from _table(results, _cost)
    yield ""
    yield from _ratios(results[max(results)])
    yield ""
    yield "Loading the tables of such an office from disk in a new process, imports"
    yield "and all: processor time, and the most memory held. The peers split cells and"
    yield "index codes, and check nothing:"
    yield ""
    yield from _table(loading, _load_cost)
    yield ""
    ours, *others = loading[max(loading)]
    for other in others:
        times = ours.seconds / other.seconds
        yield f"- {ours.name}: {times:,.1f} times the processor time of {other.name}."


def _table(
    results: Mapping[int, Sequence[Row]], cell: Callable[[Row], str]
) -> Iterator[str]:
    sizes = [f"{size:,} rules" for size in results]
    yield "| | " + " | ".join(sizes) + " |"
    yield "| --- |" + " ---: |" * len(sizes)
    for row in zip(*results.values(), strict=True):
        cells = [cell(one) for one in row]
        yield f"| {row[0].name} | " + " | ".join(cells) + " |"


def _rate(engine: Engine) -> str:
    if engine.failed:
        return f"— ({engine.failed})"
    return f"{engine.rate:,.0f}" if engine.rate >= 10 else f"{engine.rate:.1f}"


def _cost(engine: Engine) -> str:
    if not engine.built:
        return "—"
    return f"{engine.built['build']} s, {engine.built['megabytes']} MB"


def _load_cost(loading: Loading) -> str:
    return f"{loading.seconds:.2f} s, {loading.megabytes:.0f} MB"


def _ratios(engines: Sequence[Engine]) -> Iterator[str]:
    """Say how the answers of ours compare with the fastest peer, and the slowest."""
    ours = engines[0]
    peers = [one for one in engines if one.name in PEERS and one.name != "dictionary"]
    for peer in sorted(peers, key=lambda one: -one.rate):
        if peer.rate and not peer.failed:
            times = ours.rate / peer.rate
            yield f"- {ours.name}: {times:,.1f} times {peer.name}."
    bare = next(one for one in engines if one.name == "dictionary")
    if bare.rate:
        yield f"- {ours.name}: {ours.rate / bare.rate:.2f} times a bare dictionary."


def write_page(lines: Sequence[str]) -> None:
    """Put what was measured between the marks of the page."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    measured_now = "\n".join(lines)
    PAGE.write_text(
        f"{before}{BEGIN}\n\n{measured_now}\n\n{END}{after}", encoding="utf-8"
    )


def main() -> None:
    """Measure everything and write the page."""
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    results: dict[int, list[Engine]] = {}
    loading: dict[int, list[Loading]] = {}
    given_up: dict[str, str] = {}
    for size in sizes:
        results[size] = measured(size, given_up)
        loading[size] = loaded(size)
        given_up |= {one.name: one.failed for one in results[size] if one.failed}
        write_page([*tables(results, loading)])


if __name__ == "__main__":
    main()
