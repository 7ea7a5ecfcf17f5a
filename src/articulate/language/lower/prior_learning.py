"""Exams, credentials, training and portfolios."""

from articulate.language.lower.agreements import axis_of, credit_rules
from articulate.language.lower.codes import Sides
from articulate.language.lower.conditions import condition_of
from articulate.language.lower.heads import day_of, rule_head, spelled_id
from articulate.language.syntax import policies, prior_learning
from articulate.model.calendar import Period
from articulate.model.identifiers import BlockId, RuleId
from articulate.rulebook.credit_rules import RevokeRule
from articulate.rulebook.learning_blocks import (
    CredentialBlock,
    Criterion,
    ExamBlock,
    LearningBlock,
    LevelOrder,
    PortfolioBlock,
    ProofRequirement,
    TrainingBlock,
)
from articulate.rulebook.version import BlockHead


def learning_block(
    written: prior_learning.PriorLearningBlock, head: BlockHead
) -> LearningBlock:
    """Compile what one exam, credential, training or portfolio earns."""
    match written.kind:
        case "exam":
            return _exam(written, head)
        case "credential":
            return _credential(written, head)
        case "training":
            return _training(written, head)
        case "portfolio":
            return _portfolio(written, head)


def _exam(written: prior_learning.PriorLearningBlock, head: BlockHead) -> ExamBlock:
    scales = [
        one for one in written.statements if isinstance(one, prior_learning.Scores)
    ]
    return ExamBlock(
        head,
        lowest=scales[0].low.value if scales else None,
        highest=scales[0].high.value if scales else None,
        requires=_requirements(written, Sides.of(head)),
        governed_by=axis_of(written.statements),
        rules=credit_rules(written.statements, Sides.of(head)),
        revocations=_revocations(written, head),
    )


def _credential(
    written: prior_learning.PriorLearningBlock, head: BlockHead
) -> CredentialBlock:
    said = written.statements
    sides = Sides.of(head)
    stacks = [one for one in said if isinstance(one, prior_learning.Stack)]
    members = stacks[0].members if stacks else ()
    count = stacks[0].count if stacks else 0
    return CredentialBlock(
        head,
        issuers=tuple(
            issuer
            for one in said
            if isinstance(one, prior_learning.IssuedBy)
            for issuer in one.issuers
        ),
        achievements=tuple(
            achievement
            for one in said
            if isinstance(one, prior_learning.Achievement)
            for achievement in one.achievements
        ),
        requires=_requirements(written, sides),
        levels=tuple(
            LevelOrder(one.result, one.levels)
            for one in said
            if isinstance(one, prior_learning.ResultLevels)
        ),
        stack=tuple(BlockId(member.text) for member in members),
        stack_count=len(members) if count is None else count,
        governed_by=axis_of(said),
        rules=credit_rules(said, sides),
        revocations=_revocations(written, head),
    )


def _training(
    written: prior_learning.PriorLearningBlock, head: BlockHead
) -> TrainingBlock:
    return TrainingBlock(
        head,
        exhibits=tuple(
            (one.exhibit, Period.through(day_of(one.offered), day_of(one.through)))
            for one in written.statements
            if isinstance(one, prior_learning.Exhibit)
        ),
        requires=_requirements(written, Sides.of(head)),
        governed_by=axis_of(written.statements),
        rules=credit_rules(written.statements, Sides.of(head)),
        revocations=_revocations(written, head),
    )


def _portfolio(
    written: prior_learning.PriorLearningBlock, head: BlockHead
) -> PortfolioBlock:
    said = written.statements
    panels = [one for one in said if isinstance(one, prior_learning.Assessors)]
    agreements = [one for one in said if isinstance(one, prior_learning.Agree)]
    methods = [one.method for one in said if isinstance(one, prior_learning.DecideBy)]
    return PortfolioBlock(
        head,
        assessors=panels[0].count if panels else 1,
        blind=panels[0].blind if panels else False,
        criteria=tuple(
            Criterion(one.criterion, one.low.value, one.high.value)
            for one in said
            if isinstance(one, prior_learning.CriterionLevels)
        ),
        evidence=tuple(
            evidence
            for one in said
            if isinstance(one, prior_learning.EvidenceRequired)
            for evidence in one.evidence
        ),
        agree_within=agreements[0].within.value if agreements else None,
        otherwise=_disagreed(agreements[0]) if agreements else "",
        decide_by=methods[0] if methods else "median",
        requires=_requirements(written, Sides.of(head)),
        governed_by=axis_of(said),
        rules=credit_rules(said, Sides.of(head)),
        revocations=_revocations(written, head),
    )


def _disagreed(written: prior_learning.Agree) -> str:
    """Say in the words of the policy what happens when ratings disagree."""
    match written.otherwise:
        case None:
            return ""
        case str() as words:
            return words
        case policies.ReferRemedy(to=to):
            return "refer" if to is None else f"refer to {to}"
        case policies.DenyRemedy():
            return "deny"
        case _:
            msg = f"a pass lets only a person settle a disagreement: {written}"
            raise TypeError(msg)


def _requirements(
    written: prior_learning.PriorLearningBlock, sides: Sides
) -> tuple[ProofRequirement, ...]:
    return tuple(
        ProofRequirement(
            rule_head("requires", one.span, cites=one.cites),
            condition_of(one.condition, sides),
        )
        for one in written.statements
        if isinstance(one, prior_learning.Requires)
    )


def _revocations(
    written: prior_learning.PriorLearningBlock, head: BlockHead
) -> tuple[RevokeRule, ...]:
    sides = Sides.of(head)
    revocations = [
        RevokeRule(
            rule_head(
                spelled_id("revoke", *sorted(rule.text for rule in one.rules)),
                one.span,
                cites=one.cites,
            ),
            tuple(RuleId(rule.text) for rule in one.rules),
            condition_of(one.when, sides),
        )
        for one in written.statements
        if isinstance(one, prior_learning.Revoke)
    ]
    return tuple(sorted(revocations, key=lambda one: one.head.id))
