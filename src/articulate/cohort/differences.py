"""Differences: which learners are given other awards in one study than in another."""

from collections.abc import Sequence

import polars as pl

from articulate.cohort.courses import Frame


def learners_that_differ(first: Sequence[Frame], second: Sequence[Frame]) -> list[str]:
    """Name the learners whose lines differ in anything, in order.

    That a rule has another name or version is no difference, what it gives is.
    """
    before, after = _by_learner(first, "before"), _by_learner(second, "after")
    both = before.join(after, on="learner", how="full", coalesce=True)
    differ = both.filter(pl.col("before").ne_missing(pl.col("after")))
    return differ["learner"].sort().to_list()


def _by_learner(frames: Sequence[Frame], name: str) -> Frame:
    """Bring all that is said of a learner into one text."""
    if not frames:
        return pl.DataFrame(schema={"learner": pl.String, name: pl.String})
    columns = [
        column for column in frames[0].columns if column not in ("learner", "rule")
    ]
    line = pl.concat_str(
        [pl.col(one).cast(pl.String).fill_null("") for one in columns], separator="\t"
    )
    each = pl.concat([one.select("learner", line.alias(name)) for one in frames])
    return each.group_by("learner").agg(pl.col(name).sort().str.join("\n"))
