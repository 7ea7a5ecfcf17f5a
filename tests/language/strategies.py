"""Policies of every shape the grammar knows, for the laws that hold for all of them.

`policies()` makes whole files, `blocks()` one block, and the smaller strategies what
they are made of. What is made can be written and read again: an id that stands where a
keyword could is not spelled like one, and a code in backticks is not followed by a
number.
"""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any, get_args

from hypothesis import strategies as st

from articulate.diagnostics.span import Span
from articulate.language.syntax import agreements as ag
from articulate.language.syntax import conditions as co
from articulate.language.syntax import degrees as de
from articulate.language.syntax import expectations as ex
from articulate.language.syntax import institutions as ins
from articulate.language.syntax import policies as po
from articulate.language.syntax import pools as pl
from articulate.language.syntax import prior_learning as pr
from articulate.language.syntax import quantities as qu
from articulate.language.syntax import sources as so
from articulate.language.syntax import tables as ta
from articulate.language.syntax import teach_outs as te
from articulate.language.syntax import watches as wa
from articulate.language.syntax.codes import (
    CourseCode,
    CoursePattern,
    CourseRange,
    WholeSubject,
)
from articulate.language.syntax.headers import Header, Parties, Version
from articulate.language.syntax.node import Day, Name, Number, Reference, Text
from articulate.language.syntax.policy import Policy

Strategy = st.SearchStrategy[Any]
HERE = Span("made.art", 1, 1, 1, 1)
NOTHING: Strategy = st.none()
PLAIN_CODE = re.compile(r"[A-Z][A-Z0-9&]* [0-9]+[A-Z]*")


def node(kind: Callable[..., Any], *fields: Strategy, **named: Strategy) -> Strategy:
    """Make nodes of one kind, which stand nowhere."""
    return st.builds(kind, *fields, **named, span=st.just(HERE))


def several(each: Strategy, least: int = 1, most: int = 3) -> Strategy:
    """Make a few of something."""
    return st.lists(each, min_size=least, max_size=most).map(tuple)


def perhaps(each: Strategy) -> Strategy:
    """Make something, or leave it out."""
    return st.none() | each


def word(*words: str) -> Strategy:
    """Choose one of some keywords."""
    return st.sampled_from(words)


# --- words ----------------------------------------------------------------------------

