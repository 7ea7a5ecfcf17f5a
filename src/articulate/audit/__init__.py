"""Awards and own courses set against a degree: where credit counts, with proof.

The engine says what credit *is*; the audit says where it *counts*, and with that which
lawful option, and which credit under a limit, serve the learner best. Exact, under the
order of preference of semantics.md; when the search budget ends first it says so.

What a degree comes to for a learner: `candidates` what may count where, `read_once`
with what is `at_hand` of the rulebook; `membership` whether credit is in a pool,
`standing` in which of a degree's it is; `growth` and `outline` what a degree asks of
anybody; `learner_facts`, `whens` conditions put to the learner;
`holdings` what a `has` sees, with `open_lines` what a person may yet decide;
`relief` exceptions and teach-outs, `cohort` whom these protect; `catalog_rights` which
version holds; `eligibility`, `demands`, `tallies`, `attempts`, `residency`, `sharing`,
`limits`, `worth` one kind of statement each, and `planning` all of them as a `plan`:
plain numbers and places.

What an allocation is: `measure` what it comes to, with `tally_measure` a group's bound,
`residence_measure` a residency rule and `window` the last or the first hours; `lawful`
whether it may be at all; `objective` the order of preference, which ends in a total
order.

The search: `reduce` parts that compete for nothing, with `renaming` for their numbers;
`matching` a part where each course fills one place; `layout` a part as it is settled
course by course, over `gauges` that `actions` move, `judge` and `units`, with what is
`sure` beforehand, its states `packed`, in a `sequence`: by the `table` where it stays
small, else `best_first`, in `turns`, by `costs` in one number and by bounds of what is
still to come: `prospects` of each requirement, `fillings` of each demand and `ceilings`
over it, `scarcity` among them and the `shortfall` that leaves to groups, `grades_ahead`
as the `highest` average with what a group `musts` take. `formulate` writes the whole as
a `program`, by way of `terms` with the `cuts` of limits, `group_rows` with `pool_rows`,
and `residence_rows`; `levels` one of its `goals` after the other, in one `descent` with
the `best_averages` in it, as far as the `relaxation` promises, the adapter to a
linear-programming library, and else by the `solver`, that to an integer-programming
one; `allocate` says which of these.

What is said of it: `reading` a degree under one way to read its conditions; `results`,
`remaining`, `wording` the audit as it is shown; `bound`, `certificate` the evidence;
`audit` the front door; `combine` several degrees planned as one, `together` the front
door for degrees that name each other.

What cannot hold together: `impossible` the smallest such set, the first `touching` all
that could be left out; `holding` whether some statements hold, by `fitting` groups
beside each other, what they ask for being read by `claiming` as `claims`, and what they
may share as `shared_places`, where limits cut as if `uncut`; and else by a search for
`some_statements` alone.

And apart from all of it `check`, the independent checker: it counts every requirement
again from the degree's own words. `recount` counts the groups, `recount_record` what
credit there is, `recount_totals` the whole degree and `recount_sharing` what degrees
share, all in `recount_amounts`; `recount_degree` and `recount_answers` keep what is the
same for everybody.

For explanations: `elsewhere` where else credit could count, and what that would cost;
`choices` what could still fill a demand that is not met.

It must not know how an award came about. `check` must not know `allocate`, nor any
solver.
"""
