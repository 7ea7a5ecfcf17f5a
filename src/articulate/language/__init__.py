"""Policy text becomes syntax, checked syntax, and a rulebook.

Unlike `rulebook`, the trees of this room keep what was *written*, spans and comments
included. The grammar is permissive and the passes are strict: that gives a simpler
grammar and better messages.

Files, from text to tree: `grammar` finds the shipped grammar and its table; `parse`
text to syntax; `scan` cuts text into words; `table` what a word leads to, as `lalr`
makes it, the only module that knows Lark, and as `stored_table` keeps it; `reader`
walks the table; `recover` goes on after a mistake; `assembly` a production to its node;
`complaints` and `shape_complaints` hand-written messages for mistakes of writing;
`vocabulary` the words that begin statements; `literate` the program in a Markdown file;
`syntax` one frozen node per production; `walk` every node in order; `format` syntax to
text, so that `parse(format(x)) == x`; `reformat` text to text.

From tree to rulebook: `definitions` what the policies define, as `names`; `places`
where every node stands; `resolve` both together, as `checked` syntax; `tables` the rows
of workbooks, read by whoever was handed in; `passes` one problem per file, named for
the problem; `lower` checked syntax to compiled rules; `compile` all of these, in order.
`wording` compiled rules back to words, and words that came apart to rules.
`mutants` policies with one clause changed, to see what their tests would notice.

It must not know learners, today's date, or where files live.
"""
