"""Rows for residency rules: what counts, and what is missing of it."""

from articulate.audit.formulation.terms import NONE, ONE, Terms
from articulate.audit.plan import Residence
from articulate.audit.program import Linear, Program, total
from articulate.rulebook.degree import Straddling
from articulate.rulebook.requirements import IN_COURSES, SHARES


def residence_rows(terms: Terms, rule: Residence) -> tuple[Linear, Linear]:
    """Write one rule; return the literal that it is met, and the credit missing."""
    program = terms.program
    met = program.yes_or_no()
    if rule.width is not None:
        counted = [_in_window(terms, rule, order) for order in rule.orders]
        return met, _short(terms, rule, counted, met)
    counted_here = _weight(terms, rule, base=False)
    if rule.counted_in not in SHARES:
        return met, _short(terms, rule, [counted_here], met)
    base = _weight(terms, rule, base=True)
    net = counted_here * rule.amount.denominator - base * rule.amount.numerator
    program.at_least(net, 0, met)
    if rule.demanded:
        program.at_least(base, 1, met)
    return met, NONE


def _short(terms: Terms, rule: Residence, counted: list[Linear], met: Linear) -> Linear:
    program, amount = terms.program, terms.amount(rule.amount)
    short = program.whole(0, max(0, amount))
    for one in counted:
        program.at_least(short, one * -1 + amount)
    program.at_most(short, 0, met)
    return short * terms.scale


def _weight(terms: Terms, rule: Residence, *, base: bool) -> Linear:
    always = rule.base_always if base else rule.always
    there = rule.base_there if base else rule.there
    in_courses = rule.counted_in in IN_COURSES
    parts = [
        terms.there(one) * terms.scale if in_courses else terms.applied[one]
        for one in sorted(always)
    ]
    leaves: dict[int, set[int]] = {}
    for one, leaf in sorted(there):
        if one not in always:
            leaves.setdefault(one, set()).add(leaf)
    for one, mine in leaves.items():
        where = frozenset(mine)
        if in_courses:
            parts.append(terms.part_inside(one, where))
        else:
            parts.append(terms.credit_inside(one, where))
    return total(parts)


def _in_window(
    terms: Terms, rule: Residence, order: tuple[tuple[int, ...], ...]
) -> Linear:
    """Return what counts inside the window along one order, from above."""
    program = terms.program
    width = 0 if rule.width is None else terms.amount(rule.width)
    heaps = list(reversed(order)) if rule.last else list(order)
    before = NONE
    parts: list[Linear] = []
    for heap in heaps:
        size = total(terms.applied[one] for one in heap)
        after = before + size
        mine = [(one, _counting(terms, rule, one)) for one in heap]
        if any(literal.terms or literal.constant for _, literal in mine):
            counted = total(_counted(terms, one, literal) for one, literal in mine)
            if rule.whole_terms or rule.straddling is not Straddling.PRO_RATA:
                parts.append(
                    _all_or_none(program, rule, (before, after), (counted, width))
                )
            else:
                overlap = _overlap(program, rule, (before, after), width)
                parts.append(_least(program, overlap, counted))
        before = after
    return total(parts)


def _counting(terms: Terms, rule: Residence, one: int) -> Linear:
    if one in rule.always:
        return ONE
    where = frozenset(leaf for other, leaf in rule.there if other == one)
    return terms.inside(one, where) if where else NONE


def _counted(terms: Terms, one: int, literal: Linear) -> Linear:
    return (
        terms.applied[one]
        if not literal.terms and literal.constant
        else (terms.credit_where(one, literal) if literal.terms else NONE)
    )


def _least(program: Program, one: Linear, other: Linear) -> Linear:
    return program.extreme((one, other), greatest=False)


def _overlap(
    program: Program, rule: Residence, stretch: tuple[Linear, Linear], width: int
) -> Linear:
    edge = Linear((), width)
    start, end = (
        program.extreme((point, edge), greatest=not rule.last) for point in stretch
    )
    return end - start


def _all_or_none(
    program: Program,
    rule: Residence,
    stretch: tuple[Linear, Linear],
    counted: tuple[Linear, int],
) -> Linear:
    """Count a stretch wholly where it lies inside, or where any of it does."""
    start, end = stretch
    amount, width = counted
    inside = program.yes_or_no()
    touching = rule.whole_terms or rule.straddling is Straddling.WHOLE
    if rule.last and touching:
        program.at_most(start, width - 1, inside)
    elif rule.last:
        program.at_most(end, width, inside)
    elif touching:
        program.at_least(end, width + 1, inside)
    else:
        program.at_least(start, width, inside)
    _, most = program.range_of(amount)
    taken = program.whole(0, max(0, most))
    program.at_most(taken, amount)
    program.at_most(taken, inside * most)
    return taken
