"""Rows for residency rules: what counts, and what is missing of it."""

from articulate.audit.formulation.terms import NONE, ONE, Terms
from articulate.audit.plan import Residence
from articulate.audit.program import Linear, Program, total
from articulate.rulebook.degree import Straddling, Ties
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
    heaps = list(reversed(order)) if rule.last else list(order)
    before = NONE
    parts: list[Linear] = []
    for heap in heaps:
        after = before + total(terms.applied[one] for one in heap)
        in_line = reversed(heap) if rule.last else heap
        mine = [_counted(terms, one, _counting(terms, rule, one)) for one in in_line]
        if any(one.terms or one.constant for one in mine):
            parts.append(_of_a_day(terms, rule, mine, (before, after)))
        before = after
    return total(parts)


def _of_a_day(
    terms: Terms, rule: Residence, mine: list[Linear], stretch: tuple[Linear, Linear]
) -> Linear:
    """Return what counts inside the window of what is *mine* of a day, from above."""
    program, (start, end) = terms.program, stretch
    width = 0 if rule.width is None else terms.amount(rule.width)
    if rule.ties is Ties.WHOLE_TERM:
        return _all_or_none(program, rule, stretch, (total(mine), width))
    if rule.best_fit:
        return _fitting(program, mine, start, width)
    if rule.mine_first:
        end = start + total(mine)
    else:
        start = end - total(mine)
    if rule.straddling is Straddling.PRO_RATA:
        return _overlap(program, rule, (start, end), width)
    parts: list[Linear] = []
    for one in mine:
        end = start + one
        parts.append(_all_or_none(program, rule, (start, end), (one, width)))
        start = end
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
    """Count an amount wholly where its stretch lies inside, or where any of it does."""
    (start, end), (amount, width) = stretch, counted
    inside = program.yes_or_no()
    whole = rule.straddling is Straddling.WHOLE
    touching = rule.ties is Ties.WHOLE_TERM or whole
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


def _fitting(program: Program, each: list[Linear], start: Linear, width: int) -> Linear:
    """Count any of some courses that together lie wholly inside, none in part."""
    taken = [_taken(program, one) for one in each]
    counted = total(one for one, _ in taken)
    for _, inside in taken:
        program.at_most(start + counted, width, inside)
    return counted


def _taken(program: Program, amount: Linear) -> tuple[Linear, Linear]:
    """Take an amount as a whole or not at all; return it, and whether it is taken."""
    inside = program.yes_or_no()
    _, most = program.range_of(amount)
    taken = program.whole(0, max(0, most))
    program.at_most(taken, amount)
    program.at_most(taken, inside * most)
    program.at_least(taken, amount, inside)
    return taken, inside
