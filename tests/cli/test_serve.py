"""`articulate serve`, run as a person runs it: built, reached, and ended."""

import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

ARTICULATE = Path(sys.executable).with_name("articulate")
PATIENCE = 300


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def reached(address: str, started: subprocess.Popen[str]) -> str:
    """Wait until the page is there."""
    for _ in range(PATIENCE):
        assert started.poll() is None, started.stderr
        try:
            with urlopen(address, timeout=30) as answer:  # noqa: S310 - our own
                return str(answer.read().decode())
        except URLError:
            time.sleep(1)
    pytest.fail("nothing answered")


@pytest.mark.xdist_group("web")
def test_one_command_builds_the_office_and_serves_it(tmp_path: Path) -> None:
    port = free_port()
    started = subprocess.Popen(
        [ARTICULATE, "serve", "office", "--port", str(port)],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        assert "Where to begin" in reached(f"{address}/", started)
        assert "Ada Okafor" in reached(f"{address}/sign-in", started)
    finally:
        started.send_signal(signal.SIGINT)
        said, wrong = started.communicate(timeout=60)
    assert started.returncode == 0, wrong
    assert f"served at {address}/" in said
    assert "building the demonstration office in office" in wrong
    assert "Traceback" not in wrong


def test_a_folder_that_is_somebody_elses_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "office").mkdir()
    (tmp_path / "office" / "notes.txt").write_text("mine")
    done = subprocess.run(
        [ARTICULATE, "serve", "office"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "is no demonstration office of ours" in done.stderr


def test_a_store_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    done = subprocess.run(
        [ARTICULATE, "serve", "--store", "none.db"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "AR701" in done.stderr
