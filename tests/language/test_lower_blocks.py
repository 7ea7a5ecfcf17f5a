"""Whole blocks become compiled blocks: policies, degrees, closures, tables."""

from datetime import date
from fractions import Fraction
from pathlib import Path

from articulate.diagnostics.report import Report
from articulate.diagnostics.span import Span
from articulate.language.compile import compile_policies
from articulate.model.calendar import Term
from articulate.model.course import CourseCode, CourseLevel, CourseVersion
from articulate.model.duration import Duration, DurationUnit, MonthEnd
from articulate.model.identifiers import (
    InstitutionId,
    Mark,
    RuleId,
    Subject,
    TermCode,
)
from articulate.model.institution import InstitutionKind
from articulate.model.rounding import RoundingMode
from articulate.rulebook.catalogs import (
    CalendarBlock,
    CatalogBlock,
    Renaming,
    Retirement,
)
from articulate.rulebook.clauses import clause_text
from articulate.rulebook.conversion import RoundingPlace
from articulate.rulebook.credit_rules import AgreementBlock, EquivalencyRule
from articulate.rulebook.degree import Straddling, Ties
from articulate.rulebook.limit_rules import LimitUnit, RemedyKind, RepeatKind
from articulate.rulebook.policy import PolicyBlock
from articulate.rulebook.pools import (
    Difference,
    GroupPool,
    InstitutionPool,
    Intersection,
    LevelPool,
    OneCourse,
    Road,
    RoadPool,
    SubjectPool,
    Union,
)
from articulate.rulebook.requirements import (
    Bound,
    CompletedWhen,
    CountedIn,
    CourseMember,
    CreditFrom,
    EveryMember,
    Group,
    NoExamCredit,
    Per,
    SomeMembers,
)
from articulate.rulebook.rulebook import Rulebook
from articulate.rulebook.sources import Either
from articulate.rulebook.table import TableRead, TableRequest
from articulate.rulebook.targets import NoTarget, SameSubject
from articulate.rulebook.version import RuleHead

PRELUDE = (Path(__file__).parents[1] / "docs" / "prelude.art").read_text("utf-8")


def rulebook_of(text: str) -> Rulebook:
    result = compile_policies({"policy.art": text, "prelude.art": PRELUDE})
    assert not result.report.errors, result.report.errors
    assert result.rulebook is not None
    return result.rulebook


def policy_of(statements: str) -> PolicyBlock:
    """A policy with these statements, of a year in which no other is in force."""
    book = rulebook_of(
        "policy ours for STATE version 1 effective 2023-07-01 {\n"
        f'  cites "Catalog"\n{statements}\n}}\n'
    )
    (policy,) = (one for one in book.policies if one.head.id == "ours")
    return policy


def test_a_policy_says_which_learning_is_accepted() -> None:
    policy = policy_of(
        '  accept from NCC or RVC on awarded else refer to "Dean" when flag honors\n'
        "  accept at RVC, NCC as residence from 2024-01-01 through 2024-12-31"
    )
    (accept,) = policy.accepts
    assert accept.accredited is False
    assert accept.pool == Union(
        (InstitutionPool(InstitutionId("NCC")), InstitutionPool(InstitutionId("RVC")))
    )
    assert (accept.on, accept.remedy.kind) == ("awarded", RemedyKind.REFER)
    assert accept.when is not None
    assert [str(one.head.id) for one in policy.partners] == ["accept-ncc", "accept-rvc"]
    assert policy.partners[0].period.contains(date(2024, 12, 31))
    assert not policy.partners[0].period.contains(date(2025, 1, 1))


