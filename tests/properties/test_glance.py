"""What is decided at a glance is what the general path decides, to the last byte.

Rulebooks are compiled once and asked again and again, so that what one record left
behind is there when the next one comes.
"""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.world import AS_OF, LEARNER, STATE, WORLD, record, took

from articulate.engine.answers import Answers
from articulate.engine.evaluate import answers
from articulate.engine.glance.look import look
from articulate.language.compile import compile_policies
from articulate.model.course import CourseLevel
from articulate.model.exam import ExamSitting
from articulate.model.identifiers import (
    Attribute,
    BlockId,
    LearnerId,
    LearningId,
    Mark,
    TermCode,
)
from articulate.model.record import LearnerRecord
from articulate.rulebook.rulebook import Rulebook

PLAIN = """
rule cis1: CIS 120 -> CSCI 141 when grade >= C
rule cis2: CIS 130 -> CSCI 241
rule math: MATH 151 -> MATH 121 [earned max 4 cr]
rule set: PHYS 121 + PHYS 122 -> PHYS 131 + PHYS 132 when grade >= C-
rule either: CHEM 110 | CHEM 111 -> CHEM 121
rule hist: HIST 101 -> elective HIST lower
rule gened: PHIL 101 -> requirement GE.HUM
rule acct: ACC 110 -> ACC 171 [3 cr] + elective ACC [rest]
rule level: ENGL 122 -> WRIT 101 when level = lower and not attribute developmental
rule dated: MUS 101 -> ART 110 [6 cr] when completed >= 2020-08-15
"""
TANGLED = """
rule cis1: CIS 120 -> CSCI 141 when grade >= C
rule better overrides cis1: CIS 120 -> CSCI 131 when grade >= A
rule set: CIS 130 + CIS 140 -> CSCI 241 [4 cr]
partial half of set: CIS 130 -> elective CSCI lower [2 cr]
rule pick: 2 of (ART 101, ART 102, MUS 101) -> ART 110 [6 cr]
rule choice: CHEM 110 -> CHEM 121 | CHEM 131
deny dev: MATH 050..099 because "Developmental work" ground level
refer topic: PHIL 101 to "Philosophy" because "Topics"
rule has: HIST 101 -> HIST 210 when has STATE:CSCI 141
rule admitted: ENGL 122 -> WRIT 101 when completed < admitted
rule phys: PHYS 121 -> PHYS 131
rule math: MATH 151 -> MATH 121
"""
OWN = """
rule e1: MATH 1** -> elective MATH lower
rule e2: MUS 101 -> ART 110 [3 cr]
rule e3: ART 101 -> elective ART
"""
SOUTH = """
rule s1: CIS 120 -> CSCI 141
rule s2: BIOL 101 -> BIOL 110 when grade >= B
rule s3: HIST 101 -> HIST 210
"""
POLICIES = (
    "",
    "minimum m: grade >= C- else deny repeat r: best grade",
    """accept from accredited institutions on completed else deny
       minimum m: grade >= C- else requirements only
       minimum old overrides m: grade >= D when completed < 2020-01-01
       deny d: transfer because "Below" ground level when attribute developmental
       otherwise elective same subject when not attribute vocational else unarticulated
       duplicate keep best grade""",
    """recency s: subjects CSCI, BIOL completed within 5 years before admitted else deny
       refer up: level upper to "Dean" surplus elective otherwise elective""",
    """minimum m: grade >= C else deny
       minimum gpa overrides m: grade >= D when transfer gpa >= 2.0
       recency own: residence completed within 6 years before graduated else deny""",
    'deny cs: NCC:CIS 1** because "never" surplus drop repeat r: last',
    """otherwise elective same subject deny zoo: subject ZOOL because "no zoo"
       recency s: subjects CIS completed within 3 years before requested else deny""",
)
EMPTY = "rule none: LATN 101 -> elective"
ALLOWED = """
degree bs for STATE version 1 effective 2000-01-01 { cites "x" credits at least 1 }
teachout t for STATE version 1 effective 2000-01-01 {
  cites "x" closes institution NCC on 2025-06-30
  protects learners admitted through 2022-12-31
  freezes agreement a@1 accept at SCC as residence
}
exception e for learner "learner" granted 2024-01-01 by "Dean" through 2024-12-31 {
  accept NCC:ZOOL 1 -> STAT 120 [3 cr]
}
"""
EXTRA = """
exam ap "AP" for STATE version 1 effective 2000-01-01 {
  cites "x" scores 1..5 rule four -> CSCI 141 when score >= 4
}
"""
NAMES = (
    *("NCC:CIS 120", "NCC:CIS 130", "NCC:CIS 140", "NCC:MATH 151", "NCC:MATH 060"),
    *("NCC:PHYS 121", "NCC:PHYS 122", "NCC:CHEM 110", "NCC:CHEM 111", "NCC:HIST 101"),
    *("NCC:PHIL 101", "NCC:ACC 110", "NCC:ENGL 122", "NCC:MUS 101", "NCC:ART 101"),
    *("NCC:ZOOL 1", "SCC:CIS 120", "SCC:BIOL 101", "SCC:HIST 101", "SCC:ZOOL 1"),
    *("STATE:CSCI 141", "STATE:CSCI 101", "MTI:CIS 120", "XXX:CIS 1"),
    *("NCC:\u0421IS 120", "Northern College:CIS 120"),
)


