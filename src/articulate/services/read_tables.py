"""Tables that policies name: found, read by their layout, and turned into a block."""

from dataclasses import replace
from functools import lru_cache

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.nearest import did_you_mean
from articulate.diagnostics.origin import Origin
from articulate.diagnostics.report import Report
from articulate.diagnostics.span import Span
from articulate.intake.alike_rules import pack_table
from articulate.intake.articulations import open_table
from articulate.intake.exams import exam_blocks, read_exams
from articulate.intake.layout import Layout, Reads
from articulate.intake.layout_file import read_layout
from articulate.intake.published import read_calendar, read_catalog
from articulate.intake.resolution_file import read_resolutions
from articulate.intake.resolutions import Resolution
from articulate.model.identifiers import InstitutionId
from articulate.rulebook.catalogs import CalendarBlock, CatalogBlock
from articulate.rulebook.credit_rules import AgreementBlock
from articulate.rulebook.packing import RulePacker
from articulate.rulebook.table import ExamTable, TableRead, TableRequest
from articulate.rulebook.version import BlockKind
from articulate.services.nearby_files import FoundFile, NearbyFiles
from articulate.services.parties import KnownParties
from articulate.services.rule_tables import read_rules_of

_READS = {
    BlockKind.CATALOG: Reads.CATALOG,
    BlockKind.CALENDAR: Reads.CALENDAR,
    BlockKind.EXAM: Reads.EXAMS,
}


def read_table(
    request: TableRequest, files: NearbyFiles, known: KnownParties
) -> TableRead:
    """Read the rows of a table that a policy names; *known* names the institutions."""
    head = request.head
    policy = head.origin.file if isinstance(head.origin, Span) else ""
    layout = find_layout(request.layout, files, beside=policy, place=head.origin)
    if isinstance(layout, Report):
        return TableRead(None, layout)
    wanted = _READS.get(head.kind, Reads.ARTICULATIONS)
    if layout.reads is Reads.RULES and wanted is Reads.ARTICULATIONS:
        wanted = Reads.RULES
    if layout.reads is not wanted:
        return TableRead(None, Report.of([wrong_kind(layout, wanted, head.origin)]))
    found = files.table(policy, request.file)
    if found is None:
        return TableRead(None, Report.of([_missing(request)]))
    match wanted:
        case Reads.CATALOG:
            return _catalog(request, found, layout)
        case Reads.CALENDAR:
            return _calendar(request, found, layout)
        case Reads.EXAMS:
            return _exams(request, found, layout, known)
        case Reads.RULES:
            rules = read_rules_of(found, layout, head, request.sheet)
            block = AgreementBlock(head, rules=rules.rules)
            return TableRead(block, rules.report)
        case _:
            return _agreement(request, (found, layout), known, files)


def _agreement(
    request: TableRequest,
    table: tuple[FoundFile, Layout],
    known: KnownParties,
    files: NearbyFiles,
) -> TableRead:
    found, layout = table
    head = request.head
    policy = head.origin.file if isinstance(head.origin, Span) else ""
    rules = RulePacker()
    report = Report()
    opened = open_table(found.content, found.name, layout)
    if isinstance(opened, Diagnostic):
        return TableRead(rules.block(head), Report.of([opened]))
    for sending in head.sending:
        if head.receiving is None:
            continue
        chosen = find_resolutions(files, policy, sending, head.receiving)
        if isinstance(chosen, Report):
            report += chosen
            continue
        sides = replace(known.of(sending, head.receiving), resolutions=chosen)
        report += pack_table(opened, layout, sides, sheet=request.sheet, into=rules)
    return TableRead(rules.block(head), report)


