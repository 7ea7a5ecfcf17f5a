"""Many learners at once: their courses in columns, decided together.

A cohort study needs to know what became of everybody's courses, not the proof of each.
Most courses are decided by what their code and their attempt are, and the same attempt
of the same course comes to the same for everyone; so each different one is asked about
once, by what is handed in, and the answers are laid beside the rows. Unlike `engine`,
which decides one record, nothing is decided here: what hangs on more than one look-up
is given back, learner by learner, for the engine.

`courses` the table of courses as it is handed in, and what is wrong with its columns;
`reading` a cohort of it; `numbered` the same rows as numbers, each different code and
attempt listed once; `days` which learners have their days in one stretch; `asked` what
is said of rows: `tellings` of codes, with the `names` of rules and courses, `answers`
for attempts and `kinds` of lines, all `kept` for the next study; `plain` which rows are
decided at once, and which learners are not, but are `handed` to the engine, and why;
`awards` what rows come to, with counts and exact sums; `study` all of it, learners by
the hundred thousand; `differences` who is given something else in another study.

It must not know the engine, files, or how a rule is worded. The only room that knows
Polars and NumPy.
"""
