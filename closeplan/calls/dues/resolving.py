"""What a date expression comes to as a due date: one day, with its other readings, or a span's last day."""

from __future__ import annotations

from datetime import date, timedelta

from closeplan.calls.findings import Due, DueKind
from closeplan.plan.date_words import DateKind, FoundDate

_FRIDAY = 4


def due_of(one: FoundDate, day: date) -> Due | None:
    """What a date expression means as a due date; None where it hangs on an event, which is read elsewhere."""
    if one.kind is DateKind.UNDECIDED:
        return Due(kind=DueKind.OPEN)
    if not one.values:
        return None
    if one.kind is DateKind.DAY:
        return _day(one, day)
    if one.kind is DateKind.PART and (one.span is None or one.span[0] == one.span[1]):
        last = one.values[0]
        return Due(kind=DueKind.DAY, day=last, others=(*one.values[1:], *weekdays_before(last)))
    return _range(one, day)


def _day(one: FoundDate, day: date) -> Due:
    """A weekday said on that very weekday is the next one; "next Friday" keeps both its days."""
    values = one.values
    today_too = len(values) == 2 and values[0] == day and (values[1] - day).days == 7
    first, *others = reversed(values) if today_too else values
    return Due(kind=DueKind.DAY, day=first, others=tuple(others))


def _range(one: FoundDate, day: date) -> Due:
    """Weeks end on Friday; early in a week is by its Wednesday; the middle of a month its fifteenth."""
    first, last = one.span or _likeliest(one)
    if one.kind is DateKind.PART and one.values[0] not in (first, last):
        return Due(kind=DueKind.RANGE, day=one.values[0], first=first, others=(last,))
    days, end = (last - first).days, last
    others: tuple[date, ...] = ()
    if first.weekday() == 0 and last.weekday() == 6 and days == 6:
        others = (last,)
        last -= timedelta(days=2)
        others += tuple(value + timedelta(days=4) for value in one.values[1:])
    elif days <= 6 and last.weekday() == 6 and first.weekday() <= _FRIDAY:
        others, last = (last,), last - timedelta(days=2)
    elif one.kind is DateKind.PART and first.weekday() == 0 and days <= 2:
        others, last = (last,), first + timedelta(days=2)
    elif days > 6:
        others = weekdays_before(last)
    if last < day <= end:
        last = end  # "this week", said on its Saturday
    return Due(kind=DueKind.RANGE, day=last, first=max(first, day) if last >= day else first, others=others)


def _likeliest(one: FoundDate) -> tuple[date, date]:
    """First and last day of the likelier of several meanings: a span's values are first days, a range's both its ends."""
    first = one.values[0]
    if one.kind is DateKind.WEEK:
        return first, first + timedelta(days=6)
    if one.kind in (DateKind.MONTH, DateKind.QUARTER):
        later = first + timedelta(days=31 if one.kind is DateKind.MONTH else 92)
        return first, later.replace(day=1) - timedelta(days=1)
    return first, one.values[min(1, len(one.values) - 1)]


def weekdays_before(last: date) -> tuple[date, ...]:
    """The Friday before an end that falls on a weekend."""
    late = last.weekday() - _FRIDAY
    return (last - timedelta(days=late),) if late > 0 else ()
