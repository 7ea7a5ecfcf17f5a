"""Questions about rules and records; every answer is replayed before it is shown.

Unlike `engine` and `audit`, which answer for one record as it is, this room asks what
would be otherwise, and who would show it: a witness is a small record that was put
through the evaluator. It is handed the evaluator and never imports it.

Of rules: `analyze` is the front door, `problem` what it hands back. `overlaps` two
rules, one situation, worded by `disagreements`; `shadowing` a rule that others always
beat; `never_fires` conditions nothing can meet, `needless_partials` parts that their
rule leaves nothing; `disagreeing_exceptions` what one learner was granted twice over;
`dead_references` courses that no catalog lists then, `dead_demands` those of a degree.
Gaps are found where they are written: `language` reports scores that no band covers and
days without a version.

What rules tell apart: `aspects` a condition as tests of single facts; `spectra` the
values of each fact that some rule tells from others; `regions` sets of situations, as
boxes of these; `atlas` where each rule speaks; `policy_conditions` those of a policy.
Who meets whom: `voices` every rule that speaks of learning, and where it stands;
`meetings` which of them may be about the same.

The learner who shows it: `witness` makes records, with `courses` codes, `marks` grades,
`days` dates, `values` everything else a box says, `prior` learning that is no course
and `rest` what the whole record must hold; `replay` puts them through the evaluator;
`sentence` says them in words.

Of two rulebooks: `impact` who is treated differently between them.

Of records: `nearest` the smallest changes of a record that bring something about;
`proposals` what a condition asks of one fact, on either side of its edge; `openings`
what of a record to change so that a rule would hold for it; `imagined` a course that
nobody took, as the catalog describes it.

`rule_changes` what one set of rules says and another does not; `touched` whom a change
could touch.

It must not know the engine or the audit, the store, files or the clock.
"""
