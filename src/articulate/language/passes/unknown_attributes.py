"""AR211: an attribute that is asked for is one some course has."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.diagnostics.nearest import did_you_mean
from articulate.language.checked import Checked, Found
from articulate.language.lower.quantities import attribute_text
from articulate.language.syntax.degrees import AreaCount
from articulate.language.syntax.expectations import TestBlock
from articulate.language.syntax.pools import OfAttribute
from articulate.language.syntax.quantities import Attribute
from articulate.language.syntax.sources import RequirementTarget


def unknown_attributes(checked: Checked) -> Iterator[Diagnostic]:
    """Report each attribute that no course of the receiving catalog carries."""
    for attribute, found in _named(checked):
        if found.receiving is None or isinstance(found.block, TestBlock):
            continue
        name = attribute_text(attribute)
        if checked.names.attribute_known(found.receiving, name):
            continue
        known = checked.names.catalogs[found.receiving].attributes
        if checked.names.complete:
            yield Diagnostic(
                Code.UNKNOWN_ATTRIBUTE,
                attribute.span,
                f"no course of {found.receiving} has the attribute `{name}`",
                did_you_mean(name, known, otherwise="check the catalog's attributes"),
                severity=Severity.WARNING,
            )


def _named(checked: Checked) -> Iterator[tuple[Attribute, Found]]:
    for one, found in checked.nodes(OfAttribute, RequirementTarget):
        yield one.attribute, found
    for areas, found in checked.nodes(AreaCount):
        for area in areas.areas:
            yield area, found
