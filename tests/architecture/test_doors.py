"""Modules define, they do nothing: each is imported with every door closed."""

import subprocess
import sys
from pathlib import Path

SOURCES = Path(__file__).parents[2] / "src"

CLOSED = '''
import builtins, importlib, io, os, socket, sys

outside, inside = (names.split(",") for names in sys.argv[1:3])
for name in outside:        # other people's packages may read what they like
    importlib.import_module(name)


class Closed:
    """A door that says who knocked."""

    def __init__(self, name):
        self.name = name

    def __call__(self, *args, **kwargs):
        raise RuntimeError(f"the {self.name} is closed while modules are imported")

    __getitem__ = __contains__ = __iter__ = get = keys = items = copy = __call__


builtins.open = io.open = Closed("file system")
os.open = os.listdir = os.scandir = Closed("file system")
os.environ = Closed("environment")
socket.socket = socket.create_connection = Closed("network")

importlib.invalidate_caches = lambda: None
for name in inside:
    importlib.import_module(name)
print(len(inside))
'''


def module_names() -> list[str]:
    """Every module of the package, the rooms included."""
    names = []
    for file in sorted(SOURCES.rglob("*.py")):
        parts = file.relative_to(SOURCES).with_suffix("").parts
        if parts[-1] == "__main__":
            continue
        names.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return names


def test_importing_opens_no_file_no_socket_and_no_environment(
    imported: frozenset[str],
) -> None:
    inside = module_names()
    outside = sorted(imported)
    command = [sys.executable, "-B", "-c", CLOSED, ",".join(outside), ",".join(inside)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(len(inside))


def test_a_module_that_reads_a_file_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "nosy.py").write_text("TEXT = open(__file__).read()\n")
    command = [sys.executable, "-B", "-c", CLOSED, "sys", "nosy"]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert done.returncode == 1
    assert "the file system is closed" in done.stderr
