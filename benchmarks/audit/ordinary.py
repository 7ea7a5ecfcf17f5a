"""Ordinary audits: degrees of 40 to 60 slots, and learners of 40 to 60 courses.

A degree has a core of named courses, a choice of sequences, electives from a range,
general education from attributes with subjects to spread over, sharing, an average and
residency: what published degrees are made of. All of it is invented, and all is text.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from benchmarks.audit.office import Office, Taken, office_with

MAJORS = ("CSCI", "BIOL", "ECON", "HIST")
GENERAL = {
    "HUM": ("HIST", "PHIL", "ENGL", "MUS"),
    "SOC": ("ECON", "SOC", "PSYC", "ANTH"),
    "SCI": ("BIOL", "CHEM", "PHYS", "GEOL"),
    "ART": ("ART", "MUS", "THEA"),
}
SUBJECTS = sorted(
    {one for many in GENERAL.values() for one in many} | {*MAJORS, "MATH", "KINE"}
)
MARKS = ("A", "A", "A", "B", "B", "B", "C", "C", "D")


@dataclass(frozen=True, slots=True)
class Listed:
    """A course of the invented catalog."""

    subject: str
    number: int
    credit: int
    areas: tuple[str, ...]

    @property
    def code(self) -> str:
        """The course as a policy writes it."""
        return f"{self.subject} {self.number}"


def catalog() -> tuple[Listed, ...]:
    """List every course: lower ones of 3 or 4 credits, upper ones of 3 to 5."""
    pick = Random(2024)
    found = []
    for subject in SUBJECTS:
        areas = tuple(f"GE.{a}" for a, many in GENERAL.items() if subject in many)
        for number in range(101, 113):
            mine = tuple(a for a in areas if pick.randint(0, 9) < 7)
            mine += ("GE.GLOBAL",) if pick.randint(0, 9) < 2 else ()
            found.append(Listed(subject, number, pick.choice([3, 3, 3, 4]), mine))
        found += [
            Listed(subject, number, pick.choice([3, 3, 3, 4, 5]), ())
            for number in range(301, 315)
        ]
    return tuple(found)


def degree_text(major: str, name: str) -> str:
    """Write one degree of about fifty slots in a major."""
    core = "".join(f"course {major} {n} " for n in range(101, 109))
    upper = "".join(f"course {major} {n} " for n in range(301, 307))
    return f"""
degree {name} "BS {major}" for STATE version 1 effective 2020-01-01 {{
  cites "Catalog"
  credits at least 120
  gpa at least 2.0 over any course except KINE *
  residency total: at least 30 cr
  residency final: at least 24 of last 36 cr by completed, ties favor learner
  group core "Core" all of {{
    {core}
    {upper}
    group theory 1 of {{ course {major} 307 course {major} 308 course {major} 309 }}
  }} with grade >= D, gpa >= 2.0
  group calculus all of {{ course MATH 101 | MATH 103 course MATH 102 | MATH 104 }}
  group science 1 of {{
    group physics all of {{ course PHYS 101 course PHYS 102 }}
    group chemistry all of {{ course CHEM 101 course CHEM 102 }}
    group geology all of {{ course GEOL 101 course GEOL 102 }}
  }}
  group advanced "Electives" 18 cr from {major} 300..399
    with grade >= C, at least 3 courses in residence
  group hum 9 cr from attribute GE.HUM
    with at least 2 subjects, at most 6 cr per subject
  group soc 9 cr from attribute GE.SOC with at least 2 subjects
  group sci 6 cr from attribute GE.SCI
  group art 3 cr from attribute GE.ART
  group global 2 courses from attribute GE.GLOBAL
  group writing all of {{ course ENGL 101 course ENGL 102 }}
  group outside 18 cr from any course except {major} *
  share global with hum
  share global with soc
  share global with art
}}
"""


def learners(count: int, seed: int) -> Iterator[tuple[str, tuple[Taken, ...]]]:
    """Draw learners of 40 to 60 courses, most of the way through a degree."""
    pick = Random(seed)
    every = catalog()
    for _ in range(count):
        major = pick.choice(MAJORS)
        size = pick.randint(40, 60)
        wanted = [one for one in every if _is_wanted(one, major)]
        chosen = [one for one in wanted if pick.randint(0, 99) < 93]
        rest = [one for one in every if one not in chosen]
        chosen += pick.sample(rest, max(0, size - len(chosen)))
        yield (
            f"bs-{major.lower()}",
            tuple(
                Taken(one.code, pick.choice(MARKS), one.credit, _day(pick))
                for one in chosen[:size]
            ),
        )


def _is_wanted(one: Listed, major: str) -> bool:
    if one.subject == major:
        return 101 <= one.number <= 108 or 301 <= one.number <= 312
    return one.code in {
        *("MATH 101", "MATH 102", "PHYS 101", "PHYS 102", "ENGL 101", "ENGL 102")
    }


def _day(pick: Random) -> date:
    year, season = pick.randint(2021, 2025), pick.randint(0, 1)
    return date(year, 5, 20) if season else date(year, 12, 20)


def ordinary_office() -> Office:
    """Compile the invented catalog and the four degrees."""
    lines = "\n".join(
        f'  course {one.code} "{one.code}" {one.credit} cr '
        f"{'lower' if one.number < 300 else 'upper'}"
        + (f" attributes {', '.join(one.areas)}" if one.areas else "")
        for one in catalog()
    )
    degrees = "".join(degree_text(one, f"bs-{one.lower()}") for one in MAJORS)
    return office_with(lines, degrees)
