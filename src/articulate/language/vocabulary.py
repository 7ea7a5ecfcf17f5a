"""The words that begin blocks and statements, each with an example of its shape.

Complaints quote these, so that the way out of a mistake is a line to imitate.
"""

import re

BLOCKS = {
    "institution": 'institution NCC "Riverside College" { … }',
    "scale": "scale us-letter { … }",
    "calendar": "calendar ncc-terms { … }",
    "catalog": 'catalog STATE "Catalog" version 2024 effective 2024-08-15 { … }',
    "agreement": (
        'agreement ncc-computing "Computing" from NCC to STATE '
        "version 2024 effective 2024-08-15 { … }"
    ),
    "equivalencies": (
        "equivalencies ncc-general from NCC to STATE "
        "version 2024 effective 2024-08-15 { … }"
    ),
    "exam": "exam ap-calc-bc for STATE version 2023 effective 2023-05-01 { … }",
    "credential": (
        "credential data-analyst for STATE version 2025 effective 2025-01-01 { … }"
    ),
    "training": "training mos-68w for STATE version 2022 effective 2022-10-01 { … }",
    "portfolio": (
        "portfolio business-110 for STATE version 2024 effective 2024-08-15 { … }"
    ),
    "policy": "policy undergraduate for STATE version 2023 effective 2023-07-01 { … }",
    "degree": "degree bs-cs for STATE version 2024 effective 2024-08-15 { … }",
    "teachout": "teachout ba-german for STATE version 1 effective 2024-06-01 { … }",
    "exception": (
        'exception e-2025-0007 for learner "L-1001" granted 2025-03-01 '
        'by "Dean of Science" { … }'
    ),
    "watch": "watch desk for STATE version 2024 effective 2024-08-15 { … }",
    "table": (
        'table ncc-2024 from "ncc-2024.xlsx" layout tes as equivalencies ncc-general '
        "from NCC to STATE version 2024 effective 2024-08-15"
    ),
    "test": 'test "a C in CIS 120 earns Programming I" { … }',
    "property": 'property "a better grade never loses credit" monotone in grade',
}

_GOVERNED = {"governed": "governed by requested"}
_RULES = {
    "rule": "rule cis120: CIS 120 -> CSCI 141 when grade >= C",
    "partial": "partial half of cis130: CIS 130 -> elective CSCI lower [3 cr]",
    "deny": 'deny dev: MATH 050..099 because "Developmental work" ground level',
    "refer": 'refer topic: CIS 299 to "Computer Science" because "Needs a syllabus"',
}
_LEARNING = {
    **_GOVERNED,
    "rule": "rule five -> MATH 121 + MATH 122 when score = 5",
    "deny": 'deny low because "Score below 3" when score <= 2',
    "refer": 'refer middle to "Mathematics" because "Needs a syllabus" when score = 3',
    "revoke": "revoke five when has attempted MATH 121",
    "requires": "requires verified and unexpired on requested",
}
_SPECIAL = {
    "substitute": "substitute STAT 135 for MATH 135 in bs-cs/core",
    "waive": "waive residency final",
    "extend": "extend limit two-year to 66 cr",
    "accept": "accept NCC:CIS 299 -> CSCI 480 [4 cr]",
}
_MEMBERS = {
    "course": "course PHYS 131 + PHYS 131L",
    "group": 'group theory "Theory" 1 of { course CSCI 301 course CSCI 305 }',
}
_DEGREE = {
    "credits": "credits at least 120",
    "gpa": "gpa at least 2.0 over any course",
    "limit": "limit pass-fail: at most 12 cr from pass graded",
    "residency": "residency total: at least 30 cr",
    "group": 'group core "Core" all of { course CSCI 141 } with grade >= C',
    "share": "share core with gened at most 4 cr",
    "exclusive": "exclusive advanced with core",
    "each": "each course fills at most 2 groups",
    "when": "when flag honors { group thesis 6 cr from CSCI 498..499 }",
}