def versions(kind: str, name: str, rules: str, sender: str = "NCC") -> str:
    """Write two versions of a block, the later one picked by the day of the request."""
    head = f"{kind} {name} from {sender} to STATE version"
    return (
        f'{head} 1 effective 2010-01-01 through 2023-08-14 {{ cites "x" {rules} }}\n'
        f'{head} 2 effective 2023-08-15 {{ cites "y" governed by requested {rules} }}\n'
    )


@cache
def book(policy: int, agreement: int, allowed: bool = False) -> Rulebook:  # noqa: FBT001, FBT002 - a cache key
    """Compile one of the policies with one of the agreements."""
    convert = "convert quarter -> semester by 2/3 round half-up to 0.01 per course"
    statements = f'cites "x" governed by requested {convert} {POLICIES[policy]}'
    text = "\n".join(
        (
            f"policy p for STATE version 1 effective 2000-01-01 {{ {statements} }}",
            versions("agreement", "a", (PLAIN, TANGLED, PLAIN)[agreement]),
            versions("equivalencies", "own", ("", OWN, OWN)[agreement] or EMPTY),
            versions("equivalencies", "south", SOUTH, "SCC"),
            EXTRA,
            ALLOWED if allowed else "",
        )
    )
    compiled = compile_policies({"world.art": WORLD, "policy.art": text})
    assert not compiled.report.errors, compiled.report.errors
    assert compiled.rulebook is not None
    return compiled.rulebook


DAYS = (None, date(2019, 6, 10), date(2022, 6, 10), date(2024, 5, 10))
ATTEMPTS = st.builds(
    lambda name, grade, credit, on, facts: (
        took(name, grade, credit, None, **facts)
        if on is None
        else took(name, grade, credit, on.isoformat(), **facts)
    ),
    st.sampled_from(NAMES),
    st.sampled_from(("A", "B", "C", "C", "C-", "D", "F", "P", "W", "IP", "Z", None)),
    st.sampled_from(("5 quarter", "4 quarter", "4.5 semester", "4", None)),
    st.sampled_from(DAYS),
    st.fixed_dictionaries(
        {},
        optional={
            "level": st.sampled_from((CourseLevel.LOWER, CourseLevel.UPPER)),
            "attributes": st.sampled_from(
                ((Attribute("developmental"),), (Attribute("vocational"),))
            ),
            "term": st.sampled_from((TermCode("2023FA"), TermCode("2020FA"))),
            "underlying": st.just(Mark("C")),
        },
    ),
)
EXAMS = st.builds(
    lambda score: ExamSitting(
        LearningId("x1"), BlockId("ap"), Fraction(score), taken=date(2022, 5, 1)
    ),
    st.integers(3, 5),
)


@st.composite
def records(draw: st.DrawFn) -> LearnerRecord:
    """Draw a learner with up to a dozen courses, perhaps an exam."""
    attempts = draw(st.lists(ATTEMPTS, min_size=1, max_size=12))
    named = [replace(one, id=LearningId(f"c{n}")) for n, one in enumerate(attempts)]
    known_as = draw(st.sampled_from((LEARNER.id, LearnerId("another"))))
    admitted = draw(st.sampled_from((*DAYS, AS_OF)))
    learner = replace(LEARNER, id=known_as, admitted=admitted)
    brought = record(*named, *draw(st.lists(EXAMS, max_size=1)), learner=learner)
    whole = draw(st.booleans())
    transcripts = tuple(replace(one, complete=whole) for one in brought.transcripts)
    requested = draw(st.sampled_from((date(2021, 1, 5), date(2024, 8, 25), None)))
    return replace(brought, transcripts=transcripts, requested=requested)


@settings(max_examples=250)
@given(st.integers(0, len(POLICIES) - 1), st.integers(0, 2), st.booleans(), records())
def test_both_paths_give_the_same(
    policy: int,
    agreement: int,
    allowed: bool,  # noqa: FBT001 - drawn
    brought: LearnerRecord,
) -> None:
    rulebook = book(policy, agreement, allowed)
    decided = answers(rulebook, brought, AS_OF, receiving=STATE)
    reference = Answers(decided.situation, glancing=False).evaluation
    assert decided.evaluation == reference
    lines = [(line.learning, line.status, line.rule) for line in reference.lines]
    each = [(tuple(sorted(ids)), *came) for ids, *came in decided.each()]
    ordered = [(tuple(sorted(ids)), *came) for ids, *came in lines]
    assert sorted(each, key=str) == sorted(ordered, key=str)


def test_most_of_an_ordinary_record_is_decided_at_a_glance() -> None:
    plain = record(
        took("NCC:ACC 110", "B"),
        took("NCC:CIS 130", "F"),
        took("NCC:PHYS 121", "B"),
        took("NCC:PHYS 122", "A"),
        took("NCC:ZOOL 1", "A"),
        took("NCC:MATH 151", "D"),
    )
    decided = answers(book(1, 0), plain, AS_OF, receiving=STATE)
    assert not look(decided.situation).rest