def test_a_policy_says_what_it_turns_away_and_to_whom() -> None:
    policy = policy_of(
        '  deny remedial overrides odd: transfer because "Developmental work"'
        " ground level when attribute developmental\n"
        '  refer odd: transfer and level graduate to "Dean" because "Ask first"'
        ' when credits >= 9 cites "Memo 7"\n'
        "  minimum base: grade >= C- else elective HIST lower\n"
        "  minimum other overrides base: grade >= D else elective same subject"
    )
    (denial,) = policy.denials
    assert (denial.ground, denial.because) == ("level", "Developmental work")
    assert denial.head.overrides == ("odd",)
    (referral,) = policy.referrals
    assert (referral.to, referral.because, referral.head.cites) == (
        "Dean",
        "Ask first",
        ("Memo 7",),
    )
    assert referral.pool == Intersection(
        (RoadPool(Road.TRANSFER), LevelPool(CourseLevel.GRADUATE))
    )
    base, other = (one.remedy for one in policy.minimums)
    assert base is not None
    assert other is not None
    assert (base.kind, base.subject, base.level) == (
        RemedyKind.ELECTIVE,
        "HIST",
        CourseLevel.LOWER,
    )
    assert other.subject is SameSubject.SAME


def test_credit_is_converted_exactly_and_rounded_only_where_it_says() -> None:
    policy = policy_of(
        "  convert ects -> semester by 1/2 round half-even to 0.5 per total\n"
        "  convert quarter -> semester by 2/3"
    )
    ects, quarter = policy.conversions
    assert (ects.mode, ects.step, ects.place) == (
        RoundingMode.HALF_EVEN,
        Fraction(1, 2),
        RoundingPlace.PER_TOTAL,
    )
    assert (quarter.ratio, quarter.mode) == (Fraction(2, 3), None)


def test_a_policy_says_what_counts_of_what_was_done_twice() -> None:
    policy = policy_of(
        "  surplus elective same subject\n  month-end refuse\n"
        "  repeat labs: each up to 3 when completed < 2020-01-01\n"
        "  repeat all: last\n"
        "  duplicate keep course\n  prefer best grade then larger sets"
    )
    assert policy.surplus[0].subject is SameSubject.SAME
    assert policy.month_end is MonthEnd.REFUSE
    last, each = policy.repeats
    assert (last.kind, last.up_to) == (RepeatKind.LAST, 0)
    assert (each.kind, each.up_to) == (RepeatKind.EACH, 3)
    assert policy.duplicates[0].keep == "course"
    assert policy.prefer[0].order == ("best grade", "larger sets")


def test_a_policy_says_what_becomes_of_what_nobody_articulated() -> None:
    silent = policy_of("  otherwise unarticulated").otherwise[0]
    assert (silent.target, silent.instead) == (None, None)
    asked = policy_of('  otherwise refer to "Registrar"').otherwise[0]
    assert asked.target is None
    assert asked.instead is not None
    assert (asked.instead.kind, asked.instead.to) == (RemedyKind.REFER, "Registrar")


def test_limits_and_recency_keep_their_dates_and_units() -> None:
    policy = policy_of(
        "  limit a: at most 4 courses from transfer completed after admitted"
        " when flag honors\n"
        "  limit b: at most 1/3 of degree from training\n"
        "  limit c: at most 4 cr from transfer completed within 2 terms before"
        " 2024-01-01\n"
        "  recency d: subject BIOL except BIOL 110 completed within 18 months before"
        " requested when delivery = online else unarticulated\n"
        '  appeal e: transfer within 15 business days to "Provost"'
    )
    a, b, c = policy.limits
    assert (a.amount, a.unit) == (Fraction(4), LimitUnit.COURSES)
    assert a.when is not None
    assert clause_text(a.when) == "completed > admitted and flag honors"
    assert (b.amount, b.unit) == (Fraction(1, 3), LimitUnit.PERCENT_OF_DEGREE)
    assert c.when is not None
    assert clause_text(c.when) == "completed within 2 terms before 2024-01-01"
    (recency,) = policy.recencies
    assert recency.duration == Duration(18, DurationUnit.MONTHS)
    assert (recency.fact, recency.anchor) == ("completed", "requested")
    assert recency.pool == Difference(
        SubjectPool((Subject("BIOL"),)),
        OneCourse(CourseCode.read("STATE", "BIOL 110")),
    )
    assert recency.when is not None
    assert recency.remedy.kind is RemedyKind.UNARTICULATED
    (appeal,) = policy.appeals
    assert (appeal.within, appeal.after) == (
        Duration(15, DurationUnit.BUSINESS_DAYS),
        "",
    )