strings = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=12
)
texts = node(Text, strings)
odd_words = (
    st.text(st.characters(categories=("L", "N", "P", "Zs")), min_size=1, max_size=8)
    .map(lambda text: " ".join(text.replace("`", "").split()))
    .filter(bool)
)
spelled_like_keywords = word("award", "core", "when", "grade", "all", "limit", "of")
plain_id = st.from_regex(r"x[a-z0-9]{0,4}([.-][a-z0-9]{1,3})?", fullmatch=True)
ids = node(Name, plain_id | spelled_like_keywords | word("2024", "2023-24", "1"))
safe_ids = node(Name, plain_id)
institutions = st.from_regex(r"[A-Z][A-Z0-9]{0,4}", fullmatch=True)
institution_names = node(Name, institutions)
days = node(Day, st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)))
decimals = st.from_regex(r"[0-9]{1,3}(\.[0-9]{1,2})?", fullmatch=True)
fractions = st.from_regex(r"[0-9]{1,2}/[1-9]", fullmatch=True)
percents = decimals.map(lambda text: f"{text}%")
numbers = node(Number, decimals | fractions | percents)
plain_numbers = node(Number, decimals)
shares = node(Number, fractions | percents)
counts = st.integers(1, 40)
credit_words = word("cr", "semester", "quarter", "ects")
unit_words = word("semester", "quarter", "ects")
levels = word("developmental", "lower", "upper", "graduate")
credit = node(qu.Credits, numbers, credit_words)
explicit_credit = node(qu.Credits, numbers, unit_words)
credit_ranges = node(qu.CreditRange, plain_numbers, plain_numbers, credit_words)
durations = node(
    qu.Duration,
    node(Number, decimals),
    word("years", "months", "terms", "weeks", "days", "business days"),
)
plain_grades = st.from_regex(r"[A-Z][A-Z]?[+-]?|[0-9](\.[0-9])?", fullmatch=True)
grades = node(qu.Grade, plain_grades | odd_words)
term_codes = st.from_regex(r"[0-9]{4}[A-Z]{1,3}", fullmatch=True)
terms = node(qu.TermRef, institution_names, term_codes)
attribute_names = st.from_regex(
    r"[A-Z]{1,3}(\.[A-Z]{1,3})?|x[a-z]{0,4}", fullmatch=True
)
attributes = node(qu.Attribute, attribute_names, st.booleans())
subjects = st.from_regex(r"[A-Z][A-Z&]{0,3}", fullmatch=True) | odd_words
numerals = st.from_regex(r"[0-9]{1,4}[A-Z]{0,2}", fullmatch=True)
sides = perhaps(institutions)
plain_codes = node(CourseCode, sides, subjects, numerals)
ticked_codes = node(
    CourseCode,
    sides,
    st.none(),
    odd_words.filter(lambda code: not PLAIN_CODE.fullmatch(code)),
)
codes = plain_codes | ticked_codes
ranges = st.builds(
    lambda side, subject, ends: CourseRange(side, subject, *ends, span=HERE),
    sides,
    subjects,
    st.tuples(st.integers(0, 999), st.integers(0, 999)).map(sorted),
)
patterns = node(
    CoursePattern,
    sides,
    subjects,
    st.from_regex(r"[0-9][0-9A-Z]?\*{1,2}|\*[0-9]{1,2}", fullmatch=True),
)
any_codes = codes | ranges | patterns | node(WholeSubject, sides, subjects)
versions = perhaps(ids)
block_references = node(Reference, safe_ids, versions, perhaps(ids))
member_references = st.one_of(
    node(Reference, st.none(), st.none(), safe_ids),
    node(Reference, safe_ids, versions, ids),
)
cites = several(strings, 0, 2)

# --- sources, targets, pools, conditions ----------------------------------------------

