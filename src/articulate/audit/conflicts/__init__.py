"""Whether some statements of a degree can hold together.

`holding` says so, by `fitting` groups beside each other, what they ask for being read
by `claiming` as `claims`, and what they may share as `shared_places`, where limits cut
as if `uncut`; and else by a search for `some_statements` alone. `touching` lists the
smallest sets that touch all that could be left out.
"""
