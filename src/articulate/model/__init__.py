"""The field's nouns as frozen values.

Unlike `diagnostics` this room knows what credit is; unlike `rulebook` it has no
opinion.

The nouns: `identifiers` one `NewType` per kind of id; `exact` numbers as text;
`rounding` amounts to a step; `calendar` periods and terms; `duration` years, months and
their ends; `credit` an amount with its unit; `grade` grades and scales; `institution`,
`course`; `transcript`, `exam`, `credential`, `training`, `portfolio` the kinds of
learning; `learner`, `record` what a learner brings; `canonical` the order of it all;
`change` what of a record is imagined otherwise, `together` several records as one.

The answers: `answer` three-valued logic; `reason`, `finding` one rule's answer and why;
`award` credit given; `line` what a learning came to; `option` one of several lawful
ways; `evaluation` all lines of a record; `totals` what they add up to; `settlement`
which option was chosen and what a limit cut; `audit` a degree's requirements and what
fills them; `placing` where else credit could count; `certificate` the evidence.

The record of decisions: `case` how a request stands and what can happen to it;
`publication` the same of a policy, `importing` of an import; `decision` what a person
decides; `entry` one thing that happened, as a ledger keeps it, `head` how its stream
stands; `office_calendar` when an office works; `person` who works there, and in which
roles; `panel` those who assess prior learning. `signal` what a watch rule points out.
Beside it, `batch` a long run over many learners.

It must not know how anything is parsed, stored, worded or decided, nor today's date.
"""
