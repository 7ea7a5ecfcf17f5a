"""Connects everything: the only place where the outside enters the house.

A package of small modules, so that `articulate check` never loads what it does not use.
Unlike `services`, which are handed what they need, this room knows where things are.

The doors: `files` the folders that ship with the package, `pages` what is in one of
them; `named_files` files a person names, `records` learners' among them, `cohorts`
tables of many learners, `nearby` those that they point at,
`partners` what is remembered of those who send them; `written_together` policies
that change, `working_files` those an office works on; `clock` what day it is; `bundles`
what was compiled before, `set_aside` rules that stay loaded; `kit` the conformance kit,
and a place to run its cases in; `database` an office's store, `backups` the files of
its backups, `signing` keys,
`offices` an office's own settings, `passwords` how they are hashed, `provider` who says
who somebody is; `batch_workers` processes that work on a batch, `batch_cluster` those
of a cluster.

What a face is given: `command` services for the command line, `mutation` what looks for
what tests miss; `desk` a store to work at; `demonstration` an office to show,
`demonstrated_store` the same at work; `serving` what the web page is given,
`import_desk` what imports are, `publish_desk` what publishing is; `watcher` who looks
for what watch rules ask, `watch_process` where durable-rules does.

It must not know any rule of the field.
"""
