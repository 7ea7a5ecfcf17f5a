"""Conditions put to facts, in the words a registrar would use."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articulate.model.answer import Answer, all_of, any_of, negated
from articulate.model.calendar import Term, TermRef
from articulate.model.course import CourseCode
from articulate.model.credit import Credits, CreditUnit
from articulate.model.duration import Duration, DurationUnit, MonthEnd
from articulate.model.finding import Finding
from articulate.model.grade import GradeScale
from articulate.model.identifiers import BlockId, InstitutionId, Mark, TermCode
from articulate.model.reason import ReasonCode
from articulate.rulebook.ask import ask
from articulate.rulebook.clauses import clause_text
from articulate.rulebook.conditions import (
    AnyOf,
    Comparison,
    Condition,
    CountCriteria,
    CreditValue,
    DateValue,
    DurationValue,
    EachCriterion,
    Every,
    Fact,
    FactName,
    GradeValue,
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
from articulate.rulebook.facts import (
    FactValue,
    Missing,
    Never,
    SeenCredit,
    SeenGrade,
    SeenLevel,
    SeenPoints,
)
from articulate.rulebook.pools import OneCourse

LETTERS = GradeScale(
    BlockId("letters"),
    points=(
        (Mark("A"), Fraction(4)),
        (Mark("B"), Fraction(3)),
        (Mark("C"), Fraction(2)),
        (Mark("D"), Fraction(1)),
        (Mark("F"), Fraction(0)),
    ),
    passes=(Mark("P"), Mark("CR")),
    no_credit=(Mark("W"),),
    in_progress=(Mark("IP"),),
    counts_as=((Mark("CR"), Mark("C")),),
)
INVERTED = GradeScale(
    BlockId("inverted"),
    points=(
        (Mark("1.0"), Fraction(4)),
        (Mark("2.0"), Fraction(3)),
        (Mark("3.0"), Fraction(2)),
        (Mark("4.0"), Fraction(1)),
        (Mark("5.0"), Fraction(0)),
    ),
)
FALL = Term(TermCode("2024FA"), "Fall", date(2024, 9, 1), date(2024, 12, 20))
YES, NO, OPEN = Answer.MET, Answer.NOT_MET, Answer.UNKNOWN


@dataclass(frozen=True)
class Situation:
    """Facts as a dictionary; what is not in it is missing."""

    known: dict[Fact, FactValue] = field(default_factory=dict)
    criteria: tuple[tuple[str, Fraction | None], ...] | None = None
    month_end: MonthEnd = MonthEnd.DOWN
    wanted_scale: GradeScale | None = LETTERS

    def value(self, fact: Fact) -> FactValue:
        return self.known.get(fact, Missing(f"the {fact.name}"))

    def levels(self) -> tuple[tuple[str, Fraction | None], ...] | Missing:
        return Missing("the panel") if self.criteria is None else self.criteria

    def has(self, asked: Has) -> Finding:
        return Finding(YES if asked.attempted else NO)

    def term(self, named: TermRef) -> Term | None:
        return FALL if named.code == FALL.code else None


def fact(name: FactName, argument: str = "") -> Fact:
    return Fact(name, argument)


GRADE = fact(FactName.GRADE)
SCORE = fact(FactName.SCORE)
COMPLETED = fact(FactName.COMPLETED)


def at_least(mark: str) -> Comparison:
    return Comparison(GRADE, Operator.AT_LEAST, GradeValue(Mark(mark)))


def graded(mark: str, scale: GradeScale | None = LETTERS) -> Situation:
    return Situation({GRADE: SeenGrade(Mark(mark), scale)})


GRADES = {
    "a better grade is at least as good": (graded("B"), at_least("C"), YES),
    "the grade itself is at least as good": (graded("C"), at_least("C"), YES),
    "a worse grade is not": (graded("D"), at_least("C"), NO),
    "a P that counts as nothing is unknown": (graded("P"), at_least("C"), OPEN),
    "a CR that counts as C is at least C": (graded("CR"), at_least("C"), YES),
    "a CR that counts as C is not at least B": (graded("CR"), at_least("B"), NO),
    "a withdrawal is worse than every grade": (graded("W"), at_least("D"), NO),
    "a grade under way is unknown": (graded("IP"), at_least("C"), OPEN),
    "an inverted scale is read in its own order": (
        graded("2.0", INVERTED),
        at_least("3.0"),
        YES,
    ),
    "a grade the scale lacks is compared by points": (
        graded("2.0", INVERTED),
        at_least("B"),
        YES,
    ),
    "and may fall short by points": (graded("3.0", INVERTED), at_least("B"), NO),
    "without a scale nothing can be said": (graded("B", None), at_least("C"), OPEN),
    "a number on neither scale is grade points": (graded("C"), at_least("2.5"), NO),
    "a withdrawal has no grade points": (graded("W"), at_least("1.5"), NO),
    "a mark that nobody placed is unknown": (graded("C"), at_least("Z"), OPEN),
    "a missing grade is unknown": (Situation(), at_least("C"), OPEN),
    "a grade is itself even without a scale": (
        graded("P", None),
        Comparison(GRADE, Operator.EQUAL, GradeValue(Mark("P"))),
        YES,
    ),
    "a P is not a W": (
        graded("P"),
        Comparison(GRADE, Operator.UNEQUAL, GradeValue(Mark("W"))),
        YES,
    ),
    "a grade may be one of several": (
        graded("A"),
        Membership(GRADE, (GradeValue(Mark("A")), GradeValue(Mark("B")))),
        YES,
    ),
    "or none of them": (
        graded("C"),
        Membership(GRADE, (GradeValue(Mark("A")), GradeValue(Mark("B")))),
        NO,
    ),
    "a date is no grade": (
        graded("C"),
        Comparison(GRADE, Operator.AT_LEAST, DateValue(date(2024, 1, 1))),
        OPEN,
    ),
    "an average is compared by points": (
        Situation({fact(FactName.AVERAGE_GRADE): SeenPoints(Fraction(7, 2))}),
        Comparison(
            fact(FactName.AVERAGE_GRADE), Operator.AT_LEAST, GradeValue(Mark("B"))
        ),
        YES,
    ),
    "or with a number of points": (
        Situation({fact(FactName.AVERAGE_GRADE): SeenPoints(Fraction(7, 2))}),
        Comparison(
            fact(FactName.AVERAGE_GRADE), Operator.LESS, NumberValue(Fraction(4))
        ),
        YES,
    ),
    "an average against a word is unknown": (
        Situation({fact(FactName.AVERAGE_GRADE): SeenPoints(Fraction(7, 2))}),
        Comparison(
            fact(FactName.AVERAGE_GRADE), Operator.AT_LEAST, GradeValue(Mark("Z"))
        ),
        OPEN,
    ),
}


def on(day: str) -> Situation:
    return Situation({COMPLETED: date.fromisoformat(day)})


def when(operator: Operator, wanted: Operand) -> Comparison:
    return Comparison(COMPLETED, operator, wanted)


FALL_TERM = TermValue(TermRef(InstitutionId("X"), FALL.code))
ADMITTED = fact(FactName.ADMITTED)
SEVEN = Duration(7, DurationUnit.YEARS)
WITHIN = Within(COMPLETED, SEVEN, ADMITTED)


def admitted(day: str, completed: str, end: MonthEnd = MonthEnd.DOWN) -> Situation:
    return Situation(
        {
            COMPLETED: date.fromisoformat(completed),
            ADMITTED: date.fromisoformat(day),
        },
        month_end=end,
    )


DATES = {
    "a day before the limit is before it": (
        on("2015-08-14"),
        when(Operator.LESS, DateValue(date(2015, 8, 15))),
        YES,
    ),
    "the limit day itself is not before it": (
        on("2015-08-15"),
        when(Operator.LESS, DateValue(date(2015, 8, 15))),
        NO,
    ),
    "the first day of a term is not before the term": (
        on("2024-09-01"),
        when(Operator.LESS, FALL_TERM),
        NO,
    ),
    "a day inside a term is not after it": (
        on("2024-12-20"),
        when(Operator.MORE, FALL_TERM),
        NO,
    ),
    "a day inside a term is in it": (
        on("2024-10-10"),
        when(Operator.EQUAL, FALL_TERM),
        YES,
    ),
    "a day outside a term is not in it": (
        on("2024-12-21"),
        when(Operator.UNEQUAL, FALL_TERM),
        YES,
    ),
    "a term that is on no calendar is unknown": (
        on("2024-10-10"),
        when(Operator.EQUAL, TermValue(TermRef(InstitutionId("X"), TermCode("1999X")))),
        OPEN,
    ),
    "a day may be compared with another fact": (
        admitted("2024-01-01", "2024-01-02"),
        Comparison(ADMITTED, Operator.LESS, COMPLETED),
        YES,
    ),
    "a missing other fact is unknown": (
        on("2024-01-01"),
        Comparison(COMPLETED, Operator.LESS, ADMITTED),
        OPEN,
    ),
    "the limit day itself is within": (
        admitted("2024-08-20", "2017-08-20"),
        WITHIN,
        YES,
    ),
    "a day older is not": (admitted("2024-08-20", "2017-08-19"), WITHIN, NO),
    "29 February plus seven years is the 28th": (
        admitted("2023-02-28", "2016-02-29"),
        WITHIN,
        YES,
    ),
    "and no later": (admitted("2023-03-01", "2016-02-29"), WITHIN, NO),
    "or it is 1 March": (
        admitted("2023-03-01", "2016-02-29", MonthEnd.UP),
        WITHIN,
        YES,
    ),
    "or is refused": (
        admitted("2023-02-28", "2016-02-29", MonthEnd.REFUSE),
        WITHIN,
        OPEN,
    ),
    "within after counts forward": (
        admitted("2024-08-20", "2025-08-20"),
        Within(COMPLETED, Duration(1, DurationUnit.YEARS), ADMITTED, before=False),
        YES,
    ),
    "and no further": (
        admitted("2024-08-20", "2025-08-21"),
        Within(COMPLETED, Duration(1, DurationUnit.YEARS), ADMITTED, before=False),
        NO,
    ),
    "a missing day is unknown": (Situation(), WITHIN, OPEN),
    "a missing day to count from is unknown": (on("2024-01-01"), WITHIN, OPEN),
}

LEVEL = fact(FactName.RESULT, "Modelling")
ORDER = ("Emerging", "Developing", "Proficient")
DECIDED = fact(FactName.DECISION, "content match")
CREDITS = fact(FactName.CREDITS)
FIVE = SeenCredit(Credits(Fraction(5), CreditUnit.QUARTER), Fraction(10, 3))
UNEXPIRED = fact(FactName.UNEXPIRED)
REQUESTED = fact(FactName.REQUESTED)
EXPIRES = {UNEXPIRED: date(2025, 1, 31)}
PL2, PL3 = fact(FactName.SCORE, "PL2"), fact(FactName.SCORE, "PL3")
HUNDRED = Comparison(Sum((PL2, PL3)), Operator.AT_LEAST, NumberValue(Fraction(99)))
LENGTH, GAP = fact(FactName.LENGTH), fact(FactName.GAP)
DEGREE, FLAG = fact(FactName.DEGREE), fact(FactName.FLAG, "honors")
EVIDENCE = fact(FactName.EVIDENCE)

OTHERS = {
    "a performance level is ordered as stated": (
        Situation({LEVEL: SeenLevel("Proficient", ORDER)}),
        Comparison(LEVEL, Operator.AT_LEAST, TextValue("Developing")),
        YES,
    ),
    "a level that is not in the order is unknown": (
        Situation({LEVEL: SeenLevel("Great", ORDER)}),
        Comparison(LEVEL, Operator.AT_LEAST, TextValue("Developing")),
        OPEN,
    ),
    "a level is itself without an order": (
        Situation({LEVEL: SeenLevel("Great", ())}),
        Comparison(LEVEL, Operator.EQUAL, TextValue("Great")),
        YES,
    ),
    "a level in figures is compared as a number": (
        Situation({LEVEL: SeenLevel("3", ())}),
        Comparison(LEVEL, Operator.AT_LEAST, NumberValue(Fraction(3))),
        YES,
    ),
    "a decision in figures is compared as a number": (
        Situation({DECIDED: "85"}),
        Comparison(DECIDED, Operator.AT_LEAST, NumberValue(Fraction(80))),
        YES,
    ),
    "a decision in words is itself": (
        Situation({DECIDED: "yes"}),
        Comparison(DECIDED, Operator.EQUAL, TextValue("yes")),
        YES,
    ),
    "a decision in words has no order": (
        Situation({DECIDED: "yes"}),
        Comparison(DECIDED, Operator.MORE, TextValue("no")),
        OPEN,
    ),
    "words are compared with words only": (
        Situation({DECIDED: "yes"}),
        Comparison(DECIDED, Operator.EQUAL, DateValue(date(2024, 1, 1))),
        OPEN,
    ),
    "a year written as a number is the same word": (
        Situation({fact(FactName.CATALOG): "2022"}),
        Comparison(fact(FactName.CATALOG), Operator.EQUAL, NumberValue(Fraction(2022))),
        YES,
    ),
    "credit is compared in the receiving unit": (
        Situation({CREDITS: FIVE}),
        Comparison(CREDITS, Operator.AT_LEAST, NumberValue(Fraction(3))),
        YES,
    ),
    "cr is the receiving unit": (
        Situation({CREDITS: FIVE}),
        Comparison(CREDITS, Operator.AT_LEAST, CreditValue(Fraction(4), None)),
        NO,
    ),
    "credit may be compared as it was reported": (
        Situation({CREDITS: FIVE}),
        Comparison(
            CREDITS, Operator.AT_LEAST, CreditValue(Fraction(5), CreditUnit.QUARTER)
        ),
        YES,
    ),
    "credit in a unit nobody converts is unknown": (
        Situation({CREDITS: FIVE}),
        Comparison(
            CREDITS, Operator.AT_LEAST, CreditValue(Fraction(5), CreditUnit.ECTS)
        ),
        OPEN,
    ),
    "credit is no grade": (
        Situation({CREDITS: FIVE}),
        Comparison(CREDITS, Operator.AT_LEAST, TextValue("five")),
        OPEN,
    ),
    "what is valid on its last day is unexpired": (
        Situation({**EXPIRES, REQUESTED: date(2025, 1, 31)}),
        Holds(UNEXPIRED, REQUESTED),
        YES,
    ),
    "a day later it is not": (
        Situation({**EXPIRES, REQUESTED: date(2025, 2, 1)}),
        Holds(UNEXPIRED, REQUESTED),
        NO,
    ),
    "what never expires is unexpired": (
        Situation({UNEXPIRED: Never.EXPIRES, REQUESTED: date(2025, 2, 1)}),
        Holds(UNEXPIRED, REQUESTED),
        YES,
    ),
    "unexpired without a day asks on the day of the evaluation": (
        Situation({**EXPIRES, fact(FactName.EVALUATED): date(2026, 1, 1)}),
        Holds(UNEXPIRED),
        NO,
    ),
    "unexpired on a day nobody recorded is unknown": (
        Situation(dict(EXPIRES)),
        Holds(UNEXPIRED, REQUESTED),
        OPEN,
    ),
    "unexpired against a word is unknown": (
        Situation(dict(EXPIRES)),
        Holds(UNEXPIRED, TextValue("later")),
        OPEN,
    ),
    "two scores add up": (
        Situation({PL2: Fraction(50), PL3: Fraction(49)}),
        HUNDRED,
        YES,
    ),
    "a missing score leaves the sum unknown": (
        Situation({PL2: Fraction(50)}),
        HUNDRED,
        OPEN,
    ),
    "words do not add up": (
        Situation({PL2: Fraction(50), PL3: "high"}),
        HUNDRED,
        OPEN,
    ),
    "a number may stand on the left": (
        Situation({SCORE: Fraction(4)}),
        Comparison(NumberValue(Fraction(3)), Operator.LESS, SCORE),
        YES,
    ),
    "a score written like a grade is a number": (
        Situation({SCORE: Fraction(4)}),
        Comparison(SCORE, Operator.AT_LEAST, GradeValue(Mark("4"))),
        YES,
    ),
    "a score is no word": (
        Situation({SCORE: Fraction(4)}),
        Comparison(SCORE, Operator.AT_LEAST, TextValue("four")),
        OPEN,
    ),
    "a score is no date": (
        Situation({SCORE: Fraction(4)}),
        Comparison(SCORE, Operator.AT_LEAST, DateValue(date(2024, 1, 1))),
        OPEN,
    ),
    "sixteen weeks are 112 days": (
        Situation({LENGTH: Duration(16, DurationUnit.WEEKS)}),
        Comparison(
            LENGTH,
            Operator.EQUAL,
            DurationValue(Duration(112, DurationUnit.DAYS)),
        ),
        YES,
    ),
    "a year is twelve months": (
        Situation({LENGTH: Duration(1, DurationUnit.YEARS)}),
        Comparison(
            LENGTH,
            Operator.EQUAL,
            DurationValue(Duration(12, DurationUnit.MONTHS)),
        ),
        YES,
    ),
    "months and weeks cannot be compared": (
        Situation({LENGTH: Duration(4, DurationUnit.MONTHS)}),
        Comparison(
            LENGTH,
            Operator.AT_LEAST,
            DurationValue(Duration(16, DurationUnit.WEEKS)),
        ),
        OPEN,
    ),
    "a length is no number": (
        Situation({LENGTH: Duration(4, DurationUnit.MONTHS)}),
        Comparison(LENGTH, Operator.AT_LEAST, NumberValue(Fraction(4))),
        OPEN,
    ),
    "a gap is counted in terms": (
        Situation({GAP: Duration(3, DurationUnit.TERMS)}),
        Comparison(GAP, Operator.MORE, DurationValue(Duration(2, DurationUnit.TERMS))),
        YES,
    ),
    "one of the degrees pursued is enough": (
        Situation({DEGREE: ("bs-cs", "ba-math")}),
        Comparison(DEGREE, Operator.EQUAL, TextValue("ba-math")),
        YES,
    ),
    "degrees have no order": (
        Situation({DEGREE: ("bs-cs", "ba-math")}),
        Comparison(DEGREE, Operator.MORE, TextValue("ba-math")),
        OPEN,
    ),
    "a flag holds when recorded so": (Situation({FLAG: True}), Holds(FLAG), YES),
    "a flag nobody recorded is unknown": (Situation(), Holds(FLAG), OPEN),
    "a flag may be compared with yes": (
        Situation({FLAG: False}),
        Comparison(FLAG, Operator.EQUAL, TextValue("yes")),
        NO,
    ),
    "a grade is not a yes-or-no fact": (graded("A"), Holds(GRADE), OPEN),
    "evidence includes what is there": (
        Situation({EVIDENCE: ("essay", "code repository")}),
        Includes(EVIDENCE, "code repository"),
        YES,
    ),
    "evidence is open: what is not listed may still be there": (
        Situation({EVIDENCE: ("essay",)}),
        Includes(EVIDENCE, "code repository"),
        OPEN,
    ),
    "evidence nobody listed is unknown": (
        Situation(),
        Includes(EVIDENCE, "code repository"),
        OPEN,
    ),
    "a date includes nothing": (
        Situation({EVIDENCE: date(2024, 1, 1)}),
        Includes(EVIDENCE, "code repository"),
        OPEN,
    ),
    "each criterion must reach the level": (
        Situation(criteria=(("a", Fraction(3)), ("b", Fraction(2)))),
        EachCriterion(Operator.AT_LEAST, Fraction(3)),
        NO,
    ),
    "criteria can be counted": (
        Situation(criteria=(("a", Fraction(3)), ("b", Fraction(2)))),
        CountCriteria(Operator.LESS, Fraction(3), Operator.EQUAL, Fraction(1)),
        YES,
    ),
    "a criterion that nobody judged leaves each criterion open": (
        Situation(criteria=(("a", Fraction(3)), ("b", None))),
        EachCriterion(Operator.AT_LEAST, Fraction(3)),
        OPEN,
    ),
    "one criterion too low settles it, whatever the others are": (
        Situation(criteria=(("a", Fraction(2)), ("b", None))),
        EachCriterion(Operator.AT_LEAST, Fraction(3)),
        NO,
    ),
    "a count that a criterion not judged may change is open": (
        Situation(criteria=(("a", Fraction(2)), ("b", None))),
        CountCriteria(Operator.LESS, Fraction(3), Operator.EQUAL, Fraction(1)),
        OPEN,
    ),
    "a count that no criterion can change any more is settled": (
        Situation(criteria=(("a", Fraction(2)), ("b", Fraction(1)), ("c", None))),
        CountCriteria(Operator.LESS, Fraction(3), Operator.EQUAL, Fraction(1)),
        NO,
    ),
    "an undecided portfolio is unknown": (
        Situation(),
        EachCriterion(Operator.AT_LEAST, Fraction(3)),
        OPEN,
    ),
    "the whole record is asked by has": (
        Situation(),
        Has(OneCourse(CourseCode.read("S", "A 1")), attempted=True),
        YES,
    ),
    "not turns yes into no": (graded("A"), Not(at_least("C")), NO),
    "not turns no into yes": (graded("F"), Not(at_least("C")), YES),
    "not leaves unknown open": (Situation(), Not(at_least("C")), OPEN),
    "not of what gave no reason still says why": (
        Situation(),
        Not(Has(OneCourse(CourseCode.read("S", "A 1")))),
        YES,
    ),
    "one of several open values is unknown": (
        graded("P"),
        Membership(GRADE, (GradeValue(Mark("P")),)),
        YES,
    ),
    "a missing value is in no list": (
        Situation(),
        Membership(GRADE, (GradeValue(Mark("P")),)),
        OPEN,
    ),
    "a list of what cannot be compared is unknown": (
        on("2024-01-01"),
        Membership(COMPLETED, (TextValue("spring"),)),
        OPEN,
    ),
}

CASES = GRADES | DATES | OTHERS


@pytest.mark.parametrize(("facts", "asked", "answer"), CASES.values(), ids=CASES)
def test_conditions(facts: Situation, asked: Condition, answer: Answer) -> None:
    finding = ask(asked, facts)
    assert finding.answer is answer
    assert bool(finding.residual) is (answer is OPEN)
    assert clause_text(asked)


def test_a_reason_shows_what_was_wanted_and_what_was_seen() -> None:
    (reason,) = ask(at_least("C"), graded("B")).reasons
    assert (reason.code, reason.fact, reason.operator, reason.wanted, reason.saw) == (
        ReasonCode.GRADE_MET,
        "grade",
        ">=",
        "C",
        "B",
    )


def test_an_unknown_says_what_would_settle_it() -> None:
    (reason,) = ask(at_least("C"), graded("P")).reasons
    assert reason.code is ReasonCode.GRADE_UNKNOWN
    assert reason.needs == "the grade behind P"
    assert ask(at_least("C"), graded("P")).residual == "grade >= C"


def test_and_names_every_clause_that_failed_and_or_the_first_that_held() -> None:
    facts = Situation({GRADE: SeenGrade(Mark("D"), LETTERS), SCORE: Fraction(2)})
    low = Comparison(SCORE, Operator.AT_LEAST, NumberValue(Fraction(3)))
    both = ask(Every((at_least("C"), low)), facts)
    assert [reason.text for reason in both.reasons] == ["grade >= C", "score >= 3"]
    either = ask(AnyOf((at_least("D"), at_least("F"))), facts)
    assert [reason.text for reason in either.reasons] == ["grade >= D"]


def test_what_is_open_of_an_and_is_only_what_is_open() -> None:
    facts = Situation({SCORE: Fraction(5)})
    high = Comparison(SCORE, Operator.AT_LEAST, NumberValue(Fraction(3)))
    finding = ask(Every((high, at_least("C"), Holds(FLAG))), facts)
    assert finding.residual == "grade >= C and flag honors"


SENTENCES = {
    'result "Modelling" >= Proficient': Comparison(
        LEVEL, Operator.AT_LEAST, TextValue("Proficient")
    ),
    "grade of S:A 1 >= B and (flag honors or not flag honors)": Every(
        (
            Comparison(
                Fact(FactName.GRADE, of=CourseCode.read("S", "A 1")),
                Operator.AT_LEAST,
                GradeValue(Mark("B")),
            ),
            AnyOf((Holds(FLAG), Not(Holds(FLAG)))),
        )
    ),
    "unexpired on requested": Holds(UNEXPIRED, REQUESTED),
    "completed within 7 years before admitted": WITHIN,
    "score PL2 + score PL3 >= 99": HUNDRED,
    "has S:A 1 with grade >= C": Has(
        OneCourse(CourseCode.read("S", "A 1")),
        operator=Operator.AT_LEAST,
        grade=Mark("C"),
    ),
    'has award "AA"': Has(award="AA"),
    "has ap-calc": Has(block="ap-calc"),
    "credits >= 4 cr": Comparison(
        CREDITS, Operator.AT_LEAST, CreditValue(Fraction(4), None)
    ),
    "completed < X:2024FA": when(Operator.LESS, FALL_TERM),
    "gap > 2 terms": Comparison(
        GAP, Operator.MORE, DurationValue(Duration(2, DurationUnit.TERMS))
    ),
}


@pytest.mark.parametrize(("text", "asked"), SENTENCES.items(), ids=SENTENCES)
def test_a_condition_reads_as_its_author_wrote_it(text: str, asked: Condition) -> None:
    assert clause_text(asked) == text


ANSWERS = st.sampled_from([YES, NO, OPEN])


@given(st.lists(ANSWERS, min_size=1))
def test_and_and_or_are_each_other_turned_around(answers: list[Answer]) -> None:
    turned = [negated(answer) for answer in answers]
    assert negated(all_of(answers)) is any_of(turned)


@given(st.lists(ANSWERS), st.permutations(range(5)))
def test_order_never_matters(answers: list[Answer], places: list[int]) -> None:
    shuffled = [answers[place] for place in places if place < len(answers)]
    rest = answers[len(places) :]
    assert all_of(answers) is all_of(shuffled + rest)
    assert any_of(answers) is any_of(shuffled + rest)


@given(st.sampled_from("ABCDF"), st.sampled_from("ABCDF"))
def test_filling_in_what_is_missing_gives_yes_or_no(given_mark: str, bar: str) -> None:
    assert ask(at_least(bar), Situation()).answer is OPEN
    assert ask(at_least(bar), graded(given_mark)).answer in (YES, NO)
