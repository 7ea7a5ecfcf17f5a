"""Values: one value for each fact that a box says something about."""

from dataclasses import dataclass
from fractions import Fraction

from articulate.analysis.aspects import Aspect
from articulate.analysis.regions import Box
from articulate.analysis.spectra import Spectra
from articulate.model.credit import CreditUnit
from articulate.model.duration import Duration
from articulate.rulebook.conditions import Fact
from articulate.rulebook.facts import FactValue, SeenLevel

_YES, _NO = 1, 2
Decisions = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The values of a box, each the first that it allows. Of the rest nothing is said.

    Facts are asked for by their name and by what they are about; those of a learner are
    about nothing further.
    """

    box: Box
    spectra: Spectra

    def number(self, name: str, about: str) -> Fraction | None:
        """Return a number, a bar that rules name before one beside it."""
        value = self._numbers(("number", name, about))
        if value is not None:
            return value
        return self._term(name, about)

    def numbers(self, name: str, about: str) -> tuple[tuple[str, Fraction], ...]:
        """Return every number of this kind with what further names it, sorted."""
        found = {
            fact.partition(" ")[2]: value
            for kind, fact, of in self.box
            if kind == "number" and of == about and fact.startswith(f"{name} ")
            if (value := self._numbers((kind, fact, of))) is not None
        }
        found |= {
            fact.argument: value
            for fact, of in self._summed()
            if of == about and fact.name == name and fact.argument
            if (value := self.number(f"{name} {fact.argument}", about)) is not None
        }
        return tuple(sorted(found.items()))

    def allows(self, name: str, about: str, value: Fraction) -> bool:
        """Say whether a number is one that the box allows."""
        aspect: Aspect = ("number", name, about)
        mask = self.box.get(aspect)
        return mask is None or self.spectra.of(aspect).holds(mask, value)

    def wants(self, name: str, about: str = "") -> bool:
        """Say whether the box says something of a number of the learner."""
        return ("number", name, about) in self.box

    def credits(self, about: str) -> tuple[Fraction, CreditUnit | None] | None:
        """Return how much credit a course has, with its unit where rules name one."""
        for kind, name, of in self.box:
            if kind == "number" and name == "credits" and of.startswith(f"{about} "):
                value = self._numbers((kind, name, of))
                unit = of.removeprefix(f"{about} ")
                if value is not None:
                    return value, CreditUnit(unit) if unit else None
        return None

    def shared_credits(self, courses: int, each: Fraction | None) -> Fraction | None:
        """Return the credit of one of several courses, whose total rules may name."""
        for kind, name, of in self.box:
            if kind == "number" and name == "total credits":
                value = self._numbers((kind, name, of))
                if value is not None:
                    return value / courses
        return each

    def text(self, name: str, about: str) -> str | None:
        """Return a text, one that rules name before any other."""
        return self._text(("text", name, about))

    def decisions(self, about: str) -> Decisions:
        """Return what people found, by the name of the question."""
        return self.texts("decision", about)

    def texts(self, name: str, about: str) -> Decisions:
        """Return every text of this kind with what further names it, sorted."""
        found = {
            fact.partition(" ")[2]: value
            for kind, fact, of in self.box
            if kind in ("text", "level") and of == about and fact.startswith(f"{name} ")
            if (value := self._text((kind, fact, of))) is not None
        }
        return tuple(sorted(found.items()))

    def truth(self, name: str, about: str) -> bool | None:
        """Return a matter of yes or no, None where the box leaves it open."""
        return _truth(self.box.get(("yes", name, about)))

    def marks(self, name: str, about: str) -> tuple[str, ...]:
        """List the marks that must be there; one is made up for `GE.*`."""
        there = sorted(
            fact.partition(" ")[2]
            for kind, fact, of in self.box
            if kind == "yes" and of == about and fact.startswith(f"{name} ")
            if self.truth(fact, of)
        )
        plain = [one for one in there if not one.endswith(".*")]
        below = [one for one in there if one.endswith(".*")]
        made_up = (
            f"{one[:-1]}ANY"
            for one in below
            if not any(other.startswith(one[:-1]) for other in plain)
        )
        return (*plain, *made_up)

    def listed(self, name: str) -> tuple[str, ...]:
        """List what must be among several: degrees, evidence, recommendations."""
        return tuple(
            sorted(
                text
                for kind, fact, text in self.box
                if kind == "yes" and fact == name and self.truth(fact, text)
            )
        )

    def unlisted(self, name: str) -> bool:
        """Say whether something must not be among several."""
        return any(
            kind == "yes" and fact == name and self.truth(fact, text) is False
            for kind, fact, text in self.box
        )

    def flags(self) -> tuple[tuple[str, bool], ...]:
        """Return the flags of the learner that matter."""
        found = {
            fact.partition(" ")[2]: said
            for kind, fact, about in self.box
            if kind == "yes" and fact.startswith("flag ")
            if (said := self.truth(fact, about)) is not None
        }
        return tuple(sorted(found.items()))

    def length(self, name: str, about: str) -> Duration | None:
        """Return a length of time."""
        for value in self._values(("length", name, about)):
            if isinstance(value, Duration):
                return value
        return None

    # --- sums -------------------------------------------------------------------------

    def _summed(self) -> tuple[tuple[Fact, str], ...]:
        """List the facts that sums of the box add up, with what they are about."""
        found = []
        for aspect in self.box:
            asked = self.spectra.summed.get(aspect)
            if asked is not None:
                found += [
                    (term, aspect[2]) for term in asked.terms if isinstance(term, Fact)
                ]
        return tuple(found)

    def _term(self, name: str, about: str) -> Fraction | None:
        """Return one of the numbers that a sum wants: what the others leave of it."""
        for aspect in self.box:
            asked = self.spectra.summed.get(aspect)
            if aspect[0] != "sum" or aspect[2] != about or asked is None:
                continue
            names = [
                f"{term.name} {term.argument}".strip()
                for term in asked.terms
                if isinstance(term, Fact)
            ]
            total = self._numbers(aspect)
            if name not in names or total is None:
                continue
            known = [self._numbers(("number", one, about)) for one in names]
            fixed = sum((one for one in known if one is not None), Fraction(0))
            open_ones = [
                one for one, said in zip(names, known, strict=True) if said is None
            ]
            share = (total - fixed) / len(open_ones)
            whole = Fraction(share.__floor__())
            if open_ones.index(name):
                return whole
            return total - fixed - whole * (len(open_ones) - 1)
        return None

    # --- one value --------------------------------------------------------------------

    def _values(self, aspect: Aspect) -> tuple[FactValue, ...]:
        mask = self.box.get(aspect)
        return () if mask is None else tuple(self.spectra.of(aspect).chosen(mask))

    def _numbers(self, aspect: Aspect) -> Fraction | None:
        values = [one for one in self._values(aspect) if isinstance(one, Fraction)]
        bars = self.spectra.of(aspect).bars if values else ()
        return next(
            (one for one in values if one in bars), values[0] if values else None
        )

    def _text(self, aspect: Aspect) -> str | None:
        for value in self._values(aspect):
            match value:
                case SeenLevel(level=level):
                    return level
                case str():
                    return value
                case _:
                    continue
        return None


def _truth(mask: int | None) -> bool | None:
    if mask is None or mask & (_YES | _NO) in (0, _YES | _NO):
        return None
    return bool(mask & _YES)
