"""What one cell may be: a date, a person, a check mark, a word for a status."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from functools import lru_cache

from closeplan.plan.model import (
    DecisionPower,
    Engagement,
    RiskCategory,
    RiskKind,
    RiskStatus,
    Role,
    Side,
    Status,
)
from sheets_schema.adopt.date_marks import looks_like_date
from sheets_schema.adopt.lexicon import colour_words, is_japanese, job_words, rank_words, value_index
from sheets_schema.adopt.workbook import Value
from sheets_schema.vocabulary import plain

_EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.\w{2,}")
_PHONE = re.compile(r"(\(?\+?\d[\d\s().\-/]{5,}\d)(\s*(x|ext\.?|#)\s*\d+)?", re.IGNORECASE)
_LINK = re.compile(r"(https?://|www\.)\S+|\S+\.(pdf|docx?|xlsx?|pptx?|eml|msg|png|jpe?g)\b", re.IGNORECASE)
_PERCENT = re.compile(r"\d{1,3}([.,]\d+)?\s?[%％]")
_MONEY = re.compile(
    r"([€$£¥￥]|R\$|USD|EUR|CHF|GBP|JPY|kr|US\$)\s?-?[\d.,' ]+\s?[kKmM]?|-?[\d.,' ]+\s?[kKmM]?\s?([€$£¥円]|USD|EUR|CHF|GBP|JPY|TEUR|k€)"
)
_LENGTH = re.compile(r"~?\d{1,4}([.,]\d{1,2})?\s*\+?\s*([^\W\d]{1,14})\.?", re.IGNORECASE)
NUMBERED = re.compile(r"([^\W\d_]{0,8}[-_. ]?)?\d{1,6}([.\-]\d{1,4}){0,4}\.?")
_REFERENCE = re.compile(
    r"([^\W\d_]{0,8}[-_.#]?)?#?\d{1,5}([.\-]\d{1,4}){0,3}([A-Za-z]{2})?|[+-]\d{1,3}\w{0,4}|#"
)
_BETWEEN_REFERENCES = re.compile(r"[\s,;/&]+")
_LONGEST_PATTERN = 80
"""Numbers, amounts and references are shorter than this."""
_BETWEEN_NAMES = re.compile(
    r"\s*(?:[/,;&+\n、・|＋]|\bund\b|\band\b|\bet\b|\by\b|\be\b|\ben\b|\bwith\b|\bmit\b)\s*"
)
_LATIN_NAME = re.compile(r"[^\W\d_][^\W\d_]*(?:['’\-.][^\W\d_]+)*\.?")
_JAPANESE_NAME = re.compile(
    r"[\u4e00-\u9fff々]{1,4}[ 　][\u3040-\u30ff\u4e00-\u9fff々ー]{1,5}|[\u4e00-\u9fff々]{1,4}(様|さん|氏)"
)
_PARTICLE = re.compile(
    r"van|von|de|der|den|del|da|di|dos|das|do|la|le|el|al|ter|ten|zu|du|bin|della|dello|dalla|y|e|st"
)
_MARKS = frozenset("x✓✔✅☑☐⬜□■○●◎△×█▓▒░▬━─-–.*>▶★◆◇▲▼→=#o1済⬛🟩🟦🟨🟥")
_SERIALS = range(36_526, 73_051)  # 2000 to 2100 as a spreadsheet counts days


class Kind(StrEnum):
    """What a cell may be; one cell may be several."""

    DATE = "date"
    SERIAL = "serial"
    NUMBER = "number"
    TICK = "tick"
    PERCENT = "percent"
    HUNDREDTHS = "hundredths"
    MONEY = "money"
    LENGTH = "length"
    EMAIL = "email"
    PHONE = "phone"
    LINK = "link"
    REFERENCE = "reference"
    NUMBERED = "numbered"
    PERSON = "person"
    FULL_PERSON = "full person"
    MARK = "mark"
    STATUS = "status"
    COLOUR = "colour"
    SIDE = "side"
    ROLE = "role"
    JOB = "job"
    POWER = "power"
    ENGAGEMENT = "engagement"
    RISK_KIND = "risk kind"
    RISK_CATEGORY = "risk category"
    RISK_STATUS = "risk status"
    RANK = "rank"
    LETTERS = "letters"
    QUESTION = "question"
    WORDS = "words"


_ENUMS: dict[Kind, type[StrEnum]] = {
    Kind.STATUS: Status,
    Kind.SIDE: Side,
    Kind.ROLE: Role,
    Kind.POWER: DecisionPower,
    Kind.ENGAGEMENT: Engagement,
    Kind.RISK_KIND: RiskKind,
    Kind.RISK_CATEGORY: RiskCategory,
    Kind.RISK_STATUS: RiskStatus,
}


_NO_PEOPLE = frozenset({Kind.DATE, Kind.COLOUR, *_ENUMS})
"""A text that is one of these is nobody's name, though it may have a name's form ("Not Started")."""


def kinds_of(value: Value) -> frozenset[Kind]:
    """Everything one cell may be."""
    if isinstance(value, bool):
        return frozenset({Kind.TICK})
    if isinstance(value, date):
        return frozenset({Kind.DATE})
    if isinstance(value, (int, float)):
        return _number_kinds(value)
    return _text_kinds(value) if value else frozenset()


def _number_kinds(value: float) -> frozenset[Kind]:
    found = {Kind.NUMBER}
    if value in _SERIALS:
        found.add(Kind.SERIAL)
    if 0 <= value <= 1:
        found.add(Kind.PERCENT)
    if value == 1:
        found.add(Kind.MARK)
    if 0 <= value <= 100 and value % 5 == 0:
        found.add(Kind.HUNDREDTHS)
    if isinstance(value, int) and value >= 0:
        found.add(Kind.NUMBERED)
    return frozenset(found)


@lru_cache(maxsize=50_000)
def _text_kinds(text: str) -> frozenset[Kind]:
    found = {kind for kind, pattern in _PATTERNS if len(text) <= _LONGEST_PATTERN and pattern.fullmatch(text)}
    if len(text) <= _LONGEST_PATTERN and _refers(text):
        found.add(Kind.REFERENCE)
    if _LINK.search(text[:300]):
        found.add(Kind.LINK)
    if len(text) <= 60:
        found |= _word_kinds(text)
    if not found & {Kind.EMAIL, Kind.MONEY, Kind.PERCENT} and looks_like_date(text):
        found = (found | {Kind.DATE}) - {Kind.PHONE}
    if text.casefold() in _MARKS or (len(text) == 1 and not text.isalnum()):
        found.add(Kind.MARK)
    if re.fullmatch(r"[RACISVDMP](\s?[/,&]\s?[RACISVDMP])*", text):
        found.add(Kind.LETTERS)
    if text.endswith(("?", "？")):
        found.add(Kind.QUESTION)
    if sum(char.isalpha() for char in text[:50]) > 1:
        found.add(Kind.WORDS)
    if len(text) <= 120 and not found & _NO_PEOPLE:
        found |= _person_kinds(text)
    return frozenset(found)


_PATTERNS = (
    (Kind.EMAIL, re.compile(r"(?:[^<>@]*<)?[^\s@<>,;]+@[^\s@<>,;]+\.\w{2,}>?")),
    (Kind.PHONE, _PHONE),
    (Kind.PERCENT, _PERCENT),
    (Kind.MONEY, _MONEY),
    (Kind.NUMBERED, NUMBERED),
    (Kind.LENGTH, _LENGTH),
)


def _refers(text: str) -> bool:
    """Whether a text names other rows by their numbers: `#3`, `CO-002; CO-004`, `3FS +2d`."""
    return all(_REFERENCE.fullmatch(part) for part in _BETWEEN_REFERENCES.split(text))


def _word_kinds(text: str) -> set[Kind]:
    bare = plain(text)
    head = plain(re.split(r"[(（:–—]", text)[0]) or bare
    tail = plain(re.sub(r"^[^\w]+", "", text)) or bare
    found = {
        kind for kind, enum in _ENUMS.items() if not value_index(enum).keys().isdisjoint({bare, head, tail})
    }
    sign = text.strip()[:2].rstrip("\ufe0f ")
    if sign and not sign[0].isalnum() and sign in value_index(Status):
        found.add(Kind.STATUS)
        if len(text.strip()) <= 2:
            found.add(Kind.TICK)
    if not colour_words().isdisjoint({bare, head, tail}):
        found.add(Kind.COLOUR)
    if not rank_words().isdisjoint({bare, head, tail}):
        found.add(Kind.RANK)
    if _holds_job(bare):
        found.add(Kind.JOB)
    return found


def _holds_job(bare: str) -> bool:
    words = re.findall(r"[^\W\d_]+", bare)
    if any(word in job_words() for word in words):
        return True
    return is_japanese(bare) and any(bare.endswith(word) for word in job_words() if is_japanese(word))


def _person_kinds(text: str) -> set[Kind]:
    parts = [part for part in _BETWEEN_NAMES.split(re.sub(r"\s*[(（][^)）]*[)）]", "", text)) if part]
    if not parts or len(parts) > 6:
        return set()
    sizes = [_name_size(part) for part in parts]
    if not all(sizes):
        return set()
    return {Kind.PERSON, Kind.FULL_PERSON} if any(size >= 2 for size in sizes) else {Kind.PERSON}


def _name_size(part: str) -> int:
    """How many words of a person's name a text is; 0 where it is none."""
    if _EMAIL.fullmatch(part):
        return 2
    if is_japanese(part):
        return 2 if _JAPANESE_NAME.fullmatch(part) else 0
    words = part.split()
    if len(words) > 5 or len(part) > 40:
        return 0
    big = 0
    for word in words:
        if _PARTICLE.fullmatch(word.casefold()):
            continue
        if not _LATIN_NAME.fullmatch(word) or not word[0].isupper() or (len(word) > 3 and word.isupper()):
            return 0
        big += 1
    return big
