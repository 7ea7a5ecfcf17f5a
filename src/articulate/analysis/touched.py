"""Which learners a change of rules could touch: all others need no new evaluation.

Nobody is left out who could be touched. A rule is only about the courses that it names,
so a changed rule touches those who bring one. Whatever cannot be told from the names
alone (renamed or described courses, unusual letters, what is said of all learning)
touches everybody it might.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from articulate.model.course import CourseCode
from articulate.model.identifiers import BlockId, InstitutionId
from articulate.model.record import LearnerRecord
from articulate.model.transcript import Transcript
from articulate.rulebook.block_index import index_of
from articulate.rulebook.codec import canonical_bytes
from articulate.rulebook.credit_rules import AgreementBlock, CreditRule
from articulate.rulebook.in_force import Headed
from articulate.rulebook.pools import OneCourse
from articulate.rulebook.rulebook import Rulebook
from articulate.rulebook.sources import leaves_of
from articulate.rulebook.version import BlockHead, BlockKind

_Key = tuple[str, ...]
_OF_ONE_KIND = frozenset(
    {BlockKind.CREDENTIAL, BlockKind.TRAINING, BlockKind.PORTFOLIO}
)
_BY_NAME = frozenset({BlockKind.EXAM, BlockKind.DEGREE})


@dataclass(slots=True)
class Touched:
    """What differs between two rulebooks, by what of a record it could be about.

    `everything` says that it could be anything. `senders` are institutions any of whose
    learning it could be, `courses` single courses by institution and folded code,
    `kinds` kinds of learning, `named` exams and degrees. `known` are the institutions
    that go by one code only.
    """

    everything: bool = False
    senders: set[InstitutionId] = field(default_factory=set)
    courses: dict[InstitutionId, set[str]] = field(default_factory=dict)
    kinds: set[BlockKind] = field(default_factory=set)
    named: set[tuple[BlockKind, str]] = field(default_factory=set)
    known: frozenset[InstitutionId] = frozenset()

    def by(self, record: LearnerRecord, degrees: Iterable[BlockId] = ()) -> bool:
        """Say whether a record could come out differently."""
        if self.everything:
            return True
        return (
            any(self._in(transcript) for transcript in record.transcripts)
            or any((BlockKind.EXAM, one.exam) in self.named for one in record.exams)
            or any((BlockKind.DEGREE, one) in self.named for one in degrees)
            or (bool(record.credentials) and BlockKind.CREDENTIAL in self.kinds)
            or (bool(record.trainings) and BlockKind.TRAINING in self.kinds)
            or (bool(record.portfolios) and BlockKind.PORTFOLIO in self.kinds)
        )

    def _in(self, transcript: Transcript) -> bool:
        sender = transcript.institution
        if sender not in self.known:
            return bool(self.senders or self.courses)
        if sender in self.senders:
            return True
        courses = self.courses.get(sender)
        return courses is not None and any(
            not one.code.local.isascii() or _folded(one.code.local) in courses
            for one in transcript.courses
        )


def touched_between(before: Rulebook, after: Rulebook) -> Touched:
    """Compare two rulebooks by what they say, wherever it is written."""
    found = Touched(known=_known(before) & _known(after))
    renaming = _renaming(before) | _renaming(after)
    old, new = _by_key(before), _by_key(after)
    for key in sorted(old.keys() | new.keys()):
        one, other = old.get(key, []), new.get(key, [])
        if [_said(block) for block in one] != [_said(block) for block in other]:
            _note(found, one, other, renaming)
    return found


def _note(
    found: Touched,
    before: list[Headed],
    after: list[Headed],
    renaming: frozenset[InstitutionId],
) -> None:
    """Note what a block that differs could be about."""
    head = (before or after)[0].head
    match head.kind:
        case BlockKind.AGREEMENT | BlockKind.EQUIVALENCIES:
            blocks = [*before, *after]
            mine = [one for one in blocks if isinstance(one, AgreementBlock)]
            courses = _courses(before, after)
            if courses is None or not renaming.isdisjoint(courses):
                senders = {one for block in mine for one in _senders(block)}
                found.senders |= senders
                found.everything |= not senders
            else:
                for sender, codes in courses.items():
                    found.courses.setdefault(sender, set()).update(codes)
        case kind if kind in _BY_NAME:
            found.named.add((kind, head.id))
        case kind if kind in _OF_ONE_KIND:
            found.kinds.add(kind)
        case _:
            found.everything = True


def _courses(
    before: list[Headed], after: list[Headed]
) -> dict[InstitutionId, set[str]] | None:
    """Return the courses that changed rules name; None where that does not tell all."""
    if len(before) != 1 or len(after) != 1:
        return None
    one, other = before[0], after[0]
    if not isinstance(one, AgreementBlock) or not isinstance(other, AgreementBlock):
        return None
    if _said(replace(one, rules=())) != _said(replace(other, rules=())):
        return None
    old = {canonical_bytes(rule, origins=False): rule for rule in one.rules}
    new = {canonical_bytes(rule, origins=False): rule for rule in other.rules}
    found: dict[InstitutionId, set[str]] = {}
    for said in sorted(old.keys() ^ new.keys()):
        named = list(_named(old.get(said) or new[said]))
        if not named:
            return None
        for code in named:
            if code is None:
                return None
            found.setdefault(code.institution, set()).add(_folded(code.local))
    return found


def _named(rule: CreditRule) -> Iterator[CourseCode | None]:
    """Yield the courses that a rule is about, None for what is no single course."""
    for leaf in leaves_of(rule.source):
        yield leaf.code if isinstance(leaf, OneCourse) else None


def _senders(block: AgreementBlock) -> Iterator[InstitutionId]:
    yield from block.head.sending
    yield from index_of(block.rules).institutions


def _known(book: Rulebook) -> frozenset[InstitutionId]:
    return frozenset(one.institution.id for one in book.institutions)


def _renaming(book: Rulebook) -> frozenset[InstitutionId]:
    """Return the institutions at which one course may go by several codes."""
    return frozenset(
        one.head.receiving
        for one in book.catalogs
        if one.head.receiving is not None
        and (one.renamings or any(course.same_as for course in one.courses))
    )


def _by_key(book: Rulebook) -> Mapping[_Key, list[Headed]]:
    found: dict[_Key, list[Headed]] = {}
    for block in book.blocks():
        found.setdefault(_key(block.head), []).append(block)
    return found


def _key(head: BlockHead) -> _Key:
    return (head.kind, head.name, head.receiving or "", *sorted(head.sending))


def _said(block: Headed) -> bytes:
    return canonical_bytes(block, origins=False)


def _folded(code: str) -> str:
    """Write a code so that no spelling of it looks like another course.

    >>> _folded("CIS  120-A") == _folded("cis 120a")
    True
    """
    return "".join(letter for letter in code.casefold() if letter.isalnum())
