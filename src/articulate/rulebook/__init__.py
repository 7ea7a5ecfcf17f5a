"""Compiled rules: what `language` and `intake` make, what `engine` and `audit` run.

Unlike `model` this room says what an institution wants. Every rule carries an id its
author gave, an effective period, a citation and an `Origin`.

The rules: `version` how every block opens; `catalogs` what institutions publish;
`pools` codes, patterns and selectors; `conditions` compiled conditions, `clauses` the
same as text; `sources`, `targets` the two sides of a rule; `credit_rules` rules that
give, deny or refer; `shapes` what a condition names, and the readings of a target;
`learning_blocks` exams, credentials, training and portfolios;
`limit_rules`, `conversion`, `policy` what an institution says of all transfer;
`requirements`, `degree` a degree's tree; `teach_out` closures; `academic_exceptions`
decisions outside the rules; `watches` what the desk is told of; `policy_tests` the
tests that live beside them; `table` what a reader of rules in a workbook is asked.

The book: `rulebook` the immutable, indexed collection; `in_force` which version holds
on a day; `overriding` which rule goes before which; `governing` which day that is;
`course_identity` which course a code named on a day; `attendance` in which terms a
learner was enrolled, `enrollment_gap` how long one was away; `ask` one condition put
to `facts`, `compare` the comparisons in it;
`held` what a `has` asks of one credit, `origins` where that is from;
`codec`, `digest` canonical bytes and their hash; `block_index` which rules name what,
`bundle` a book as bytes, `stored_rows`, `shape_reader` in it; `packing` rules packed
as a table is read, `canonical_rules` what packed rules say; `evaluator` the signature
of an evaluation, `telling` what can be told of a code and an attempt at once.

It must not know whether a rule came from text, a cell or a panel, except through
`origin`, nor any particular learner.
"""
