"""The words for and, or and one of, in the language of a sheet."""

import re
from enum import StrEnum


class Language(StrEnum):
    """The language a sheet is written in, where its layout says so."""

    ENGLISH = "en"
    FRENCH = "fr"
    SPANISH = "es"
    GERMAN = "de"


_WORDS: dict[Language, dict[str, str]] = {
    Language.ENGLISH: {},
    Language.FRENCH: {
        "ET/OU": "AND/OR",
        "ET": "AND",
        "OU": "OR",
        "L'UN DE": "ONE OF",
        "UN DE": "ONE OF",
    },
    Language.SPANISH: {
        "Y/O": "AND/OR",
        "Y": "AND",
        "O": "OR",
        "MÁS": "PLUS",
        "UNO DE": "ONE OF",
    },
    Language.GERMAN: {
        "UND/ODER": "AND/OR",
        "UND": "AND",
        "ODER": "OR",
        "SOWIE": "AND",
        "ENTWEDER": "EITHER",
        "EINER VON": "ONE OF",
    },
}


def in_english(text: str, language: Language) -> str:
    """Put the connectives of a text in capitals into English.

    >>> in_english("MAT 101 ET 102", Language.FRENCH)
    'MAT 101 AND 102'
    """
    for word, english in _WORDS[language].items():
        text = re.sub(rf"(?<![A-Z0-9&]){re.escape(word)}(?![A-Z0-9&])", english, text)
    return text
