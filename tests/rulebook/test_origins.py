"""Where credit is from, as `has … from` names it, and what else `has` asks of it."""

from fractions import Fraction

import pytest

from articulate.model.answer import Answer
from articulate.model.credit import Credits, CreditUnit
from articulate.model.identifiers import Attribute, InstitutionId
from articulate.model.institution import InstitutionKind
from articulate.rulebook.conditions import (
    Comparison,
    CreditValue,
    Fact,
    FactName,
    Has,
    Holds,
    NumberValue,
    Operator,
)
from articulate.rulebook.facts import SeenCredit
from articulate.rulebook.held import Held, fits
from articulate.rulebook.origins import Whence, is_from, origin_text
from articulate.rulebook.pools import (
    AnyCourse,
    Difference,
    InstitutionKindPool,
    InstitutionPool,
    Intersection,
    Pool,
    Road,
    RoadPool,
    Union,
)

TRANSFER, RESIDENCE = RoadPool(Road.TRANSFER), RoadPool(Road.RESIDENCE)
EXAMS = RoadPool(Road.EXAMS)
NCC = InstitutionPool(InstitutionId("NCC"))
TWO_YEAR = InstitutionKindPool(InstitutionKind.TWO_YEAR)
SENT = Whence(Road.TRANSFER, InstitutionId("NCC"), InstitutionKind.TWO_YEAR)
HOME = Whence(Road.RESIDENCE, InstitutionId("STATE"), InstitutionKind.FOUR_YEAR)
NOBODY_KNOWS = Whence(Road.TRANSFER, InstitutionId("FAR"))
SAT = Whence(Road.EXAMS)
YES, NO, OPEN = Answer.MET, Answer.NOT_MET, Answer.UNKNOWN

ASKED: dict[str, tuple[Pool, Whence, Answer]] = {
    "transfer": (TRANSFER, SENT, YES),
    "residence": (RESIDENCE, SENT, NO),
    "NCC": (NCC, SENT, YES),
    "NCC of an exam": (NCC, SAT, NO),
    "two-year institutions": (TWO_YEAR, SENT, YES),
    "two-year institutions of ours": (TWO_YEAR, HOME, NO),
    "two-year institutions of one unheard of": (TWO_YEAR, NOBODY_KNOWS, OPEN),
    "two-year institutions of an exam": (TWO_YEAR, SAT, NO),
    "(residence or exams)": (Union((RESIDENCE, EXAMS)), SAT, YES),
    "(transfer and two-year institutions)": (
        *(Intersection((TRANSFER, TWO_YEAR)), NOBODY_KNOWS, OPEN),
    ),
    "(transfer except NCC)": (Difference(TRANSFER, NCC), SENT, NO),
    "elsewhere": (AnyCourse(), SENT, NO),  # the check lets no such pool stand there
}


@pytest.mark.parametrize(("pool", "whence", "answer"), ASKED.values(), ids=ASKED)
def test_where_it_is_from(pool: Pool, whence: Whence, answer: Answer) -> None:
    assert is_from(pool, whence) is answer


@pytest.mark.parametrize("text", [one for one in ASKED if " of " not in one])
def test_it_is_written_as_its_author_would(text: str) -> None:
    assert origin_text(ASKED[text][0]) == text


FOUR = SeenCredit(Credits(Fraction(6), CreditUnit.QUARTER), Fraction(4))
AT_LEAST_4 = Comparison(
    Fact(FactName.CREDITS), Operator.AT_LEAST, NumberValue(Fraction(4))
)
AT_LEAST_6_ECTS = Comparison(
    *(Fact(FactName.CREDITS), Operator.AT_LEAST),
    CreditValue(Fraction(6), CreditUnit.ECTS),
)
WRITING = Holds(Fact(FactName.ATTRIBUTE, "WRIT"))
CARRIED: dict[str, tuple[Has, Held, Answer]] = {
    "nothing asked": (Has(), Held(), YES),
    "enough": (Has(having=(AT_LEAST_4,)), Held(credit=FOUR), YES),
    "credit that is not on record": (Has(having=(AT_LEAST_4,)), Held(), OPEN),
    "credit in a unit that nothing converts": (
        *(Has(having=(AT_LEAST_6_ECTS,)), Held(credit=FOUR), OPEN),
    ),
    "marked": (*(Has(having=(WRITING,)), Held(attributes=(Attribute("WRIT"),)), YES),),
    "not marked": (Has(having=(AT_LEAST_4, WRITING)), Held(credit=FOUR), NO),
    "each of a set is from there": (
        *(Has(came_from=TRANSFER), Held((SENT, NOBODY_KNOWS)), YES),
    ),
    "one of a set is not": (Has(came_from=TRANSFER), Held((SENT, HOME)), NO),
    "what the check lets through nowhere": (Has(having=(Has(),)), Held(), OPEN),
}


@pytest.mark.parametrize(("asked", "held", "answer"), CARRIED.values(), ids=CARRIED)
def test_what_it_carries(asked: Has, held: Held, answer: Answer) -> None:
    assert fits(asked, held) is answer