def test_catalog_rights_are_one_rule() -> None:
    rights = policy_of(
        "  catalog rights {\n"
        "    candidates admitted, declared\n    lapse when gap > 2 terms\n"
        "    expire 10 years after declared\n"
        "    choose election else most favorable\n  }"
    ).catalog_rights
    assert rights is not None
    assert rights.candidates == ("admitted", "declared")
    assert (rights.expire, rights.expire_after) == (
        Duration(10, DurationUnit.YEARS),
        "declared",
    )
    assert rights.choose == ("election", "most favorable")


DEGREE = """
degree bs-cs for STATE version 2024 effective 2024-08-15 {
  cites "Catalog"
  credits at least 120
  gpa at least 2.0
  gpa at least 2.5 over (CSCI 300..499 or subjects MATH, STAT) and level upper
  limit pass: at most 12 cr from pass graded
  residency final: at least 24 of last 30 cr by completed, ties whole term,
    straddling not
  residency late: at least 18 cr after first 60 cr
  residency third: at least 1/3 of degree
  residency major: at least 50% of courses in core or some from level upper
  group core "Core" all of {
    course CSCI 141 | (CSCI 131 + MATH 121)
    course 2 of (CSCI 241, CSCI 301)
    group inner 1 to 2 of { course CSCI 3**  course CSCI 400..499  course MATH * }
  } with grade >= C, completed before admitted, no exam credit
  group some 12 cr from any course
    with at most 50% of courses from level upper,
      at least 2 courses per term from CSCI * in residence
  share all
  share core with some at most 2 courses
  exclusive core with degree ba-math
  each course fills at most 2 groups
  when flag honors {
    when flag transfer { group more 4 cr from CSCI 498 }
  }
}
"""


def test_a_degree_keeps_its_measures() -> None:
    (degree,) = rulebook_of(DEGREE).degrees
    assert (degree.credits, degree.fills_at_most) == (Fraction(120), 2)
    assert [str(one.head.id) for one in degree.gpas] == [
        "gpa",
        "gpa-csci-math-stat-upper",
    ]
    final, late, major, third = degree.residencies
    assert (final.last, final.ties, final.straddling) == (
        Fraction(30),
        Ties.WHOLE_TERM,
        Straddling.NOT,
    )
    assert (late.amount, late.after_first) == (Fraction(18), Fraction(60))
    assert (third.amount, third.counted_in) == (
        Fraction(1, 3),
        CountedIn.PERCENT_OF_CREDIT,
    )
    assert major.pool == Intersection(
        (
            LevelPool(CourseLevel.UPPER),
            Union((GroupPool("core"), GroupPool("some"))),
        )
    )
    everyone, pair = degree.shares
    assert (everyone.group, everyone.other) == (None, None)
    assert (pair.most, pair.in_courses) == (Fraction(2), True)
    (exclusive,) = degree.exclusives
    assert (exclusive.other, exclusive.degree) == (None, "ba-math")


