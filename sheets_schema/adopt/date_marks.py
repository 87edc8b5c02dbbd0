"""Whether a text looks like a date, in any language; which day it means is for `closeplan.plan.date_words`."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from sheets_schema import vocabulary
from sheets_schema.vocabulary import plain

_NUMERIC = re.compile(r"\d{1,4}\s?[./\-]\s?\d{1,2}\.?(\s?[./\-]\s?\d{2,4})?\.?")
_CLOCK = re.compile(r"\b\d{1,2}[:h]\d{2}(:\d{2})?(\.\d+)?\s*(am|pm|uhr|utc|z)?\b|t(?=\d{2}:)", re.IGNORECASE)
_AROUND_GO_LIVE = re.compile(
    r"(t|d|j|gl|l|go[- ]?live|live|launch)\s*([+\-−–±]\s*\d{1,4}\s*[a-zäéî]{0,6})?", re.IGNORECASE
)
_JAPANESE_DATE = re.compile(
    r"((令和|平成|r)?\s?\d{1,4}\s?年)?\s?(\d{1,2}\s?月)?\s?(\d{1,2}\s?日)?\s?(上旬|中旬|下旬|末|初旬|頭|第\d週|\d{1,2}週目?|末日|まで|頃|予定)*"
)
_WEEKDAY_NOTE = re.compile(r"\(\s*[^\W\d]{1,10}\.?\s*\)|（\s*\w{1,3}\s*）")
_TOKENS = re.compile(r"[^\W\d_]+|\d+")
_CONNECTING = (
    "de|del|of|the|le|am|den|der|des|il|la|el|by|end|mid|early|late|start|begin|beginning|ende|"
    "anfang|mitte|fin|début|mi|mitad|finales|final|fine|metà|inizio|eind|half|halb|bis|vor|nach|"
    "before|after|until|on|per|st|nd|rd|th|er|º|ª|h|q|t|kw|cw|wk|w|c|week|weeks|week of|woche|"
    "semaine|sem|semana|settimana|sett|w/c|commencing|beginning|ending|no|in|op|uiterlijk|voor|"
    "vóór|entro|hasta|até|ate|au|du|d|em|no|meados|fim|début|eo|eom|eoq|eow|cob|fy|utc|am|pm|uhr|"
    "ca|circa|tbc|tbd|medio|voraussichtlich|spätestens|spatestens|approx|around|principios|"
    "primera|quincena|s|quarter|quartal|trimestre|trim|kwartaal|next|this"
)
_CONNECTORS = frozenset(map(plain, _CONNECTING.split("|")))
_LATEST_LENGTH = 40


@cache
def _calendar_words() -> frozenset[str]:
    months = (
        plain(word) for lists in vocabulary.calendar("MONTHS").values() for one in lists for word in one
    )
    return frozenset(word for word in months if not word[0].isdigit())


@cache
def _month_names() -> frozenset[str]:
    """Months with their accents: `março` alone is one, `Marco` is a name, or a milestone."""
    lists = vocabulary.calendar("MONTHS").values()
    return frozenset(word.casefold() for months in lists for one in months for word in one)


@cache
def _weekday_words() -> frozenset[str]:
    days = (
        plain(word) for lists in vocabulary.calendar("WEEKDAYS").values() for one in lists for word in one
    )
    return frozenset(day for word in days for day in word.split())


@lru_cache(maxsize=20_000)
def looks_like_date(text: str) -> bool:
    """Whether a whole text is a date as people type it: numeric, in words, a week, a quarter, or relative to go-live."""
    if len(text) > _LATEST_LENGTH:
        return False
    bare = unicodedata.normalize("NFKC", _WEEKDAY_NOTE.sub("", text)).strip()
    bare = _CLOCK.sub("", bare).strip(" ,;")
    if not bare:
        return False
    if _NUMERIC.fullmatch(bare) or _is_relative(bare):
        return True
    japanese = _JAPANESE_DATE.fullmatch(bare)
    if japanese and ("月" in bare or "日" in bare or "年" in bare):
        return True
    return _in_words(bare)


def _is_relative(text: str) -> bool:
    return bool(_AROUND_GO_LIVE.fullmatch(text)) and (
        any(c.isdigit() for c in text) or text in {"T", "D", "J"}
    )


def _in_words(text: str) -> bool:
    """Only words of dates, with a number or a month among them."""
    tokens = [plain(token) for token in _TOKENS.findall(text)]
    tokens = [token for token in tokens if token]
    months = sum(token in _calendar_words() for token in tokens)
    numbers = [token for token in tokens if token.isdigit()]
    known = _calendar_words() | _weekday_words() | _CONNECTORS
    if not tokens or any(not token.isdigit() and token not in known for token in tokens):
        return False
    weekish = any(token in _WEEKISH for token in tokens)
    if months:
        return bool(numbers) or (len(text) > 3 and text.casefold() in _month_names())
    if weekish:
        return bool(numbers) and len(numbers) <= 3
    # a weekday alone, or with a numeric date; three letters may be a first name (Sam, Jan)
    return any(token in _weekday_words() for token in tokens) and len(numbers) in {0, 2, 3} and len(text) > 5


_WEEKS = "kw|cw|wk|w|week|weeks|woche|semaine|sem|semana|settimana|sett|s|q|quarter|quartal|trimestre|trim|kwartaal"
_WEEKISH = frozenset(_WEEKS.split("|"))
