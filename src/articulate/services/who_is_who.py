"""Who is who in policies that are still being compiled."""

import re
from collections.abc import Mapping
from dataclasses import replace

from articulate.language.lower.blocks import lowered_aside
from articulate.language.parse import Reading, parse
from articulate.language.resolve import resolve
from articulate.language.syntax.institutions import (
    CalendarBlock,
    CatalogBlock,
    InstitutionBlock,
)
from articulate.language.syntax.policy import Policy
from articulate.rulebook.rulebook import Rulebook

_NAMES_ONE = re.compile(r"^\s*(?:institution|calendar|catalog)\b", re.MULTILINE)


def who_is_who(sources: Mapping[str, str], reading: Reading = parse) -> Rulebook:
    """Compile only institutions, calendars and catalogs, from files without mistakes.

    A table's rows can be compared with the institutions it is about only when those
    are known, and they stand in the same policies.
    """
    policies = (_described(file, sources[file], reading) for file in sorted(sources))
    known = [policy for policy in policies if policy is not None]
    return lowered_aside(resolve(known, {}, complete=False))


def _described(file: str, text: str, reading: Reading) -> Policy | None:
    if not _NAMES_ONE.search(text):
        return None
    policy, report = reading(text, file)
    if policy is None or report.errors:
        return None
    described = InstitutionBlock | CalendarBlock | CatalogBlock
    kept = tuple(block for block in policy.blocks if isinstance(block, described))
    return replace(policy, blocks=kept)
