"""The command line: a face of the services. It translates, and decides nothing.

Unlike `services`, it knows a terminal: what a person typed becomes a service call, and
the answer becomes lines. Each command is a module that loads what it works with only
when it is called, so that help is quick.

Commands: `check`, `fmt`, `policy_tests`, `import_workbook`, `export`, `records`,
`compare_agreements`, `evaluate`, `audit`, `cohort`, `impact`, `why`, `what_if`,
`explain`, `demo`, `serve`, `conformance`; of an office's store `init`, `publish`,
`request`, `reevaluate`, `case`, `except_`, `decide`, `history`, `replay`, `erase`,
`watch`, `ledger`, `batch`, `backup`, `restore`, `people`; `main` lists them and stands
between a mistake of ours and the user.

What they share: `options` alike everywhere; `asking` what is asked, read once;
`imagining` what is supposed, `explaining` what is explained; `running` record after
record, `mutating` change after change; `results` to the terminal or to files; `stores`
a store opened and asked, `passwords` typed, `published` the rules in force,
`publishing` their steps, `reevaluating` request after request; `impact_sides` what an
impact compares; `front_door` the program run by itself; `formats`, `exits`,
`terminal`, `problems`.

How it looks: `worksheet_text`, `audit_text`, `why_text`, `what_if_text`,
`policy_test_text`, `import_text`, `import_steps`, `import_memory`, `import_apply`,
`export_text`, `comparison_text`, `cohort_text`, `impact_text`, `impact_stored`,
`conformance_text`, `store_text`, `exception_text`, `batch_text`, `watch_text`;
`batch_run` a batch at work, `watch_run` a watch, `demo_run` the demonstration.

It must not know any room but `bootstrap`, `services`, `explain`, `rulebook`, `model`
and `diagnostics`; `serve` alone starts the other face, `web`.
"""
