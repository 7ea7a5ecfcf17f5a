"""Work that takes people and time: what may happen to a request, and what may follow.

Unlike `engine`, which answers at once, a case has a state and passes through hands.
Unlike `store`, it remembers nothing: it is given how things stand.

Files: `states` the moves of a request that are allowed, as a table; `publishing` those
of a policy, and who may approve one, `importing` those of an import; `deadlines`
business days, and clocks that stand; `panels` what a portfolio block asks of one,
`agreement` how far assessors agree. Of
watches: `facts` a case as flat facts, `nearing` which days are near, `watch` rules as
patterns over facts, `durable_watch` who finds them by durable-rules, `plain_watch` its
twin in plain Python, `signals` what is told of that.

It must not know how credit is decided, or where anything is kept.
"""