awards = node(so.AwardSource, strings)
sources = st.recursive(
    any_codes | awards,
    lambda inner: st.one_of(
        node(so.SourceAll, several(inner, 2)),
        node(so.SourceAny, several(inner, 2)),
        several(inner).flatmap(
            lambda parts: node(
                so.SourceCount, st.integers(1, len(parts)), st.just(parts)
            )
        ),
    ),
    max_leaves=4,
)
amounts = st.one_of(
    node(so.FixedAmount, credit),
    node(so.EarnedAmount, perhaps(credit), perhaps(credit)),
    node(so.CatalogAmount),
    node(so.RestAmount),
)
single_targets = st.one_of(
    node(so.CourseTarget, codes, perhaps(amounts)),
    node(
        so.ElectiveTarget,
        perhaps(subjects),
        st.booleans(),
        perhaps(levels),
        perhaps(amounts),
    ),
    node(so.RequirementTarget, attributes, perhaps(amounts)),
    node(so.BlockTarget, strings, perhaps(amounts)),
    node(so.NoTarget),
)
targets = st.recursive(
    single_targets,
    lambda inner: (
        node(so.TargetAll, several(inner, 2)) | node(so.TargetChoice, several(inner, 2))
    ),
    max_leaves=4,
)
selectors = st.one_of(
    any_codes,
    node(pl.OfSubjects, several(subjects)),
    node(pl.OfAttribute, attributes),
    node(pl.OfLevel, levels),
    node(pl.AnyCourse),
    node(pl.Graded, word("letter", "pass")),
    node(
        pl.OfOrigin,
        word("transfer", "residence", "exams", "credentials", "training", "portfolios"),
    ),
    node(pl.OfInstitution, institution_names),
    node(pl.OfInstitutionKind, safe_ids),
    node(pl.OfAccredited),
)
pools = st.recursive(
    selectors,
    lambda inner: st.one_of(
        node(pl.PoolOr, several(inner, 2)),
        node(pl.PoolAnd, several(inner, 2)),
        node(pl.PoolExcept, inner, several(inner, 1, 2)),
    ),
    max_leaves=4,
)
anchor_facts = node(
    co.Fact, word("admitted", "declared", "requested", "graduated", "evaluated")
)
anchors = anchor_facts | days
grade_facts = node(co.Fact, word("grade", "underlying", "average grade")) | node(
    co.Fact, st.just("grade of"), codes
)
yes_or_no = st.one_of(
    node(co.Fact, word("verified", "endorsed")),
    node(co.Fact, st.just("unexpired"), perhaps(anchors)),
    node(co.Fact, st.just("flag"), safe_ids),
    node(co.Fact, st.just("attribute"), attributes),
)
measures = st.one_of(
    node(co.Fact, word("credits", "percentile", "total credits", "skill", "length")),
    node(co.Fact, word("gpa", "transfer gpa", "credits earned", "gap", "completed")),
    node(co.Fact, word("transfer credits", "degrees pursued")),
    node(co.Fact, word("location", "issuer", "delivery", "level", "each criterion")),
    node(co.Fact, word("taken", "awarded", "evidence", "recommended", "decided")),
    node(co.Fact, st.just("score"), perhaps(safe_ids | texts | institution_names)),
    node(co.Fact, st.just("criterion"), perhaps(texts)),
    node(co.Fact, word("result", "alignment"), texts),
    node(co.Fact, st.just("decision"), texts | safe_ids),
)
odd_grades = node(qu.Grade, st.from_regex(r"[A-Z][+-]", fullmatch=True) | odd_words)
marked_grades = odd_grades.filter(lambda grade: not grade.written.isalnum())
values = st.one_of(
    numbers, days, terms, texts, safe_ids, durations, credit, marked_grades
)
operators = word("=", "!=", "<", "<=", ">", ">=")
expressions = measures | node(co.Sum, several(measures | numbers, 2))
named = node(co.Fact, word("degree", "catalog"))
simple_tests = st.one_of(
    node(co.Comparison, grade_facts, operators, grades),
    node(co.Comparison, expressions, operators, values | measures),
    node(co.Comparison, named, operators, safe_ids),
    node(co.Membership, measures, several(values)),
    node(co.Membership, grade_facts, several(grades)),
    node(co.Includes, node(co.Fact, word("evidence", "recommended")), texts),
    node(
        co.Within,
        node(co.Fact, word("completed", "taken", "awarded")),
        durations,
        word("before", "after"),
        anchors,
    ),
    node(co.Holds, yes_or_no),
)
has = st.builds(
    lambda how, credit, origin, asked: co.Has(
        credit,
        attempted=how == "attempted",
        in_progress=how == "in progress",
        from_=origin,
        with_=asked,
        span=HERE,
    ),
    word("", "attempted", "in progress"),
    pools | awards,
    perhaps(pools),
    several(simple_tests, 0, 3),
)
tests = simple_tests | has
counted = st.builds(
    lambda condition, operator, number: co.Comparison(
        co.Count(condition, span=HERE), operator, number, span=HERE
    ),
    simple_tests,
    operators,
    plain_numbers,
)
conditions = st.recursive(
    tests | counted,
    lambda inner: st.one_of(
        node(co.Not, inner),
        node(co.And, several(inner, 2)),
        node(co.Or, several(inner, 2)),
    ),
    max_leaves=4,
)
whens = perhaps(conditions)

# --- blocks ---------------------------------------------------------------------------

parties = st.one_of(
    node(Parties, st.just(()), institution_names, several(safe_ids, 0)),
    node(Parties, several(institution_names), institution_names, several(safe_ids, 0)),
)
versioned = node(Version, ids, days, perhaps(days), perhaps(days), versions)
titles = perhaps(strings)


def header(names: Strategy) -> Strategy:
    """Make headers whose id is one of *names*."""
    return node(Header, names, titles, perhaps(parties), perhaps(versioned))


headers = header(ids)
institution_headers = header(institution_names)


def block(kind: Callable[..., Any], head: Strategy, statements: Strategy) -> Strategy:
    """Make blocks with an ordinary header."""
    return node(kind, head, cites, several(statements, 0))


