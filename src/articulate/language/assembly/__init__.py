"""A production of the grammar becomes its node.

The parser hands over what a production is made of, in the order of the text: keywords
and marks as words, everything else already built. What the grammar lets through and the
language does not allow is reported here, where the whole statement is in sight.

Files: `draft` the text being read and the problems found in it; `shapes` a word to its
node; `nodes` the ordinary case, by the names of a node's fields; `chains` parts joined
by `+`, `and` and the like; `facts` what conditions are made of; `statements` those that
need more than the ordinary case; `expectations` the given and expected of tests;
`watches` what the desk is told of;
`opening` how a block opens; `blocks` what its braces hold; `productions` the table of
them all.
"""
