"""The queue: what waits, for whom, until when; several are assigned at once.

`signals` are the tasks and reminders of watch rules beside it.
"""