external_ids = node(ins.ExternalId, ids, ids | texts)
institution_statements = st.one_of(
    node(ins.Ids, several(external_ids)),
    node(ins.Kind, ids),
    node(ins.Unit, unit_words),
    node(ins.Grades, ids),
    node(ins.CalendarOf, ids),
    node(ins.Accredited, strings, perhaps(days), perhaps(days)),
    node(ins.Formerly, strings, perhaps(days), perhaps(days)),
)
scale_statements = st.one_of(
    node(ins.Points, several(node(ins.GradePoint, grades, plain_numbers))),
    node(ins.PassGrades, several(grades)),
    node(ins.NoCreditGrades, several(grades)),
    node(ins.InProgressGrades, several(grades)),
    node(ins.CountsAs, grades, grades),
)
calendar_statements = node(ins.Term, term_codes, titles, st.booleans(), days, days)
catalog_statements = st.one_of(
    node(
        ins.CatalogCourse,
        codes,
        strings,
        credit | credit_ranges,
        perhaps(levels),
        several(codes, 0),
        several(attributes, 0),
        cites,
    ),
    node(ins.Renamed, codes, codes, days),
    node(ins.Retired, codes, days),
)

overrides = several(member_references, 0, 2)
because = perhaps(strings)
grounds = word("level", "quality", "outcomes", "workload", "profile", "accreditation")
governed = node(ag.GovernedBy, word("completed", "admitted", "requested", "evaluated"))
signed = node(ag.Signed, days, several(strings))


def rules(source: Strategy) -> Strategy:
    """Make rules, denials and referrals of one kind of source."""
    return st.one_of(
        node(
            ag.Rule,
            ids,
            overrides,
            source,
            targets,
            whens,
            perhaps(grades),
            because,
            cites,
        ),
        node(ag.Deny, ids, overrides, source, whens, strings, perhaps(grounds), cites),
        node(ag.Refer, ids, overrides, source, because, whens, because, cites),
    )


partials = node(
    ag.Partial,
    ids,
    ids,
    overrides,
    sources,
    targets,
    whens,
    perhaps(grades),
    because,
    cites,
)
agreement_statements = signed | governed | rules(sources) | partials
agreement_blocks = st.builds(
    ag.AgreementBlock,
    word("agreement", "equivalencies"),
    headers,
    cites,
    several(agreement_statements, 0, 4),
    span=st.just(HERE),
)

remedies = st.one_of(
    node(po.DenyRemedy, because, perhaps(grounds)),
    node(po.ReferRemedy, because, because),
    node(po.ElectiveRemedy, perhaps(subjects), st.booleans(), perhaps(levels)),
    node(po.RequirementsOnly),
    node(po.Unarticulated),
)
otherwise = perhaps(remedies)
course_counts = node(po.CourseCount, counts)
quantities = st.one_of(
    credit, course_counts, node(po.PercentOf, shares, word("degree", "courses"))
)
completed = node(po.Completed, perhaps(durations), word("before", "after"), anchors)

learning_statements = st.one_of(
    governed,
    rules(st.none()),
    node(pr.Revoke, several(ids), conditions, cites),
    node(pr.Requires, conditions, cites),
)
prior_learning = {
    "exam": node(pr.Scores, plain_numbers, plain_numbers),
    "credential": st.one_of(
        node(pr.IssuedBy, several(strings)),
        node(pr.Achievement, several(strings)),
        node(pr.ResultLevels, strings, several(strings)),
        node(pr.Stack, perhaps(counts), several(ids)),
    ),
    "training": node(pr.Exhibit, strings, perhaps(days), perhaps(days)),
    "portfolio": st.one_of(
        node(pr.Assessors, counts, st.booleans()),
        node(pr.CriterionLevels, strings, plain_numbers, plain_numbers),
        node(pr.EvidenceRequired, several(strings)),
        node(pr.Agree, plain_numbers, otherwise | st.just("third assessor")),
        node(pr.DecideBy, word("median", "mean", "lowest", "highest")),
    ),
}
prior_learning_blocks = st.one_of(
    [
        node(
            pr.PriorLearningBlock,
            st.just(kind),
            headers,
            cites,
            several(learning_statements | own, 0),
        )
        for kind, own in prior_learning.items()
    ]
)

