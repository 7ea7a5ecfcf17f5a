"""The ledger: who did what, when, from which revision; verified and exported."""
