"""Plans with known answers, and how far a proposal agrees with one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from closeplan.plan.adoption import Proposal
from sheets_schema.adopt.answer import to_json
from sheets_schema.adopt.recognise import recognise
from sheets_schema.adopt.workbook import from_grid

TODAY = date(2026, 11, 23)
OWN = Path(__file__).parent / "layouts"
SHARED = Path(__file__).parents[4] / "shared" / "data" / "foreign_plans"
TABLES = ("timeline", "stakeholders", "risks")


class Column(NamedTuple):
    """One column's answer against the known one; certainty is 0 where it was left out."""

    plan: str
    table: str
    at: int
    answered: str | None
    certainty: float
    right: bool


@dataclass
class Agreement:
    """One plan's proposal against its answer. `others` are whole answers by name: rows, sides, facts."""

    columns: list[Column] = field(default_factory=list)
    others: dict[str, bool] = field(default_factory=dict)


@cache
def load(path: Path) -> dict[str, Any]:
    """One plan as its file says."""
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def own() -> list[Path]:
    """Our own layouts."""
    return sorted(OWN.glob("*.json"))


def shared() -> list[Path]:
    """The shared layouts; none in a clone without them."""
    return sorted(SHARED.glob("*.json"))


def propose(plan: dict[str, Any]) -> Proposal:
    """What the recogniser makes of a plan. It sees the grid and the locale, as a Sheet has them, and nothing else."""
    return recognise(from_grid({"sheets": plan["sheets"], "locale": plan["locale"]}), TODAY)


@cache
def compare(path: Path) -> Agreement:
    """A file's proposal against its answer."""
    return compared(load(path))


def compared(plan: dict[str, Any]) -> Agreement:
    """A plan's proposal against its answer."""
    proposal = propose(plan)
    answer, truth = to_json(proposal), plan["truth"]
    found = Agreement()
    for name in TABLES:
        found.others[f"{name}: found"] = _same_place(answer[name], truth[name])
        if truth[name]:
            found.columns += _columns(plan["id"], name, answer, truth)
            for key in ("rows", "subheading_rows", "repeated_header_rows", "owner_sides", "header_top"):
                got = (answer[name] or {}).get(key)
                found.others[f"{name}: {key}"] = got == truth[name].get(key)
    for key in ("facts", "fact_cells", "workstream_from"):
        found.others[key] = answer[key] == truth[key]
    found.others["language"] = proposal.language == plan["language"]
    return found


def _same_place(answer: Any, truth: Any) -> bool:
    keys = ("sheet", "header_row", "transposed")
    if not answer or not truth:
        return answer is truth is None
    return [answer.get(key) for key in keys] == [truth.get(key) for key in keys]


def _columns(plan: str, name: str, answer: dict[str, Any], truth: dict[str, Any]) -> Iterator[Column]:
    known = truth[name]
    ignored = truth["ignore_columns"] if name == "timeline" else known["ignore_columns"]
    same = _same_place(answer[name], known)
    answered = answer[name]["columns"] if same else {}
    for index, wanted in {**known["columns"], **{str(c): None for c in ignored}}.items():
        name_of_field, certainty = answered.get(index, (None, 0.0))
        right = name_of_field == wanted or name_of_field in known.get("also_ok", {}).get(index, [])
        yield Column(plan, name, int(index), name_of_field, certainty, same and right)