def test_a_degrees_groups_stay_as_they_are_on_the_page() -> None:
    (degree,) = rulebook_of(DEGREE).degrees
    core, some, conditional = degree.members
    assert isinstance(core, Group)
    assert isinstance(core.demand, EveryMember)
    written = [m.id for m in core.demand.members if isinstance(m, CourseMember)]
    assert written == ["CSCI 141 | (CSCI 131 + MATH 121)", "2 of (CSCI 241, CSCI 301)"]
    inner = core.demand.members[2]
    assert isinstance(inner, Group)
    assert isinstance(inner.demand, SomeMembers)
    assert (inner.demand.least, inner.demand.most) == (1, 2)
    names = [m.id for m in inner.demand.members if isinstance(m, CourseMember)]
    assert names == ["CSCI 3**", "CSCI 400..499", "MATH *"]
    _, completed, no_exam = core.qualifiers
    assert isinstance(completed, CompletedWhen)
    assert clause_text(completed.condition) == "completed < admitted"
    assert no_exam == NoExamCredit()
    assert isinstance(some, Group)
    assert isinstance(some.demand, CreditFrom)
    percent, courses = some.qualifiers
    assert isinstance(percent, Bound)
    assert (percent.at_least, percent.pool) == (False, LevelPool(CourseLevel.UPPER))
    assert isinstance(courses, Bound)
    assert (courses.per, courses.counted_in) == (Per.TERM, CountedIn.COURSES)
    assert isinstance(courses.pool, Intersection)
    assert not isinstance(conditional, Group)
    assert conditional.otherwise == ()


def test_closures_say_what_ends_and_who_is_held_harmless() -> None:
    book = rulebook_of(
        DEGREE
        + """
policy ours for STATE version 1 effective 2023-07-01 {
  cites "Catalog"
  limit two-year: at most 60 cr from two-year institutions
}
agreement ncc from NCC to STATE version 1 effective 2023-07-01 { cites "Memo" }
teachout ncc-closing for STATE version 1 effective 2025-01-15 {
  cites "Resolution"
  closes institution NCC on 2025-06-30
  protects learners enrolled at NCC on 2025-01-15 with gap at most 2 terms
  protects learners declared through 2025-01-15
  receives into bs-cs
  freezes agreement ncc@1
  apply through 2026-06-30
  extend limit two-year to 70 cr because "They could not choose"
  accept NCC:CIS 299 -> CSCI 301 graded CR
  substitute CSCI 241 | CSCI 141 [3 cr] for CSCI 301 from 2025-08-15 through 2026-08-14
  after last award deny because "Ended"
}
"""
    )
    (closing,) = book.teach_outs
    assert (closing.closes_institution, closing.closes_on) == ("NCC", date(2025, 6, 30))
    assert (closing.enrolled_at, closing.enrolled_on) == ("NCC", date(2025, 1, 15))
    assert closing.declared_through == date(2025, 1, 15)
    assert closing.most_gap == Duration(2, DurationUnit.TERMS)
    assert closing.freezes == (("ncc", "1"),)
    (extension,) = closing.extensions
    assert (extension.limit, extension.to) == ("two-year", Fraction(70))
    (accepted,) = closing.accepts
    assert (accepted.graded, str(accepted.head.id)) == (
        Mark("CR"),
        "accept-ncc-cis-299",
    )
    (substitution,) = closing.substitutions
    assert isinstance(substitution.new, Either)
    assert substitution.amounts == (None, Fraction(3))
    assert (substitution.since, substitution.last) == (
        date(2025, 8, 15),
        date(2026, 8, 14),
    )
    assert closing.after_last_award is not None
    assert closing.after_last_award.kind is RemedyKind.DENY


def test_an_exception_is_for_one_learner_from_the_day_it_was_granted() -> None:
    book = rulebook_of(
        DEGREE
        + """
exception e-1 "Field work" for learner "L-1001" granted 2025-03-01 by "Dean" {
  substitute STAT 120 for MATH 121 in bs-cs
  waive bs-cs/core because "Thesis published" cites "Minutes 7"
  waive residency final
  accept at NCC as residence
}
"""
    )
    (exception,) = book.exceptions
    assert (exception.learner, exception.by) == ("L-1001", "Dean")
    assert exception.head.receiving == "STATE"
    assert exception.head.effective.start == date(2025, 3, 1)
    assert exception.head.effective.until is None
    (substitution,) = exception.substitutions
    assert (substitution.degree, substitution.group) == ("bs-cs", ())
    core, final = exception.waivers
    assert (core.kind, core.id, core.degree, core.head.cites) == (
        "",
        "core",
        "bs-cs",
        ("Minutes 7",),
    )
    assert (final.kind, final.id, final.degree) == ("residency", "final", None)
    assert [str(one.institution) for one in exception.partners] == ["NCC"]


