"""Problems as values: a code, a place, a message, a way out.

This room knows nothing of credit, so every other room can use it. A user's mistake is
a `Diagnostic`, returned; an exception means that the programmer erred.

Files: `span` a stretch of policy text; `cell` a workbook, sheet and cell; `panel` a
panel's record; `stored` a place in a store; `origin` one of these; `codes` the register
of codes, never reused;
`diagnostic` one problem; `report` many, in a stable order; `nearest` "did you mean";
`render` a problem as terminal text.

It must not know any noun of the field, files (it is given text), terminals or the web.
"""
