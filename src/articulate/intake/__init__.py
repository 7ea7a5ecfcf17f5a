"""Spreadsheets and transcripts become rules and learner records.

Like `language` this room ends in the types of `rulebook`; unlike it, its input has
cells instead of spans and cannot be trusted. Nothing is guessed: a cell that could mean
two things is refused with its address, the reason and a way out, because invented
credit is worse than missing credit.

Reading cells: `archive` may this file be opened; `workbook`, `parts`, `attachments`,
`formats`, `formulas` cells with their addresses out of .xlsx; `delimited` out of text;
`row_assembly` what is attached put with its cell; `contained`, `reading_process`,
`spool` in a process of its own; `sheet` what they all return.

Knowing which is which: `layout`, `layout_file` an office's description of a sheet;
`columns`, `blocks`, `table_rows`, `fields` its tables; `spellings` codes of an
export; `resolutions`, `resolution_file`, `resolution_text` what people chose for
unclear cells, `unclear_cells` what they can choose from; `partners`, `partner_file` how
a partner's workbooks were imported before; `key`, `shades` what the sheet explains in
words and colors; `parties`, `institutions` who is meant.

Reading meaning: `cell_language`, `expressions`, `courses`, `titled` courses in a cell,
`plain_codes` those that need no grammar, `grammar` and `cell_chains` all others;
`normalize/` values, one kind a file; `remarks`, `row_remarks` notes; `sending`,
`receiving`, `rows`, `outcome` what a row says; `outcomes` rows that contradict each
other; `groups` rows that are one rule, `succession` rows that
end where the next begins; `tables` all rows of a table.

The same for many rows at once: `tokens`, `alike_cells`, `alike_sheet` which rows are
alike; `alike_rows` what rows alike say, by column; `alike_reader` the first of them, as
above; `alike_rules` their rules, packed.

`catalog_rows`, `row_values` a row of a catalog or calendar; `published` all of them;
`exam_rows`, `exams` exams by score.

What comes out: `articulations`, `amounts`, `identities` rules; `transcripts`,
`transcript_rows` a record out of a table, `score_rows` out of scores, `learner_tables`
both; `record`, `record_shape`, `record_values`, `record_json`, `json_places` records as
JSON; `course_row` one of many learners; `preview` what was read, understood and
refused; `export`, `export_rows`, `export_cells`, `live_text` rules as rows;
`rule_table` rows that are policy themselves; `said_rows` what rows say, to be compared;
`annotations`, `annotate` the same workbook with that beside each row.

It must not know the store, or the desk that uploaded the file. Only `workbook` and
`annotate` know openpyxl, only `cell_chains` knows Lark.
"""
