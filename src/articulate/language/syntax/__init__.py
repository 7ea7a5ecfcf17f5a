"""The tree: one frozen node per production of the grammar, as it was written.

Nodes are equal wherever they stand: a node's `span` is no part of it. A name in the
tree is bound to nothing yet. A block has a `header`, its `cites`, and its `statements`
in the order of the text.

Files, in the order of language.md: `node` what every node has, and the words;
`quantities` amounts, grades, terms and attributes; `codes` course codes and patterns;
`sources` what stands left and right of an arrow; `pools` descriptions of credit;
`conditions`; `headers` how a block opens; `institutions`, `agreements`,
`prior_learning`, `policies`, `degrees`, `teach_outs`, `watches`, `tables`,
`expectations` one per kind of block; `policy` a whole file.
"""
