"""What the command line is given: services, connected to the files a person names."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from articulate.bootstrap.bundles import BundleFolder
from articulate.bootstrap.named_files import NamedFile, policy_files
from articulate.bootstrap.nearby import NearbyDisk
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.diagnostics.span import Span
from articulate.rulebook.policy_tests import PolicyProperty, PolicyTest
from articulate.rulebook.rulebook import Rulebook
from articulate.services.checked_policies import CheckedPolicies
from articulate.services.compiled_before import checked_before
from articulate.services.nearby_files import FoundFile, NearbyFiles
from articulate.settings import read_settings

# A quarter of the time of reading a hundred thousand rows went into looking for it.
_SELDOM = (200_000, 50, 1_000)


@dataclass(frozen=True, slots=True)
class FormattedFiles:
    """What formatting came to: which files changed, which need not, and problems."""

    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    report: Report
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class OpenPolicies:
    """Policies as they were read and compiled, with their texts by name."""

    texts: Mapping[str, str]
    rulebook: Rulebook
    tests: tuple[PolicyTest, ...]
    properties: tuple[PolicyProperty, ...]
    report: Report


def open_policies(
    paths: Sequence[Path],
    root: Path | None = None,
    *,
    bundles: BundleFolder | None = None,
) -> OpenPolicies:
    """Read and check every policy that *paths* name, anew only where one changed."""
    texts, unreadable = read_texts(policy_files(paths, root))
    checked = _checked(texts, NearbyDisk(root), bundles or _usual_bundles())
    report = checked.report + Report.of(unreadable)
    return OpenPolicies(
        texts, checked.rulebook, checked.tests, checked.properties, report
    )


def _usual_bundles() -> BundleFolder | None:
    """Find where compiled policies are kept, as it is set."""
    cache = read_settings().cache
    return None if cache is None else BundleFolder(Path(cache))


def _checked(
    texts: Mapping[str, str], files: NearbyFiles, bundles: BundleFolder | None
) -> CheckedPolicies:
    """Compile policies, or read what they were compiled to before."""
    if bundles is None:
        return _compiled(texts, files)
    return checked_before(texts, files, bundles, _compiled)


def _compiled(texts: Mapping[str, str], files: NearbyFiles) -> CheckedPolicies:
    with collecting_seldom():
        from articulate.services.check_policy import check_policy

        return check_policy(texts, files)


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Let Python look for garbage less often while much is made that stays."""
    usual = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def check_files(paths: Sequence[Path], root: Path | None = None) -> OpenPolicies:
    """Read every policy that *paths* name, and check its rules together as well."""
    from articulate.services.check_rules import check_rules

    texts, unreadable = read_texts(policy_files(paths, root))
    checked = check_rules(texts, NearbyDisk(root))
    report = checked.report + Report.of(unreadable)
    return OpenPolicies(
        texts, checked.rulebook, checked.tests, checked.properties, report
    )


def format_files(paths: Sequence[Path], *, write: bool) -> FormattedFiles:
    """Format every policy that *paths* name; only with *write* are they changed."""
    from articulate.services.format_policy import format_policy

    files = {file.name: file for file in policy_files(paths)}
    texts, unreadable = read_texts(tuple(files.values()))
    formatted = [format_policy(text, name) for name, text in texts.items()]
    for one in formatted:
        if write and one.changed:
            files[one.name].path.write_text(one.after, encoding="utf-8", newline="")
    reports = [problem for one in formatted for problem in one.report.diagnostics]
    return FormattedFiles(
        tuple(one.name for one in formatted if one.changed),
        tuple(one.name for one in formatted if not one.changed),
        Report.of([*unreadable, *reports]),
        texts,
    )


def read_texts(
    files: Sequence[NamedFile],
) -> tuple[Mapping[str, str], tuple[Diagnostic, ...]]:
    """Read files as UTF-8, or say where one is not."""
    texts: dict[str, str] = {}
    problems = []
    for file in files:
        content = file.read()
        try:
            texts[file.name] = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            problems.append(_not_utf8(file.name, content, error))
    return texts, tuple(problems)


def _not_utf8(name: str, content: bytes, error: UnicodeDecodeError) -> Diagnostic:
    before = content[: error.start]
    line = before.count(b"\n") + 1
    column = error.start - (before.rfind(b"\n") + 1) + 1
    return Diagnostic(
        code=Code.NOT_UTF8,
        place=Span(name, line, column, line, column + 1),
        message=f"the file is not UTF-8: byte {content[error.start]:#04x}"
        f" at position {error.start} means nothing there",
        help="save it as UTF-8; most editors ask for the encoding under “Save as”",
    )


def open_workbook(path: Path) -> tuple[FoundFile, NearbyFiles]:
    """Read a workbook, which is shown by its own name, and look around it."""
    return FoundFile(path.name, path.read_bytes()), NearbyDisk(path.parent)
