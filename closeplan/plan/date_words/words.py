"""From a text to the words, numbers and figures that the grammar knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from closeplan.plan.date_words.chart import Node
from closeplan.plan.date_words.lexicon import Compiled, Entry, fold, tokens_of
from closeplan.plan.date_words.numerals import Figure, figures, orders_of

_SIGNS = {
    ",": "comma", "、": "comma", "-": "dash", "~": "dash", "〜": "dash", "/": "slash", "+": "plus",
    "(": "paren", ")": "paren", "'": "quote", ".": "dot", "!": "dot", ":": "dot", ";": "comma",
}  # fmt: skip
_STRONG = frozenset({"month", "wday", "day_word", "hol", "eo", "wk", "weekof", "rel", "part"})
_KANJI = {char: place for place, char in enumerate("〇一二三四五六七八九十")}
_ZONES = frozenset({
    "gmt", "utc", "z", "cet", "cest", "bst", "ist", "jst",
    "et", "est", "edt", "ct", "cst", "cdt", "mt", "mst", "mdt", "pt", "pst", "pdt",
})  # fmt: skip
"""Time zones, which after a clock time change nothing of the day."""
_LONGEST_TEXT = 20_000
"""Characters of one text that are read; nobody says a date later."""


@dataclass(frozen=True, slots=True)
class Word:
    """A token: folded text, offsets, and whether something touches it on the left."""

    text: str
    start: int
    end: int
    glued: bool
    opens: bool
    """It begins a sentence."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text cut into words, with the nodes its words give, and the orders its numeric dates may have."""

    words: list[Word]
    seeds: list[Node]
    orders: tuple[str, ...]


def read_words(text: str, ref: date, language: str, locale: str, known: Compiled) -> Words:
    """Cut a text and look its words up. Figures that hang in a code or an amount are left out."""
    folded = fold(text[:_LONGEST_TEXT])
    words: list[Word] = []
    last, opens = -1, True
    for token, start, end in tokens_of(folded, spaceless=known.lexicon.spaceless):
        words.append(Word(token, start, end, start == last, opens))
        last, opens = end, folded[start] in ".!?:。！？" or "\n" in folded[end : end + 2]
    seeds: list[Node] = []
    at = 0
    while at < len(words):
        taken = _look_up(at, words, text, known, seeds)
        at += taken if known.lexicon.spaceless and taken else 1
    orders = orders_of(language, locale, known.lexicon.orders)
    seeds += _figure_nodes(words, folded, list(figures(folded, orders, ref, language)))
    return Words(words, seeds, orders)


def _figure_nodes(words: list[Word], folded: str, found: list[Figure]) -> Iterator[Node]:
    starts = {word.start: place for place, word in enumerate(words)}
    ends = {word.end: place + 1 for place, word in enumerate(words)}
    for figure in found:
        start, end = starts.get(figure.start), ends.get(len(folded[: figure.end].rstrip()))
        if start is None or end is None or (figure.cls != "clocktime" and _in_code(words, start)):
            continue
        yield Node(start, end, figure.cls, figure.value, figure.weak, not figure.weak)


def _in_code(words: list[Word], at: int) -> bool:
    return bool(at and words[at].glued and words[at - 1].text.isalpha() and words[at - 1].text.isascii())


def _look_up(at: int, words: list[Word], text: str, known: Compiled, seeds: list[Node]) -> int:
    """Add the nodes of the word at a place; the number of tokens of the longest."""
    word = words[at]
    if word.text.isdigit():
        _number(at, words, known, seeds)
        return 1
    if known.lexicon.spaceless and word.text in _KANJI:
        taken = _kanji_number(at, words, seeds)
        phrases = [
            e for e in known.entries.get(word.text, ()) if _fits(e, at, words) and len(e.parts) > taken
        ]
        if not phrases:
            return taken
    longest = 0
    lone = len(word.text) == 1 and word.text.isascii() and not (at and words[at - 1].text.isdigit())
    for entry in known.entries.get(word.text, ()):
        if not _fits(entry, at, words) or (known.lexicon.spaceless and len(entry.parts) < longest):
            continue
        if lone and entry.cls == "unit":
            continue  # "d" is days only behind a number
        longest = max(longest, len(entry.parts))
        named = entry.cls == "month" or _stands_alone(at + len(entry.parts), words, known)
        seeds.append(_entry_node(entry, at, word, text, named=named))
    if word.text in _ZONES:
        seeds.append(Node(at, at + 1, "zone", word.text))
    if word.text in _SIGNS:
        seeds.append(Node(at, at + 1, _SIGNS[word.text], word.text))
    return longest


