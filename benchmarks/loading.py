"""Loading: from tables on disk to rules that can be asked, in a process of its own.

`python -m benchmarks.loading NAME FOLDER CACHE` loads the tables of an office and
prints what that cost as one line of JSON: processor time of the whole process, imports
included, the most memory it held, and how many rules can be asked. The peers only split
cells at the words they know and put codes where they can be looked up: no code is
checked, no cell refused, nothing has a place or a name. It is the least that loading
can cost in Python.
"""

import csv
import json
import resource
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

_JOINERS = (" & ", " or ")


def articulate(folder: Path, cache: Path) -> int:
    """Read, understand, check and name the rules; from a bundle where there is one."""
    bundles = import_module("articulate.bootstrap.bundles")
    command = import_module("articulate.bootstrap.command")
    opened = command.open_policies([folder], bundles=bundles.BundleFolder(cache))
    if opened.report.diagnostics:
        msg = f"the office has problems: {opened.report.diagnostics[:3]}"
        raise ValueError(msg)
    return sum(len(block.rules) for block in opened.rulebook.equivalencies)


def dictionary(folder: Path, _: Path) -> int:
    """Read with `csv`, and put each course into a dictionary."""
    rules: dict[tuple[str, str], list[tuple[str, str, str, tuple[str, ...]]]] = {}
    count = 0
    for file in sorted(folder.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                source = row["Sending course"]
                every = _JOINERS[0] in source
                courses = tuple(source.replace(*_JOINERS).split(_JOINERS[1]))
                needed = courses if every else ()
                target, grade = row["Receiving course"], row["Minimum grade"]
                for course in courses:
                    known = rules.setdefault((file.stem, course), [])
                    known.append((row["Rule id"], target, grade, needed))
                count += 1
    return count


def pandas(folder: Path, _: Path) -> int:
    """Read with pandas into one frame, split its cells and index it by course."""
    library = import_module("pandas")
    frames = [
        library.read_csv(file, dtype=str).assign(sender=file.stem)
        for file in sorted(folder.glob("*.csv"))
    ]
    frame = library.concat(frames, ignore_index=True)
    source = frame["Sending course"]
    frame["every"] = source.str.contains(_JOINERS[0], regex=False)
    frame["course"] = source.str.replace(*_JOINERS, regex=False).str.split(_JOINERS[1])
    indexed = frame.explode("course").set_index(["sender", "course"]).sort_index()
    return int(indexed["Rule id"].groupby(level="sender").nunique().sum())


LOADERS: Mapping[str, Callable[[Path, Path], int]] = {
    "Articulate, from tables": articulate,
    "Articulate, from a bundle": articulate,
    "csv and a dictionary": dictionary,
    "pandas": pandas,
}


def main(name: str, folder: str, cache: str) -> None:
    """Load once, and say what it cost."""
    rules = LOADERS[name](Path(folder), Path(cache))
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = used.ru_utime + used.ru_stime
    megabytes = used.ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "megabytes": megabytes, "rules": rules}))


if __name__ == "__main__":
    main(*sys.argv[1:])
