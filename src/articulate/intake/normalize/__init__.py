"""Text in cells becomes values of the field, one file for each kind of value.

Nothing is guessed: what can be read in two ways, or in none, comes back as `Unread`
with the reason and a way out. What only looks right is suggested, never accepted.
"""
