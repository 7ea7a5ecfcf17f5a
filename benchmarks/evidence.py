"""The evidence of the record of decisions, in one run.

    python -m benchmarks.evidence

Decisions a second with durability on, each beside a bare row; what was acknowledged,
lost and doubled when the program or the server was killed; and a cohort of 100,000
learners evaluated in columns, one by one, and as a plain join, with its memory.
"""

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.store import postgres
from tests.store.killing import Counted, process_killed, server_killed

from benchmarks import cohort, decisions


def kills() -> dict[str, Counted]:
    """Kill the program on both engines, and the server of one, and count."""
    with TemporaryDirectory() as folder:
        office = str(Path(folder) / "office.db")
        found = {"SQLite, the program": process_killed(office, [4, 11, 6])}
    if why := postgres.missing():
        print(why, file=sys.stderr)
        return found
    cluster = postgres.made(durable=True)
    here = cluster.office("office")
    found["PostgreSQL, the program"] = process_killed(here, [7, 12])
    found["PostgreSQL, the server"] = server_killed(cluster, [9, 14])
    cluster.stop()
    shutil.rmtree(cluster.folder)
    return found


def main() -> None:
    """Measure, count, and print."""
    decisions.main()
    print("\n| killed | times | acknowledged | lost | doubled |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for what, came in kills().items():
        counted = f"{came.kills} | {came.acknowledged} | {came.lost} | {came.doubled}"
        print(f"| {what} | {counted} |", flush=True)
    print()
    cohort.main()


if __name__ == "__main__":
    main()
