"""Rulebook, learner record and a day become findings, lines and credit.

Unlike `intake` this room reads nothing: no files, no clock, exact numbers, and the same
answer in any order of learnings or rules. `evaluate` is the front door; `answers` what
it comes to before anyone asks why: `glance` decides what one look-up decides, `steps`
all else, one step after another.

The setting: `book` a rulebook's look-ups and `index` the rules that name a code;
`situation` one record on one day; `policy` what holds for a learning of a day;
`versions` the clocks choose versions and say which were passed over; `allowances` what
teach-outs and academic exceptions settle first; `naming` full names and citations.

The steps: `identify` course identity over time, names, terms to dates, with
`lookalikes`; `repeats` attempts that dates and grades decide; `match` the rules in
force that name a learning, with `selections` what a record brings, `asking` one rule
and one selection, `prior` exams, training and portfolios, `credentials`; `resolve` the
first standing, or a conflict; `screen` what the policy objects to; `amount` credit,
with `conversion`, `credit` and `worth`; `settle` a way becomes a line, made in `lines`;
`own` our own courses; `otherwise` what no way takes, and `silence` what may be so;
`components`, `options` the lawful readings; `reconcile` repeats and duplicates of one
target; `notes` what else was considered.

What conditions see: `facts` of a learning, `learner`, `holdings` of the whole record,
each `held`; `described` what a pool sees; `whence` where a learning is from,
`residence` whether that counts as here and `partners` what that asks; `matching` one
pass; `ways`, `found` what the steps hand on. `rules` one pure function for each family.

`special`: whether a teach-out or an exception has a say. `conserve`: credit in equals
credit accounted for.

It must not know the requirements of a degree, words for people, or any framework.
"""
