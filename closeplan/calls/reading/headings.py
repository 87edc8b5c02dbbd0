"""What the lines above a transcript say of the call: its title, its day and hour, who was there."""

# ruff: noqa: SIM905  (lists of words read best as text)

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from closeplan.calls.model import Person
from closeplan.calls.reading.draft import Draft, clean_name, clean_text
from closeplan.plan.date_words import read_day

ABBREVIATIONS = {
    "UTC": 0, "GMT": 0, "WET": 0, "Z": 0, "BST": 1, "WEST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "EET": 2, "EEST": 3,
    "MSK": 3, "IST": 5.5, "SGT": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10,
}  # fmt: skip
"""Hours from UTC of the abbreviations that Meet's English headers show; IST is India's, BST and CST London's and Chicago's."""

ATTENDEES = frozenset(
    "attendees participants invited present teilnehmer teilnehmende participantes participants partecipanti deelnemers 参加者 "
    "出席者 asistentes invitados eingeladen invités invitati genodigden convidados 招待者".split()
)
TRANSCRIPT = frozenset(
    "transcript transkript transcription transcripción trascrizione transcrição 文字起こし".split()
)

_DAY = r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
_WHEN = re.compile(rf"\(\s*{_DAY}(?:[ T,at]{{1,5}}(\d{{1,2}}):(\d{{2}})(?::\d{{2}})?)?\s*([^()]{{0,40}})\)")
_ISO = re.compile(rf"(?<!\d){_DAY}(?!\d)")
_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+\-−–])(\d{1,2})(?::?(\d{2}))?")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\d{4}年")
_ENDING = re.compile(
    r"-\d{8}_\d{6}(?:UTC)?-Meeting (?:Recording|Transcript)$|\s*[-–—:]\s*(?:transcript|transkript|notes by gemini|transcription|文字起こし)\s*$",
    re.IGNORECASE,
)
_KEYS = frozenset("title topic meeting subject date datum fecha data titel titre título titolo".split())
"""Words before a colon that say what the line is, and are no part of it."""

_BARE = frozenset(("notes", "notizen", "notas", "note", "notities", "メモ"))
_LONGEST = 200


def zone_of(text: str) -> tzinfo | None:
    """The zone an IANA name, an offset (`GMT+1`, `+05:30`) or an abbreviation (`EST`) means; None for others."""
    plain = text.strip()
    if plain.upper() in ABBREVIATIONS:
        return timezone(timedelta(hours=ABBREVIATIONS[plain.upper()]))
    match = _OFFSET.fullmatch(plain)
    if match:
        sign = 1 if match[1] == "+" else -1
        offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        return timezone(sign * offset) if offset < timedelta(hours=24) else None
    if not re.fullmatch(r"[A-Za-z_]{2,20}(?:/[A-Za-z_+\-0-9]{2,30}){1,2}", plain):
        return None
    try:
        return ZoneInfo(plain)
    except (ZoneInfoNotFoundError, OSError, ValueError):
        return None


def day_in(text: str) -> date | None:
    """The one day a line names with its year, None where it names none or several could be meant."""
    for match in _ISO.finditer(text):
        day = _date(match[1], match[2], match[3])
        if day:
            return day
    if len(text) > _LONGEST or not _YEAR.search(text):
        return None
    part = re.split(r"\s+(?:at|um|à|alle|om|às)\s+|,?\s+\d{1,2}:\d{2}", text.strip())[0]
    for language in ("en", "ja") if "年" in text else ("en", "de", "fr", "es", "it", "pt", "nl"):
        day = read_day(part, date(2020, 1, 1), language).day
        if day:
            return day
    return None


def take_headings(draft: Draft, lines: Sequence[str]) -> None:
    """Fill the draft from the lines above its first turn."""
    listing = False
    for raw in lines:
        line = clean_text(raw).strip("*#📝📖 ")
        word, _, rest = line.partition(":")
        if not line:
            listing = listing and not draft.attendees
        elif word.casefold() in ATTENDEES or word.split(" ")[0].casefold() in ATTENDEES:
            inline = rest or (line.partition(" ")[2] if word.casefold() not in ATTENDEES else "")
            # Gemini's notes put one chip beside the other: where one name ends can't be told
            if rest or "," in inline or len(inline.split()) < 4:
                draft.attendees += people_in(inline)
            listing = not inline
        elif line.casefold() in TRANSCRIPT or line.casefold() in _BARE:
            listing = False
        elif listing:
            draft.attendees += people_in(line)
        else:
            _take_line(draft, line)


def people_in(text: str) -> list[Person]:
    """The people of a list: by semicolons where there are some, else by commas; an address in brackets is theirs."""
    parts = text.split(";") if ";" in text else text.split(",")
    people = []
    for part in parts:
        name = clean_name(part.lstrip("-*• "))
        address = re.search(r"[^\s<>()@]{1,64}@[^\s<>()@]{1,100}", name)
        email = address[0] if address else ""
        name = re.sub(r"[<(]\s*[>)]", "", name.replace(email, "")).strip() if email else name
        if (name or email) and len(name) <= 80:
            people.append(Person(name=name or email, email=email))
    return people


def _take_line(draft: Draft, line: str) -> None:
    if len(line) > _LONGEST:
        return
    key, colon, rest = line.partition(":")
    line = rest.strip() if colon and key.casefold() in _KEYS else line
    match = _WHEN.search(line)
    day = _date(match[1], match[2], match[3]) if match else None
    if match and day:
        draft.day = draft.day or day
        if match[4] and draft.started is None and int(match[4]) < 24 and int(match[5]) < 60:
            zone = zone_of(match[6])
            draft.started = datetime(day.year, day.month, day.day, int(match[4]), int(match[5]), tzinfo=zone)
        line = line[: match.start()] + line[match.end() :]
    elif (day := day_in(line)) is not None:
        draft.day = draft.day or day
        return
    title = _ENDING.sub("", line).strip(" -–—")
    if not draft.title and any(char.isalpha() for char in title):
        draft.title = title


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
