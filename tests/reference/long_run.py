"""Compare the engine with the reference evaluator on as many pairs as asked for.

`python -m tests.reference.long_run --pairs 1000000 --seed 1 --processes 2`

The pairs come in chunks, each from a seed of its own (`SEED.0`, `SEED.1`, …), so that a
part of a long run is the same pairs as in the whole: `--from 60000` passes over those
of the first 60,000, and `--pairs` says how many come after them. `--crowded` makes few
courses and several learnings meet: of such pairs more differ, and each takes longer.
`--asking` makes rules ask often what the whole record holds.
"""

import argparse
import gc
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from random import Random

from tests.reference.clocks import NotCoveredError
from tests.reference.comparing import Pair, difference
from tests.reference.made import MadeBook, Maker

from articulate.intake.record import canonical_json
from articulate.language.compile import compile_policies
from articulate.model.record import LearnerRecord
from articulate.rulebook.rulebook import Rulebook

A_BOOK = 200
A_CROWDED_BOOK = 50
A_CHUNK = 5_000
AS_OF = date(2024, 9, 1)
KNOWN = (None, None, None, date(2024, 6, 30))


@dataclass
class Tally:
    """What was compared, what was not and why, and where the two differ."""

    compared: int = 0
    books: int = 0
    refused: int = 0
    uncovered: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)


def compiled(text: str) -> Rulebook | None:
    """Compile a made rulebook; None where `check` finds a mistake in it."""
    return compile_policies({"made.art": text}).rulebook


def told(pair: Pair) -> str:
    """Return how the two differ, nothing where they agree or one does not speak."""
    try:
        return difference(pair)
    except NotCoveredError:
        return ""


def shrunk(book: MadeBook, pair: Pair) -> tuple[MadeBook, Pair]:
    """Make a difference smaller: fewer learnings, fewer statements."""
    going = True
    while going:
        going = False
        for less in _less(pair.record):
            if told(replace(pair, record=less)):
                pair, going = replace(pair, record=less), True
                break
        for other in book.smaller():
            rulebook = compiled(other.text)
            if rulebook is not None and told(replace(pair, book=rulebook)):
                book, pair, going = other, replace(pair, book=rulebook), True
                break
    return book, pair


def _less(record: LearnerRecord) -> Iterator[LearnerRecord]:
    for place, transcript in enumerate(record.transcripts):
        rest = (*record.transcripts[:place], *record.transcripts[place + 1 :])
        yield replace(record, transcripts=rest)
        for course in transcript.courses:
            left = tuple(one for one in transcript.courses if one is not course)
            some = replace(transcript, courses=left)
            yield replace(record, transcripts=(*rest, some))
    if record.exams:
        yield replace(record, exams=record.exams[1:])


def run(
    seed: str, pairs: int, most: int, *, crowded: bool = False, asking: bool = False
) -> Tally:
    """Compare at least so many pairs, from one seed; stop after *most* differences."""
    tally, number = Tally(), 0
    a_book = A_CROWDED_BOOK if crowded else A_BOOK
    while tally.compared < pairs and len(tally.differences) < most:
        random = Random(f"{seed}/{number}")  # noqa: S311 - cases, not secrets
        maker = Maker(random, crowded=crowded, asking=asking)
        number += 1
        made = maker.book()
        book = compiled(made.text)
        if book is None:
            tally.refused += 1
            continue
        tally.books += 1
        for _ in range(min(a_book, pairs - tally.compared)):
            record = maker.record()
            pair = Pair(book, record, AS_OF, maker.random.choice(KNOWN))
            try:
                unlike = difference(pair)
            except NotCoveredError as why:
                tally.uncovered[str(why)] += 1
                continue
            except Exception as error:  # noqa: BLE001 - a crash is a difference too
                unlike = f"crash: {error!r}"
                tally.differences.append(
                    f"seed {seed}/{number - 1}\n{unlike}\n{made.text}"
                )
                break
            tally.compared += 1
            if unlike:
                small, less = shrunk(made, pair)
                tally.differences.append(
                    f"seed {seed}/{number - 1} known at {less.known_at}\n{told(less)}\n"
                    + "".join(one.text for one in small.blocks)
                    + canonical_json(less.record)
                )
                break
    return tally


def quietly() -> None:
    """Look for garbage seldom: what a pair leaves behind is gone with it."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def main() -> int:
    """Run, and report the number of pairs compared and every difference."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=10_000)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--processes", type=int, default=1, choices=(1, 2))
    parser.add_argument("--most", type=int, default=5, help="differences to stop after")
    parser.add_argument("--from", type=int, default=0, dest="start", help="pass over")
    parser.add_argument("--crowded", action="store_true", help="few courses meet")
    parser.add_argument("--asking", action="store_true", help="rules ask `has` often")
    asked = parser.parse_args()
    if asked.start % A_CHUNK:
        parser.error(f"--from goes by chunks of {A_CHUNK}")
    begun = time.monotonic()
    parts = [min(A_CHUNK, asked.pairs - at) for at in range(0, asked.pairs, A_CHUNK)]
    first = asked.start // A_CHUNK
    seeds = [f"{asked.seed}.{first + number}" for number in range(len(parts))]
    whole = Tally()
    with ProcessPoolExecutor(asked.processes, initializer=quietly) as pool:
        compare = partial(
            run, most=asked.most, crowded=asked.crowded, asking=asked.asking
        )
        for tally in pool.map(compare, seeds, parts):
            whole.compared += tally.compared
            whole.books += tally.books
            whole.refused += tally.refused
            whole.uncovered += tally.uncovered
            whole.differences += tally.differences
            for one in tally.differences:
                print("\nDIFFERENCE", one, flush=True)
            seconds = time.monotonic() - begun
            print(
                f"{whole.compared} pairs compared, {len(whole.differences)} differ, "
                f"{whole.books} rulebooks, "
                f"{sum(whole.uncovered.values())} not covered, "
                f"{seconds:.0f} s",
                flush=True,
            )
    for why, count in whole.uncovered.most_common():
        print(f"  not covered: {count} {why}")
    return 3 if whole.differences else 0


if __name__ == "__main__":
    sys.exit(main())
