"""A compiled rule in the words of the policy language, whatever it was read from."""

from fractions import Fraction
from typing import assert_never

from articulate.model.credit import CreditUnit
from articulate.model.exact import number_text
from articulate.rulebook.clauses import clause_text, selector_text
from articulate.rulebook.credit_rules import (
    CreditRule,
    DenyRule,
    EquivalencyRule,
    ReferRule,
)
from articulate.rulebook.sources import (
    AwardSource,
    BlockSource,
    Either,
    SomeOf,
    Source,
    Together,
)
from articulate.rulebook.targets import (
    Amount,
    BlockTarget,
    CatalogAmount,
    CourseTarget,
    EarnedAmount,
    ElectiveTarget,
    EveryTarget,
    FixedAmount,
    NoTarget,
    OneTarget,
    RequirementTarget,
    RestAmount,
    Target,
)


def rule_text(rule: CreditRule) -> str:
    """Write a rule as its author would, without its id: `CIS 120 -> CSCI 141`."""
    source = source_text(rule.source)
    match rule:
        case EquivalencyRule():
            said = f"{source} -> {target_text(rule.target)}".strip()
        case DenyRule():
            ground = f" ground {rule.ground}" if rule.ground else ""
            named = f"deny {source}".strip()
            said = f'{named} because "{rule.because}"{ground}'
        case ReferRule():
            because = f' because "{rule.because}"' if rule.because else ""
            said = f'{f"refer {source}".strip()} to "{rule.to}"{because}'
        case _:
            assert_never(rule)
    when = "" if rule.condition is None else f" when {clause_text(rule.condition)}"
    return f"{said}{when}"


def source_text(source: Source) -> str:
    """Write the left side of a rule, institutions included."""
    match source:
        case AwardSource(title=title):
            return f'award "{title}"'
        case BlockSource():
            return ""
        case Together(parts=parts):
            return " + ".join(_inside(part) for part in parts)
        case Either(parts=parts):
            return " | ".join(_inside(part) for part in parts)
        case SomeOf(count=count, parts=parts):
            return f"{count} of ({', '.join(source_text(part) for part in parts)})"
        case _:
            return selector_text(source)


def target_text(target: Target) -> str:
    """Write the right side of a rule, credit in brackets where it is written."""
    match target:
        case CourseTarget():
            return f"{target.code}{_amount(target.amount)}"
        case ElectiveTarget():
            parts = ("elective", target.subject, target.level)
            named = " ".join(str(part) for part in parts if part)
            return f"{named}{_amount(target.amount)}"
        case RequirementTarget():
            return f"requirement {target.attribute}{_amount(target.amount)}"
        case BlockTarget():
            return f'block "{target.title}"{_amount(target.amount)}'
        case NoTarget():
            return "none"
        case EveryTarget(parts=parts):
            return " + ".join(_grouped(part) for part in parts)
        case OneTarget(parts=parts):
            return " | ".join(_grouped(part) for part in parts)
    assert_never(target)


def _inside(source: Source) -> str:
    text = source_text(source)
    return f"({text})" if isinstance(source, Together | Either) else text


def _grouped(target: Target) -> str:
    text = target_text(target)
    return f"({text})" if isinstance(target, EveryTarget | OneTarget) else text


def _amount(amount: Amount | None) -> str:
    match amount:
        case None:
            return ""
        case FixedAmount():
            return f" [{number_text(amount.amount)} {_unit(amount.unit)}]"
        case EarnedAmount():
            least = _bound("min", amount.least)
            return f" [earned{least}{_bound('max', amount.most)}]"
        case CatalogAmount():
            return " [catalog]"
        case RestAmount():
            return " [rest]"
    assert_never(amount)


def _bound(word: str, amount: Fraction | None) -> str:
    return "" if amount is None else f" {word} {number_text(amount)} cr"


def _unit(unit: CreditUnit | None) -> str:
    return "cr" if unit is None else str(unit)
