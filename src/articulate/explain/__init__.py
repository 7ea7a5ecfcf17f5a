"""Reasons as data, in somebody's words; no sentence without a reason behind it.

Unlike `engine` and `audit`, which find reasons, this room only says them. Functions
over a closed union end in `assert_never`, so that a new reason cannot be forgotten.

What is said: `outline` the order of an explanation, shared by all, and the smallest
why; `titles`, `naming` what things are called; `phrases` pieces of sentences;
`learner` plain words; `registrar` rule, version, citation, facts; `rule_text` a rule in
the policy language, in plain English `plain_rule`, `plain_watch`, `plain_policy` and
`plain_degree`, with `plain_pool` which credit is meant; `exception_words` an academic
exception; `changes` what is imagined otherwise; `progress` how far a requirement is;
`placing` where credit counts, and what is needed; `what_if` what would be, beside what
is; `flows` where each credit went; `summary` a result in one sentence.

How it looks: `machine` JSON with a schema; `page` one self-contained, printable page,
made of `markup`, `stylesheet`, `badges`, `worksheet`, `audit_tree`, `chart` and
`derivation`; `letter` an office's wording, filled in; `what_if_page` the same for
what is imagined.

It must not know the engine, web requests, terminals, or which office it is.
"""
