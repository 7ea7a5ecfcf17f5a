"""A rule of an agreement as its words, part by part, as a row would hold them."""

from dataclasses import dataclass, replace
from enum import StrEnum

from articulate.language.wording.codes import all_said, grade_text, said
from articulate.language.wording.conditions import condition_text
from articulate.language.wording.sides import source_text, target_text
from articulate.rulebook.credit_rules import (
    CreditRule,
    DenyRule,
    EquivalencyRule,
    ReferRule,
)
from articulate.rulebook.version import BlockHead


class RuleKind(StrEnum):
    """The word that a rule opens with."""

    RULE = "rule"
    PARTIAL = "partial"
    DENY = "deny"
    REFER = "refer"


@dataclass(frozen=True, slots=True)
class RuleWords:
    """What a rule says, part by part; a part that it does not have is empty.

    `because`, `to` and each of `cites` are plain words, everything else is text of the
    language.

    >>> RuleWords("calc", RuleKind.RULE, "MATH 151", target="MATH 121").statement
    'rule calc: MATH 151 -> MATH 121'
    """

    id: str
    kind: RuleKind
    source: str
    target: str = ""
    when: str = ""
    graded: str = ""
    because: str = ""
    ground: str = ""
    to: str = ""
    part_of: str = ""
    overrides: str = ""
    cites: tuple[str, ...] = ()

    @property
    def statement(self) -> str | None:
        """The statement that a policy would have; None where words cannot be quoted."""
        part = f" of {self.part_of}" if self.part_of else ""
        over = f" overrides {self.overrides}" if self.overrides else ""
        gives = f" -> {self.target}" if self.target else ""
        texts = [f"{self.kind} {self.id}{part}{over}: {self.source}{gives}"]
        for word, text in (("to", self.to), ("because", self.because)):
            quoted = said(text)
            if quoted is None:
                return None
            if text or (word == "because" and self.kind is RuleKind.DENY):
                texts.append(f"{word} {quoted}")
        for word, text in (
            ("ground", self.ground),
            ("when", self.when),
            ("graded", self.graded),
        ):
            if text:
                texts.append(f"{word} {text}")
        cited = all_said(self.cites)
        if cited:
            texts.append(f"cites {cited}")
        return None if cited is None else " ".join(texts)


def rule_words(rule: CreditRule, head: BlockHead) -> RuleWords | None:
    """Take a rule apart into words; None where the language has none for a part of it.

    Codes of the only sender and of the receiving side stand alone.
    """
    sender = head.sending[0] if len(head.sending) == 1 else None
    source = source_text(rule.source, sender)
    asked = rule.condition
    when = "" if asked is None else condition_text(asked, head.receiving)
    if source is None or when is None:
        return None
    words = RuleWords(
        str(rule.head.id),
        RuleKind.RULE,
        source,
        when=when,
        overrides=", ".join(rule.head.overrides),
        cites=rule.head.cites,
        because=rule.because,
    )
    match rule:
        case EquivalencyRule(graded=graded, partial_of=whole):
            target = target_text(rule.target, head.receiving)
            if target is None:
                return None
            words = replace(
                words,
                kind=RuleKind.RULE if whole is None else RuleKind.PARTIAL,
                target=target,
                graded="" if graded is None else grade_text(graded),
                part_of=str(whole or ""),
            )
        case DenyRule(ground=ground):
            words = replace(words, kind=RuleKind.DENY, ground=str(ground or ""))
        case ReferRule(to=to):
            words = replace(words, kind=RuleKind.REFER, to=to)
    return words if words.statement is not None else None