OAK = """
institution OAK "Oakdale Polytechnic" {
  cites "Register"
  ids opeid "00990400", ceeb 9904
  kind four-year
  unit semester
  grades five
  calendar oak-terms
  accredited by "Great Lakes" from 1970-01-01 through 2019-06-30
  formerly "Oakdale Institute" through 1989-06-30
}
scale five {
  points 1.0 4.0, 5.0 0
  pass BE
  no-credit NB
  in-progress IP
  BE counts as 1.0
}
calendar oak-terms {
  term 2024FA "Fall" from 2024-08-26 to 2024-12-13
  term 2024SU optional from 2024-06-03 to 2024-07-26
}
catalog OAK version 1 effective 2024-08-15 {
  course CSC 110 "Programming" 4 cr lower same-as MAT 110 attributes GE.Q, honors
  course ART 9 1..4 cr
  renamed CSC 101 to CSC 110 from 2019-08-15
  retired CSC 150 from 2012-08-15
}
"""


def test_an_institution_is_read_with_its_days() -> None:
    book = rulebook_of(OAK)
    oak = book.institution[InstitutionId("OAK")]
    assert oak.kind is InstitutionKind.FOUR_YEAR
    assert oak.ids == (("opeid", "00990400"), ("ceeb", "9904"))
    (accreditation,) = oak.accreditations
    assert accreditation.period.contains(date(2019, 6, 30))
    assert not accreditation.period.contains(date(2019, 7, 1))
    ((name, period),) = oak.former
    assert (name, period.last) == ("Oakdale Institute", date(1989, 6, 30))
    scale = book.scale_of(InstitutionId("OAK"))
    assert scale is not None
    assert scale.points == ((Mark("1.0"), Fraction(4)), (Mark("5.0"), Fraction(0)))
    assert scale.counts_as == ((Mark("BE"), Mark("1.0")),)
    (calendar,) = (one for one in book.calendars if one.head.id == "oak-terms")
    assert [str(term.code) for term in calendar.terms] == ["2024SU", "2024FA"]
    assert calendar.terms[0].optional


def test_a_catalog_lists_its_courses_in_the_order_of_their_codes() -> None:
    book = rulebook_of(OAK)
    (catalog,) = (one for one in book.catalogs if one.head.id == "OAK")
    art, programming = catalog.courses
    assert (art.least, art.most, art.level) == (Fraction(1), Fraction(4), None)
    assert programming == CourseVersion(
        CourseCode.read("OAK", "CSC 110"),
        "Programming",
        Fraction(4),
        Fraction(4),
        CourseLevel.LOWER,
        programming.attributes,
        (CourseCode.read("OAK", "MAT 110"),),
    )
    assert programming.attributes == ("GE.Q", "honors")
    assert catalog.renamings == (
        Renaming(
            CourseCode.read("OAK", "CSC 101"),
            CourseCode.read("OAK", "CSC 110"),
            date(2019, 8, 15),
        ),
    )
    assert catalog.retirements == (
        Retirement(CourseCode.read("OAK", "CSC 150"), date(2012, 8, 15)),
    )


TABLES = """
table terms from "terms.csv" layout plain as calendar other-terms
table courses from "courses.csv" layout plain
  as catalog RVC version 1 effective 2024-08-15
table rows from "rows.csv" layout plain
  as agreement rvc from RVC to STATE version 1 effective 2024-08-15 {
  signed 2024-05-14 by "Provost"
}
agreement more from RVC to STATE version 1 effective 2024-08-15 {
  cites "Memo"
  rule a: CS 101 -> CSCI 141 when completed >= STATE:2024FA
  rule b: CSC 102 -> CSCI 131
  rule c overrides rvc/cs101: CS 110 -> CSCI 131
}
"""


