"""Calls as they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from closeplan.calls.findings import Findings
from closeplan.calls.model import Call


@dataclass(frozen=True, kw_only=True)
class CallRecord:
    """A call of a plan. `id` comes of its words alone, so that the same call in another file is the same; `source` says where
    it came from (`upload:FILE`, `drive:FILE_ID`, `cli:FILE`), `added_by` who handed it in.
    """

    plan_id: str
    id: str
    name: str
    title: str
    day: date
    language: str
    source: str
    added_at: datetime
    added_by: str
    turns: int


@dataclass(frozen=True, kw_only=True)
class KeptCall:
    """A call with all that was found in it."""

    record: CallRecord
    call: Call
    findings: Findings