def _fits(entry: Entry, at: int, words: list[Word]) -> bool:
    size = len(entry.parts)
    if size == 1:
        return True
    return at + size <= len(words) and all(entry.parts[n] == words[at + n].text for n in range(1, size))


def _stands_alone(at: int, words: list[Word], known: Compiled) -> bool:
    """Whether what follows is no word that would make one name of both: "Sun Microsystems"."""
    return at >= len(words) or not words[at].text.isalpha() or words[at].text in known.followers


def _entry_node(entry: Entry, at: int, word: Word, text: str, *, named: bool) -> Node:
    """A weak word in a capital inside a sentence is a name, so it is the month or the day."""
    weak = entry.weak
    capital = text[word.start].isupper() and not word.opens and not text[word.start : word.end + 1].isupper()
    bare = entry.accented and text[word.start : word.end].isascii()
    if bare:
        weak = max(weak, 1)
    elif capital and named and entry.cls in ("month", "wday"):
        weak = max(weak - 1, 0)
    return Node(at, at + len(entry.parts), entry.cls, entry.value, weak, entry.cls in _STRONG and not weak)


def _kanji_number(at: int, words: list[Word], seeds: list[Node]) -> int:
    """Japanese numerals up to 99."""
    end, value, units = at, 0, 0
    while end < len(words) and end - at < 3 and words[end].text in _KANJI:
        figure = _KANJI[words[end].text]
        if figure == 10:
            value, units = max(units, 1) * 10, 0
        else:
            units = figure
        end += 1
    seeds.append(Node(at, end, "int", value + units))
    return end - at


_AMOUNT = re.compile(r"[%€$£°]")


def _number(at: int, words: list[Word], known: Compiled, seeds: list[Node]) -> None:
    """A figure as a count, an ordinal, a year, a day at the end of a phrase."""
    word = words[at]
    padded = len(word.text) > 2 and word.text[0] == "0"
    if len(word.text) > 4 or padded or _is_amount(at, words, known):
        return
    value, short = int(word.text), len(word.text) <= 2
    after = words[at + 1] if at + 1 < len(words) else None
    if short and after is not None and after.glued and after.text in known.suffixes:
        seeds.append(Node(at, at + 2, "ord", value))
    seeds.append(Node(at, at + 1, "int", value))
    if 1900 <= value <= 2199:
        seeds.append(Node(at, at + 1, "year4", value, 1))
    quoted = at > 0 and words[at - 1].text == "'"
    if len(word.text) == 2 and (quoted or _ends(at + 1, words, frozenset())):
        seeds.append(Node(at, at + 1, "yy", word.text))
    if short and _ends(at + 1, words, known.followers):
        seeds.append(Node(at, at + 1, "endint", value))


def unread_year(at: int, words: list[Word], followers: frozenset[str]) -> bool:
    """Whether a year that nobody plans for stands there, "1899" or ", 0001", and not a time of day or a count."""
    at += at < len(words) and words[at].text == ","
    if at >= len(words) or not _ends(at + 1, words, followers):
        return False
    text = words[at].text
    if not (len(text) == 4 and text.isascii() and text.isdigit()) or 1900 <= int(text) <= 2199:
        return False
    return text < "0010" or int(text[:2]) > 23 or int(text[2:]) > 59


def _is_amount(at: int, words: list[Word], known: Compiled) -> bool:
    """Whether a figure is part of an amount or a decimal."""
    if at and _AMOUNT.match(words[at - 1].text):
        return True
    after = words[at + 1].text if at + 1 < len(words) else ""
    if after not in known.suffixes and _AMOUNT.match(after):
        return True
    return _decimal(at, words) or (at > 1 and words[at - 2].text.isdigit() and _decimal(at - 2, words))


def _decimal(at: int, words: list[Word]) -> bool:
    if at + 2 >= len(words):
        return False
    sign, rest = words[at + 1], words[at + 2]
    return sign.text in ".,:" and sign.glued and rest.glued and rest.text.isdigit()


def _ends(at: int, words: list[Word], followers: frozenset[str]) -> bool:
    """Nothing follows that a number could count."""
    if at >= len(words) or words[at].text in followers:
        return True
    return not (words[at].text.isalnum() or words[at].text in "-:/%$€£")
