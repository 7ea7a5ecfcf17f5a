"""Letters of other alphabets that only look like the expected ones.

They are found, and the likely text is suggested; it is never accepted in their place.
"""

_CYRILLIC = "АВЕЅІЈКМНОРСТУХасеіјорѕух"  # noqa: RUF001  they are the point
_LIKE_CYRILLIC = "ABESIJKMHOPCTYXaceijopsyx"
_GREEK = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο"  # noqa: RUF001  they are the point
_LIKE_GREEK = "ABEZHIKMNOPTYXo"
_LIKELY = str.maketrans(_CYRILLIC + _GREEK, _LIKE_CYRILLIC + _LIKE_GREEK)


def likely(text: str) -> str | None:
    r"""Return what the text looks like in plain letters; None when it already is.

    >>> likely("\u0421SCI 141"), likely("CSCI 141")
    ('CSCI 141', None)
    """
    seen = text.translate(_LIKELY)
    return None if seen == text else seen
