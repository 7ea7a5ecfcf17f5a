"""Awards and own courses set against a degree's requirements.

The engine says what credit *is*; the audit says where it *counts*, and with that which
lawful option and which credit under a limit serve the learner best. It is exact, under
a stated order of preference; when its budget of work ends first it says `undecided`.

The degree: `catalog_rights` which version of it holds; `whens` which of its conditions;
`relief` what exceptions and teach-outs change; `planning` makes a `plan` of it, with
`demands`, `tallies`, `sharing`, `limits`, `residency` and `window` resolved against the
`candidates`; `attempts`, `learner_facts`, `membership` and `eligibility` say what may
count where.

The search: `objective` the order of preference; `lawful` what is allowed at all;
`gauges`, `judge`, `measure` and `worth` how good an allocation is; `reduce` and `units`
what can be settled apart; `table` an exact search over courses, `levels` one objective
after the other over a `program` that `formulate` writes with `terms`, `group_rows` and
`residence_rows`; `solver` the only module that knows the library; `allocate` the
cheapest of these that proves its answer.

The answer: `bound` what nothing can avoid; `impossible` the smallest requirements that
cannot hold together; `certificate` the evidence; `remaining` what is needed, in the
degree's own `wording`; `results` all of it as shown; `reading` one version solved;
`audit` the front door. `check` is the independent checker, with `recount`,
`recount_record` and `recount_totals`; it shares nothing with the search.

It must not know how an award came about.
"""
