"""What a phrase means before it is known which of its days is meant."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from closeplan.plan.date_words.reading import Prefer
from closeplan.plan.date_words.spans import Span, one

_FIRST_YEAR, _LAST_YEAR = 1600, 2300


@dataclass(frozen=True, slots=True)
class Time:
    """A day or a span, fixed or recurring.

    Just one of these says which: `spans` (fixed: its meanings, the likeliest first), `yearly` (what it is in a
    given year), `weekday` (0 is Monday) or `monthday`. `grain` is day, week, month, quarter, half, year or range.
    `part` marks one day told by a part of a longer time, `clock` is the time of day (ISO) if one was said.
    `loose` marks spans of which no one day is the due one ("early March", a weekend), `rolled` a day counted from
    today, which a weekday beside it moves within its week, `begins` what is open-ended ("after March"), `fiscal`
    somebody's own year. `point` is the one day of a span that is meant, its middle; `near` the span that is meant
    about a day ("in two years").
    """

    grain: str
    spans: tuple[Span, ...] = ()
    yearly: Callable[[int], tuple[Span, ...]] | None = None
    weekday: int | None = None
    monthday: int | None = None
    part: bool = False
    clock: str = ""
    loose: bool = False
    rolled: bool = False
    fiscal: bool = False
    near: Span | None = None
    point: Callable[[Span], date] | None = None
    begins: bool = False

    @property
    def cls(self) -> str:
        """Its class in the grammar."""
        if self.weekday is not None:
            return "wd"
        if self.monthday is not None:
            return "dom"
        return {"month": "mon", "quarter": "qtr", "year": "yr", "range": "rng"}.get(self.grain, self.grain)

    def each(self, grain: str, change: Callable[[Span], tuple[Span, ...]]) -> Time:
        """The same for another span made of each of this one's, whatever the year."""

        def changed(spans: tuple[Span, ...]) -> tuple[Span, ...]:
            return tuple(dict.fromkeys(new for span in spans for new in change(span)))

        if self.yearly is not None:
            yearly = self.yearly
            return replace(self, grain=grain, yearly=lambda year: changed(yearly(year)))
        return replace(self, grain=grain, spans=changed(self.spans))

    def in_year(self, year: int) -> tuple[Span, ...]:
        """Its meanings in a year; a fixed one's own. 30 February has none."""
        if self.yearly is None or not _FIRST_YEAR <= year <= _LAST_YEAR:
            return self.spans
        try:
            return self.yearly(year)
        except (ValueError, OverflowError):
            return ()

    def around(self, ref: date, years: int = 9) -> Iterator[Span]:
        """Its occurrences near a day in the order of time (a fixed one's meanings)."""
        if self.weekday is not None:
            coming = ref + timedelta(days=(self.weekday - ref.weekday()) % 7)
            yield from (one(coming + timedelta(days=7 * week)) for week in range(-54, 54))
        elif self.monthday is not None:
            for count in range(-30, 31):
                year, month = divmod(ref.year * 12 + ref.month - 1 + count, 12)
                try:
                    yield one(date(year, month + 1, self.monthday))
                except ValueError:
                    continue
        elif self.yearly is not None:
            for year in range(ref.year - years, ref.year + years):
                yield from self.in_year(year)
        else:
            yield from self.spans


def meanings(time: Time, ref: date, prefer: Prefer = Prefer.FUTURE) -> tuple[Span, ...]:
    """The spans a phrase may mean, seen from a day: the next to come, or the latest gone, of what recurs.

    A weekday said on that very weekday may be today or a week from now.
    """
    if time.weekday is not None:
        step = timedelta(days=7 if prefer is Prefer.FUTURE else -7)
        if time.weekday == ref.weekday():
            return one(ref), one(ref + step)
        coming = ref + timedelta(days=(time.weekday - ref.weekday()) % 7)
        return (one(coming if prefer is Prefer.FUTURE else coming + step),)
    if time.monthday is not None:
        spans = list(time.around(ref))
        if prefer is Prefer.FUTURE:
            return next(((span,) for span in spans if span[0] >= ref), ())
        return next(((span,) for span in reversed(spans) if span[0] <= ref), ())
    if time.yearly is None:
        return time.spans
    years = (
        range(ref.year - 1, ref.year + 9)
        if prefer is Prefer.FUTURE
        else range(ref.year + 1, ref.year - 9, -1)
    )
    return _yearly(time, ref, years, prefer)


def _yearly(time: Time, ref: date, years: range, prefer: Prefer) -> tuple[Span, ...]:
    """The nearest occurrence on the preferred side; a numeric date of unknown order has one for each order."""
    found: dict[int, Span] = {}
    for year in years:
        for place, span in enumerate(time.in_year(year)):
            fits = span[1] >= ref if prefer is Prefer.FUTURE else span[0] <= ref
            if fits:
                found.setdefault(place, span)
        if found and (time.grain != "day" or len(found) >= len(time.in_year(year))):
            break
    return tuple(dict.fromkeys(found[place] for place in sorted(found)))