# What may stand in the braces of each kind of block, with its shape.
STATEMENTS: dict[str, dict[str, str]] = {
    "institution": {
        "ids": "ids ipeds 123456, ceeb 4567",
        "kind": "kind two-year",
        "unit": "unit quarter",
        "grades": "grades us-letter",
        "calendar": "calendar ncc-terms",
        "accredited": 'accredited by "HLC" from 1968-03-01',
        "formerly": 'formerly "Riverside Junior College" through 1989-06-30',
    },
    "scale": {
        "points": "points A 4.0, A- 3.7, B+ 3.3",
        "pass": "pass P, CR",
        "no-credit": "no-credit W, I",
        "in-progress": "in-progress IP",
        "counts": "P counts as C",
    },
    "calendar": {
        "term": 'term 2024FA "Fall 2024" from 2024-09-23 to 2024-12-13',
    },
    "catalog": {
        "course": 'course CSCI 141 "Programming I" 4 cr lower',
        "renamed": "renamed CSCI 101 to CSCI 141 from 2019-08-15",
        "retired": "retired CSCI 150 from 2012-08-15",
    },
    "agreement": {
        **_GOVERNED,
        "signed": 'signed 2024-05-14 by "Provost, State University"',
        **_RULES,
    },
    "equivalencies": {
        **_GOVERNED,
        "signed": 'signed 2024-05-14 by "Provost, State University"',
        **_RULES,
    },
    "exam": {**_LEARNING, "scores": "scores 1..5"},
    "credential": {
        **_LEARNING,
        "issued": 'issued by "did:web:badges.northfield.example"',
        "achievement": 'achievement "https://badges.northfield.example/data-analyst"',
        "levels": 'levels "Modelling" "Emerging" < "Developing" < "Proficient"',
        "stack": "stack all of data-analyst, cloud-basics",
    },
    "training": {
        **_LEARNING,
        "exhibit": 'exhibit "MOS-68W-005" offered 2019-10-01 through 2024-09-30',
    },
    "portfolio": {
        **_LEARNING,
        "assessors": "assessors 2 blind",
        "criterion": 'criterion "Analyses a firm" levels 0..4',
        "evidence": 'evidence required "reflective essay", "work product"',
        "agree": "agree within 1 level else third assessor",
        "decide": "decide by median",
    },
    "policy": {
        **_GOVERNED,
        "accept": "accept from accredited institutions on completed else deny",
        "minimum": "minimum base: grade >= C- else deny",
        "deny": 'deny remedial: transfer because "Developmental work" ground level',
        "refer": 'refer old: transfer to "Registrar" because "Needs a syllabus"',
        "convert": (
            "convert quarter -> semester by 2/3 round half-up to 0.01 per course"
        ),
        "surplus": "surplus keep",
        "repeat": "repeat now: best grade",
        "duplicate": "duplicate keep most credit",
        "prefer": "prefer larger sets then most credit",
        "otherwise": "otherwise elective same subject",
        "limit": "limit two-year: at most 60 cr from two-year institutions",
        "recency": (
            "recency science: subjects BIOL, CHEM "
            "completed within 7 years before admitted else deny"
        ),
        "appeal": 'appeal denials: transfer within 15 business days to "Provost"',
        "month-end": "month-end down",
        "catalog": "catalog rights { … }",
    },
    "catalog rights": {
        "candidates": "candidates admitted, declared, graduated",
        "lapse": "lapse when gap > 2 terms",
        "expire": "expire 10 years after admitted",
        "choose": "choose election else most favorable else admitted",
    },
    "degree": _DEGREE,
    "when": _DEGREE,
    "group": _MEMBERS,
    "teachout": {
        **_SPECIAL,
        "closes": "closes degree ba-german to admission after 2024-05-31",
        "last": "last award 2028-08-31",
        "protects": "protects learners admitted through 2024-05-31",
        "holds": "holds catalog 2022",
        "after": 'after last award refer because "Teach-out ended"',
        "receives": "receives into bs-cs",
        "freezes": "freezes agreement ncc-computing@2024",
        "apply": "apply through 2026-06-30",
    },
    "exception": {**_SPECIAL, "set": "set catalog 2022"},
    "watch": {
        "task": (
            'task late "A request is late" for registrar: '
            "a request waits longer than its clock"
        ),
        "remind": (
            'remind ages "Credit will be too old" for evaluator: '
            "credit passes its recency limit within 180 days"
        ),
    },
    "table": {
        **_GOVERNED,
        "signed": 'signed 2024-05-14 by "Provost, State University"',
    },
    "test": {
        "learner": "learner admitted 2024-08-20 degree bs-cs",
        "given": "given NCC:CIS 120 grade C 4 quarter completed 2024-06-10",
        "as": "as of 2024-09-01",
        "known": "known at 2024-08-01",
        "expect": "expect CSCI 141 [4 cr] by ncc-computing/cis120",
    },
}

KEYWORDS = frozenset(word for words in STATEMENTS.values() for word in words)

_SURELY = re.compile(
    r"(?:rule|partial|deny|refer|minimum|limit|recency|repeat|residency|group)"
    r'\s+[a-z0-9][a-z0-9.-]*\s*(?::|->|["A-Z(]|(?:of|overrides|all|milestone)\b)'
    r"|group\s+[a-z0-9][a-z0-9.-]*\s+\d"
    r"|course\s+[A-Z`]|(?:given|expect)\s"
    r'|(?:task|remind)\s+[a-z0-9][a-z0-9.-]*\s+"'
)
_HALF = re.compile(
    r"(?:gpa|credits)(?!\s+at\s+least)|each(?!\s+course)|last(?!\s+award)"
)


def begins_statement(text: str, at: int, *, on_new_line: bool) -> bool:
    """Whether the keyword at *at* looks like the first word of a statement.

    Statements mostly begin a line; where one does not, what follows has to show it.
    """
    if on_new_line:
        return _HALF.match(text, at) is None
    return _SURELY.match(text, at) is not None


def surely_begins_statement(text: str, at: int) -> bool:
    """Whether what stands at *at* can hardly be anything but a new statement."""
    return _SURELY.match(text, at) is not None


def with_article(noun: str) -> str:
    """Put `a` or `an` before the kind of a block, unless it is a plural.

    >>> with_article("agreement"), with_article("degree"), with_article("equivalencies")
    ('an agreement', 'a degree', 'equivalencies')
    """
    if noun.endswith("s"):
        return noun
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