limits = node(
    po.Limit, ids, overrides, quantities, pools, perhaps(completed), whens, cites
)
accept_at = node(
    po.AcceptAt, several(institution_names), perhaps(days), perhaps(days), whens, cites
)
rights = word("admitted", "declared", "graduated", "requested", "evaluated")
choices = rights | word("election", "most favorable")
catalog_rights = node(
    po.CatalogRights,
    cites,
    several(
        st.one_of(
            node(po.Candidates, several(rights)),
            node(po.Lapse, conditions),
            node(po.Expire, durations, anchors),
            node(po.Choose, several(choices)),
        ),
        0,
    ),
)
modes = word("half-up", "half-even", "half-down", "up", "down")
rounding = node(po.Rounding, modes, plain_numbers, word("course", "total"))
repeats = st.one_of(
    node(
        po.Repeat,
        ids,
        overrides,
        word("best grade", "last", "first", "average"),
        st.none(),
        whens,
        cites,
    ),
    node(po.Repeat, ids, overrides, st.just("each"), counts, whens, cites),
)
policy_statements = st.one_of(
    governed,
    node(po.AcceptFrom, pools, perhaps(anchor_facts), whens, otherwise, cites),
    accept_at,
    node(po.Minimum, ids, overrides, conditions, whens, otherwise, cites),
    node(po.DenyPool, ids, overrides, pools, whens, strings, perhaps(grounds), cites),
    node(po.ReferPool, ids, overrides, pools, because, whens, because, cites),
    node(po.Convert, unit_words, unit_words, numbers, perhaps(rounding), cites),
    node(
        po.Surplus,
        word("keep", "drop", "elective", "elective same subject"),
        cites,
    ),
    repeats,
    node(
        po.Duplicate,
        word("most credit", "best grade", "course", "first", "last"),
        cites,
    ),
    node(po.Prefer, several(word("larger sets", "most credit", "best grade")), cites),
    node(po.Otherwise, remedies, whens, otherwise, cites),
    limits,
    node(po.Recency, ids, overrides, pools, completed, whens, whens, otherwise, cites),
    node(
        po.Appeal,
        ids,
        pools,
        durations,
        strings,
        perhaps(word("first review", "second review")),
        cites,
    ),
    node(po.MonthEnd, word("down", "up", "refuse"), cites),
    catalog_rights,
)

percents_of_groups = node(
    po.PercentOf, shares, st.just("courses"), several(safe_ids, 0, 2)
)
residencies = node(
    de.Residency,
    ids,
    credit | course_counts | percents_of_groups,
    last=perhaps(credit),
    after_first=st.none(),
    pool=perhaps(pools),
    by=perhaps(st.just("completed")),
    ties=perhaps(word("favor learner", "against learner", "whole term")),
    straddling=perhaps(word("pro rata", "whole", "not")),
    cites=cites,
) | node(
    de.Residency,
    ids,
    credit,
    after_first=credit,
    groups=several(safe_ids, 0, 2),
    by=perhaps(st.just("completed")),
    cites=cites,
)
bounds = node(
    de.Bound,
    word("most", "least"),
    st.one_of(
        quantities,
        node(de.SubjectCount, counts),
        node(de.AreaCount, counts, several(attributes)),
    ),
    perhaps(word("subject", "term")),
    perhaps(pools),
    st.booleans(),
)
qualifiers = st.one_of(
    node(de.GradeQualifier, operators, grades),
    node(de.GpaQualifier, operators, plain_numbers, st.booleans()),
    completed,
    bounds,
    node(de.LetterGraded),
    node(de.NoExamCredit),
)
members: Strategy = st.deferred(
    lambda: several(node(de.CourseMember, sources) | groups, 0, 2)
)
groups: Strategy = st.deferred(
    lambda: node(
        de.Group,
        ids,
        titles,
        st.one_of(
            node(de.AllOf, members),
            st.tuples(counts, counts)
            .map(sorted)
            .flatmap(
                lambda ends: node(
                    de.SomeOf,
                    st.just(ends[0]),
                    st.sampled_from([None, ends[1]]),
                    members,
                )
            ),
            node(de.CoursesFrom, counts, pools),
            node(de.CreditsFrom, credit, pools),
            node(de.Milestone),
        ),
        several(qualifiers, 0, 2),
        cites,
    )
)
plain_limits = node(
    po.Limit, ids, overrides, quantities, pools, perhaps(completed), st.none(), cites
)
degree_statements: Strategy = st.deferred(
    lambda: st.one_of(
        node(de.CreditsAtLeast, plain_numbers | explicit_credit, cites),
        node(de.GpaAtLeast, plain_numbers, perhaps(pools), cites),
        plain_limits,
        residencies,
        groups,
        node(de.ShareAll, cites),
        node(
            de.ShareWith, safe_ids, safe_ids, st.booleans(), perhaps(quantities), cites
        ),
        node(de.Exclusive, safe_ids, safe_ids, st.booleans(), cites),
        node(de.EachFills, counts, cites),
        node(
            de.WhenBlock,
            conditions,
            several(degree_statements, 0, 1),
            perhaps(several(degree_statements, 0, 1)),
        ),
    )
)

