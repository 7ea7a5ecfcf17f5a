"""The queue: what waits, for whom, until when; several are assigned at once."""
