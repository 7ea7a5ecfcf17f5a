"""What the pages about stores show of the terminal is what the terminal shows."""

import re
import shlex
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from io import StringIO
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from tests.cli.conftest import TOPICS
from tests.store.batching import files, planned
from tests.store.conftest import opened

from articulate.bootstrap.backups import reading_backup, write_backup

Run = Callable[..., CompletedProcess[str]]
PAGES = [
    page
    for page in sorted((Path(__file__).parents[2] / "docs" / "errors").glob("AR7*.md"))
    if not page.stem.startswith("AR73")  # those of the web
    and page.stem not in {"AR750", "AR753"}
]
FENCE = re.compile(r"^```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LATER = re.compile(r"\d{4}-\d\d-\d\d|(?<=works with `)r\d{4}")
"""What another day, or the next migration, says otherwise."""
STORE = ("--store", "office.db", "--by", "ada")
ASKED = ("--as-of", "2024-09-01", "--policies", "policies", *STORE)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the office is kept that the first test builds."""
    return tmp_path_factory.mktemp("worked")


@pytest.fixture
def worked(office: Path, run: Run, kept: Path) -> Path:
    """An office that has worked for a while, as it was built once."""
    if any(kept.iterdir()):
        shutil.copytree(kept, office, dirs_exist_ok=True)
        return office
    build(office, run)
    shutil.copytree(office, kept, dirs_exist_ok=True)
    return office


def build(office: Path, run: Run) -> None:
    """Make one request to decide, one decided, and stores that went wrong."""
    (office / "records" / "l-2.json").write_text(TOPICS, encoding="utf-8")
    for command in (
        ("init", "--store", "office.db"),
        ("request", "records/l-2.json", "--name", "r-17", *ASKED),
        ("request", "records/l-1.json", "--name", "r-18", *ASKED),
        ("decide", "r-18", "--key", "k-18", *STORE),
        ("backup", "office.backup", "--store", "office.db"),
    ):
        done(run, *command)
    publishing(office, run)
    cases(office, run)
    batches(office, run)
    erasing(office, run)
    (office / "notes.txt").write_text("not a store " * 100, encoding="utf-8")
    altered(office, "older.db", "UPDATE alembic_version SET version_num = 'r0000'")
    altered(
        office, "altered.db", "UPDATE entries SET actor = 'eve' WHERE kind = 'decide'"
    )
    altered(
        office,
        "forged.db",
        "UPDATE contents SET content = CAST(replace(CAST(content AS TEXT),"
        " 'unarticulated', 'awarded') AS BLOB)"
        " WHERE digest IN (SELECT content FROM entry_contents WHERE role = 'decision')",
    )
    with reading_backup(office / "office.backup") as lines:
        cut = list(lines)
    write_backup(office / "cut.backup", [*cut[:8], cut[8][:40]])


APPEALS = """
policy undergraduate "Transfer" for HOME version 2024 effective 2020-01-01 {
  cites "Senate 12"
  appeal denials: transfer within 15 business days to "Provost" after second review
}
"""
RIGHT = """
[calendar]
holidays = [2024-12-25]
[due]
request = 10
[[people]]
id = "ada"
roles = ["registrar"]
"""


def cases(office: Path, run: Run) -> None:
    """Leave one decision waiting, and let another be made long ago."""
    (office / "right.toml").write_text(RIGHT, encoding="utf-8")
    (office / "short.txt").write_text("ada2024\n", encoding="utf-8")
    (office / "password.txt").write_text("correct horse battery\n", encoding="utf-8")
    (office / "wrong.toml").write_text('[calendar]\nworkdays = ["mo"]\n', "utf-8")
    policy = (office / "policies" / "office.art").read_text(encoding="utf-8")
    (office / "appeals.art").write_text(policy + APPEALS, encoding="utf-8")
    by = ("--as-of", "2024-09-01", "--policies", "appeals.art", "--by", "ada")
    where = ("--store", "office.db")
    done(run, "request", "records/l-1.json", "--name", "r-wait", *by, *where)
    done(run, "decide", "r-wait", "--reason", "As it says", "--by", "ada", *where)
    done(run, "request", "records/l-2.json", "--name", "r-except", *by, *where)
    propose = ("except", "r-except", "propose", "waive bs-cs/core")
    done(run, *propose, "--reason", "Thesis published", "--by", "ada", *where)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("articulate.bootstrap.desk.moment", lambda: LONG_AGO)
        where = ("--store", "old.db")
        done(run, "init", *where)
        done(run, "request", "records/l-1.json", "--name", "r-old", *by, *where)
        done(run, "decide", "r-old", "--reason", "As it says", "--by", "ada", *where)
        done(run, "decide", "r-old", "--confirm", "--by", "bob", *where)


def erasing(office: Path, run: Run) -> None:
    """Erase everything that is kept of one learner."""
    where = ("--store", "erased.db")
    done(run, "init", *where)
    asked = ("--as-of", "2024-09-01", "--policies", "policies", "--by", "ada")
    done(run, "request", "records/l-1.json", "--name", "r-gone", *asked, *where)
    done(run, "decide", "r-gone", "--by", "ada", *where)
    done(run, "erase", "L-1", "--reason", "Asked for", "--by", "ada", *where)
    assert office.is_dir()


LONG_AGO = "2024-09-02T08:00:00.000000Z"


def publishing(office: Path, run: Run) -> None:
    """Draft policies that are not ready, propose one, and publish and sign another."""
    text = (office / "policies" / "office.art").read_text(encoding="utf-8")
    for name, other in (
        ("unsound", text.replace("grades letters", "grades lettres", 1)),
        ("failing", text.replace("total 4 cr", "total 5 cr")),
    ):
        (office / f"{name}.art").write_text(other, encoding="utf-8")
        draft(office, run, f"{name}.art", name)
    draft(office, run, "policies", "home")
    for name in ("proposed", "published"):
        draft(office, run, "policies", name)
        done(run, "publish", "propose", "--policy", name, *STORE)
    own = ("--policy", "published", "--store", "office.db")
    done(run, "publish", "approve", *own, "--by", "bob")
    done(run, "publish", "enforce", *own, "--by", "ada")
    done(run, "publish", "key", "office.key")
    done(run, "publish", "export", "office.bundle", "--sign", "office.key", *own)
    whole = (office / "office.bundle").read_bytes()
    (office / "altered.bundle").write_bytes(
        whole.replace(b"Programming", b"Programning")
    )


def batches(office: Path, run: Run) -> None:
    """Leave a batch that is done, one that is paused, and one that got stuck."""
    asked = ("--as-of", "2024-09-01", "--policies", "policies")
    where = ("--store", "office.db")
    done(run, "batch", "run", "autumn", "records", *asked, *where)
    store = opened(str(office / "office.db"))
    planned(store, files(3), name="winter")
    store.engine.dispose()
    altered(
        office,
        "stuck.db",
        "UPDATE chunks SET attempts = 5 WHERE batch = 'winter'",
    )
    done(run, "batch", "pause", "winter", *where)


def draft(office: Path, run: Run, path: str, name: str) -> None:
    assert (office / path).exists()
    done(run, "publish", "draft", path, "--policy", name, *STORE)


def done(run: Run, *command: str) -> None:
    """Run a command that must succeed."""
    came = run(*command)
    assert came.returncode == 0, came.stderr


def altered(office: Path, name: str, statement: str) -> None:
    """Copy the store, and change the copy past its guards."""
    shutil.copy(office / "office.db", office / name)
    with closing(sqlite3.connect(office / name)) as conn:
        guards = conn.execute(
            "SELECT name, sql FROM sqlite_master WHERE type='trigger'"
        )
        kept = guards.fetchall()
        for guard, _ in kept:
            conn.execute(f"DROP TRIGGER {guard}")
        assert conn.execute(statement).rowcount == 1
        for _, sql in kept:
            conn.execute(sql)
        conn.commit()


def shown(page: Path, section: str) -> Iterator[tuple[str, str]]:
    """Each command that a section shows, with what the terminal says to it."""
    text = page.read_text(encoding="utf-8")
    inside = text.partition(f"## {section}")[2].partition("\n## ")[0]
    for fence in FENCE.findall(inside):
        for one in re.split(r"^\$ articulate ", fence, flags=re.MULTILINE)[1:]:
            command, _, said = one.partition("\n")
            yield command, said


def typed(run: Run, command: str) -> CompletedProcess[str]:
    """Run a command as it is shown; `< FILE` is what it reads."""
    words, _, file = command.partition(" < ")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdin", StringIO(Path(file).read_text() if file else ""))
        return run(*shlex.split(words))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_shows_what_the_terminal_does(
    page: Path, run: Run, worked: Path
) -> None:
    assert worked.is_dir()
    ((command, said),) = shown(page, "Shows it")
    came = typed(run, command)
    assert came.returncode in {1, 3}
    assert LATER.sub("…", said.strip()) in LATER.sub("…", came.stderr)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_puts_it_right_does(page: Path, run: Run, worked: Path) -> None:
    assert worked.is_dir()
    commands = list(shown(page, "Put it right"))
    assert commands
    for command, _ in commands:
        came = typed(run, command)
        assert came.returncode == 0, came.stderr
