"""The screens: one folder each, with its routes and the templates beside them.

`sign_in` who one is; `home` where one begins, and the page of a code;
`queue` what waits for somebody; `worksheet` one request that is worked on,
`audit` its degrees, and what if; `look_up` what anybody may ask,
`policies` what is published; `ledger` who did what; `panels`
prior learning that is assessed; `agreements` how they stand and what
changed, `imports` a partner's workbook, `publishing` a policy on its way into force.
"""
