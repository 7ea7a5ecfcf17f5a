"""Replays a stored corpus: rulebooks, records and what they came to, byte for byte.

`python tests/properties/replaying.py` replays the engine's part on any Python 3.11 or
later with nothing installed (`PYTHONPATH=src`), and ends with 1 where a byte differs.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from articulate.engine.evaluate import evaluate
from articulate.explain.machine import as_text, evaluation_json
from articulate.explain.outline import Shown
from articulate.explain.titles import titles_of
from articulate.model.identifiers import BlockId, InstitutionId
from articulate.model.record import LearnerRecord
from articulate.rulebook.codec import canonical_bytes, decode
from articulate.rulebook.rulebook import Rulebook

CORPUS = Path(__file__).parent / "corpus"


@dataclass(frozen=True)
class Stored:
    """One case: a rulebook, a record, what was asked, and where its result stands."""

    folder: Path
    name: str
    book: Rulebook
    record: LearnerRecord
    as_of: date
    known_at: date | None
    receiving: InstitutionId
    degrees: tuple[BlockId, ...]

    def result(self, part: str) -> Path:
        """Return the file that holds the result, or the engine's part of it."""
        return self.folder / f"{self.name}.{part}.json"


def stored() -> Iterator[Stored]:
    """Read the corpus, in order."""
    for folder in sorted(one for one in CORPUS.iterdir() if one.is_dir()):
        text = (folder / "rulebook.json").read_text(encoding="utf-8")
        book = decode(Rulebook, json.loads(text))
        for file in sorted(folder.glob("*.asked.json")):
            asked = json.loads(file.read_text(encoding="utf-8"))
            known_at = asked["known_at"]
            yield Stored(
                folder,
                file.name.removesuffix(".asked.json"),
                book,
                decode(LearnerRecord, asked["record"]),
                date.fromisoformat(asked["as_of"]),
                None if known_at is None else date.fromisoformat(known_at),
                InstitutionId(asked["receiving"]),
                tuple(BlockId(one) for one in asked["degrees"]),
            )


def lines_of(case: Stored) -> str:
    """Evaluate without an audit, and write every line as the result has it."""
    evaluation = evaluate(
        case.book,
        case.record,
        case.as_of,
        case.known_at,
        receiving=case.receiving,
        degrees=case.degrees,
    )
    shown = Shown(evaluation, "", (), titles=titles_of(case.book))
    return as_text(evaluation_json(shown), compact=True) + "\n"


def digest_of_rules(case: Stored) -> bytes:
    """Return the canonical bytes of the rulebook, read and written again."""
    return canonical_bytes(case.book)


def main() -> int:
    """Replay the engine's part of every case, and say which differ."""
    unlike, seen = [], 0
    for case in stored():
        seen += 1
        if lines_of(case) != case.result("lines").read_text(encoding="utf-8"):
            unlike.append(f"{case.folder.name}/{case.name}")
    print(f"{seen} replayed on Python {sys.version.split()[0]}, {len(unlike)} differ")
    for one in unlike:
        print(f"  {one}")
    return 1 if unlike or not seen else 0


if __name__ == "__main__":
    sys.exit(main())
