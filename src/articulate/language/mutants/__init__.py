"""Mutants: policies with one clause changed, to see whether a test notices.

Unlike a pass, which looks for a mistake, this makes one: a bound one step further, an
`and` for an `or`, a clause or a rule left out. A change keeps the places of the text,
so that it can be shown where it was made, and is compiled like anything written.

Files: `change` one change, and the same change seen from the whole block; `nearby` the
next number, day, duration or grade; `conditions`, `sources`, `rules`, `policies`,
`degrees`, `closures`, `watches` what can be changed in each; `words` a statement as
one line; `mutants` all changes of a policy, and the parts that a test can exercise.

It must not know tests, nor what an evaluation comes to.
"""
