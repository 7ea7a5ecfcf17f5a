"""What stands inside a statement: sources, targets, pools and conditions."""

from articulate.language.format.words import quoted, subject_text, text_of
from articulate.language.syntax.conditions import (
    And,
    Comparison,
    Count,
    Fact,
    Has,
    Holds,
    Includes,
    Membership,
    Not,
    Or,
    Sum,
    Within,
)
from articulate.language.syntax.node import Node
from articulate.language.syntax.pools import (
    AnyCourse,
    Graded,
    OfAccredited,
    OfAttribute,
    OfInstitution,
    OfInstitutionKind,
    OfLevel,
    OfOrigin,
    OfSubjects,
    PoolAnd,
    PoolExcept,
    PoolOr,
)
from articulate.language.syntax.sources import (
    AwardSource,
    BlockTarget,
    CatalogAmount,
    CourseTarget,
    EarnedAmount,
    ElectiveTarget,
    FixedAmount,
    NoTarget,
    RequirementTarget,
    RestAmount,
    SourceAll,
    SourceAny,
    SourceCount,
    TargetAll,
    TargetChoice,
)

__all__ = ["elective_text", "text_of"]

# --- sources and targets --------------------------------------------------------------


def _joined(word: str, parts: tuple[Node, ...], chains: tuple[type, ...]) -> str:
    """Join parts with a word; a part that is itself joined goes in parentheses."""
    return f" {word} ".join(
        f"({text_of(part)})" if isinstance(part, chains) else text_of(part)
        for part in parts
    )


_SOURCES = (SourceAll, SourceAny)
_TARGETS = (TargetAll, TargetChoice)
_POOLS = (PoolOr, PoolAnd, PoolExcept)
_CONDITIONS = (And, Or)


@text_of.register
def _(node: AwardSource) -> str:
    return f"award {quoted(node.title)}"


@text_of.register
def _(node: SourceAll) -> str:
    return _joined("+", node.parts, _SOURCES)


@text_of.register
def _(node: SourceAny) -> str:
    return _joined("|", node.parts, _SOURCES)


@text_of.register
def _(node: SourceCount) -> str:
    return f"{node.count} of ({', '.join(text_of(part) for part in node.parts)})"


@text_of.register
def _(node: FixedAmount) -> str:
    return f" [{text_of(node.credits)}]"


@text_of.register
def _(node: EarnedAmount) -> str:
    least = f" min {text_of(node.least)}" if node.least else ""
    most = f" max {text_of(node.most)}" if node.most else ""
    return f" [earned{least}{most}]"


@text_of.register
def _(_node: CatalogAmount) -> str:
    return " [catalog]"


@text_of.register
def _(_node: RestAmount) -> str:
    return " [rest]"


def elective_text(subject: str | None, level: str | None, *, same: bool) -> str:
    """Write `elective`, with its subject and level."""
    words = ["elective"]
    if same:
        words.append("same subject")
    if subject is not None:
        words.append(subject_text(subject))
    if level is not None:
        words.append(level)
    return " ".join(words)


@text_of.register
def _(node: CourseTarget) -> str:
    return text_of(node.course) + _amount(node.amount)


@text_of.register
def _(node: ElectiveTarget) -> str:
    words = elective_text(node.subject, node.level, same=node.same_subject)
    return words + _amount(node.amount)


@text_of.register
def _(node: RequirementTarget) -> str:
    return f"requirement {text_of(node.attribute)}{_amount(node.amount)}"


@text_of.register
def _(node: BlockTarget) -> str:
    return f"block {quoted(node.title)}{_amount(node.amount)}"


@text_of.register
def _(_node: NoTarget) -> str:
    return "none"


@text_of.register
def _(node: TargetAll) -> str:
    return _joined("+", node.parts, _TARGETS)


@text_of.register
def _(node: TargetChoice) -> str:
    return _joined("|", node.parts, _TARGETS)


def _amount(amount: Node | None) -> str:
    return "" if amount is None else text_of(amount)


# --- pools ----------------------------------------------------------------------------


@text_of.register
def _(node: OfSubjects) -> str:
    word = "subject" if len(node.subjects) == 1 else "subjects"
    return f"{word} {', '.join(subject_text(each) for each in node.subjects)}"


@text_of.register
def _(node: OfAttribute) -> str:
    return f"attribute {text_of(node.attribute)}"


@text_of.register
def _(node: OfLevel) -> str:
    return f"level {node.level}"


@text_of.register
def _(_node: AnyCourse) -> str:
    return "any course"


@text_of.register
def _(node: Graded) -> str:
    return f"{node.how} graded"


@text_of.register
def _(node: OfOrigin) -> str:
    return node.origin


@text_of.register
def _(node: OfInstitution) -> str:
    return node.institution.text


@text_of.register
def _(node: OfInstitutionKind) -> str:
    return f"{node.kind.text} institutions"


@text_of.register
def _(_node: OfAccredited) -> str:
    return "accredited institutions"


@text_of.register
def _(node: PoolOr) -> str:
    return _joined("or", node.parts, _POOLS)


@text_of.register
def _(node: PoolAnd) -> str:
    return _joined("and", node.parts, _POOLS)


@text_of.register
def _(node: PoolExcept) -> str:
    return _joined("except", (node.pool, *node.without), _POOLS)


# --- conditions -----------------------------------------------------------------------


@text_of.register
def _(node: Fact) -> str:
    if node.argument is None:
        return node.name
    link = " on " if node.name == "unexpired" else " "
    return f"{node.name}{link}{text_of(node.argument)}"


@text_of.register
def _(node: Sum) -> str:
    return " + ".join(text_of(part) for part in node.parts)


@text_of.register
def _(node: Count) -> str:
    return f"count ({text_of(node.condition)})"


@text_of.register
def _(node: Comparison) -> str:
    return f"{text_of(node.left)} {node.operator} {text_of(node.right)}"


@text_of.register
def _(node: Membership) -> str:
    values = ", ".join(text_of(value) for value in node.values)
    return f"{text_of(node.left)} in ({values})"


@text_of.register
def _(node: Includes) -> str:
    return f"{text_of(node.left)} includes {text_of(node.text)}"


@text_of.register
def _(node: Within) -> str:
    window = f"within {text_of(node.duration)} {node.direction} {text_of(node.anchor)}"
    return f"{text_of(node.left)} {window}"


@text_of.register
def _(node: Holds) -> str:
    return text_of(node.fact)


@text_of.register
def _(node: Has) -> str:
    how = "attempted " if node.attempted else "in progress " if node.in_progress else ""
    credit = _joined("", (node.credit,), _POOLS)
    origin = f" from {_joined('', (node.from_,), _POOLS)}" if node.from_ else ""
    asked = ", ".join(text_of(each) for each in node.with_)
    return f"has {how}{credit}{origin}{f' with {asked}' if asked else ''}"


@text_of.register
def _(node: Not) -> str:
    return f"not {_joined('', (node.condition,), _CONDITIONS)}"


@text_of.register
def _(node: And) -> str:
    return _joined("and", node.parts, _CONDITIONS)


@text_of.register
def _(node: Or) -> str:
    return _joined("or", node.parts, _CONDITIONS)
