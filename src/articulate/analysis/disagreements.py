"""AR401, AR402, AR237: rules that disagree, reported with a learner who shows it."""

from articulate.analysis.overlaps import Overlap
from articulate.analysis.problem import Problem
from articulate.analysis.sentence import learner_sentence, learning_name
from articulate.analysis.voices import Rank, Voice
from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.diagnostics.origin import origin_key
from articulate.rulebook.credit_rules import DenyRule, EquivalencyRule, ReferRule
from articulate.rulebook.learning_blocks import ExamBlock


def disagreement(overlap: Overlap) -> Problem:
    """Report two rules that disagree, at the one that stands later."""
    first, second = sorted(
        (overlap.one, overlap.other),
        key=lambda voice: (origin_key(voice.rule.head.origin), voice.name),
    )
    code, severity = _kind(overlap)
    learning = learning_name(overlap.witness.record)
    return Problem(
        Diagnostic(
            code,
            second.rule.head.origin,
            _crossing(overlap, learning)
            if overlap.crossing
            else _message(first, second, learning),
            _help(first, second),
            also=(first.rule.head.origin,),
            severity=severity,
            shown_by=learner_sentence(overlap.witness),
        ),
        overlap.witness,
    )


def _kind(overlap: Overlap) -> tuple[Code, Severity]:
    """Tell what would be seen at once by two degrees from what anybody meets."""
    one, other = overlap.one, overlap.other
    if isinstance(one.opened.block, ExamBlock) and one.opened is other.opened:
        return Code.SCORE_BAND_OVERLAP, Severity.ERROR
    degrees = {one.opened.block.head.degree, other.opened.block.head.degree}
    if one.opened.rank is Rank.DEGREE_AGREEMENT and len(degrees) > 1:
        return Code.DEGREES_DISAGREE, Severity.WARNING
    return Code.RULES_DISAGREE, Severity.ERROR


def _message(first: Voice, second: Voice, learning: str) -> str:
    names = _short(second, first), _short(first, second)
    if first.against is second.against and isinstance(first.rule, EquivalencyRule):
        return f"`{names[0]}` and `{names[1]}` both speak of {learning}, and differ"
    says = _does(second), _does(first)
    return f"`{names[0]}` {says[0]} {learning}, and `{names[1]}` {says[1]} it"


def _crossing(overlap: Overlap, learning: str) -> str:
    """Say that one rule turns away a part of what the other uses together."""
    against, using = overlap.one, overlap.other
    return (
        f"`{_short(against, using)}` {_does(against)} a part of {learning}, and "
        f"`{_short(using, against)}` gives credit for the set"
    )


def _does(voice: Voice) -> str:
    match voice.rule:
        case DenyRule():
            return "denies"
        case ReferRule():
            return "refers"
        case EquivalencyRule():
            return "gives credit for"


def _short(voice: Voice, beside: Voice) -> str:
    """Name a rule as briefly as one can beside the other."""
    same = voice.opened is beside.opened
    return str(voice.rule.head.id) if same else voice.name


def _help(first: Voice, second: Voice) -> str:
    if isinstance(second.rule.head.origin, CellRef):
        return "correct one of the rows, or write a rule that overrides them"
    return (
        f"narrow one of them, or say which goes first: `{second.rule.head.id} "
        f"overrides {_short(first, second)}`"
    )