def _catalog(request: TableRequest, found: FoundFile, layout: Layout) -> TableRead:
    head = request.head
    read = read_catalog(
        found.content,
        InstitutionId(head.id) if head.receiving is None else head.receiving,
        workbook_name=found.name,
        layout=layout,
        sheet=request.sheet,
    )
    courses = (row.course for row in read.rows if row.course is not None)
    renamings = (row.renaming for row in read.rows if row.renaming is not None)
    retired = (row.retirement for row in read.rows if row.retirement is not None)
    block = CatalogBlock(
        head,
        courses=tuple(sorted(courses, key=lambda one: one.code)),
        renamings=tuple(sorted(renamings, key=lambda one: (one.since, one.old))),
        retirements=tuple(sorted(retired, key=lambda one: (one.since, one.code))),
    )
    return TableRead(block, read.report)


def _exams(
    request: TableRequest, found: FoundFile, layout: Layout, known: KnownParties
) -> TableRead:
    head = request.head
    read = read_exams(
        found.content, workbook_name=found.name, layout=layout, sheet=request.sheet
    )
    if head.receiving is None:
        return TableRead(ExamTable(head), read.report)
    parties = known.of(head.receiving, head.receiving)
    exams, report = exam_blocks(read.rows, head, parties)
    return TableRead(ExamTable(head, exams), read.report + report)


def _calendar(request: TableRequest, found: FoundFile, layout: Layout) -> TableRead:
    read = read_calendar(
        found.content, workbook_name=found.name, layout=layout, sheet=request.sheet
    )
    ordered = sorted(read.rows, key=lambda term: (term.first, term.last, term.code))
    return TableRead(CalendarBlock(request.head, tuple(ordered)), read.report)


def find_layout(
    name: str, files: NearbyFiles, *, beside: str, place: Origin
) -> Layout | Report:
    """Find and read a layout, or say what is wrong with it or its name."""
    found = files.layout(beside, name)
    if found is None:
        names = files.layout_names(beside)
        listed = ", ".join(f"`{one}`" for one in names)
        otherwise = f"known are {listed}" if names else "give the path of a TOML file"
        missing = Diagnostic(
            code=Code.LAYOUT_MISSING,
            place=place,
            message=f"no layout is called `{name}`",
            help=did_you_mean(name, names, otherwise=otherwise),
        )
        return Report.of([missing])
    return _layout(found.content, found.name)


@lru_cache(maxsize=32)
def _layout(content: bytes, name: str) -> Layout | Report:
    """Read a layout once, however many tables are written in it."""
    return read_layout(content.decode("utf-8", errors="replace"), name)


def find_resolutions(
    files: NearbyFiles, beside: str, sending: InstitutionId, receiving: InstitutionId
) -> tuple[Resolution, ...] | Report:
    """Find the readings chosen for a partner's cells; none where there is no file."""
    found = files.resolutions(beside, f"{sending}-{receiving}".lower())
    if found is None:
        return ()
    text = found.content.decode("utf-8", errors="replace")
    return read_resolutions(text, found.name)


def _missing(request: TableRequest) -> Diagnostic:
    return Diagnostic(
        code=Code.TABLE_FILE_MISSING,
        place=request.head.origin,
        message=f"there is no file `{request.file}`",
        help="write the path from the folder of this file, or from a folder above it",
    )


def wrong_kind(layout: Layout, wanted: Reads, place: Origin) -> Diagnostic:
    """Report that a layout describes another kind of sheet than the one asked for."""
    return Diagnostic(
        code=Code.LAYOUT_INVALID,
        place=place,
        message=f"the layout `{layout.name}` reads {_of(layout.reads)},"
        f" and {_of(wanted)} is asked for",
        help=f"name a layout that reads {_of(wanted)}",
    )


def _of(reads: Reads) -> str:
    match reads:
        case Reads.ARTICULATIONS:
            return "a table of articulations"
        case Reads.TRANSCRIPT:
            return "a transcript"
        case Reads.CATALOG:
            return "a catalog"
        case Reads.CALENDAR:
            return "a calendar"
        case Reads.EXAMS:
            return "a table of exams"
        case Reads.RULES:
            return "a rule table"
        case Reads.SCORES:
            return "scores"
