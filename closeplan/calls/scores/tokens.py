"""A sentence as tokens that cues are matched on: lower case, contractions opened, numbers seen as numbers."""

from __future__ import annotations

import re
from functools import lru_cache

BY_LETTER = frozenset({"ja", "zh"})
"""Languages written without spaces: there every letter is a token."""

LONGEST = 600
"""Characters of a sentence that are looked at. People don't speak longer ones; broken files have them."""

_WORD = re.compile(r"[^\W_]+(?:['’.,/&-][^\W_]+)*|[%$€£¥]")
_LETTER = re.compile(r"\d+(?:[.,]\d+)*|[a-z]+|[^\W_]|[%$€£¥]")
_OPENED = (
    ("won't", "will not"), ("can't", "can not"), ("n't", " not"), ("'ll", " will"), ("'ve", " have"), ("'re", " are"),
    ("'m", " am"), ("'d", " would"), ("'s", " 's"), ("gonna", "going to"), ("wanna", "want to"), ("gotta", "got to"),
    ("cannot", "can not"),
)  # fmt: skip
"""English as it is spoken, and the words it stands for."""

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*[kmb]?")
_YEAR = re.compile(r"(?:19|20)\d\d")

_UNITS = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBERS = {
    "en": f"{_UNITS} {_TENS} hundred thousand million billion dozen lakh lakhs crore crores",
    "de": "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig vierzig fünfzig hundert tausend millionen",
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze quinze vingt trente quarante cinquante cent mille millions",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce quince veinte treinta cuarenta cincuenta cien mil millones",
    "pt": "dois três quatro cinco seis sete oito nove dez onze doze quinze vinte trinta quarenta cinquenta cem mil milhões",
    "it": "due tre quattro cinque sei sette otto nove dieci undici dodici quindici venti trenta quaranta cinquanta cento mila milioni",
    "nl": "twee drie vier vijf zes zeven acht negen tien elf twaalf vijftien twintig dertig veertig vijftig honderd duizend miljoen",
}
_NUMBER_WORDS = {language: frozenset(words.split()) for language, words in _NUMBERS.items()}


def tokens_of(sentence: str, language: str) -> list[str]:
    """The tokens of one sentence."""
    text = sentence[:LONGEST].replace("’", "'").lower()
    if language in BY_LETTER:
        return _LETTER.findall(text)
    if language == "en":
        for short, full in _OPENED:
            text = text.replace(short, full)
    return _joined(_WORD.findall(text))


def _joined(words: list[str]) -> list[str]:
    """The words, where a number said with a point ("four point two") is one."""
    found: list[str] = []
    for word in words:
        whole = found[-2] if len(found) > 1 and found[-1] == "point" else ""
        if whole and is_number(f"{whole}-{word}", "en"):
            found[-2:] = [f"{whole}-{word}"]
        else:
            found.append(word)
    return found


@lru_cache(maxsize=4096)
def is_number(token: str, language: str) -> bool:
    """Whether a token is a count or an amount: digits that are no year, or a number in words; no ordinal."""
    if token[0].isdigit():
        return bool(_DIGITS.fullmatch(token)) and not _YEAR.fullmatch(token)
    words = _NUMBER_WORDS.get(language, _NUMBER_WORDS["en"])
    return all(part in words or (part == "one" and "-" in token) for part in token.split("-"))
