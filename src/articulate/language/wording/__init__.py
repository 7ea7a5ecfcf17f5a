"""A compiled rule in the words of the language, so that reading them gives it back.

The inverse of `lower`. What no text of the language can say has no words here, and the
answer is None; whoever writes a rule reads it again, and compares.
"""
