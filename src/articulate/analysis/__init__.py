"""Questions about rules and records; every answer is replayed before it is shown.

Unlike `engine` and `audit`, which answer for one record as it is, this room asks what
would be otherwise. It is handed the evaluator and never imports it.

`nearest` the smallest changes of a record that bring something about; `proposals` what
a condition asks of one fact, on either side of its edge; `openings` what of a record to
change so that a rule would hold for it.

`rule_changes` what one set of rules says and another does not.

It must not know the engine or the audit, the store, files or the clock.
"""
