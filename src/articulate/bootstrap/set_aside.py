"""Rules set aside: what was loaded to stay is not looked through for garbage.

Now and then Python looks through all that there is for what holds nothing but itself.
Of a rulebook's hundred thousand things none is that, and whoever is evaluated when it
happens waits: one learner in fifty or so, ten times as long as the others. Of what an
audit makes in passing hardly anything is, so that is looked through less often too.
"""

import gc

WORTH_IT = 50
"""For fewer learners than these Python would not have looked, and this does."""

YOUNG = (20_000, 20, 20)
"""Python looks when so many more things were made than went (700 of its own accord)."""


def set_rules_aside_for(learners: int) -> None:
    """Set rules aside where so many learners are evaluated by them that it pays."""
    if learners >= WORTH_IT:
        set_rules_aside()


def set_rules_aside() -> None:
    """Look through everything now, and no more through what is left.

    For when rules were loaded that many are evaluated by, and again when others took
    their place. What was set aside before is looked through first: a rulebook that was
    replaced holds what holds it (the codes at hand are kept beside it), and would never
    go. So at most what became garbage since stays, until the next time.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*YOUNG)
