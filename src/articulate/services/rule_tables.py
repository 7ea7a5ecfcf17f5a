"""Rule tables: an agreement's rules as rows of our own layout, and back, without loss.

`intake` knows the cells and `language` the words; here the two meet.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.diagnostics.nearest import did_you_mean
from articulate.diagnostics.report import Report
from articulate.intake.layout import Holds, Layout
from articulate.intake.rule_table import (
    REFUSED,
    RuleRow,
    Texts,
    citation_text,
    read_rule_table,
)
from articulate.language.wording.reading import read_rules
from articulate.language.wording.rules import RuleKind, RuleWords, rule_words
from articulate.model.identifiers import RuleId
from articulate.rulebook.credit_rules import CreditRule, EquivalencyRule
from articulate.rulebook.version import BlockHead
from articulate.services.nearby_files import FoundFile

_PARTS = {
    "id": Holds.RULE_ID,
    "kind": Holds.KIND,
    "source": Holds.SOURCE,
    "target": Holds.TARGET,
    "when": Holds.CONDITION,
    "graded": Holds.GRADED,
    "because": Holds.REASON,
    "ground": Holds.GROUND,
    "to": Holds.REFER_TO,
    "part_of": Holds.PART_OF,
    "overrides": Holds.OVERRIDES,
}


@dataclass(frozen=True, slots=True)
class RefusedText:
    """A row that an import refused, as it waits in a rule table.

    `where` is its cell in the workbook it came from.
    """

    code: str
    where: str
    message: str


@dataclass(frozen=True, slots=True)
class RuleTable:
    """The rules of a rule table, what waits in it, and what is wrong with it.

    `read_from` says from which cell of which workbook each rule once came.
    """

    rules: tuple[CreditRule, ...]
    report: Report
    read_from: Mapping[RuleId, str]
    refused: tuple[RefusedText, ...] = ()


def rule_row(rule: CreditRule, head: BlockHead, read_from: str = "") -> Texts | None:
    """Return the cells of one rule; None where the language cannot say all of it."""
    words = rule_words(rule, head)
    if words is None:
        return None
    texts = {holds: str(getattr(words, part)) for part, holds in _PARTS.items()}
    texts[Holds.CITATION] = citation_text(words.cites)
    texts[Holds.READ_FROM] = read_from
    return texts


def refused_row(refused: RefusedText) -> Texts:
    """Return the cells of a row that was refused; the id is the code of the reason."""
    return {
        Holds.RULE_ID: refused.code,
        Holds.KIND: REFUSED,
        Holds.REASON: refused.message,
        Holds.READ_FROM: refused.where,
    }


def read_rules_of(
    found: FoundFile, layout: Layout, head: BlockHead, sheet: str | None = None
) -> RuleTable:
    """Read the rules of a rule table for the block that it stands for."""
    read = read_rule_table(
        found.content, workbook_name=found.name, layout=layout, sheet=sheet
    )
    problems = list(read.report.diagnostics)
    rows: list[tuple[RuleRow, RuleWords]] = []
    waiting: list[RefusedText] = []
    for row in read.rows:
        if row.text(Holds.KIND) == REFUSED:
            waiting.append(_waiting(row))
            problems.append(_still_refused(row, waiting[-1]))
        elif row.text(Holds.KIND) in tuple(RuleKind):
            rows.append((row, _words(row)))
        else:
            problems.append(_no_kind(row))
    rules: list[CreditRule] = []
    read_from: dict[RuleId, str] = {}
    places: dict[RuleId, list[CellRef]] = {}
    made = read_rules([words for _, words in rows], head)
    for (row, _), rule in zip(rows, made, strict=True):
        if isinstance(rule, Report):
            problems += [replace(one, place=row.place) for one in rule.diagnostics]
            continue
        rules.append(replace(rule, head=replace(rule.head, origin=row.place)))
        places.setdefault(rule.head.id, []).append(row.place)
        read_from[rule.head.id] = row.text(Holds.READ_FROM)
    problems += _repeated(places)
    problems += _pointing_nowhere(rules, places)
    return RuleTable(tuple(rules), Report.of(problems), read_from, tuple(waiting))


def _words(row: RuleRow) -> RuleWords:
    said = {part: row.text(holds) for part, holds in _PARTS.items() if part != "kind"}
    return RuleWords(kind=RuleKind(row.text(Holds.KIND)), cites=row.cites, **said)


def _waiting(row: RuleRow) -> RefusedText:
    return RefusedText(
        row.text(Holds.RULE_ID), row.text(Holds.READ_FROM), row.text(Holds.REASON)
    )


def _still_refused(row: RuleRow, waiting: RefusedText) -> Diagnostic:
    known = waiting.code in tuple(Code)
    return Diagnostic(
        Code(waiting.code) if known else Code.RULE_ROW_UNCLEAR,
        row.place,
        waiting.message or "a row that an import refused waits here",
        f"settle it at {waiting.where or 'its workbook'} and import that again, or"
        " delete this row once it is decided",
        severity=Severity.WARNING,
    )


def _no_kind(row: RuleRow) -> Diagnostic:
    kinds = [*map(str, RuleKind), REFUSED]
    listed = ", ".join(f"`{kind}`" for kind in kinds)
    written = row.text(Holds.KIND)
    return Diagnostic(
        Code.RULE_ROW_UNCLEAR,
        row.place,
        f"`{written}` is no kind of rule" if written else "the row has no kind",
        did_you_mean(written, kinds, otherwise=f"write one of {listed}"),
    )


def _repeated(places: Mapping[RuleId, Sequence[CellRef]]) -> Iterator[Diagnostic]:
    for rule_id, several in places.items():
        for place in several[1:]:
            yield Diagnostic(
                Code.DUPLICATE_ID,
                place,
                f"the id `{rule_id}` is given twice in this table",
                "give each rule an id of its own",
                also=(several[0],),
            )


def _pointing_nowhere(
    rules: Iterable[CreditRule], known: Mapping[RuleId, Sequence[CellRef]]
) -> Iterator[Diagnostic]:
    """Report what points at a rule of this table that it does not have."""
    for rule in rules:
        pointed = [one for one in rule.head.overrides if "/" not in one]
        if isinstance(rule, EquivalencyRule) and rule.partial_of is not None:
            pointed.append(rule.partial_of)
        for one in pointed:
            if one not in known:
                yield Diagnostic(
                    Code.UNKNOWN_RULE,
                    rule.head.origin,
                    f"there is no rule `{one}` in this table",
                    did_you_mean(one, known, otherwise="name a rule of this table"),
                )
