"""The words that made rulebooks and records are put together from.

In braces stand the words of which one is chosen, parted by `~`.
"""

MARKS = ("A", "A-", "B", "B", "C+", "C", "C", "C-", "D", "F", "P", "W")
WANTED = ("A-", "B", "C", "C-", "D", "F")
DAYS = (
    "2019-06-10", "2019-12-20", "2020-01-01", "2021-06-15", "2022-12-16", "2023-06-09",
    "2023-12-31", "2024-01-01", "2024-02-29", "2024-06-14", "2024-08-14", "2024-08-15",
)  # fmt: skip
OURS = ("CSCI 131", "CSCI 141", "CSCI 141H", "CSCI 241", "MATH 121", "HIST 210")
SIZES = (1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 4)  # learnings in a record
COURSES = {
    "NCC": ("CIS 120", "CIS 130", "CIS 131", "MATH 95", "MATH 151", "HIST 201"),
    "SCC": ("CIS 1", "MAT 2", "CIS 130"),
    "EUR": ("INF 10", "MATH 151"),
}
CROWDED_SIZES = (2, 3, 3, 4)
CROWDED = {  # few courses, so that rules and learnings get in each other's way
    "NCC": ("CIS 120", "CIS 130", "CIS 131"),
    "SCC": ("CIS 1", "CIS 130"),
    "EUR": ("INF 10", "MATH 151"),
}
WORLD = """scale us {
  points A 4.0, A- 3.7, B+ 3.3, B 3.0, B- 2.7, C+ 2.3, C 2.0, C- 1.7, D+ 1.3,
  D 1.0, F 0.0 pass P, CR no-credit W, I in-progress IP %s }
scale upside { points 1.0 4.0, 2.0 3.0, 3.0 2.0, 4.0 1.0, 5.0 0.0 }
calendar terms { term 2023FA "Fall" from 2023-09-01 to 2023-12-31
  term 2024SP "Spring" from 2024-01-01 to 2024-06-14 }
institution STATE "Upland State" { kind four-year unit semester grades us calendar terms
  accredited by "GLC" from 1920-01-01 }
institution NCC "Northern" { kind two-year unit quarter grades us
  accredited by "GLC" from 1968-03-01 }
institution SCC "Southern" { kind two-year unit semester grades us
  accredited by "GLC" from 1970-01-01 through 2022-12-16 }
institution EUR "European" { kind four-year unit ects grades upside
  accredited by "Ministry" from 1900-01-01 }
catalog STATE version 2018 effective 2018-08-15 {
  course CSCI 131 "Computing" 3 cr lower
  course CSCI 141 "Programming" 4 cr lower
  course CSCI 141H "Honors programming" 4 cr lower same-as CSCI 141
  course CSCI 241 "Programming II" 4 cr lower
  course MATH 121 "Calculus" 4 cr lower
  course HIST 210 "History" 3 cr lower attributes GE.HUM
}
"""
REMEDY = (
    "{ else deny~ else deny~ else refer~ else requirements only"
    "~ else elective~ else elective same subject}"
)
TOPIC = "{level = lower~attribute honors~flag nurse}"
CONVERT = (
    "convert quarter -> semester by 2/3{~~ round half-up to 0.01 per course"
    "~ round down to 0.5 per course~ round half-even to 0.1 per course"
    "~ round up to 0.01 per course~ round half-down to 0.01 per total"
    "~ round half-up to 0.5 per total}"
)
GENED = "minimum gened overrides base: grade >= C- or underlying >= C- when "
OTHERWISE = (
    "otherwise {elective same subject~elective~elective GEN lower}"
    "{~ when not attribute dev else unarticulated~ when not attribute dev else deny"
    "~ when level = lower else refer}"
)
SCIENCE = (
    "recency science: subjects CSCI{~, MATH} completed within "
    "{5 years~18 months~4 years} before {admitted~requested~evaluated}"
    '{~ unless flag nurse~ unless decision "fresh" = "yes"}'
)
MIDDLE = (
    "rule mid -> {CSCI 131~elective MATH [3 cr]} when "
    "{score = 3~score = 3 or score AB >= 4~score = 3 and flag nurse}"
)
SINCE = "version 1 effective 2000-01-01"
AMENDED = "version 2 effective 2024-01-01 recorded 2024-07-01 supersedes 1"
GRADE = "{grade >= C-~grade >= C~grade >= C- or underlying >= C-}"
POLICY = (  # how often, and what: `{a~b}` is one of the two
    (1.0, "governed by {requested~requested~evaluated}"),
    (0.95, CONVERT),
    (0.7, "convert ects -> semester by 1/2{~ round down to 0.5 per course}"),
    (0.5, f"minimum base: {GRADE}{REMEDY}"),
    (0.15, "minimum old overrides base: grade >= D when completed < 2022-01-01"),
    (0.15, f"{GENED}attribute GE.*{REMEDY}"),
    (0.2, 'deny remedial: transfer because "x" ground level when attribute dev'),
    (
        0.1,
        f'refer topic: {{NCC~transfer~two-year institutions}} to "Dean" when {TOPIC}',
    ),
    (0.25, f"accept from accredited institutions on completed{REMEDY}"),
    (0.1, f"accept from {{NCC or SCC~NCC~two-year institutions}}{REMEDY}"),
    (0.4, "surplus {keep~drop~elective~elective same subject}"),
    (0.5, "repeat now: {best grade~last~first~each up to 2}"),
    (0.15, "repeat once overrides now: last when completed < 2022-01-01"),
    (0.5, "duplicate keep {most credit~best grade~course~first~last}"),
    (0.5, "prefer {larger sets~most credit~larger sets then most credit}"),
    (0.5, OTHERWISE),
    (0.25, SCIENCE + REMEDY),
    (0.15, "month-end {down~up~refuse}"),
    (0.3, "limit two: at most {3~6~4.5} cr from two-year institutions"),
    (0.15, "limit all: at most {6~8} cr from transfer or exams"),
    (0.15, "limit prior: at most {3~4} cr from exams"),
    (0.1, "limit late: at most 4 cr from NCC completed after admitted"),
)
TARGETS = (
    "COURSE", "COURSE", "COURSE", "COURSE", "COURSE", "COURSE", "COURSE",
    "COURSE [{3 cr~4 cr~0 cr~earned~catalog~earned max 3 cr~earned min 4 cr}]",
    "COURSE [{3 cr~4 cr~0 cr~earned~catalog~earned max 3 cr~earned min 4 cr}]",
    "elective {~CSCI~same subject~CSCI lower}{~ [earned max 3 cr]~ [2 cr]}",
    "elective {~CSCI~same subject~CSCI lower}{~ [earned max 3 cr]~ [2 cr]}",
    "COURSE [3 cr] + elective CSCI [rest]",
    "CSCI 131 + CSCI 241",
    "requirement GE.HUM",
    "CSCI 131 | MATH 121",
    '{none~block "General" [6 cr]~CSCI 131 [1 cr] + HIST 210 [2 cr]}',
)  # fmt: skip
CONDITIONS = (
    "grade >= {A-~B~C~C-~D~F}",
    "grade >= {A-~B~C~C-~D~F}",
    "grade {<~>~<=~=} {A-~B~C~C-~D~F}",
    "underlying >= {C~C-}",
    "credits {>=~<} {3~10/3~4}",
    "level = {lower~upper}",
    "completed {>=~<~>~<=} {2022-12-16~2024-01-01~2024-06-14}",
    "completed {>=~<~>~<=} STATE:{2023FA~2024SP}",
    "completed within {2 years~5 years~18 months} before {admitted~requested}",
    'delivery = "online"',
    "attribute {honors~GE.*}",
    'decision "match" >= {70~80}',
    "admitted {>=~<} 2024-01-01",
    "flag nurse",
    "flag nurse",
    "degree = bs-cs",
    "total credits >= {5~6}",
    "has {STATE:CSCI 131~MATH 121~CSCI 141}",
    "has attempted {MATH 1**~CSCI 241}",
    "has {STATE:CSCI 131~MATH 121~CSCI 1**} from {transfer~residence~exams~NCC}",
    "{~not }has in progress {CSCI 131~MATH 121~CSCI 1**}",
    "transfer credits {>=~<} {5~6~9}",
    "degrees pursued {=~>=} 1",
    "grade in (A, B, C)",
)
ASKING = (  # of the whole record, in full
    "has {CSCI 131~MATH 121~CSCI 1**} with grade >= {A-~B~C~C-~D}",
    "has {CSCI 131~MATH 121~CSCI 1**} with credits {>=~>~<} {3~10/3~4}",
    "has {STATE:CSCI 131~HIST 210~CSCI 1**} with grade >= C, credits >= 3",
    "{~not }has {CSCI 141~HIST 210~CSCI *} with attribute {GE.HUM~GE.*~honors}",
    "{~not }has attribute {GE.HUM~GE.*~honors}{~ from transfer~ from residence}",
    "has attribute GE.* with {grade >= B~credits >= 4~grade >= C-, credits >= 3}",
    "has attempted {CSCI 1**~MATH 121} with grade {>=~<} {B~C~D}",
    "has attempted attribute {GE.*~honors}",
    "has {CSCI 131~MATH 121} from {transfer~residence~NCC} with grade >= {B~C}",
    '{~not }has award "AA"',
)
EXAM = (
    (0.5, MIDDLE),
    (0.5, 'deny low because "low" when score < 3'),
    (0.3, "revoke high when has attempted {MATH 121~CSCI 1**}"),
)
VERSIONS = (
    "version 1 effective 2000-01-01",
    "version 1 effective 2000-01-01",
    "version 1 effective 2000-01-01",
    "version 1 effective 2020-01-01 through 2024-08-14",
    "version 1 effective 2000-01-01;version 2 effective 2024-01-01 supersedes 1",
    f"{SINCE};{AMENDED}",
    "version 1 effective 2000-01-01 through 2022-12-16;version 2 effective 2024-01-01",
)