special = st.one_of(
    node(
        te.Substitute,
        targets,
        sources,
        perhaps(block_references),
        perhaps(days),
        perhaps(days),
        because,
        cites,
    ),
    node(
        te.Waive,
        perhaps(word("residency", "limit", "minimum", "recency", "group")),
        member_references,
        because,
        cites,
    ),
    node(
        te.Extend,
        word("limit", "recency"),
        member_references,
        quantities | durations,
        because,
        cites,
    ),
    node(te.AcceptRule, sources, targets, perhaps(grades), because, cites),
    accept_at,
)
gaps = perhaps(durations)
teach_out_statements = st.one_of(
    special,
    node(te.ClosesDegree, ids, days),
    node(te.ClosesInstitution, institution_names, days),
    node(te.LastAward, days),
    node(te.ProtectsAdmitted, word("admitted", "declared"), days, gaps),
    node(te.ProtectsEnrolled, institution_names, days, gaps),
    node(te.HoldsCatalog, ids),
    node(te.AfterLastAward, remedies),
    node(te.ReceivesInto, several(ids)),
    node(te.Freezes, block_references),
    node(te.ApplyThrough, days),
)
exceptions = node(
    te.ExceptionBlock,
    ids,
    titles,
    strings,
    days,
    strings,
    perhaps(days),
    cites,
    several(special | node(te.SetCatalog, ids, because, cites), 0),
)
table_statements = several(signed | governed, 0, 2)
tables = st.one_of(
    node(
        ta.TableBlock,
        ids,
        strings,
        titles,
        ids,
        word("agreement", "equivalencies", "calendar"),
        headers,
        cites,
        table_statements,
    ),
    node(
        ta.TableBlock,
        ids,
        strings,
        titles,
        ids,
        st.just("catalog"),
        institution_headers,
        cites,
        table_statements,
    ),
)


def given_fact(
    name: Strategy, value: Strategy, argument: Strategy = NOTHING
) -> Strategy:
    """Make facts of a test: a name, perhaps what it is about, and its value."""
    return st.builds(
        lambda named, about, said: ex.Given(
            co.Fact(named, about, span=HERE), said, span=HERE
        ),
        name,
        argument,
        value,
    )


