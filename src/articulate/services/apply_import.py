"""What applying an import writes: a rule table, and the statement that names it.

Nothing is written here. The files are handed back with what they held before, and only
after the policies with them were compiled, and the table was read again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import PurePosixPath

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.diagnostics.span import Span
from articulate.intake.export import as_delimited
from articulate.intake.layout import Layout, Reads
from articulate.intake.preview import ImportPreview
from articulate.intake.rule_table import rule_table
from articulate.model.identifiers import RuleId
from articulate.rulebook.credit_rules import AgreementBlock, CreditRule
from articulate.services.check_policy import check_policy
from articulate.services.import_changes import ImportChanges
from articulate.services.nearby_files import FileChange, FoundFile, NearbyFiles
from articulate.services.next_version import NextVersion
from articulate.services.read_tables import find_layout, wrong_kind
from articulate.services.rule_tables import (
    RefusedText,
    RuleTable,
    read_rules_of,
    refused_row,
    rule_row,
)
from articulate.services.table_statement import (
    WrittenBlock,
    in_its_place,
    statement_of,
    written_block,
)
from articulate.services.with_new_files import WithNewFiles

LAYOUT = "articulate"


@dataclass(frozen=True, slots=True)
class Office:
    """The policies that an import changes: their texts, and the files around them."""

    texts: Mapping[str, str]
    files: NearbyFiles


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What applying an import writes; no files where nothing changes.

    `comments` counts the comments in the text of a block that a table takes the place
    of. `waiting` are the refused rows that the table keeps.
    """

    version: str
    files: tuple[FileChange, ...] = ()
    comments: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class _Standing:
    """How the version before is written, and its rule table where it has one."""

    written: WrittenBlock
    table: RuleTable | None = None
    file: FoundFile | None = None


def plan_import(
    made: NextVersion,
    found: ImportChanges,
    preview: ImportPreview,
    office: Office,
    *,
    table: RuleTable | None = None,
) -> ImportPlan | Report:
    """Work out what to write, or report why the change cannot be applied.

    An imported rule *table* says itself what waits, and where each rule was read from.
    """
    place = CellRef(preview.workbook, "", "", 0)
    layout = find_layout(LAYOUT, office.files, beside="", place=place)
    if isinstance(layout, Report):
        return layout
    if layout.reads is not Reads.RULES:
        return Report.of([wrong_kind(layout, Reads.RULES, place)])
    like = made.before or made.block
    standing = _standing(like, office)
    refused = _refused(preview, standing, found) if table is None else table.refused
    came = {} if table is None else table.read_from
    same = standing.table is None or set(refused) == set(standing.table.refused)
    if found.changes.none and same:
        return ImportPlan(like.head.name, waiting=len(refused))
    content = _content(made, standing, (refused, came), layout)
    plan = _written(made, standing, content, office)
    return plan if isinstance(plan, Report) else replace(plan, waiting=len(refused))


def _standing(block: AgreementBlock, office: Office) -> _Standing:
    """Find how a version is written; one that an import made is a rule table."""
    origin = block.head.origin
    if isinstance(origin, Span) and origin.file not in office.texts:
        return _Standing(WrittenBlock(origin.file, origin))  # its first version
    written = written_block(origin, office.texts)
    if written.table is None:
        return _Standing(written)
    layout = find_layout(
        written.layout, office.files, beside=written.file, place=block.head.origin
    )
    if isinstance(layout, Report) or layout.reads is not Reads.RULES:
        return _Standing(written)
    file = office.files.table(written.file, written.table)
    if file is None:
        return _Standing(written)
    return _Standing(written, read_rules_of(file, layout, block.head), file)


def _refused(
    preview: ImportPreview, standing: _Standing, found: ImportChanges
) -> tuple[RefusedText, ...]:
    """List the rows that wait: those of this workbook, in addition to any other's."""
    first: dict[CellRef, Diagnostic] = {}
    for one in preview.report.diagnostics:
        if isinstance(one.place, CellRef):
            first.setdefault(replace(one.place, column=""), one)
    rows = []
    for row in preview.refused:
        why = first.get(replace(row.place, column=""))
        code = row.codes[0] if why is None else why.code
        where = row.place if why is None else why.place
        message = "the row was refused" if why is None else why.message
        rows.append(RefusedText(str(code), str(where), " ".join(message.split())))
    before = standing.table.refused if standing.table and found.mode.keeps else ()
    others = [one for one in before if one.where.split("!")[0] != preview.workbook]
    return (*others, *dict.fromkeys(rows))


