"""What every test may ask for: the checkout, snapshots, and the shared data."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parents[1]

# Two runs see the same cases; `--hypothesis-profile=explore` looks further.
settings.register_profile(
    "steady",
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("explore", max_examples=2_000, deadline=None)
settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--snapshot-update",
        action="store_true",
        help="write what the snapshot tests got, instead of comparing it",
    )


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The root of this checkout."""
    return ROOT


@pytest.fixture(scope="session", autouse=True)
def _no_cache_of_the_person_who_tests() -> Iterator[None]:
    """Keep no compiled policies, so that a test neither finds nor leaves any."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ARTICULATE_CACHE", "")
        yield


@pytest.fixture
def snapshot(request: pytest.FixtureRequest) -> Callable[[str, Path], None]:
    """Compare a text with the file that holds what is expected of it.

    With `--snapshot-update` the file is written instead; the commit says why.
    """
    update = bool(request.config.getoption("--snapshot-update"))

    def compare(got: str, expected: Path) -> None:
        if update:
            expected.parent.mkdir(parents=True, exist_ok=True)
            expected.write_text(got, encoding="utf-8")
        elif not expected.exists():
            pytest.fail(f"no snapshot {expected}; make it with --snapshot-update")
        assert got == expected.read_text(encoding="utf-8")

    return compare


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real exports and records, which are never committed."""
    named = os.environ.get("ARTICULATE_SHARED_DATA")  # noqa: TID251 - a test's own door
    folder = Path(named) if named else ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"the shared data is not here: {folder}")
    return folder
