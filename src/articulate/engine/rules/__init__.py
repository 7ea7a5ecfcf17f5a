"""One pure function for each family of a policy's rules.

`screening` is what they look at, `objections` what they answer: `accreditation`,
`minimum_grade`, `policy_rules`, `recency`. `repeat` and `duplicate` choose among
attempts and claims, `prefer` among lawful readings.

They must not know how a line is made, nor which of several objections stands.
"""