def _content(
    made: NextVersion,
    standing: _Standing,
    came: tuple[Sequence[RefusedText], Mapping[RuleId, str]],
    layout: Layout,
) -> bytes:
    """Write the rule table; what it loses is found by reading it again."""
    refused, read_from = came
    if standing.table is not None:
        read_from = {**standing.table.read_from, **read_from}
    rows = (
        rule_row(rule, made.block.head, _cell(rule, read_from))
        for rule in made.block.rules
    )
    whole = (row for row in rows if row is not None)
    waiting = map(refused_row, refused)
    return as_delimited(rule_table(chain(whole, waiting), layout), ",")


def _lost(made: AgreementBlock, came: Iterable[CreditRule]) -> list[Diagnostic]:
    """Report the rules that do not come back as they are."""
    back = {rule.head.id: rule for rule in came}
    return [
        _not_in_a_row(rule)
        for rule in made.rules
        if _otherwise(rule, back.get(rule.head.id))
    ]


def _otherwise(rule: CreditRule, back: CreditRule | None) -> bool:
    if back is None:
        return True
    return replace(back, head=replace(back.head, origin=rule.head.origin)) != rule


def _cell(rule: CreditRule, read_from: Mapping[RuleId, str]) -> str:
    """Return the partner's cell that a rule was read from, through every import."""
    origin = rule.head.origin
    if not isinstance(origin, CellRef):
        return ""
    return read_from.get(rule.head.id) or str(origin)


def _written(
    made: NextVersion, standing: _Standing, content: bytes, office: Office
) -> ImportPlan | Report:
    """Say which files hold the version, and compile the policies with them."""
    written, head = standing.written, made.block.head
    if made.corrects and standing.file is not None and written.table is not None:
        path = standing.file.path or _beside(written.file, written.table)
        table = FileChange(path, content, standing.file.content)
        named, files, comments = (written.file, written.table), [table], 0
        texts = dict(office.texts)
    else:
        name = f"{head.id}-{head.version}"
        path = _beside(written.file, f"{name}.csv")
        table = FileChange(path, content, None)
        statement = statement_of(made.block, name, f"{name}.csv", LAYOUT)
        policy = written.file
        if made.corrects:
            text = in_its_place(office.texts[policy], written.span, statement)
            before: bytes | None = office.texts[policy].encode()
        else:
            policy = _beside(policy, f"{name}.art")
            text, before = statement, None
        named = (policy, f"{name}.csv")
        files = [table, FileChange(policy, text.encode(), before)]
        texts = {**office.texts, policy: text}
        comments = written.comments if made.corrects else 0
    plan = ImportPlan(head.name, tuple(files), comments)
    shown = FoundFile(PurePosixPath(table.path).name, content)
    around = WithNewFiles(office.files, {named: shown})
    checked = check_policy(texts, around)
    book = checked.rulebook
    versions = [
        one
        for one in (*book.agreements, *book.equivalencies)
        if (one.head.id, one.head.version) == (head.id, head.version)
    ]
    if not checked.report.errors:
        lost = [wrong for one in versions for wrong in _lost(made.block, one.rules)]
        return Report.of(lost) if lost else plan
    return Report(checked.report.errors) + Report.of(_unreadable(made, shown, office))


def _unreadable(
    made: NextVersion, table: FoundFile, office: Office
) -> list[Diagnostic]:
    """Say which rules a table that has errors does not give back."""
    place = made.block.head.origin
    layout = find_layout(LAYOUT, office.files, beside="", place=place)
    if isinstance(layout, Report):
        return []
    return _lost(made.block, read_rules_of(table, layout, made.block.head).rules)


def _beside(policy: str, name: str) -> str:
    return (PurePosixPath(policy).parent / name).as_posix()


def _not_in_a_row(rule: CreditRule) -> Diagnostic:
    place = rule.head.origin
    return Diagnostic(
        Code.RULE_NOT_IN_A_ROW,
        place,
        f"the rule `{rule.head.id}` cannot be kept in a rule table as it is",
        "shorten its texts to one line each, or write the rule as text in a block of"
        " its own",
    )
