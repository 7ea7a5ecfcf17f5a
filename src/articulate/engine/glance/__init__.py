"""At a glance: course attempts that one look-up each decides, and their lines later.

Most of a record is courses that one rule names, alone or in one closed set, and whose
outcome hangs on nothing but the attempt itself. Then the answer for an attempt with the
same grade, day and unit is the same again, whatever the course is called. What is not
so plain is left to the general path (`engine.reading`), which is the reference: both
give the same bytes, and `tests/properties/test_glance.py` holds them to it.

`facts` which facts of an attempt statements look at; `entries` what the rules say of
one code; `season` the answers for a stretch of days in which no version changes; `look`
one record; `lines` a line made of what was recorded, without asking a rule again;
`teller` the same for any number of records, attempts put `apart` from all else, with
courses of the receiver's own (`own_course`).
"""
