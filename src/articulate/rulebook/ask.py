"""One condition put to one set of facts: an answer, and the reasons for it.

Here rather than in `engine`, because the audit asks too. The logic is Kleene's: unknown
never becomes no.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from articulate.model.answer import Answer, all_of, answer_of, any_of, negated
from articulate.model.duration import after
from articulate.model.finding import Finding
from articulate.model.reason import Reason, ReasonCode
from articulate.rulebook.clauses import clause_text, operand_text, value_text
from articulate.rulebook.compare import compare, compare_with_term, holds
from articulate.rulebook.conditions import (
    AnyOf,
    Comparison,
    Condition,
    CountCriteria,
    DateValue,
    DurationValue,
    EachCriterion,
    Every,
    Fact,
    FactName,
    Has,
    Holds,
    Includes,
    Membership,
    Not,
    NumberValue,
    Operand,
    Operator,
    Sum,
    TermValue,
    TextValue,
    Within,
)
from articulate.rulebook.facts import Facts, FactValue, Missing, Never, SeenGrade

_GRADES = (
    FactName.GRADE,
    FactName.UNDERLYING,
    FactName.AVERAGE_GRADE,
)
_FLIPPED = {
    Operator.EQUAL: Operator.EQUAL,
    Operator.UNEQUAL: Operator.UNEQUAL,
    Operator.LESS: Operator.MORE,
    Operator.AT_MOST: Operator.AT_LEAST,
    Operator.MORE: Operator.LESS,
    Operator.AT_LEAST: Operator.AT_MOST,
}


def ask(condition: Condition, facts: Facts) -> Finding:
    """Put *condition* to *facts*.

    The reasons are the smallest set that gives the answer: every clause of a met `and`,
    the clauses that failed of one that is not met, the first met clause of an `or`.
    """
    match condition:
        case Comparison():
            return _comparison(condition, facts)
        case Membership():
            return _membership(condition, facts)
        case Includes():
            return _includes(condition, facts)
        case Within():
            return _within(condition, facts)
        case Holds():
            return _holds(condition, facts)
        case EachCriterion() | CountCriteria():
            return _criteria(condition, facts)
        case Has():
            return facts.has(condition)
        case Every(conditions=conditions):
            return _joined([ask(one, facts) for one in conditions], every=True)
        case AnyOf(conditions=conditions):
            return _joined([ask(one, facts) for one in conditions], every=False)
        case Not(condition=inner):
            return _negated(condition, ask(inner, facts))


def _comparison(asked: Comparison, facts: Facts) -> Finding:
    left, operator, right = asked.left, asked.operator, asked.right
    if not isinstance(left, Fact | Sum) and isinstance(right, Fact | Sum):
        left, operator, right = right, _FLIPPED[operator], left
    seen = _value(left, facts)
    wanted = _wanted(right, facts)
    if isinstance(seen, Missing):
        return _unknown(asked, left, operand_text(right), seen)
    if isinstance(wanted, Missing):
        return _unknown(asked, left, operand_text(right), wanted)
    if isinstance(right, TermValue):
        truth = _against_term(seen, operator, right, facts)
    else:
        truth = compare(seen, operator, wanted, facts.wanted_scale)
    if truth is None:
        return _unknown(asked, left, operand_text(right), _unplaced(left, seen))
    saw = value_text(seen)
    return _clause(asked, left, (operator, operand_text(right), saw), truth=truth)


def _against_term(
    seen: FactValue, operator: Operator, wanted: TermValue, facts: Facts
) -> bool | None:
    term = facts.term(wanted.term)
    if term is None or not isinstance(seen, date):
        return None
    return compare_with_term(seen, operator, term)


def _membership(asked: Membership, facts: Facts) -> Finding:
    seen = _value(asked.fact, facts)
    inside = ", ".join(operand_text(value) for value in asked.values)
    if isinstance(seen, Missing):
        return _unknown(asked, asked.fact, inside, seen)
    scale = facts.wanted_scale
    truths = [compare(seen, Operator.EQUAL, value, scale) for value in asked.values]
    answer = any_of(answer_of(truth) for truth in truths)
    if answer is Answer.UNKNOWN:
        return _unknown(asked, asked.fact, inside, _unplaced(asked.fact, seen))
    shown = (Operator.EQUAL, inside, value_text(seen))
    return _clause(asked, asked.fact, shown, truth=answer is Answer.MET)


def _includes(asked: Includes, facts: Facts) -> Finding:
    seen = facts.value(asked.fact)
    if isinstance(seen, Missing):
        return _unknown(asked, asked.fact, asked.text, seen)
    truth = asked.text in seen if isinstance(seen, tuple | str) else None
    if truth is None:
        return _unknown(asked, asked.fact, asked.text, _unplaced(asked.fact, seen))
    if not truth and asked.fact.name is FactName.EVIDENCE:
        # Evidence is open: what is listed does not say that nothing else was shown.
        needs = Missing(f'"{asked.text}" among its evidence')
        return _unknown(asked, asked.fact, asked.text, needs)
    shown = (Operator.EQUAL, asked.text, value_text(seen))
    return _clause(asked, asked.fact, shown, truth=truth)


def _within(asked: Within, facts: Facts) -> Finding:
    seen = facts.value(asked.fact)
    anchor = _wanted(asked.anchor, facts)
    wanted = clause_text(asked)
    if isinstance(seen, Missing):
        return _unknown(asked, asked.fact, wanted, seen)
    if isinstance(anchor, Missing):
        return _unknown(asked, asked.fact, wanted, anchor)
    day = anchor.day if isinstance(anchor, DateValue) else None
    if day is None or not isinstance(seen, date):
        return _unknown(asked, asked.fact, wanted, _unplaced(asked.fact, seen))
    # Years are added to the earlier of the two days, as `month-end` is written of.
    earlier, later = (seen, day) if asked.before else (day, seen)
    edge = after(earlier, asked.duration, facts.month_end)
    truth = True if later <= earlier else None if edge is None else later <= edge
    if truth is None:
        length = asked.duration
        needs = Missing(f"how {seen} and {length} are counted ({length.unread})")
        return _unknown(asked, asked.fact, wanted, needs)
    side = "before" if asked.before else "after"
    span = f"within {asked.duration} {side} {day}"
    return _clause(asked, asked.fact, ("", span, seen.isoformat()), truth=truth)


def _holds(asked: Holds, facts: Facts) -> Finding:
    seen = facts.value(asked.fact)
    if isinstance(seen, Missing):
        return _unknown(asked, asked.fact, "yes", seen)
    if asked.fact.name is FactName.UNEXPIRED:
        return _unexpired(asked, seen, facts)
    if not isinstance(seen, bool):
        return _unknown(asked, asked.fact, "yes", _unplaced(asked.fact, seen))
    shown = (Operator.EQUAL, "yes", value_text(seen))
    return _clause(asked, asked.fact, shown, truth=seen)


def _unexpired(asked: Holds, seen: FactValue, facts: Facts) -> Finding:
    on = asked.on if asked.on is not None else Fact(FactName.EVALUATED)
    wanted = _wanted(on, facts)
    if isinstance(wanted, Missing):
        return _unknown(asked, asked.fact, operand_text(on), wanted)
    day = wanted.day if isinstance(wanted, DateValue) else None
    if seen is Never.EXPIRES:
        shown = (Operator.AT_LEAST, operand_text(on), str(seen))
        return _clause(asked, asked.fact, shown, truth=True)
    if day is None or not isinstance(seen, date):
        return _unknown(
            asked, asked.fact, operand_text(on), _unplaced(asked.fact, seen)
        )
    shown = (Operator.AT_LEAST, day.isoformat(), seen.isoformat())
    return _clause(asked, asked.fact, shown, truth=day <= seen)


def _criteria(asked: EachCriterion | CountCriteria, facts: Facts) -> Finding:
    levels = facts.levels()
    fact = Fact(FactName.CRITERION)
    if isinstance(levels, Missing):
        return _unknown(asked, fact, clause_text(asked), levels)
    judged = [(name, level) for name, level in levels if level is not None]
    open_ = [name for name, level in levels if level is None]
    answer = _of_criteria(asked, [level for _, level in judged], len(open_))
    wanted = clause_text(asked)
    if answer is Answer.UNKNOWN:
        needs = Missing(" and ".join(f'criterion "{name}"' for name in open_))
        return _unknown(asked, fact, wanted, needs)
    saw = ", ".join(f"{name}: {value_text(level)}" for name, level in judged)
    shown = (Operator.EQUAL, wanted, saw)
    return _clause(asked, fact, shown, truth=answer is Answer.MET)


def _of_criteria(
    asked: EachCriterion | CountCriteria, judged: Sequence[Fraction], unjudged: int
) -> Answer:
    """Answer for the criteria judged, whatever the others will be found to be."""
    if isinstance(asked, EachCriterion):
        each = [_number_holds(one, asked.operator, asked.level) for one in judged]
        return all_of((*map(answer_of, each), *[Answer.UNKNOWN] * unjudged))
    least = sum(_number_holds(one, asked.inner, asked.level) for one in judged)
    truths = {
        _number_holds(Fraction(count), asked.operator, asked.count)
        for count in range(least, least + unjudged + 1)
    }
    return answer_of(truths.pop()) if len(truths) == 1 else Answer.UNKNOWN


def _number_holds(seen: Fraction, operator: Operator, wanted: Fraction) -> bool:
    return bool(holds(operator, (seen > wanted) - (seen < wanted)))


def _value(operand: Operand, facts: Facts) -> FactValue:
    if isinstance(operand, Fact):
        return facts.value(operand)
    if isinstance(operand, Sum):
        return _sum(operand, facts)
    if isinstance(operand, NumberValue):
        return operand.number
    if isinstance(operand, DateValue):
        return operand.day
    if isinstance(operand, DurationValue):
        return operand.duration
    return operand_text(operand)


def _sum(operand: Sum, facts: Facts) -> FactValue:
    total = Fraction(0)
    for term in operand.terms:
        value = _value(term, facts)
        if isinstance(value, Missing):
            return value
        if not isinstance(value, Fraction):
            return Missing(f"a number for {operand_text(term)}")
        total += value
    return total


def _wanted(operand: Operand, facts: Facts) -> Operand | Missing:
    """Resolve the right side: a fact or a sum becomes the value it came to."""
    if not isinstance(operand, Fact | Sum):
        return operand
    value = _value(operand, facts)
    if isinstance(value, Missing):
        return value
    if isinstance(value, SeenGrade):
        return TextValue(value.mark)
    if isinstance(value, date):
        return DateValue(value)
    if isinstance(value, Fraction):
        return NumberValue(value)
    return TextValue(value_text(value))


def _joined(findings: list[Finding], *, every: bool) -> Finding:
    answers = [finding.answer for finding in findings]
    answer = all_of(answers) if every else any_of(answers)
    telling = [finding for finding in findings if finding.answer is answer]
    if answer is Answer.MET and not every:
        telling = telling[:1]
    reasons = tuple(reason for finding in telling for reason in finding.reasons)
    if answer is not Answer.UNKNOWN:
        return Finding(answer, reasons)
    word = " and " if every else " or "
    open_parts = [finding.residual for finding in telling if finding.residual]
    return Finding(answer, reasons, word.join(dict.fromkeys(open_parts)))


def _negated(asked: Not, inner: Finding) -> Finding:
    answer = negated(inner.answer)
    if answer is Answer.UNKNOWN:
        return Finding(answer, inner.reasons, clause_text(asked))
    code = (
        ReasonCode.CONDITION_MET
        if answer is Answer.MET
        else ReasonCode.CONDITION_NOT_MET
    )
    wanted = clause_text(asked)
    reasons = tuple(replace(one, code=code, wanted=wanted) for one in inner.reasons)
    return Finding(answer, reasons or (Reason(code, wanted=wanted),))


def _clause(
    asked: Condition,
    operand: Operand,
    shown: tuple[str, str, str],
    *,
    truth: bool,
) -> Finding:
    operator, wanted, saw = shown
    reason = Reason(
        _code(operand, "met" if truth else "not-met"),
        fact=operand_text(operand),
        wanted=wanted,
        saw=saw,
        operator=operator,
        text=clause_text(asked),
    )
    return Finding(Answer.MET if truth else Answer.NOT_MET, (reason,))


def _unknown(
    asked: Condition, operand: Operand, wanted: str, missing: Missing
) -> Finding:
    reason = Reason(
        _code(operand, "unknown"),
        fact=operand_text(operand),
        wanted=wanted,
        needs=missing.needs,
        text=clause_text(asked),
    )
    return Finding(Answer.UNKNOWN, (reason,), clause_text(asked))


def _unplaced(operand: Operand, seen: FactValue) -> Missing:
    """Say what would settle a comparison that what was seen cannot."""
    if isinstance(seen, SeenGrade):
        if seen.scale is None:
            return Missing(f"the scale that grade {seen.mark} stands on")
        return Missing(f"the grade behind {seen.mark}")
    return Missing(f"{operand_text(operand)} in a form that can be compared")


def _code(operand: Operand, ending: str) -> ReasonCode:
    first = operand.terms[0] if isinstance(operand, Sum) else operand
    if isinstance(first, Fact) and first.name in _GRADES:
        return ReasonCode(f"grade-{ending}")
    if isinstance(first, Fact) and first.name is FactName.SCORE:
        return ReasonCode(f"score-{ending}")
    return ReasonCode(f"condition-{ending}")
