"""Which other rules an import would disagree with, or keep from being heard."""

from collections.abc import Iterable
from dataclasses import replace

from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.origin import Origin
from articulate.diagnostics.report import Report
from articulate.model.course import CourseCode
from articulate.rulebook.credit_rules import AgreementBlock, CreditRule
from articulate.rulebook.pools import OneCourse
from articulate.rulebook.rulebook import Rulebook
from articulate.rulebook.sources import leaves_of
from articulate.rulebook.version import BlockKind
from articulate.services.check_rules import rules_report
from articulate.services.import_changes import ImportChanges
from articulate.services.next_version import NextVersion


def conflicts_of(made: NextVersion, found: ImportChanges, known: Rulebook) -> Report:
    """Report what `check` would say of the rules that are added or changed.

    Only rules about the same courses are looked at, with every name that a course has
    in the catalogs, so that a large agreement costs what is changed of it.
    """
    changed = [*found.changes.added, *(new for _, new in found.changes.changed)]
    if not changed:
        return Report()
    origins = {rule.head.origin for rule in changed}
    courses = _courses(changed)
    about = None if courses is None else _by_every_name(courses, known)
    book = _near(_with(made, known), about)
    return Report.of(
        one for one in rules_report(book).diagnostics if _concerns(one, origins)
    )


def _concerns(problem: Diagnostic, origins: set[Origin]) -> bool:
    return problem.place in origins or any(also in origins for also in problem.also)


def _with(made: NextVersion, known: Rulebook) -> Rulebook:
    """Put the version into a rulebook, in the place of the one that it corrects."""

    def versions(blocks: tuple[AgreementBlock, ...]) -> tuple[AgreementBlock, ...]:
        kept = [one for one in blocks if not (made.corrects and one is made.before)]
        return (*kept, made.block)

    if made.block.head.kind is BlockKind.AGREEMENT:
        return replace(known, digest="", agreements=versions(known.agreements))
    return replace(known, digest="", equivalencies=versions(known.equivalencies))


def _near(book: Rulebook, about: frozenset[CourseCode] | None) -> Rulebook:
    """Leave out the rules about other courses; None is about all of them."""
    if about is None:
        return book

    def near(blocks: tuple[AgreementBlock, ...]) -> tuple[AgreementBlock, ...]:
        return tuple(
            replace(one, rules=tuple(r for r in one.rules if _meets(r, about)))
            for one in blocks
        )

    return replace(
        book, agreements=near(book.agreements), equivalencies=near(book.equivalencies)
    )


def _meets(rule: CreditRule, about: frozenset[CourseCode]) -> bool:
    return any(
        not isinstance(leaf, OneCourse) or leaf.code in about
        for leaf in leaves_of(rule.source)
    )


def _courses(rules: Iterable[CreditRule]) -> frozenset[CourseCode] | None:
    """Return the courses that rules ask for; None where one asks for a description."""
    found = set()
    for rule in rules:
        for leaf in leaves_of(rule.source):
            if not isinstance(leaf, OneCourse):
                return None
            found.add(leaf.code)
    return frozenset(found)


def _by_every_name(
    courses: frozenset[CourseCode], known: Rulebook
) -> frozenset[CourseCode]:
    """Add the codes that a course had before or since, or has beside its own."""
    links: dict[CourseCode, set[CourseCode]] = {}
    for catalog in known.catalogs:
        pairs = [(one.old, one.new) for one in catalog.renamings]
        pairs += [(one.code, same) for one in catalog.courses for same in one.same_as]
        for one, other in pairs:
            links.setdefault(one, set()).add(other)
            links.setdefault(other, set()).add(one)
    found = set(courses)
    waiting = list(courses)
    while waiting:
        for other in links.get(waiting.pop(), ()):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return frozenset(found)
