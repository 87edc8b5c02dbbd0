"""What a language's words mean to the reader, as data, and how they are compiled.

A lexicon is one `Lexicon(...)`. Its `words` map a *class*, or a class and a value with a blank between them, to the
words that stand for it, separated by `|`. Words may have blanks ("day after tomorrow"); upper case and accents do not
matter ("märz" also reads "Marz", though a month without its accent is weak). A word marked `~` is weak: it has
another, common sense ("march", "sat"), and counts in a sentence only with something that makes it a date; `~~` never
counts alone.

Classes, with their values; `romance` has some more of its own:

    day_word N          N days from today: "today" 0, "tomorrow" 1
    rel R               next, coming, this, last, past (the latest gone), afternext, beforelast
    relpost R           what only follows: "after next"
    relunit "U N"       a unit so many from this one, in one word: "来週" week 1
    unit U              day, workday, week, weekend, month, quarter, half, year, hour, minute, fortnight
    in / within         before a duration, towards the future: "in", "dans"; at any time until then
    hence / withinpost  after one: "from now", "later", "以内"
    agopre / ago        before, after a duration, towards the past: "vor", "il y a"; "ago"
    before after since until no     "before" and "after" also stand between a duration and a day; "no" later than
    of the on in to and or from between comma     function words; "to" stands between two ends
    part P              end, mid, start, early, late: "end of"
    eo U / so U         one word for the end or the start of a unit: "EOM" month
    qmark hmark wk      what a number makes a quarter, half or week: "Q", "H", "KW"
    monmark yearmark dommark wkmark     what, behind a figure, makes it a month, year, day or week: "月", "日"
    dai                 what makes the number behind it an ordinal: "第"
    era Y               an era and its first year: "令和" 2019
    weekof ending weekend_of    before a day: "week of", "week ending", "weekend of"
    tod HH:MM           a time of day in words: "noon" 12:00; without a value only a part of the day
    close HH:MM         the end of today where no day is named: "EOD" (which is a `tod`, too)
    at clock am pm      before and after an hour: "at", "o'clock"
    wdays N             weekdays in the plural, which are habits: "Mondays"
    every               makes what follows a habit and no date: "every", "each"
    habit               phrases with a date's word in them that are none: "guten Morgen", "at the end of the day"
    season N            1 spring to 4 winter
    hundred thousand year   in years written out; "year" before a number
    fiscal              makes a year or quarter somebody's own
    full over           before a unit that has all its days, "full"; behind one that ends, "is out"
    rest now            "rest of"; today, in "between now and"
    tbd                 what says anywhere that nobody knows yet: "tbd"
    undecided           what says so as a whole cell: "open", "n/a"
    event               what a cell begins with that hangs on something else: "after", "once"
    anchor tminus       events a deal counts from: "go-live", "kick-off"; the "T" of "T-30"
    about filler        what a cell may say around a date: "ca." leaves it open, "due", "deadline" change nothing
    follower            words that may follow a bare ordinal or number without being what it counts

Holidays map a rule to a day's names: "12-25", "easter+1", "11 thu 4" (fourth Thursday of November), "5 mon -1" (last
Monday of May), "11 thu 4 +1" (the day after), "4-27 sun -1" (the day before where it is a Sunday), or one of `feasts`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module

from closeplan.plan.date_words.feasts import FEASTS
from closeplan.plan.languages import language_of

_TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")
_SPACELESS_TOKEN = re.compile(r"\d+|[a-z]+|\S")


_LIKE_ASCII = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-") | dict.fromkeys("\u2019\u02bc", "'")
"""Hyphens, dashes and apostrophes that stand for the plain ones."""


def tokens_of(folded: str, *, spaceless: bool) -> list[tuple[str, int, int]]:
    """Numbers, words and signs of a folded text, with their offsets; without spaces every letter is one."""
    pattern = _SPACELESS_TOKEN if spaceless else _TOKEN
    return [(found.group(), found.start(), found.end()) for found in pattern.finditer(folded)]


def fold(text: str) -> str:
    """The text in lower case without Latin accents and full-width forms, every character at its old place."""
    return text.lower() if text.isascii() else "".join(map(_fold_char, text))


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    wide = unicodedata.normalize("NFKC", char)
    low = (wide if len(wide) == 1 else char).lower()
    low = low if len(low) == 1 else char
    base = unicodedata.normalize("NFD", low)[0]
    if base.isascii() or unicodedata.category(low) == "Zs":
        return " " if low.isspace() else base
    return _LIKE_ASCII.get(low, low)


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """One language's words. `months` and `weekdays` (Monday first) are strings like `words`' values.

    `numbers` and `ordinals` map words to numbers; `ordinal_suffixes` follow a figure at once ("3rd", "1er").
    `orders` are the orders of a numeric date where no locale decides, the likeliest first.
    `rel_follows`: "vendredi prochain"; `ordinal_months`: "7. vierter" is a date; `spaceless`: words are not separated.
    """

    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    ordinal_suffixes: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    holidays: Mapping[str, str] = field(default_factory=dict)
    orders: tuple[str, ...] = ("dmy",)
    rel_follows: bool = False
    ordinal_months: bool = False
    spaceless: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One word or phrase: its parts, its class and value, and how weak it is (0 to 2)."""

    parts: tuple[str, ...]
    cls: str
    value: object
    weak: int = 0
    accented: str = ""
    """A month as it is written, where its accent tells it from another word: Portuguese "março"."""


