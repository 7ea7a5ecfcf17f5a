"""Plain: which rows are decided by their code and attempt, and which learners are not.

The same questions as when one record is looked at (`engine/glance/look`), put to whole
columns. What a row comes to is asked once for each different pair of a code's family
and an attempt.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from articulate.cohort.asked import Asked, Flags
from articulate.cohort.handed import Why
from articulate.cohort.numbered import Numbers
from articulate.cohort.tellings import Marks

MOST_ROWS: Final = 512
"""A learner with more rows than this is left to the engine."""
_NONE: Final = -1
_SIZES: Final = ((0, 64), (64, MOST_ROWS))


@dataclass(frozen=True)
class Held:
    """Sets that hold: for each the rows of its members, which lie one after another."""

    rows: Numbers
    starts: Numbers

    def members(self) -> Iterator[Numbers]:
        """Yield the rows of each set."""
        return iter(np.split(self.rows, self.starts[1:]))


@dataclass(frozen=True)
class Decided:
    """What a look at some learners decided.

    `alone` are rows by themselves with their `came`, a number in `outcomes`, and their
    `cell`, even numbers, odd where a set that they are in does not hold; `sets` hold,
    with members that came to `set_came`. `left` are learners, by number, of whom some
    row hangs on more than itself, and why: none of their rows is decided. `rules` are
    those that need more than a row.
    """

    alone: Numbers
    came: Numbers
    cell: Numbers
    sets: Held
    set_came: Numbers
    left: Mapping[Why, Numbers]
    rules: frozenset[str]


def decide(asked: Asked, learners: Numbers) -> Decided:
    """Decide what can be decided of some learners, whose days are the teller's."""
    table = asked.table
    rows = table.rows_of(learners)
    size = table.starts[learners + 1] - table.starts[learners]
    owner = np.repeat(np.arange(len(learners), dtype=np.int32), size)
    cell = asked.cells(rows)
    came = asked.about(rows, cell)
    seen = _Seen(asked, table.code[rows], came, owner)
    why, rules = _unclear(seen, len(learners))
    left = np.logical_or.reduce([*why.values(), np.zeros(len(learners), dtype=bool)])
    before = left.copy()
    members = np.flatnonzero((asked.codes.together > 0)[seen.code])
    sets = _sets(seen, members, left)
    left |= _shared(seen, size, sets)
    why[Why.SHARED] = left & ~before
    held = _only(sets, ~left[owner[sets.rows[sets.starts]]])
    apart = ~left[owner]
    apart[held.rows] = False
    alone = np.flatnonzero(apart)
    # What is in a set comes to something else where its set does not hold.
    whole = cell.astype(np.int64) * 2
    outcome = came.copy()
    failed = members[apart[members]]
    whole[failed] += 1
    outcome[failed] = asked.by_itself(came[failed])
    at = np.arange(rows.start, rows.stop) if isinstance(rows, slice) else rows
    return Decided(
        at[alone],
        outcome[alone],
        whole[alone],
        Held(at[held.rows], held.starts),
        came[held.rows],
        {one: learners[mine] for one, mine in why.items() if mine.any()},
        rules,
    )


@dataclass(frozen=True)
class _Seen:
    """Some rows: their codes, what they came to, and whose they are, by place."""

    asked: Asked
    code: Numbers
    came: Numbers
    owner: Numbers


def _unclear(seen: _Seen, learners: int) -> tuple[dict[Why, Flags], frozenset[str]]:
    """Say which learners have a row that came to nothing plain, why, and by what rules.

    Of each the first that holds.
    """
    rows = np.flatnonzero(seen.came < 0)
    if not len(rows):
        return {}, frozenset()
    asked, code = seen.asked, seen.code[rows]
    named = {one: asked.further(one) for one in np.unique(code).tolist()}
    by_rule = [one for one, rules in named.items() if rules]
    is_by_rule = np.isin(code, np.array(by_rule, dtype=np.int64))
    told = asked.codes.family[code] >= 0
    found: dict[Why, Flags] = {}
    done = np.zeros(learners, dtype=bool)
    for why, which in (
        (Why.RULE, is_by_rule),
        (Why.COURSE, ~is_by_rule & ~told),
        (Why.ATTEMPT, ~is_by_rule & told),
    ):
        mine = np.zeros(learners, dtype=bool)
        mine[seen.owner[rows[which]]] = True
        found[why] = mine & ~done
        done |= mine
    return found, frozenset(rule for rules in named.values() for rule in rules)


def _sets(seen: _Seen, members: Numbers, left: Flags) -> Held:
    """Find the sets that hold, and mark learners of whom that is not plain."""
    asked, owner = seen.asked, seen.owner
    rows = members[~left[owner[members]]]
    mark = asked.codes.set_mark[seen.code[rows]]
    wide = owner[rows].astype(np.int64)
    key = wide * (int(mark.max(initial=0)) + 1) + mark
    order = np.argsort(key, kind="stable")
    rows, key = rows[order], key[order]
    starts = np.flatnonzero(np.diff(key, prepend=-1))
    if not len(starts):
        return Held(rows, starts)
    size = np.diff(np.append(starts, len(rows)))
    wanted = asked.codes.together[seen.code[rows[starts]]]
    came = seen.came[rows]
    version = asked.versions()[came]
    low, high = (
        np.minimum.reduceat(version, starts),
        np.maximum.reduceat(version, starts),
    )
    given = np.logical_and.reduceat(asked.given()[came], starts)
    whole, agreed = size == wanted, low == high
    left[owner[rows[starts[(whole & ~agreed) | (size > wanted)]]]] = True
    return _only(Held(rows, starts), whole & agreed & given)


def _shared(seen: _Seen, rows: Numbers, sets: Held) -> Flags:
    """Say which learners, of so many rows, have two with a part in the same."""
    marks, set_marks = seen.asked.codes.marks, seen.asked.codes.set_marks
    first = sets.rows[sets.starts]
    holder = seen.owner[first]
    held = np.bincount(holder, minlength=len(rows))
    found = rows > MOST_ROWS
    for least, most in _SIZES:
        some = (rows > least) & (rows <= most)
        if not some.any():
            continue
        wide = int(rows[some].max()) * marks.shape[1]
        more = int(held[some].max()) * set_marks.shape[1]
        laid = np.full((int(some.sum()), wide + more), _NONE, dtype=np.int32)
        _lay(laid[:, :wide], marks[seen.code[some[seen.owner]]], rows[some])
        _lay(laid[:, wide:], set_marks[seen.code[first[some[holder]]]], held[some])
        laid.sort(axis=1)
        twice = laid[:, 1:] == laid[:, :-1]
        twice &= laid[:, 1:] >= 0
        found[some] |= twice.any(axis=1)
    return found


def _lay(laid: Marks, marks: Marks, sizes: Numbers) -> None:
    """Lay the marks of each learner's rows beside one another."""
    columns = marks.shape[1]
    most = laid.shape[1] // columns
    there = np.arange(most) < sizes[:, None]
    laid.reshape(len(sizes), most, columns)[there] = marks


def _only(sets: Held, wanted: Flags) -> Held:
    """Return the sets that are wanted."""
    size = np.diff(np.append(sets.starts, len(sets.rows)))
    rows = sets.rows[np.repeat(wanted, size)]
    kept = size[wanted]
    return Held(rows, np.cumsum(kept) - kept)
