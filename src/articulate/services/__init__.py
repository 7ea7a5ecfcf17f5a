"""What a person asks for, one file each: values gathered, two or three rooms called.

Unlike the rooms it calls, a service knows several of them, and hands the work of one to
another as a function. It decides nothing of the field itself.

Of policies: `check_policy` text and tables to a rulebook, `checked_policies` what comes
of it, `compiled_before` the same without doing it twice, `check_rules` its rules taken
together; `format_policy`; `run_policy_tests`, with `expectations` one judged and
`expectation_text` one in words; `policy_properties` what must hold for every record,
`imagined_learners` those tried; `mutate_policy` what the tests would miss.

Of workbooks and records: `import_agreements`, `import_changes` what one would change,
`next_version` the version that comes of it, `import_conflicts` who would disagree,
`import_courses` what no catalog lists, `apply_import` what is to be written,
`table_statement` as policy, `with_new_files` as if it were there; `export_agreement`
back into a table, `export_selection` some of its rules, `rule_tables` one that loses
nothing, `import_rule_table` and back, `guess_layout` which columns a file may have,
`partner_memory` which a partner's had before, `workbook_signs` how that is seen;
`compare_agreements` two sources of one agreement; of an import on the web `import_case`
how it stands, `office_files` what it meets, `settle_import` how it is read,
`import_outlook` what it would do, `choose_reading` of a cell; `import_transcript`,
`import_records` of many learners, `read_record`;
`named_tables` and `read_tables` those that policies name, `nearby_files` how files are
asked for, `parties` and `who_is_who` whom they are about.

Of a learner: `evaluate_record`, `receivers` for whom; `audit_degree` and its
certificate; `explain_line` why, `why_not`, `nearest_changes` what would change it,
`learning_refs` which line is meant; `explain_requirement` why one is open,
`nearest_degree` what would complete it; `what_if` what is supposed otherwise, with
`planned_courses` a plan as it is written; `degrees_beside` each other; `look_up` what
counts as what, `what_counts` of somebody's own; `our_mistake` when we erred. Of many:
`impact` what other policies would do to them, `evaluate_cohort` all in columns. Of
very many, in a batch: `batch_task` what is to be done and to whom, `batch_plan` cut
into chunks, `batch_running` taken and closed, `batch_work` the work on one,
`batch_report` what came of all; `batches` how they stand, paused and resumed.

Of an office's record: `open_case` a request, `move_case` it by hand, `office` by whose
calendar, `appeals` by which right; `reevaluate` it (`reevaluate_open`
all that a change touches), `decide` about one, `history`,
`academic_exceptions` that two people grant, `exception_reading` as one is typed,
`exception_targets` what it is about, `kept_exceptions` beside the rules;
`replay` to the same bytes, `ledger` is it whole, `ledger_pages` what is in it, `backup`
and back. With `acting` who does it and once, `moves` what may follow, `queue` what
waits, `worksheet` one that is worked on, `letters` its words, `settlements` lines
settled otherwise, `decision_document` a decision as it is kept, `stored_evaluation` an
evaluation so, `kept_rules` the rules that gave it; `erase` all that is kept of a
learner, `erase_batches` in work in hand as well.

Of watches: `watching` over cases by the rules in force, `watch_facts` what is known of
one learner, `watch_records` what records tell; `watch_tests` what a policy test makes
of it; `signals` what was pointed out, and which of it is done.

Of panels: `convene_panel` with assessors and evidence, `judge_panel` by each of them,
`conclude_panel` to a dated fact, `panel_case` one as it stands, `panel_finding`
what one found together, `precedents` and how far assessors agree. `recollection` is
what was made lately of any digests.

`stored_impact` what other policies would do to everybody in the store. Of policies
that are published: `publish_policy` step by step, `revisions` what is
measured of one, `revision_changes` what one changes, `policy_steps` one on its way,
`policy_impact` whom it would change, `policy_pages` each to be read,
`agreement_pages` how agreements stand, `policy_moves` what may follow,
`signed_bundles` to another office.

Of people: `people` as an office names them, `access` who may ask for what, `sight`
which rows they see, `sessions` who is signed in, `signing_in` by a provider,
`passwords` local ones, `disclosures` who looked at a record.

Of engines: `kit` the conformance kit, `kit_reading` its cases, `kit_fragments` what a
result must have.

It must not know web requests, terminals, files, the clock or settings.
"""