@dataclass(frozen=True)
class Compiled:
    """A lexicon ready to read with: entries by their first part, longest first."""

    lexicon: Lexicon
    entries: Mapping[str, tuple[Entry, ...]]
    suffixes: frozenset[str]
    followers: frozenset[str]
    """Words before which a number stands alone."""
    traits: frozenset[str]
    """Which rules of a few languages hold: `rel_follows`, `ordinal_months`, `spaceless`."""


_FOLLOWING = frozenset(
    {"follower", "on", "to", "and", "or", "from", "between", "at", "until", "before", "after", "since", "of"}
)


@lru_cache(maxsize=8)
def compiled(language: str) -> Compiled:
    """The lexicon of a language tag, English where there is none; compiled at its first use."""
    lexicon: Lexicon = import_module(f"closeplan.plan.date_words.{language_of(language) or 'en'}").LEXICON
    table: dict[str, list[Entry]] = {}
    for entry in _entries(lexicon):
        if entry.parts:
            table.setdefault(entry.parts[0], []).append(entry)
    entries = {first: tuple(sorted(found, key=lambda e: -len(e.parts))) for first, found in table.items()}
    followers = frozenset(e.parts[0] for found in entries.values() for e in found if e.cls in _FOLLOWING)
    traits = frozenset(
        name for name in ("rel_follows", "ordinal_months", "spaceless") if getattr(lexicon, name)
    )
    return Compiled(lexicon, entries, frozenset(map(fold, lexicon.ordinal_suffixes)), followers, traits)


def _entries(lexicon: Lexicon) -> list[Entry]:
    found: list[Entry] = []
    for cls, names in (("month", lexicon.months), ("wday", lexicon.weekdays)):
        for place, words in enumerate(names):
            number = place + 1 if cls == "month" else place
            for entry in _words(words, cls, number, lexicon):
                found.append(entry)
                if not lexicon.spaceless and len(entry.parts) == 1 and len(entry.parts[0]) <= 5:
                    found.append(Entry((*entry.parts, "."), cls, number, min(entry.weak, 1)))
    for cls, table in (("wint", lexicon.numbers), ("word", lexicon.ordinals)):
        for word, number in table.items():
            found += _words(word, cls, number, lexicon)
    holidays = [*lexicon.holidays.items(), *(() if lexicon.spaceless else FEASTS.items())]
    for key, words in (*lexicon.words.items(), *((f"hol {rule}", names) for rule, names in holidays)):
        cls, _, value = key.partition(" ")
        found += _words(words, cls, int(value) if cls in ("day_word", "wdays", "season") else value, lexicon)
    return found


def _words(words: str, cls: str, value: object, lexicon: Lexicon) -> list[Entry]:
    found = []
    for word in (marked.strip() for marked in words.split("|")):
        bare = word.lstrip("~")
        parts = tuple(token for token, _, _ in tokens_of(fold(bare), spaceless=lexicon.spaceless))
        accented = bare.lower() if cls == "month" and bare.lower() != fold(bare) else ""
        found.append(Entry(parts, cls, value, len(word) - len(bare), accented))
    return found
