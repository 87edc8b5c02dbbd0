"""Two public sets of labelled date expressions, as the questions this project asks of them.

Both label far more than days: clock times, durations, sets ("every Monday"). Kept is what bears a day, with every
day its source accepts: past and future readings both count, and so does any end of a range.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = Path(__file__).parents[4] / "shared" / "data" / "language"
MISLABELLED = Path(__file__).with_name("mislabelled.tsv")

LANGUAGES = {
    "EN": "en",
    "DE": "de",
    "FR": "fr",
    "ES": "es",
    "PT": "pt",
    "IT": "it",
    "NL": "nl",
    "JA": "ja",
    "English": "en",
    "EnglishOthers": "en",
    "German": "de",
    "French": "fr",
    "Spanish": "es",
    "Portuguese": "pt",
    "Italian": "it",
    "Dutch": "nl",
    "Japanese": "ja",
}
"""The sets' names of the languages closeplan ships, and its own."""

LOCALES = {"EN": "en_US", "English": "en_US", "EnglishOthers": "en_GB"}
"""Where English sets write their numbers from; elsewhere a language has one order."""

_DATED = {"date", "daterange", "datetime", "datetimerange"}

_CLOCK_UNIT = re.compile(
    r"\b(?:hours?|hrs?|minutes?|mins?|seconds?|secs?|now|asap|as soon as possible|stunden?|minuten?|sekunden?"
    r"|heures?|\d+h|horas?|minutos?|segundos?|ora|ore|minuti|minuto|secondi|uur|uren|seconden?|min"
    r"|jetzt|maintenant|ahora|agora|adesso|nu)\b|[時分秒]間?[後前]?",
    re.IGNORECASE,
)
"""Words of an offset in clock units, whose day is a by-product."""

_DAY_WORD = re.compile(
    r"\b(?:today|tomorrows?|tonight|tonite|yesterday|(?<!mid )day|eod|eoy|year|week|heute|morgen um|morgen so|aujourd"
    r"|demain|jours?\b|février|hoy|mañana [ap]|miércoles|(?<!meio )dia|amanhã|noite|anno|domani|stasera|settimana|weken|vandaag"
    r"|vanavond|morgen$|stipt|van(?:middag|morgen|avond)|questa sera|sta sera|esta noche)",
    re.IGNORECASE,
)
"""What makes an expression within a day of its reference one about a day, and not about a clock alone."""

_NUMERIC = re.compile(r"(?<![\d/.])(\d{1,2})([/.])(\d{1,2})(?:\2(?:\d{4}|\d{2}))?(?![\d/.]|\s*(?:am|pm)\b)")

_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Expression:
    """One labelled expression: where it stands in its text, and the days that are right."""

    language: str
    locale: str
    corpus: str
    text: str
    start: int
    end: int
    ref: datetime
    accepted: frozenset[date]
    holiday: bool = False

    @property
    def words(self) -> str:
        return self.text[self.start : self.end]

    @property
    def held(self) -> bool:
        """Whether it belongs to the half that is only looked at to report."""
        return hashlib.sha256(f"{self.corpus}{self.text}".encode()).digest()[0] % 2 == 1

    @property
    def ambiguous(self) -> bool:
        """Whether the order of its numbers decides and English alone does not say which one holds."""
        if self.language != "en" or _WEEKDAY.search(self.words):
            return False
        numbers = [(int(m[1]), int(m[3])) for m in _NUMERIC.finditer(self.words)]
        return bool(numbers) and all(max(pair) <= 12 and pair[0] != pair[1] for pair in numbers)

    @property
    def key(self) -> tuple[str, str, str]:
        return self.corpus, self.language, self.words


class Sentence(NamedTuple):
    """A text with its dated expressions, and the stretches of it that are times but no days."""

    expressions: tuple[Expression, ...]
    others: tuple[tuple[int, int], ...]


def sentences() -> Iterator[Sentence]:
    """Every text of both sets in a language closeplan ships, each once."""
    seen: set[tuple[str, str, str]] = set()
    for sentence in (*_duckling(), *_recognizers()):
        first = next(iter(sentence.expressions), None)
        if first is not None and (first.language, first.text, first.ref.isoformat()) in seen:
            continue
        if first is not None:
            seen.add((first.language, first.text, first.ref.isoformat()))
        yield sentence


def expressions() -> list[Expression]:
    """Every dated expression of both sets."""
    return [expression for sentence in sentences() for expression in sentence.expressions]


def mislabelled() -> dict[tuple[str, str, str], str]:
    """Expressions whose label is plainly wrong or asks for what closeplan does not do, with the reason."""
    lines = MISLABELLED.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {(corpus, language, words): reason for corpus, language, words, reason in rows}


