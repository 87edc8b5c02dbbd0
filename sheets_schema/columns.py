"""The tables of a plan's Sheet, column by column.

Code finds a column by its key, which is the model's field, never by its letter. A new column is one
`Column(...)` here and one field in the model.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, cached_property
from typing import Any

from closeplan.plan.languages import LANGUAGES, words_for
from closeplan.plan.model import Milestone, Risk, Stakeholder, Status
from closeplan.plan.signals import Table
from closeplan.plan.wording import ENGLISH_WORDS, Words
from sheets_schema import labels, vocabulary
from sheets_schema.cells import (
    DATE_FORMAT,
    DATE_TIME_FORMAT,
    Around,
    CellData,
    Parsed,
    cell_bool,
    cell_text,
    date_cell,
    parse_date,
    parse_text,
    text_cell,
)
from sheets_schema.chips import parse_email
from sheets_schema.labels import Labels, Tab, normal
from sheets_schema.meanings import is_blank, meaning, status_meaning


class Owner(StrEnum):
    """Who writes a column's cells."""

    PEOPLE = "people"
    ROBOT = "robot"


def date_format(words: Words) -> dict[str, Any]:
    """How a plan of that language shows its dates: as the Sheet's locale writes them, which is how they are typed there.
    English plans are read on both sides of the Atlantic, where `3/4` means two days, so they show ISO 8601.
    """
    return DATE_FORMAT if words is ENGLISH_WORDS else {"type": "DATE"}


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a table.

    `parse` reads a cell, `render` writes one. `keeps_text` says that the model has a `<key>_text` field
    for words that could not be read. `width` is in pixels. `format` is a Sheets NumberFormat, `validation` a
    Sheets DataValidationRule, None where the column has none. `choices` are the labels of a dropdown. The header
    is the message `field.<key>`, or that of `says` where the model calls several things by one name. `table` is the
    one of a column that people write; what they call such a column themselves is in the vocabulary.
    """

    key: str
    width: int
    says: str = ""
    table: Table | None = None
    parse: Callable[[CellData, Around], Parsed] = parse_text
    render: Callable[[Any], dict[str, Any]] = text_cell
    format: dict[str, Any] | None = None
    validation: dict[str, Any] | None = None
    choices: Labels[Any] | None = None
    keeps_text: bool = False
    owner: Owner = Owner.PEOPLE
    hidden: bool = False

    def title(self, words: Words) -> str:
        """The header in that language."""
        return words.t(f"field.{self.says or self.key}")

    @property
    def header(self) -> str:
        """The header in English."""
        return self.title(ENGLISH_WORDS)

    @cached_property
    def titles(self) -> frozenset[str]:
        """The header in every language, as headers are compared."""
        return frozenset(normal(self.title(words_for(language))) for language in LANGUAGES)

    @cached_property
    def names(self) -> frozenset[str]:
        """Every header this column is known by, in any language, as headers are compared."""
        if self.table is None:
            return self.titles
        spoken = _spoken(self.table).get(self.key, {}).values()
        words = [word for language in spoken for word in language]
        return self.titles | set(map(normal, words)) | set(map(vocabulary.plain, words))

    def cell(self, value: Any, words: Words) -> dict[str, Any]:
        """A value as a cell, in that language where it is one of a dropdown's."""
        return text_cell(self.choices.label(value, words)) if self.choices else self.render(value)

    def number_format(self, words: Words) -> dict[str, Any] | None:
        """How the column's numbers are shown in a plan of that language."""
        return date_format(words) if self.format is DATE_FORMAT else self.format

    def rule(self, words: Words) -> dict[str, Any] | None:
        """The column's data validation in that language. It isn't strict: people may write their own word."""
        if self.choices is None:
            return self.validation
        values = [{"userEnteredValue": word} for word in self.choices.words_in(words)]
        condition = {"type": "ONE_OF_LIST", "values": values}
        return {"condition": condition, "strict": False, "showCustomUi": True}


@cache
def _spoken(table: Table) -> Mapping[str, vocabulary.Words]:
    return vocabulary.headers(table)


def _choice(key: str, width: int, words: Labels[Any]) -> Column:
    """A dropdown. A word that is none of its own is kept as people typed it."""

    def parse(cell: CellData, around: Around) -> Parsed:
        text = cell_text(cell)
        if is_blank(text):
            return Parsed(None)
        value = meaning(words, text, around.language)
        if value is not None:
            return Parsed(value)
        if words.otherwise is not None:
            return Parsed(words.otherwise, text)
        return Parsed(None, text, f"This is none of {', '.join(words.words_in(words_for(around.language)))}")

    return Column(key=key, width=width, parse=parse, choices=words, keeps_text=True)


def _status(column: Column) -> Column:
    """A status that also reads a checkbox, where ticked is done, and how far somebody is, from 0 to 100 %."""

    def parse(cell: CellData, around: Around) -> Parsed:
        ticked = cell_bool(cell)
        if ticked is not None:
            return Parsed(Status.DONE if ticked else Status.NOT_STARTED)
        parsed = column.parse(cell, around)
        found = status_meaning(cell, parsed.text) if parsed.problem else None
        return parsed if found is None else Parsed(found)

    return replace(column, parse=parse)


