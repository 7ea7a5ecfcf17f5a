"""Marks: grades for a learner that lie where a box wants them."""

from collections.abc import Iterator

from articulate.analysis.regions import Box
from articulate.analysis.spectra import Spectra, Spectrum
from articulate.model.grade import GradeScale, Passing
from articulate.model.identifiers import Mark
from articulate.rulebook.facts import SeenGrade

Graded = tuple[Mark | None, Mark | None]
"""A grade, and the grade behind it where that is stated."""


def marks_for(
    box: Box, spectra: Spectra, scale: GradeScale | None, *, about: str, of: str
) -> Iterator[Graded]:
    """Yield grades with what is behind them that a box allows, the best first.

    A letter is its own underlying grade, so that a box which wants another one behind
    it wants a mark without a place, such as a P. *of* is the course itself, for what is
    asked of its grade by name.
    """
    if scale is None:
        yield Mark("A"), None
        return
    allowed = _allowed(box, spectra, ("grade", "", about))
    named = _allowed(box, spectra, ("grade of", of, ""))
    behind = _allowed(box, spectra, ("underlying", "", about))
    marks = [mark for mark, _ in scale.points]
    passing = [one for one in marks if scale.passing(one) is Passing.PASSED]
    others = [one for one in marks if one not in passing]
    for mark in (*passing, *scale.passes, *others, *scale.no_credit):
        if allowed is not None and mark not in allowed:
            continue
        if named is not None and mark not in named:
            continue
        if behind is None:
            yield mark, None
        elif scale.rank(mark) is not None:
            if mark in behind:
                yield mark, None
        else:
            for under in behind:
                yield mark, under


def _allowed(
    box: Box, spectra: Spectra, aspect: tuple[str, str, str]
) -> list[Mark] | None:
    mask = box.get(aspect)
    if mask is None:
        return None
    spectrum: Spectrum = spectra.of(aspect)
    return [one.mark for one in spectrum.chosen(mask) if isinstance(one, SeenGrade)]