_DATE_WORD = re.compile(
    r"\b(?:(?:to|yester)?days?|tomorrow|tonight|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weeks?|weekends?|months?|years?"
    r"|quarters?|decades?|century|centuries|fortnight|january|february|april|june|july|august|september|october"
    r"|november|december|(?:beginning|end) of (?:may|march)|semesters?|christmas|easter|thanksgiving|halloween"
    r"|morning|afternoon|evening|night|noon|midnight|o'clock|hours?|minutes?|seconds|[ap] ?\.?m\.?"
    r"|summer|winter|spring|this fall|next fall|\w+(?:teenth|tieth|first|third|fourth|fifth|sixth|seventh|eighth|ninth)"
    r"|the (?:first|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)"
    r"|(?:nineteen|twenty) (?:\w+ty|\w+teen)|(?:19|20)\d\d|\d+[/.-]\d+|now|currently|asap"
    r"|(?:nineteen|twenty) (?:nine\w+|oh|o) ?\w*|\w+ties)\b",
    re.IGNORECASE,
)


def date_free(every: int = 1) -> list[str]:
    """Utterances of real meetings without a word that might be part of a date: what is found in them is invented.

    The traps stay in: "we", "may", "march", "sat", "second", "fall".
    """
    said = [record["text"] for record in _records("commit_mrda.jsonl")]
    for record in _records("qa_qmsum_turns.jsonl"):
        said += [text for _, turn in record["turns"] for text in turn.split(" . ")]
    free = [text for text in said if len(text) > 3 and not _DATE_WORD.search(text)]
    return free[::every]


def _records(name: str) -> Iterator[Any]:
    with (FOLDER / name).open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _duckling() -> Iterator[Sentence]:
    for record in _records("dates_duckling.jsonl"):
        language = LANGUAGES.get(record["lang"])
        days = [_duckling_day(value) for value in record["value"]]
        ref = datetime.fromisoformat(record["ref"])
        if language is None or not _bears_a_day(record, days[0], ref.date()):
            continue
        accepted = set(days)
        exclusive = [*record["value"][1:], *(record["value"] if _begins_before(record) else ())]
        accepted.update(
            _duckling_day(value) - timedelta(days=1) for value in exclusive if _is_midnight(value)
        )
        expression = Expression(
            language=language,
            locale=LOCALES.get(record["lang"], ""),
            corpus="duckling",
            text=record["text"],
            start=0,
            end=len(record["text"]),
            ref=ref,
            accepted=frozenset(accepted),
            holiday="Holiday" in record["kind"],
        )
        yield Sentence((expression,), ())


def _begins_before(record: Any) -> bool:
    """Whether the day before its first value is meant too: "until the end of the month" ends at midnight, and the
    night of 31 December begins before the midnight that the set writes down.
    """
    by_the_hour = record["kind"] == "datetimeInterval" and record["grain"] == "Hour"
    return by_the_hour or bool(record["open"] == "Before")


def _is_midnight(value: str) -> bool:
    return value.endswith("T00:00:00")


def _duckling_day(value: str) -> date:
    """Months and years are written with the months and days they leave open as 00."""
    year, month, day = (int(part) for part in value[:10].split("-"))
    return date(year, month or 1, day or 1)


def _bears_a_day(record: Any, day: date, today: date) -> bool:
    """Whether an expression is about a day; a clock time alone means the next such time."""
    if record["grain"] not in {"Hour", "Minute", "Second"} or not today <= day <= today + timedelta(days=1):
        return True
    return bool(_DAY_WORD.search(record["text"]))


def _recognizers() -> Iterator[Sentence]:
    for record in _records("dates_recognizers.jsonl"):
        language = LANGUAGES.get(record["lang"])
        if language is None:
            continue
        ref = datetime.fromisoformat(record["ref"])
        found: list[Expression] = []
        others: list[tuple[int, int]] = []
        for label in record["expect"]:
            start, end = label["start"], label["end"] + 1
            days = frozenset(_recognizers_days(label["values"]))
            clock = label["type"].startswith("datetime") and _CLOCK_UNIT.search(label["text"])
            if label["type"] not in _DATED or not days or (clock and ref.date() in days):
                others.append((start, end))
                continue
            found.append(
                Expression(
                    language=language,
                    locale=LOCALES.get(record["lang"], ""),
                    corpus="recognizers",
                    text=record["text"],
                    start=start,
                    end=end,
                    ref=ref,
                    accepted=days,
                )
            )
        yield Sentence(tuple(found), tuple(others))


def _recognizers_days(values: Iterable[Any]) -> Iterator[date]:
    for value in values:
        for name in ("value", "start", "end"):
            text = value.get(name, "")
            if re.match(r"\d{4}-\d\d-\d\d", text):
                day = date.fromisoformat(text[:10])
                yield day
                if name == "end" and (len(text) == 10 or text.endswith("00:00:00")):
                    yield day - timedelta(days=1)  # the set's ends are exclusive
