"""How many dates are read right: two public sets of labelled expressions, and real talk without a date.

`python -m bench.dates` prints the whole table, by language, set and half, holidays apart; `make bench` its sums. The
sets are not part of the repository (docs/dates.md says where they come from); without them there are no figures.
With `dateparser` installed the same questions are put to it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import date, datetime
from importlib import import_module
from importlib.util import find_spec
from itertools import product

from bench.figures import Figure
from closeplan.plan.languages import LANGUAGES
from tests.unit.date_words.corpora import FOLDER, Expression, Sentence, date_free, mislabelled, sentences
from tests.unit.date_words.scoring import (
    Found,
    Reader,
    Score,
    invented,
    is_ambiguous,
    ours,
    promised,
    score_of,
)

FLOORS = {"en": 98.0}
FLOOR = 95.0
REF = datetime.fromisoformat("2026-11-23T09:00")


def figures() -> Iterator[Figure]:
    """What was promised of dates, for `make bench`."""
    if not FOLDER.exists():
        return
    everything = list(sentences())
    for language in LANGUAGES:
        score = score_of(everything, ours, promised(language, mislabelled()))
        yield Figure(
            f"dates {language}, right of the unambiguous",
            100 * score.share,
            FLOORS.get(language, FLOOR),
            "%",
            at_least=True,
        )
    yield Figure(
        "dates, ambiguous and silently resolved",
        score_of(everything, ours, is_ambiguous, locale=False).silent,
        0,
        "dates",
    )
    free = date_free()
    yield Figure("dates invented in 1,000 date-free utterances", _per_thousand(ours, free), 0.5, "dates")
    if find_spec("dateparser"):
        yield Figure("the same by dateparser", _per_thousand(_dateparser(), free), None, "dates")


def main() -> None:
    """Print every part of the sets for ours and for the peer, and with `--missed` what went wrong."""
    everything = list(sentences())
    readers: dict[str, Reader] = {"closeplan": ours}
    if find_spec("dateparser"):
        readers["dateparser"] = _dateparser()
    print("reader      lang  set          half  holidays  asked  resolved%  spans P/R")
    for name, reader in readers.items():
        for language in LANGUAGES:
            for part, score in _parts(everything, reader, language):
                print(
                    f"{name:<11} {language:<5} {part}  {score.asked:>5}  {100 * score.share:>9.1f}"
                    f"  {score.precision:.2f}/{score.recall:.2f}"
                )
        for said, listed in (("without", mislabelled()), ("with", {})):
            for language in LANGUAGES:
                score = score_of(everything, reader, promised(language, listed))
                print(
                    f"{name}, {language}, {said} the labels listed as wrong: {100 * score.share:.1f} % of {score.asked},"
                    f" {100 * score.share_alone:.1f} % as the only meaning"
                )
        doubtful = score_of(everything, reader, is_ambiguous, locale=False)
        print(f"{name}: {doubtful.silent} of {doubtful.asked} ambiguous expressions silently resolved")
        print(
            f"{name}: {_per_thousand(reader, date_free()):.2f} dates invented in 1,000 date-free utterances"
        )
    if "--missed" in sys.argv:
        _print_missed(everything)


def _parts(everything: list[Sentence], reader: Reader, language: str) -> Iterator[tuple[str, Score]]:
    for corpus, held, holiday in product(("duckling", "recognizers"), (False, True), (False, True)):

        def belongs(one: Expression, part: tuple[object, ...] = (language, corpus, held, holiday)) -> bool:
            return (one.language, one.corpus, one.held, one.holiday) == part

        score = score_of(everything, reader, belongs)
        if score.asked:
            yield f"{corpus:<12} {'held' if held else 'dev ':<5} {'yes' if holiday else 'no ':<8}", score


def _per_thousand(reader: Reader, utterances: list[str]) -> float:
    return 1000 * len(invented(reader, utterances, REF)) / len(utterances)


def _print_missed(everything: list[Sentence]) -> None:
    for language in LANGUAGES:
        for expression, found in score_of(everything, ours, promised(language, {})).missed:
            got = "; ".join(f"{expression.text[one.start : one.end]}: {_days(one.days)}" for one in found)
            half = "held" if expression.held else "dev"
            print(
                f"{language} {expression.corpus} {half} {expression.ref:%a %F} “{expression.words}” "
                f"wants {_days(expression.accepted)}, got {got or 'nothing'}"
            )


def _days(days: frozenset[date]) -> str:
    return ",".join(sorted(day.isoformat() for day in days))


def _dateparser() -> Reader:
    search_dates = import_module("dateparser.search").search_dates

    def read(text: str, ref: datetime, language: str, locale: str) -> Iterator[Found]:
        orders = {"ja": "YMD", "en": "DMY" if locale == "en_GB" else "MDY"}
        order = orders.get(language, "DMY")
        settings = {"RELATIVE_BASE": ref, "PREFER_DATES_FROM": "future", "DATE_ORDER": order}
        last = 0
        for words, moment in search_dates(text, languages=[language], settings=settings) or ():
            place = re.compile(re.escape(words)).search(text, last)
            start = place.start() if place else 0
            last = start + len(words)
            yield Found(start, last, frozenset({moment.date()}))

    return read


if __name__ == "__main__":
    main()
