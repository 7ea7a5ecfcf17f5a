"""What an office remembers: values to rows and back.

It keeps what happened in a ledger, to which one can only add.
Unlike `cases`, it does not know what may happen next; unlike `services`, it asks
nobody and decides nothing. A service hands in a connection and gets values back.

Files: `tables` definitions only; `contents` bytes under their digest, `erasures` which
of them are gone; `entries` the ledger, one function for each question; `ledger`
appending to it, `institutions` for which each case is, `chain` what a digest is taken
of; `verify` is every row what it was, `guards` do the triggers stand; `heads` how each
stream stands, without reading it, `waiting` which requests wait; `transaction` one unit
of work, `sight` what of the rows somebody may see in one; `schema` how tables get to a
revision, `revision` which they are at, `migrations` the steps; `backup` all of the
ledger as lines. Beside the ledger stands work in hand: `batches` long runs and what
came of them, `leases` who works on which part, and until when; `sessions` who is signed
in, `sign_ins` who is about to be, and `passwords` by their hashes; `watched` whose
cases were looked at, and when to look again.

It must not know what a rule means. No query and no row leaves the room.
"""
