"""One part of a degree, settled course by course.

`layout` is how a part is seen: the `actions` of each course over `gauges`, judged in
`units` by a `judge`, with what is `sure` beforehand; its states are `packed`, in the
order of a `sequence`. The `table` goes through all of them where they stay few; else
`best_first` follows what may still come out best, in `turns`, by `costs` in one number.

Bounds of what is still to come: `prospects` of each requirement, its `shortfall`,
`fillings` of each demand and `ceilings` over it, `scarcity` among them, and
`grades_ahead` with the `highest` average under its `musts`.
"""
