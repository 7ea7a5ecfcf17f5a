"""The checker's own count, from the degree's own words.

`groups` counts what fills each group, `record` what credit there is, `totals` the whole
degree and `sharing` what degrees share, all in `amounts`; `degree` and `answers` keep
what is the same for everybody. It shares nothing with the search.
"""