def _date(key: str, width: int) -> Column:
    return Column(
        key=key,
        width=width,
        parse=parse_date,
        render=date_cell,
        format=DATE_FORMAT,
        validation={"condition": {"type": "DATE_IS_VALID"}, "strict": False, "showCustomUi": True},
        keeps_text=True,
    )


def _text(key: str, width: int, says: str = "") -> Column:
    return Column(key=key, width=width, says=says)


def _of(table: Table, *columns: Column) -> tuple[Column, ...]:
    return tuple(replace(c, table=table) if c.owner is Owner.PEOPLE else c for c in columns)


SIGNAL, ID = "signal", "id"

# The robot's columns have no other words: it must never take a person's `Alerts` for its own.
_SIGNAL = Column(key=SIGNAL, width=134, owner=Owner.ROBOT)
_ID = Column(key=ID, width=90, owner=Owner.ROBOT, hidden=True)

# Workstream to Signal fit beside a comments panel on a screen 1280 pixels wide.
TIMELINE = _of(
    Table.TIMELINE,
    _text("workstream", 138),
    _text("name", 165, says="milestone"),
    _text("owner", 90),
    _choice("side", 60, labels.SIDES),
    _date("start", 80),
    _date("due", 80),
    _status(_choice("status", 90, labels.STATUSES)),
    _text("confirmed_by", 78),
    _text("evidence", 70),
    _SIGNAL,
    _text("notes", 180),
    _ID,
)

STAKEHOLDERS = _of(
    Table.STAKEHOLDERS,
    _text("name", 130),
    replace(_text("email", 180), parse=parse_email),
    _choice("side", 60, labels.SIDES),
    _choice("role", 125, labels.ROLES),
    _choice("power", 100, labels.POWERS),
    _choice("engagement", 112, labels.ENGAGEMENTS),
    _text("cares_about", 180),
    _text("questions", 170),
    _SIGNAL,
    _ID,
)

RISKS = _of(
    Table.RISKS,
    _choice("kind", 110, labels.RISK_KINDS),
    _choice("category", 115, labels.RISK_CATEGORIES),
    _text("description", 250),
    _text("owner", 100),
    _text("response", 200),
    _date("due", 78),
    _choice("status", 92, labels.RISK_STATUSES),
    _SIGNAL,
    _ID,
)


def _robot(key: str, width: int, number_format: dict[str, Any] | None = None) -> Column:
    return Column(key=key, width=width, format=number_format, owner=Owner.ROBOT)


HISTORY = (
    _robot("when", 118, DATE_TIME_FORMAT),
    _robot("who", 150),
    _robot("item", 220),
    _robot("field", 90),
    _robot("was", 110),
    _robot("now", 110),
    _robot("slip", 130),
    _robot("effect", 180),
)


@dataclass(frozen=True, kw_only=True)
class TableSpec:
    """A table that people edit: its tab, its columns, and the model its rows become.

    A row without any of `makers` filled is a row only where it is known or at least two cells are filled.
    `likeness` are the fields by which a row that lost its id is recognised, the name first.
    """

    table: Table
    tab: Tab
    columns: tuple[Column, ...]
    build: Callable[..., Any]
    makers: tuple[str, ...]
    likeness: tuple[str, ...]


TABLES = (
    TableSpec(
        table=Table.TIMELINE,
        tab=Tab.PLAN,
        columns=TIMELINE,
        build=Milestone,
        makers=("name",),
        likeness=("name", "owner", "workstream"),
    ),
    TableSpec(
        table=Table.STAKEHOLDERS,
        tab=Tab.STAKEHOLDERS,
        columns=STAKEHOLDERS,
        build=Stakeholder,
        makers=("name", "email"),
        likeness=("name", "email"),
    ),
    TableSpec(
        table=Table.RISKS,
        tab=Tab.RISKS,
        columns=RISKS,
        build=Risk,
        makers=("description",),
        likeness=("description", "owner"),
    ),
)

TAB_COLUMNS: dict[Tab, tuple[Column, ...]] = {spec.tab: spec.columns for spec in TABLES} | {
    Tab.HISTORY: HISTORY
}


@cache
def header_names(tab: Tab) -> Mapping[str, str]:
    """The key of the column that a header means in that tab, by the header as headers are compared. Our own titles
    come first; of the few words that mean one column here and another there, the column that stands first counts.
    """
    columns = TAB_COLUMNS[tab]
    named = {title: column.key for column in columns for title in column.titles}
    for column in columns:
        for word in column.names:
            named.setdefault(word, column.key)
    return named


@cache
def weak_header_names(tab: Tab) -> Mapping[str, str]:
    """The same of headers that may mean a column and may mean others: `From`, `Details`."""
    named: dict[str, str] = {}
    for spec in TABLES:
        spoken = vocabulary.weak_headers(spec.table) if spec.tab is tab else {}
        for key in (column.key for column in spec.columns):
            for word in (word for words in spoken.get(key, {}).values() for word in words):
                named.setdefault(normal(word), key)
    return named