def rows(request: TableRequest) -> TableRead:
    head, place = request.head, request.head.origin
    match request.file:
        case "terms.csv":
            term = Term(TermCode("2024W"), "", date(2024, 1, 1), date(2024, 2, 1))
            return TableRead(CalendarBlock(head, (term,)), Report())
        case "courses.csv":
            course = CourseVersion(
                CourseCode.read("RVC", "CS 101"), "", Fraction(3), Fraction(3)
            )
            old = CourseCode.read("RVC", "CS 100")
            since = date(2019, 8, 15)
            catalog = CatalogBlock(
                head,
                (course,),
                (Renaming(old, course.code, since),),
                (Retirement(CourseCode.read("RVC", "CS 110"), since),),
            )
            return TableRead(catalog, Report())
        case _:
            codes = ("cs102", "cs101")
            rules = tuple(
                EquivalencyRule(
                    RuleHead(RuleId(code), place),
                    OneCourse(CourseCode.read("RVC", f"CS {code[2:]}")),
                    NoTarget(),
                )
                for code in codes
            )
            return TableRead(AgreementBlock(head, rules=rules), Report())


def test_the_rows_of_a_table_are_rules_like_any_other() -> None:
    result = compile_policies({"t.art": TABLES, "prelude.art": PRELUDE}, rows)
    assert not result.report.errors
    unknown = [one for one in result.report.warnings if one.code == "AR201"]
    assert [one.help for one in unknown] == ["did you mean `CS`?"]
    assert result.rulebook is not None
    read = {str(one.head.id): one for one in result.rulebook.agreements}
    assert [str(rule.head.id) for rule in read["rvc"].rules] == ["cs101", "cs102"]
    assert read["rvc"].signed == (("2024-05-14", "Provost"),)
    assert isinstance(read["rvc"].head.origin, Span)


def test_a_table_of_which_nothing_could_be_read_hides_no_other_problem() -> None:
    def nothing(request: TableRequest) -> TableRead:
        assert request.layout == "plain"
        return TableRead(None, Report())

    result = compile_policies({"t.art": TABLES, "prelude.art": PRELUDE}, nothing)
    assert result.rulebook is not None
    assert not [one for one in result.rulebook.agreements if one.head.id == "rvc"]


def test_assessors_who_do_not_agree_are_settled_as_it_is_written() -> None:
    def settled(remedy: str) -> str:
        book = rulebook_of(
            "portfolio p for STATE version 1 effective 2024-08-15 {\n"
            '  cites "Handbook"\n  assessors 3\n'
            '  criterion "Analysis" levels 0..4\n'
            f"  agree within 1 level{remedy}\n  decide by mean\n"
            "  rule award -> ACC 171 when each criterion >= 3\n}\n"
        )
        (portfolio,) = book.portfolios
        assert (portfolio.assessors, portfolio.blind) == (3, False)
        assert portfolio.decide_by == "mean"
        return portfolio.otherwise

    assert settled("") == ""
    assert settled(" else third assessor") == "third assessor"
    assert settled(' else refer to "Dean"') == "refer to Dean"
    assert settled(" else refer") == "refer"
    assert settled(" else deny") == "deny"


def test_what_a_property_claims_is_kept() -> None:
    text = """
agreement ncc from NCC to STATE version 2 effective 2024-08-15 { cites "Memo" }
property "more is more" for STATE monotone in grade, score
property "nobody loses" ncc@2 no worse than ncc@2
"""
    result = compile_policies({"p.art": text, "prelude.art": PRELUDE})
    names = [(one.name, one.receiving) for one in result.properties]
    assert names == [
        ("more is more", "STATE"),
        ("more is more", "STATE"),
        ("nobody loses", None),
    ]
