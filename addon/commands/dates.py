"""`closeplan dates`: what days a text names, a line at a time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from locale import locale_alias
from typing import TYPE_CHECKING, Any

import click

from closeplan.errors import InputError, Mistake
from closeplan.plan.languages import LANGUAGES

if TYPE_CHECKING:
    from closeplan.plan.date_words import FoundDate

_LOCALE = re.compile(r"[a-z]{2,3}(_[a-z]{2})?")


@click.command("dates")
@click.option(
    "--ref", required=True, metavar="ISO_TIME", help="When the texts were written: 2026-11-23T09:00."
)
@click.option("--lang", "language", required=True, help=f"Their language: {', '.join(LANGUAGES)}.")
@click.option("--locale", default="", help="Where numbers are written so: en_GB reads 3/4 as 3 April.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list a line.")
def dates_command(ref: str, language: str, locale: str, *, as_json: bool) -> None:
    """Find the dates in each line of stdin.

    A date has its place in the line (`start`, `end` exclusive), its kind and its days: one day is what it means, several
    of a `day` are what it may mean. A week, month or other span gives its first and last day; so does what was told
    in years ("in two years"), after the day itself.
    """
    from closeplan.plan.date_words import find_dates

    moment, spoken = _moment(ref), _language(language)
    _check_locale(locale)
    with click.open_file("-", encoding="utf-8", errors="replace") as lines:
        for line in lines:
            found = find_dates(line.rstrip("\r\n"), moment, spoken, locale=locale)
            if as_json:
                click.echo(json.dumps([_document(one) for one in found], ensure_ascii=False))
            else:
                click.echo("; ".join(_words(found)))


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError as error:
        message = f"“{text}” is no ISO time; write it as 2026-11-23T09:00"
        raise InputError([Mistake("--ref", message)]) from error


def _language(text: str) -> str:
    """One of the languages, whatever region follows it."""
    spoken = text.strip().lower().replace("_", "-").partition("-")[0]
    if spoken not in LANGUAGES:
        raise InputError([Mistake("--lang", f"“{text}” is none of {', '.join(LANGUAGES)}")])
    return spoken


def _check_locale(text: str) -> None:
    """Only what is known to be a language, or one of a country, says anything; `en-GB` does as well as `en_GB`."""
    name = text.strip().replace("-", "_").lower()
    if name and not (_LOCALE.fullmatch(name) and name in locale_alias):
        message = f"“{text}” is no locale; write it as en_GB or de_DE"
        raise InputError([Mistake("--locale", message)])


def _days(found: FoundDate) -> list[str]:
    """Its meanings, and of a span of one meaning both ends."""
    return [day.isoformat() for day in dict.fromkeys((*found.values, *(found.span or ())))]


def _document(found: FoundDate) -> dict[str, Any]:
    return {
        "text": found.text,
        "start": found.start,
        "end": found.end,
        "kind": str(found.kind),
        "values": _days(found),
    }


def _words(found: tuple[FoundDate, ...]) -> Iterator[str]:
    for one in found:
        between, days = (" to ", one.span) if one.span else (" or ", one.values)
        yield f"“{one.text}” ({one.kind}): {between.join(day.isoformat() for day in days) or 'no day'}"
