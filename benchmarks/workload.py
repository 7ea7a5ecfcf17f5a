"""The workload: rules and learners that every engine is given, made anew each time.

Nine rules in ten are one course to one, eight in a hundred ask for two courses, two in
a hundred take either of two. Each sending institution has a thousand of them, and every
rule asks for a C. A learner brings forty courses from two institutions. The same seed
makes the same workload on every machine.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

RULES_PER_SENDER = 1000
COURSES = 40
CATALOG = 3000
SUBJECTS = (
    *("ACC", "ART", "BIOL", "BUS", "CHEM", "CIS", "COMM", "DANC", "ECON", "EDUC"),
    *("ENGL", "ENGR", "FREN", "GEOG", "GEOL", "HIST", "HLTH", "MATH", "MUS", "PHIL"),
    *("PHYS", "POLS", "PSYC", "SOC", "SPAN", "THEA"),
)
POINTS: Mapping[str, int] = {
    "A": 40,
    "A-": 37,
    "B+": 33,
    "B": 30,
    "B-": 27,
    "C+": 23,
    "C": 20,
    "C-": 17,
    "D+": 13,
    "D": 10,
    "F": 0,
}
PASSING = ("A", "A-", "B+", "B", "B-", "C+", "C")
TOO_LOW = ("C-", "D+", "D", "F")
LEAST = "C"


@dataclass(frozen=True, slots=True)
class PlainRule:
    """One rule in no engine's own words: all of its courses, or any one of them."""

    name: str
    sender: str
    courses: tuple[str, ...]
    every: bool
    target: str

    @property
    def full_name(self) -> str:
        """The rule's name beside those of other institutions."""
        return f"{self.sender}/{self.name}"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One course a learner brings."""

    sender: str
    course: str
    grade: str
    term: int

    @property
    def points(self) -> int:
        """What the grade is worth, in tenths."""
        return POINTS[self.grade]


@dataclass(frozen=True, slots=True)
class PlainLearner:
    """A learner with forty courses."""

    name: str
    attempts: tuple[Attempt, ...]


@dataclass(frozen=True, slots=True)
class Workload:
    """Rules, learners, and the names of the rules that hold for each learner."""

    rules: tuple[PlainRule, ...]
    learners: tuple[PlainLearner, ...]

    def by_sender(self) -> Mapping[str, tuple[PlainRule, ...]]:
        """Group the rules as institutions keep them."""
        grouped: dict[str, list[PlainRule]] = {}
        for rule in self.rules:
            grouped.setdefault(rule.sender, []).append(rule)
        return {sender: tuple(mine) for sender, mine in grouped.items()}


def workload(rules: int, learners: int, seed: int = 2024) -> Workload:
    """Make a workload of so many rules and learners."""
    chance = Random(seed)
    made = tuple(_rules(rules))
    senders: dict[str, list[PlainRule]] = {}
    for rule in made:
        senders.setdefault(rule.sender, []).append(rule)
    names = sorted(senders)
    return Workload(
        made,
        tuple(
            _learner(f"L-{number:06d}", chance, names, senders)
            for number in range(learners)
        ),
    )


def expected(rules: Sequence[PlainRule], learner: PlainLearner) -> frozenset[str]:
    """Say which rules hold for a learner, by looking at every rule."""
    good = {
        (one.sender, one.course)
        for one in learner.attempts
        if one.points >= POINTS[LEAST]
    }
    found = set()
    for rule in rules:
        held = [(rule.sender, course) in good for course in rule.courses]
        if all(held) if rule.every else any(held):
            found.add(rule.full_name)
    return frozenset(found)


def _rules(count: int) -> Iterator[PlainRule]:
    for number in range(count):
        place = number % RULES_PER_SENDER
        sender = number // RULES_PER_SENDER
        code = _sender(sender)
        first = course(place)
        second = course(place + RULES_PER_SENDER)
        kind = place % 50
        courses = (first,) if kind < 45 else (first, second)
        target = course((place + 37 * sender) % CATALOG)
        yield PlainRule(f"r{place:04d}", code, courses, every=kind < 49, target=target)


def _sender(number: int) -> str:
    """Name an institution in capitals: `SAA`, `SAB`, … ."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    high, low = divmod(number, 26)
    return f"S{letters[high // 26]}{letters[high % 26]}{letters[low]}"


def course(number: int) -> str:
    """Write the code of one of an institution's courses."""
    place, subject = divmod(number, len(SUBJECTS))
    return f"{SUBJECTS[subject]} {100 + place}"


def _learner(
    name: str,
    chance: Random,
    names: Sequence[str],
    senders: Mapping[str, Sequence[PlainRule]],
) -> PlainLearner:
    """Draw rules whose targets differ, and bring the courses of each.

    Two rules in forty are met by courses that are too low, and two courses are named by
    no rule at all.
    """
    chosen = chance.sample(names, min(2, len(names)))
    targets: set[str] = set()
    attempts: list[Attempt] = []
    unknown = 2
    while len(attempts) < COURSES - unknown:
        rule = chance.choice(senders[chosen[len(attempts) * len(chosen) // COURSES]])
        courses = rule.courses if rule.every else rule.courses[:1]
        if rule.target in targets or len(attempts) + len(courses) > COURSES - unknown:
            continue
        targets.add(rule.target)
        low = chance.random() < 1 / 20
        for code in courses:
            grade = chance.choice(TOO_LOW if low else PASSING)
            attempts.append(Attempt(rule.sender, code, grade, chance.randrange(4)))
    for number in range(unknown):
        course = f"ZOOL {100 + number}"
        attempts.append(Attempt(chosen[0], course, chance.choice(PASSING), 0))
    chance.shuffle(attempts)
    return PlainLearner(name, tuple(attempts))
