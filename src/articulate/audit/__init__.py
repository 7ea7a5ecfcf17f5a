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
`matching` a part where each course fills one place; `states` a part course by course;
`formulation` the whole as a `program`, and its `descent`: one objective after the
other, as far as the `relaxation` promises, the adapter to a linear-programming library,
and else by the `solver`, that to an integer-programming one; `allocate` says which of
these.

What is said of it: `reading` a degree under one way to read its conditions; `results`,
`remaining`, `wording` the audit as it is shown; `bound`, `certificate` the evidence;
`audit` the front door; `combine` several degrees planned as one, `together` the front
door for degrees that name each other.

What cannot hold together: `impossible` the smallest such set, found in `conflicts`.

And apart from all of it `check`, the independent checker: it counts every requirement
again from the degree's own words, by its own `recount`.

For explanations: `elsewhere` where else credit could count, and what that would cost;
`choices` what could still fill a demand that is not met.

It must not know how an award came about. `check` must not know `allocate`, nor any
solver.
"""
