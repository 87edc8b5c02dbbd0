"""Values on their way into a CRM and back: what a field can hold, and whether two values say the same.

CRMs give back what they were given in forms of their own: a date as a moment, a number as text, a text trimmed or cut.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from closeplan.crm.model import CrmField, FieldKind, FieldValue
from closeplan.crm.plan_fields import PlanField

MOST_TEXT = 255
MOST_LONG_TEXT = 2_000
"""Characters that a text and a long text of every CRM we know have room for."""

CUTS = frozenset({40, 80, 100, 120, 128, 200, 250, 254, 255, 256, 500, 512, 1_000, 1_024, 2_000})
"""Lengths at which fields of CRMs cut what is longer. A text that ends early at another length was shortened by a person."""

YES, NO = "Yes", "No"

_YES_NO: Mapping[str, bool] = MappingProxyType(
    {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
)
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ][0-9:.]{4,15}(?:Z|[+-]\d\d:?\d\d)?)?")
_NUMBER = re.compile(r"[-+]?\d{1,15}(?:\.\d{1,15})?")

_TEXTS = frozenset({FieldKind.TEXT, FieldKind.LONG_TEXT})

HOLDS: Mapping[FieldKind, frozenset[FieldKind]] = MappingProxyType(
    {
        FieldKind.TEXT: _TEXTS,
        FieldKind.LONG_TEXT: _TEXTS,
        FieldKind.NUMBER: _TEXTS | {FieldKind.NUMBER},
        FieldKind.DATE: _TEXTS | {FieldKind.DATE},
        FieldKind.YES_NO: _TEXTS | {FieldKind.YES_NO, FieldKind.CHOICE},
        FieldKind.URL: _TEXTS | {FieldKind.URL},
        FieldKind.CHOICE: _TEXTS | {FieldKind.CHOICE},
    }
)
"""Which kinds of a CRM's fields can hold a value of ours, by our kind."""


def problem_of(ours: PlanField, theirs: CrmField) -> str:
    """Why the CRM's field can't hold ours, in words that go on after its name; empty where it can."""
    if not theirs.writable:
        return "can't be written"
    if theirs.kind is None or theirs.kind not in HOLDS[ours.kind]:
        fit = ", ".join(sorted(kind.value for kind in HOLDS[ours.kind]))
        is_a = theirs.kind.value if theirs.kind else "of a kind that closeplan does not write"
        return f"is {is_a}; {ours.label} needs one of {fit}"
    if theirs.kind is FieldKind.CHOICE:
        missing = [word for word in _choices(ours) if _option(word, theirs.options) is None]
        if missing:
            return f"lacks the choice {', '.join(missing)}"
    return ""


def fitted(value: FieldValue, into: CrmField) -> FieldValue:
    """The value in the form that the CRM's field holds; of a field that `problem_of` found nothing wrong with."""
    if value is None or into.kind is None:
        return None
    return _FITS[into.kind](value, into.options)


def is_empty(value: FieldValue) -> bool:
    """Whether a field of that value is empty."""
    return value is None or (isinstance(value, str) and not value.strip())


def is_untouched(value: FieldValue) -> bool:
    """Whether nobody need have put it there: an empty field, or a box that is not ticked, which most CRMs show as no."""
    return value is False or is_empty(value)


def is_same(ours: FieldValue, theirs: FieldValue) -> bool:
    """Whether the CRM holds what closeplan wrote, though in another form."""
    if is_empty(ours) or is_empty(theirs):
        return is_untouched(ours) and is_untouched(theirs)
    if not isinstance(ours, str) or not isinstance(theirs, str):
        for read in (_as_bool, _as_day, _as_number):
            left, right = read(ours), read(theirs)
            if left is not None and right is not None:
                return _equal(left, right)
    left_text, right_text = _plain(_text(ours)), _plain(_text(theirs))
    return left_text == right_text or _is_cut(_text(ours).strip(), _text(theirs).strip())


def _equal(left: bool | date | float, right: bool | date | float) -> bool:
    if isinstance(left, float) and isinstance(right, float):
        return math.isclose(left, right, rel_tol=1e-9, abs_tol=0.005)
    return left == right


def _is_cut(ours: str, theirs: str) -> bool:
    """Whether the CRM cut the text; it may have trimmed what it cut."""
    return any(length < len(ours) and ours[:length].rstrip() == theirs for length in CUTS)


def _as_bool(value: FieldValue) -> bool | None:
    if isinstance(value, bool):
        return value
    return _YES_NO.get(value.strip().casefold()) if isinstance(value, str) else None


def _as_day(value: FieldValue) -> date | None:
    if isinstance(value, date):
        return value
    found = _DAY.fullmatch(value.strip()) if isinstance(value, str) else None
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def _as_number(value: FieldValue) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return float(value)
    return float(value) if isinstance(value, str) and _NUMBER.fullmatch(value.strip()) else None


def _text(value: FieldValue) -> str:
    """A value as a text field holds it."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return "" if value is None else str(value)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _choices(ours: PlanField) -> Sequence[str]:
    return (YES, NO) if ours.kind is FieldKind.YES_NO else ours.options


def _option(word: str, options: Sequence[str]) -> str | None:
    """A choice as the CRM spells it: `On track` may be `on_track` there."""
    return next((option for option in options if _bare(option) == _bare(word)), None)


def _bare(word: str) -> str:
    return "".join(c for c in word.casefold() if c.isalnum())


_FITS: Mapping[FieldKind, Callable[[FieldValue, Sequence[str]], FieldValue]] = MappingProxyType(
    {
        FieldKind.TEXT: lambda value, _options: _cut(_plain(_text(value)), MOST_TEXT),
        FieldKind.LONG_TEXT: lambda value, _options: _cut(_text(value), MOST_LONG_TEXT),
        FieldKind.CHOICE: lambda value, options: _option(_text(value), options),
        FieldKind.NUMBER: lambda value, _options: value,
        FieldKind.DATE: lambda value, _options: value,
        FieldKind.YES_NO: lambda value, _options: value,
        FieldKind.URL: lambda value, _options: value,
    }
)
"""How a value is put into each kind of a CRM's field."""