flags = st.one_of(
    given_fact(word("verified", "unexpired", "endorsed"), st.none()),
    given_fact(st.just("flag"), st.none(), ids),
    given_fact(st.just("attribute"), st.none(), attributes),
)
facts = st.one_of(
    flags,
    flags.map(lambda flag: ex.Given(flag.fact, denied=True, span=HERE)),
    given_fact(word("grade", "underlying"), grades),
    given_fact(st.just("credits"), credit),
    given_fact(word("level", "delivery", "degree", "catalog", "issuer"), ids | texts),
    given_fact(word("completed", "taken", "awarded", "decided", "admitted"), days),
    given_fact(word("declared", "requested", "graduated"), days),
    given_fact(word("percentile", "skill", "gpa", "transfer gpa"), numbers),
    given_fact(st.just("credits earned"), numbers),
    given_fact(word("evidence", "location", "recommended"), texts),
    given_fact(word("length", "gap"), durations),
    given_fact(
        st.just("score"), numbers, perhaps(safe_ids | texts | institution_names)
    ),
    given_fact(word("result", "alignment", "criterion"), texts | numbers, texts),
    given_fact(st.just("decision"), texts | numbers | safe_ids, texts | safe_ids),
    node(ex.Given, word("valid until", "expected"), days),
    node(ex.Given, st.just("title"), texts),
    node(ex.Given, st.just("term"), terms),
)
learning_references = node(
    ex.LearningRef, ids, word("exam", "credential", "training", "portfolio")
)
award_references = node(ex.AwardRef, strings, perhaps(institution_names))
learnings = codes | learning_references | award_references
reasons = perhaps(strings | grounds)
statuses = word(
    "denied",
    "referred",
    "unarticulated",
    "superseded",
    "accepted not applied",
    "in progress",
    "no credit for",
)
test_statements = st.one_of(
    node(ex.AboutLearner, several(facts | node(ex.Enrolled, several(terms)), 0)),
    node(ex.GivenLearning, learnings, several(facts, 0)),
    node(ex.GivenMilestone, block_references, days),
    node(ex.GivenRequest, days, st.booleans()),
    node(ex.GivenRating, strings, strings, numbers),
    node(ex.ExpectSignal, block_references, st.booleans()),
    node(ex.AsOf, days),
    node(ex.KnownAt, days),
    node(ex.ExpectTarget, single_targets, perhaps(block_references), reasons),
    node(
        ex.ExpectStatus,
        statuses,
        learnings | node(ex.LearningRef, safe_ids),
        perhaps(credit),
        perhaps(block_references),
        reasons,
    ),
    node(
        ex.ExpectAudit,
        block_references,
        word("complete", "incomplete", "impossible", "undecided"),
    ),
    node(ex.ExpectTotal, credit),
    node(ex.ExpectResidency, member_references, perhaps(credit)),
)
properties = node(
    ex.PropertyBlock,
    strings,
    perhaps(institution_names),
    node(ex.Monotone, several(ids))
    | node(ex.NoWorse, block_references, block_references),
)


# A sign stands once in a statement, so each of these is of another kind.
signs = st.lists(
    st.one_of(
        node(wa.PlainSign, word(*get_args(wa.PlainWords))),
        node(wa.DifferingSign, numbers),
        node(
            wa.NearingSign,
            word(*get_args(wa.NearingWords)),
            durations.filter(lambda one: one.unit != "terms"),
        ),
        node(wa.FlagSign, ids),
        node(wa.DegreeSign, several(ids)),
    ),
    min_size=1,
    max_size=4,
    unique_by=type,
).map(tuple)
watch_statements = node(
    wa.WatchStatement,
    word("task", "remind"),
    ids,
    strings,
    word("evaluator", "registrar"),
    signs,
    cites,
)


def blocks() -> Strategy:
    """Make one block of any kind."""
    return st.one_of(
        block(ins.InstitutionBlock, institution_headers, institution_statements),
        block(ins.ScaleBlock, headers, scale_statements),
        block(ins.CalendarBlock, headers, calendar_statements),
        block(ins.CatalogBlock, institution_headers, catalog_statements),
        agreement_blocks,
        prior_learning_blocks,
        block(po.PolicyBlock, headers, policy_statements),
        block(de.DegreeBlock, headers, degree_statements),
        block(te.TeachOutBlock, headers, teach_out_statements),
        exceptions,
        block(wa.WatchBlock, headers, watch_statements),
        tables,
        node(
            ex.TestBlock,
            strings,
            perhaps(institution_names),
            cites,
            several(test_statements, 0),
        ),
        properties,
    )


def policies() -> st.SearchStrategy[Policy]:
    """Make whole files, without comments."""
    made: st.SearchStrategy[Policy] = node(Policy, several(blocks(), 0))
    return made
