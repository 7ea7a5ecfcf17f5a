"""A whole degree written as an integer program.

`formulate` writes it, by way of `terms`: which options hold, what credit is applied and
which places are filled, with the `cuts` of limits; `group_rows` what it takes for a
group to be met, `pool_rows` for one demand of it, `residence_rows` for a residency
rule. It decides nothing, and knows no solver.
"""
