"""Syntax becomes text again: one layout for every policy, with nothing lost.

`parse(format(x)) == x`, and formatting twice is formatting once. Comments keep their
order and their neighbours.

Files: `expressions` what stands inside a statement; `clauses` what trails one;
`statements`, `credit`, `degrees`, `watches` and `expectations` one line or more per
statement;
`blocks` how a block opens; `page` lines, blank lines and comments; `policy` the front
door.
"""
