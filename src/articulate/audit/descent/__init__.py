"""The objectives of a program, each brought to its least and held for the next.

`levels` is the front door; `goals` the objectives in their order, `steps` how they are
brought to their least, by what the relaxation promises and else by a search, and
`averages` how a GPA is brought to its highest between them.
"""
