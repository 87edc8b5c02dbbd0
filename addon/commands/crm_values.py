"""Values of CRM fields as commands print them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from closeplan.crm.model import FieldValue


def said(value: FieldValue) -> object:
    """A value as JSON has it: dates in ISO 8601."""
    return value.isoformat() if isinstance(value, date) else value


def in_words(value: FieldValue) -> str:
    """A value on one line for people."""
    if value is None or value == "":
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(str(said(value)).split())
