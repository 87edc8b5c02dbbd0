"""Words in a column of choices that are none of the choices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from closeplan.plan.diff import item_name, rows_of
from closeplan.plan.document import Problem
from closeplan.plan.model import Milestone
from closeplan.plan.rules.context import RuleContext
from closeplan.plan.signals import Signal, Table
from closeplan.plan.wording import quoted

_CHOICES: Mapping[tuple[Table, str], str] = MappingProxyType(
    {
        (Table.TIMELINE, "side"): "side.",
        (Table.TIMELINE, "status"): "status.",
        (Table.STAKEHOLDERS, "side"): "side.",
        (Table.STAKEHOLDERS, "power"): "power.",
        (Table.STAKEHOLDERS, "engagement"): "engagement.",
        (Table.RISKS, "kind"): "risk_kind.",
        (Table.RISKS, "category"): "risk_category.",
        (Table.RISKS, "status"): "risk_status.",
    }
)
"""Where the labels stand that a column offers. An unknown role is no question: it is read as Other."""


def unreadable_value(context: RuleContext) -> Iterator[Signal]:
    """A word in a column of choices that is none of them, asked once however many rows say it."""
    if not any((place.table, place.column) in _CHOICES for place in context.problems):
        return
    names = {
        (table, item.id): quoted(item_name(table, item))
        for table in Table
        for item in rows_of(context.plan, table)
        if not isinstance(item, Milestone) or item.is_open
    }
    same: dict[tuple[Table, str, str], list[Problem]] = {}
    for place, problem in context.problems.items():
        if place.table and (place.table, place.column) in _CHOICES and (place.table, place.row) in names:
            word = " ".join(problem.text.casefold().split())
            same.setdefault((place.table, place.column, word), []).append(problem)
    for (table, column, word), problems in same.items():
        first = problems[0].place
        yield _question(context, f"{table}:{column}:{word}", names[table, first.row], problems)


def _question(context: RuleContext, subject: str, name: str, problems: list[Problem]) -> Signal:
    words, first = context.words, problems[0]
    assert first.place.table is not None  # only rows of a table are asked about
    field, text = words.t(f"field.{first.place.column}"), quoted(first.text)
    choices = words.labels(_CHOICES[first.place.table, first.place.column])
    asked = words.t(
        "unreadable_value.text",
        text=text,
        what=words.t("unreadable.what", field=field, name=name),
        choices=words.listed(choices.values()),
    )
    more = words.t("unreadable_value.more", n=len(problems) - 1) if len(problems) > 1 else ""
    return Signal(
        rule="unreadable_value",
        subject=subject,
        cause="",
        short=words.t("unreadable_value.short", field=field, text=text),
        text=words.joined((asked, more, words.t("unreadable_value.next"))),
        place=first.place,
    )
