"""How well spoken due dates are read: `python -m bench.calls.spoken_dates` prints the figures, with peers where they are installed.

Spans and days are asked of the English sentences of the Recognizers set, what is invented of real meetings' utterances without a
date's word, and due dates at the turns where labelled calls take something on: the finding of commitments has no part in
those, so nobody tells which clause of the turn is meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from bench.calls.scoring import Tally, interval, total
from bench.dates import _dateparser
from bench.figures import Figure
from closeplan.calls.dues import find_dues, settle_due
from closeplan.calls.findings import Findings
from closeplan.calls.known import known_from
from closeplan.calls.model import Call, Known
from tests.labelled_calls import SETS, LabelledCall, labelled_calls
from tests.unit.date_words.corpora import FOLDER, Expression, date_free, sentences
from tests.unit.date_words.scoring import Found, Reader, ours, score_of

DAY = date(2026, 11, 23)
LEAST_PRECISE, MOST_INVENTED = 85.0, 1.0


def figures() -> Iterator[Figure]:
    """Due dates at labelled turns for every set, and, where the public sets are there, spans and inventions beside the peers'."""
    for which in SETS:
        calls = labelled_calls(which)
        if calls:
            yield _due_dates(which, calls)
    if not FOLDER.exists():
        return
    free = date_free()
    invented = sum(any(due.day for due in find_dues(text, _call(), Known())) for text in free)
    yield Figure(
        "due dates invented in 1,000 date-free utterances",
        1000 * invented / len(free),
        MOST_INVENTED,
        "dates",
    )
    for name, reader in _readers().items():
        promised = LEAST_PRECISE if name == "closeplan" else None
        score = score_of(list(sentences()), reader, _is_english_sentence)
        yield Figure(
            f"English spans that are dates, {name}", 100 * score.precision, promised, "%", at_least=True
        )
        yield Figure(f"English dates read right, {name}", 100 * score.share, None, "%", at_least=True)
        if name != "closeplan":
            made_up = sum(
                bool(list(reader(text, datetime.combine(DAY, datetime.min.time()), "en", "")))
                for text in free
            )
            yield Figure(
                f"dates invented in 1,000 date-free utterances, {name}",
                1000 * made_up / len(free),
                None,
                "dates",
            )


def _due_dates(which: str, calls: list[LabelledCall]) -> Figure:
    """The share of labelled commitments whose day is one that the label accepts, asked at the label's own turns."""
    before: dict[str, list[tuple[Call, Findings]]] = {}
    tallies = []
    for one in calls:
        known = known_from(one.call.people, before.get(one.deal, ()))
        before.setdefault(one.deal, []).append((one.call, Findings()))
        right = sum(_is_right(one.call, known, label) for label in one.labels["commitments"])
        tallies.append(Tally(right, len(one.labels["commitments"]) - right, 0))
    low, high = interval(tallies, lambda one: one.precision)
    return Figure(
        f"{which} calls, due dates right at the labelled turns alone",
        100 * total(tallies).precision,
        None,
        "%",
        at_least=True,
        interval=(100 * low, 100 * high),
    )


def _is_right(call: Call, known: Known, label: dict[str, Any]) -> bool:
    due = settle_due(
        call,
        known,
        turn=label["turn"],
        request_turn=label.get("request_turn"),
        also=tuple(label.get("also", ())),
    )
    return (due.day.isoformat() if due.day else None) in {label["due"], *label.get("due_alt", ())}


def _is_english_sentence(one: Expression) -> bool:
    return one.language == "en" and one.corpus == "recognizers"


def _call() -> Call:
    return Call(name="bench", day=DAY)


def _readers() -> dict[str, Reader]:
    """Ours and the peers that are installed."""
    peers: dict[str, Callable[[], Reader]] = {"dateparser": _dateparser, "parsedatetime": _parsedatetime}
    return {"closeplan": ours} | {name: reader() for name, reader in peers.items() if find_spec(name)}


def _parsedatetime() -> Reader:
    calendar = import_module("parsedatetime").Calendar()

    def read(text: str, ref: datetime, language: str, locale: str) -> Iterator[Found]:
        del language, locale  # it reads English only
        for moment, _, start, end, _ in calendar.nlp(text, sourceTime=ref.timetuple()) or ():
            yield Found(start, end, frozenset({moment.date()}))

    return read


def main() -> None:
    """Print every figure."""
    for figure in figures():
        spread = f"  ({figure.interval[0]:.0f} to {figure.interval[1]:.0f})" if figure.interval else ""
        print(f"{figure.name:<70} {figure.measured:>6.1f} {figure.unit}  {figure.promised_text}{spread}")


if __name__ == "__main__":
    main()
