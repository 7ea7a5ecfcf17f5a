"""The report: every engine side by side in one run, and the table of the page.

`python -m benchmarks.report` measures at a thousand, ten thousand and a hundred
thousand rules, or at the numbers it is given. All engines are built first and then take
turns; of three rounds the best of each counts, for nothing but another process makes
one slower. The tables in `docs/explanation/performance.md` are written anew between
their marks; what loses is shown as it is.
"""

import json
import platform
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from shutil import rmtree

from benchmarks.ours import OURS, office_of
from benchmarks.peers import PEERS

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "explanation" / "performance.md"
PEERS_PYTHON = ROOT / ".venv-peers" / "bin" / "python"
SIZES = (1_000, 10_000, 100_000)
ROUNDS = 3
PATIENCE = 1200.0
"""Seconds of waiting after which an engine is given up."""

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


@dataclass
class Engine:
    """One engine at one number of rules: its process, and what it said."""

    name: str
    rules: int
    built: Mapping[str, object] = field(default_factory=dict)
    rates: list[float] = field(default_factory=list)
    failed: str = ""

    def __post_init__(self) -> None:
        python = sys.executable if self.name in OURS else str(PEERS_PYTHON)
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [python, "-m", "benchmarks.measure", self.name, str(self.rules)],
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
        self.failed = "not within twenty minutes" if late else crashed
        return None


def measured(rules: int) -> list[Engine]:
    """Measure every engine at one number of rules, in turns."""
    rmtree(office_of(rules), ignore_errors=True)
    engines = []
    for name in (*OURS, *PEERS):
        engine = Engine(name, rules)
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


def tables(results: Mapping[int, Sequence[Engine]]) -> Iterator[str]:
    """Write the tables: learners a second, then what taking the rules cost."""
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


def _table(results: Mapping[int, Sequence[Engine]], cell: object) -> Iterator[str]:
    sizes = [f"{size:,} rules" for size in results]
    yield "| | " + " | ".join(sizes) + " |"
    yield "| --- |" + " ---: |" * len(sizes)
    for row in zip(*results.values(), strict=True):
        cells = [cell(engine) for engine in row]  # type: ignore[operator] # a function
        yield f"| {row[0].name} | " + " | ".join(cells) + " |"


def _rate(engine: Engine) -> str:
    if engine.failed:
        return f"— ({engine.failed})"
    return f"{engine.rate:,.0f}" if engine.rate >= 10 else f"{engine.rate:.1f}"


def _cost(engine: Engine) -> str:
    if not engine.built:
        return "—"
    return f"{engine.built['build']} s, {engine.built['megabytes']} MB"


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
    results = {size: measured(size) for size in sizes}
    write_page([*tables(results)])


if __name__ == "__main__":
    main()
