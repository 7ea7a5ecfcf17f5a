"""One check of policy text for each file, named for the problem it reports.

Each is a function from `Checked` to the diagnostics of its one problem. It looks up the
kinds of node it is about, so that one walk serves all, and never raises. What evaluates
wrongly is an error, what is merely suspicious a warning. `compile` lists them in one
tuple.

Files without a problem of their own: `spelling` tells a slip of the pen; `fact_kinds`
what each fact is and where it is found; `rule_names` which ids a block has.
"""
