"""How an import is shown: what it would do, what is refused, what can be chosen."""

from collections.abc import Sequence

from fastapi.responses import HTMLResponse

from articulate.diagnostics.diagnostic import Diagnostic
from articulate.explain.plain_rule import plain_rule
from articulate.explain.rule_text import rule_text
from articulate.services.import_case import import_of
from articulate.services.import_outlook import ImportOutlook
from articulate.services.office_files import OfficeFiles
from articulate.web.problems import answered, status_of
from articulate.web.visit import Visit

MOST_SHOWN = 200
MOST_REFUSED = 60
MODES = (
    ("replace-from", "a new version from a day; what the list does not have ends"),
    ("add-from", "a new version from a day; what the list does not have stays"),
    ("replace", "correct the version in force; what the list does not have ends"),
    ("add", "correct the version in force; what the list does not have stays"),
)


def import_page(
    visit: Visit, name: str, problems: Sequence[Diagnostic] = ()
) -> HTMLResponse:
    """Show an import as it stands, with the problems that a form came to."""
    act = visit.act()
    desk = answered(visit.desk.importing())
    case = visit.read(lambda conn: import_of(conn, name, act))
    status = status_of(tuple(problems)) if problems else 200
    if str(case.state) != "open":
        return visit.page(
            "imports/over.html",
            status=status,
            case=case,
            found=problems,
            said=case.applied or {},
            holds=case.applied is not None and desk.holds(case),
        )
    outlook = answered(desk.look(name, act))
    return visit.page(
        "imports/import.html",
        status=status,
        case=case,
        found=problems,
        outlook=outlook,
        options=_options(outlook.office),
        modes=MODES,
        how=case.how.as_said(),
        noticed=_noticed(outlook),
        writes=[desk.files.shown(path) for path in _paths(outlook)],
        most=MOST_SHOWN,
        most_refused=MOST_REFUSED,
        plain=plain_rule,
        text=rule_text,
        key=visit.desk.new_name(),
    )


def _options(office: OfficeFiles) -> dict[str, list[tuple[str, str]]]:
    """List what can be chosen: layouts, institutions, agreements."""
    book = office.rulebook
    blocks = (*book.agreements, *book.equivalencies)
    titles = {str(one.head.id): one.head.title or str(one.head.id) for one in blocks}
    layouts = sorted(office.beside.layout_names(""))
    return {
        "layouts": [(one, one) for one in layouts],
        "institutions": [
            (str(code), one.title or str(code))
            for code, one in sorted(book.institution.items())
        ],
        "agreements": sorted(titles.items()),
    }


def _noticed(outlook: ImportOutlook) -> tuple[Diagnostic, ...]:
    """Return what was noticed that keeps no row from being read."""
    imported = outlook.imported
    if imported is None:
        return outlook.noticed
    told = {one for row in outlook.refused for one in row.reasons}
    rest = (one for one in imported.preview.report.warnings if one not in told)
    return (*outlook.noticed, *rest, *imported.conflicts.warnings)


def _paths(outlook: ImportOutlook) -> tuple[str, ...]:
    plan = outlook.plan
    return () if plan is None else tuple(one.path for one in plan.files)
