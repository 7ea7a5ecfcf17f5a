"""Every block to its compiled form, and from all of them a rulebook."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from articulate.language.checked import Checked, CheckedBlock
from articulate.language.lower.agreements import (
    agreement_block,
    axis_of,
    signatures,
)
from articulate.language.lower.closures import exception_block, teach_out_block
from articulate.language.lower.degrees import degree_block
from articulate.language.lower.expectations import policy_properties, policy_test
from articulate.language.lower.givens import Setting
from articulate.language.lower.institutions import (
    calendar_block,
    catalog_block,
    institution_block,
    scale_block,
)
from articulate.language.lower.own_unit import in_own_unit
from articulate.language.lower.policies import policy_block
from articulate.language.lower.prior_learning import learning_block
from articulate.language.lower.watches import watch_block
from articulate.language.syntax import (
    agreements,
    degrees,
    institutions,
    policies,
    prior_learning,
    tables,
    teach_outs,
    watches,
)
from articulate.model.identifiers import InstitutionId
from articulate.rulebook.credit_rules import AgreementBlock, CreditRule
from articulate.rulebook.digest import rulebook_of, unnamed_rulebook_of
from articulate.rulebook.in_force import Headed
from articulate.rulebook.learning_blocks import ExamBlock, LearningBlock
from articulate.rulebook.policy_tests import PolicyProperty, PolicyTest
from articulate.rulebook.rulebook import Rulebook
from articulate.rulebook.stored_rows import StoredRules
from articulate.rulebook.table import ExamTable
from articulate.rulebook.version import BlockHead


def lowered_rulebook(checked: Checked) -> Rulebook:
    """Compile every block, put them in canonical order and name the whole."""
    return rulebook_of(_all_lowered(checked))


def lowered_aside(checked: Checked) -> Rulebook:
    """Compile blocks that are only looked into, without naming the whole."""
    return unnamed_rulebook_of(_all_lowered(checked))


def _all_lowered(checked: Checked) -> Iterator[Headed]:
    compiled = (lowered(block) for block in checked.blocks)
    return (block for block in compiled if block is not None)


def lowered_tests(checked: Checked, rulebook: Rulebook) -> tuple[PolicyTest, ...]:
    """Compile every test, in the order of files and text."""
    learnings = _latest(rulebook)
    senders = {
        sender
        for block in (*rulebook.agreements, *rulebook.equivalencies)
        for sender in block.head.sending
    }
    return tuple(
        policy_test(
            written,
            Setting(
                None if receiving is None else InstitutionId(receiving),
                checked.names.unit_of(receiving),
                next(iter(senders)) if len(senders) == 1 else None,
                learnings,
            ),
        )
        for written, receiving in checked.tests
    )


def lowered_properties(checked: Checked) -> tuple[PolicyProperty, ...]:
    """Compile every property, in the order of files and text."""
    return tuple(
        compiled
        for written in checked.properties
        for compiled in policy_properties(written)
    )


def lowered(block: CheckedBlock) -> Headed | None:
    """Compile one block; None is a table of which nothing could be read."""
    head = block.head
    match in_own_unit(block.node, block.ratios) if block.ratios else block.node:
        case institutions.InstitutionBlock() as written:
            return institution_block(written, head)
        case institutions.ScaleBlock() as written:
            return scale_block(written, head)
        case institutions.CalendarBlock() as written:
            return calendar_block(written, head)
        case institutions.CatalogBlock() as written:
            return catalog_block(written, head)
        case agreements.AgreementBlock() as written:
            return agreement_block(written, head)
        case prior_learning.PriorLearningBlock() as written:
            return learning_block(written, head)
        case policies.PolicyBlock() as written:
            return policy_block(written, head)
        case degrees.DegreeBlock() as written:
            return degree_block(written, head)
        case tables.TableBlock() as written:
            return _tabled(block, written)
        case written:
            return _beside_rules(written, head)


def _beside_rules(
    written: teach_outs.TeachOutBlock | teach_outs.ExceptionBlock | watches.WatchBlock,
    head: BlockHead,
) -> Headed:
    """Compile what stands before ordinary rules, or looks on."""
    match written:
        case teach_outs.TeachOutBlock():
            return teach_out_block(written, head)
        case teach_outs.ExceptionBlock():
            return exception_block(written, head)
        case watches.WatchBlock():
            return watch_block(written, head)


def _tabled(block: CheckedBlock, written: tables.TableBlock) -> Headed | None:
    """Return the block of the rows, with what the text says of it."""
    read = block.tabled
    if isinstance(read, ExamTable):
        return None  # each of its exams is a block of its own
    if isinstance(read, ExamBlock):
        return replace(read, governed_by=axis_of(written.statements))
    if not isinstance(read, AgreementBlock):
        return read
    return replace(
        read,
        governed_by=axis_of(written.statements) or read.governed_by,
        signed=signatures(written.statements) or read.signed,
        rules=in_order_of_ids(read.rules),
    )


def in_order_of_ids(rules: tuple[CreditRule, ...]) -> tuple[CreditRule, ...]:
    """Return rules in the order of their ids, in which packed rules are already."""
    if isinstance(rules, StoredRules):
        return rules
    return tuple(sorted(rules, key=lambda rule: rule.head.id))


def _latest(rulebook: Rulebook) -> dict[str, LearningBlock]:
    blocks: tuple[LearningBlock, ...] = (
        *rulebook.exams,
        *rulebook.credentials,
        *rulebook.trainings,
        *rulebook.portfolios,
    )
    ordered = sorted(blocks, key=lambda one: one.head.effective.start or date.min)
    return {str(one.head.id): one for one in ordered}
