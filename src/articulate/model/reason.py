"""Reasons: the facts an answer rested on, as data, for every reader's own words."""

from dataclasses import dataclass
from enum import StrEnum

from articulate.diagnostics.origin import Origin


class ReasonCode(StrEnum):
    """Every kind of reason a line can carry. A new one needs words in `explain`."""

    # what a clause of a rule saw
    CONDITION_MET = "condition-met"
    CONDITION_NOT_MET = "condition-not-met"
    CONDITION_UNKNOWN = "condition-unknown"
    GRADE_MET = "grade-met"
    GRADE_NOT_MET = "grade-not-met"
    GRADE_UNKNOWN = "grade-unknown"
    SCORE_MET = "score-met"
    SCORE_NOT_MET = "score-not-met"
    SCORE_UNKNOWN = "score-unknown"
    # how the learning was read
    OWN_COURSE = "own-course"
    RENAMED = "renamed"
    SAME_AS = "same-as"
    LOOKALIKE = "lookalike"
    UNKNOWN_INSTITUTION = "unknown-institution"
    TERM_READ = "term-read"
    # why it ended where it did
    RULE_APPLIED = "rule-applied"
    DENIED_BY_RULE = "denied-by-rule"
    REFERRED_BY_RULE = "referred-by-rule"
    OTHERWISE = "otherwise"
    NO_RULE_SPEAKS = "no-rule-speaks"
    NOT_PASSED = "not-passed"
    NO_GRADE_YET = "no-grade-yet"
    MISSING_FACT = "missing-fact"
    RULES_CONFLICT = "rules-conflict"
    VERSION_GAP = "version-gap"
    UNIT_UNKNOWN = "unit-unknown"
    NO_CONVERSION = "no-conversion"
    SET_INCOMPLETE = "set-incomplete"
    OVERRIDDEN = "overridden"
    # how a policy screened it
    NOT_ACCREDITED = "not-accredited"
    ACCREDITED = "accredited"
    BELOW_MINIMUM = "below-minimum"
    MINIMUM_MET = "minimum-met"
    TOO_OLD = "too-old"
    RECENT_ENOUGH = "recent-enough"
    AGES_OUT = "ages-out"
    IN_RESIDENCE_BY_RULE = "in-residence-by-rule"
    # how much it came to
    CONVERTED = "converted"
    FIXED_CREDIT = "fixed-credit"
    CATALOG_CREDIT = "catalog-credit"
    CLIPPED = "clipped"
    SURPLUS = "surplus"
    REST = "rest"
    # what else on the record changed it
    REPEATED = "repeated"
    DUPLICATE = "duplicate"
    REVOKED = "revoked"
    LARGER_SET = "larger-set"
    ABOVE_LIMIT = "above-limit"
    CHOSEN_BY_PREFERENCE = "chosen-by-preference"
    CHOSEN_BY_DEGREE = "chosen-by-degree"
    TEACH_OUT = "teach-out"
    ACADEMIC_EXCEPTION = "academic-exception"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, as data: the fact, what was wanted of it and what was seen.

    `operator` is how they were compared, `text` the clause in the policy's own words.
    `rule` is the full name of the rule that gave it (`ncc-computing@2024/cis120`),
    `cites` what authorizes that rule, `needs` what would settle an unknown, `about`
    other learnings or rules it names (what replaced it, what it conflicts with).
    """

    code: ReasonCode
    fact: str = ""
    wanted: str = ""
    saw: str = ""
    operator: str = ""
    rule: str = ""
    cites: str = ""
    needs: str = ""
    text: str = ""
    about: tuple[str, ...] = ()
    origin: Origin | None = None
