"""Which of the shipped languages a call is in, by its commonest words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_COMMON = {
    "en": "the and of to that it you we for have this with be are not they will what just can do at from was about would yeah ll ve re by my me our your yes ok okay thanks thank please let",
    "de": "und der das ist wir nicht ich sie mit auf für dann auch es ein eine dass haben noch aber wie ja zu schon sind mal von",
    "es": "que el los las por una es con para pero muy está esto nosotros hay sí cuando del más tenemos eso bien también vamos",
    "fr": "est les des une vous nous pas et pour que dans ça avec oui mais sur donc c qui ce il je on très bien fait sont du",
    "it": "che non di il per una sono è abbiamo con anche questo della perché gli ma sì più ci come noi allora quindi va bene",
    "pt": "que não uma com para os você nós isso está mas também são é em do da ao sim muito temos então foi já vamos bem mais",
    "nl": "het een van dat niet wij we zijn en voor met dan maar ook ik je er nog die naar hebben wel goed gaan wat kunnen jullie",
}  # fmt: skip
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_WORD = re.compile(r"[^\W\d_]+")
_KANA = re.compile("[぀-ヿ]")
_ENOUGH = 4000
"""Words that are looked at."""

_SHARE = 0.18
"""The share of a language's common words in its own speech is above .3; in another's, mostly below .15."""

_FEW = 12
"""Words below which their shares say nothing."""


def language_of(texts: Iterable[str], said: str = "") -> str:
    """`en`, `de`, `fr`, `es`, `pt`, `it`, `nl` or `ja`; empty where it is another or can't be told.

    `said` is what the file itself says (a BCP 47 tag); it is believed. A text too short to tell is taken as English,
    which changes nothing where nothing was said.
    """
    named = re.split("[-_]", said.strip().casefold())[0]
    if len(named) == 2:
        return named if named in _WORDS or named == "ja" else ""
    words: list[str] = []
    kana = letters = 0
    for text in texts:
        kana += len(_KANA.findall(text[:_ENOUGH]))
        letters += sum(char.isalpha() for char in text[:_ENOUGH])
        words += _WORD.findall(text[: 10 * _ENOUGH].casefold())
        if len(words) > _ENOUGH or letters > 10 * _ENOUGH:
            break
    if kana > 0.2 * letters and kana > 1:
        return "ja"
    return _by_words(words)


def _by_words(words: list[str]) -> str:
    counts = Counter(words)
    scores = {language: sum(counts[word] for word in common) for language, common in _WORDS.items()}
    best = max(scores, key=lambda language: scores[language])
    if len(words) < _FEW:
        return best if scores[best] >= 3 else "en"
    second = max(score for language, score in scores.items() if language != best)
    clearly = scores[best] > _SHARE / 2 * len(words) and scores[best] >= 2.5 * second
    return best if clearly or scores[best] > _SHARE * len(words) else ""
