"""The facts a test states of one learning or of the learner, by their names."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from articulate.language.lower.quantities import attribute_text, duration_of
from articulate.language.syntax import conditions, expectations, node, quantities
from articulate.model.duration import Duration
from articulate.model.exact import number_text, parse_number


@dataclass(frozen=True, slots=True)
class Stated:
    """What is stated; a fact that is not is None, which a record reads as unknown."""

    facts: tuple[expectations.Given, ...]

    def words(self, name: str) -> str | None:
        """Return a fact as text."""
        written = self._value(name)
        return None if written is None else words_of(written)

    def number(self, name: str) -> Fraction | None:
        """Return a fact as an exact number."""
        written = self._value(name)
        return None if written is None else number_of(written)

    def day(self, name: str) -> date | None:
        """Return a fact as a day."""
        written = self._value(name)
        return written.value if isinstance(written, node.Day) else None

    def length(self, name: str) -> Duration | None:
        """Return a fact as a duration."""
        written = self._value(name)
        return (
            duration_of(written) if isinstance(written, quantities.Duration) else None
        )

    def credit(self, name: str) -> quantities.Credits | node.Number | None:
        """Return a fact as an amount of credit, or as a bare number of it."""
        written = self._value(name)
        if isinstance(written, quantities.Credits | node.Number):
            return written
        return None

    def term(self, name: str) -> str | None:
        """Return a fact as the code of a term."""
        written = self._value(name)
        if isinstance(written, quantities.TermRef):
            return written.term
        return None if written is None else words_of(written)

    def truth(self, name: str) -> bool | None:
        """Return a yes-or-no fact."""
        for one in self.facts:
            if _name(one) == name:
                return not one.denied
        return None

    def named(self, name: str) -> tuple[tuple[str, conditions.Value | None, bool], ...]:
        """Return each fact of one name with its argument, value and truth, sorted."""
        found = [
            (_argument(one), one.value, not one.denied)
            for one in self.facts
            if _name(one) == name
        ]
        return tuple(sorted(found, key=lambda each: each[0]))

    def each(self, name: str) -> tuple[str, ...]:
        """Return every text stated under one name, in the order of the page."""
        found = []
        for one in self.facts:
            if _name(one) == name:
                text = _argument(one) if one.value is None else words_of(one.value)
                found.append(text)
        return tuple(found)

    def _value(self, name: str) -> conditions.Value | None:
        for one in self.facts:
            if _name(one) == name and not _argument(one):
                return one.value
        return None


def words_of(written: conditions.Value) -> str:
    """Return a value as a record would hold it as text."""
    match written:
        case node.Name(text=text) | node.Text(value=text):
            return text
        case quantities.Grade(written=mark):
            return mark
        case node.Number():
            return number_text(written.value)
        case node.Day(value=day):
            return day.isoformat()
        case quantities.TermRef(institution=institution, term=term):
            return f"{institution.text}:{term}"
        case quantities.Duration():
            return str(duration_of(written))
        case quantities.Credits(amount=amount, unit=unit):
            return f"{number_text(amount.value)} {unit}"


def number_of(written: conditions.Value) -> Fraction | None:
    """Return a value as an exact number, None where it is none."""
    if isinstance(written, node.Number):
        return written.value
    return parse_number(words_of(written))


def _name(given: expectations.Given) -> str:
    return given.fact if isinstance(given.fact, str) else given.fact.name


def _argument(given: expectations.Given) -> str:
    argument = None if isinstance(given.fact, str) else given.fact.argument
    match argument:
        case node.Name(text=text) | node.Text(value=text):
            return text
        case quantities.Attribute():
            return attribute_text(argument)
        case _:
            return ""
