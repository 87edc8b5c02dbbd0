"""What somebody's own plan means: which tables, columns and facts a home-made document holds, and how sure that is.

Indices count from 0 and are those of the sheet as it lies; in a `transposed` table, those of the sheet flipped at
its diagonal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from closeplan.plan.model import Side
from closeplan.plan.signals import Table


@dataclass(frozen=True, kw_only=True)
class ProposedColumn:
    """A column of their table and the field of ours it holds; an empty `field` is none of ours.

    `field` is named as the model names it (a milestone's is `name`), or `duration`, `dependency` and a stakeholder's
    `title`, which the model has no place for. `certainty` runs from 0 to 1 and is about that answer, an empty one
    too; `reasons` say in a few English words what it rests on. `side` is set where a table has an owner column for
    each side.
    """

    index: int
    header: str
    field: str
    certainty: float
    side: Side | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ProposedTable:
    """One of their tables as one of ours.

    `header_row` is None where the table has no header; `header_top` is the upper row of a two-row header. `rows`
    hold a milestone, person or risk each; `subheadings` give the rows that head a group their text, and
    `repeated_headers` are further copies of the header.
    """

    table: Table
    sheet: int
    header_row: int | None
    rows: tuple[int, ...]
    columns: tuple[ProposedColumn, ...]
    header_top: int | None = None
    subheadings: Mapping[int, str] = field(default_factory=dict)
    repeated_headers: tuple[int, ...] = ()
    transposed: bool = False


class WorkstreamFrom(StrEnum):
    """Where a milestone's workstream is written."""

    COLUMN = "column"
    SUBHEADING = "subheading"
    NONE = "none"


FactCell = tuple[int, int, int]
"""Sheet, row and column."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the document says about the whole plan, metrics as they are written; `cells` are where each value stands, by field."""

    go_live: date | None = None
    objective: str = ""
    why_this_date: str = ""
    metrics: tuple[str, ...] = ()
    cost_of_inaction: str = ""
    cells: Mapping[str, tuple[FactCell, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What adopting a document would make of it. `language` is the one it is written in, of those closeplan speaks."""

    timeline: ProposedTable | None
    stakeholders: ProposedTable | None = None
    risks: ProposedTable | None = None
    facts: Facts = field(default_factory=Facts)
    workstream_from: WorkstreamFrom = WorkstreamFrom.NONE
    language: str = "en"

    @property
    def tables(self) -> tuple[ProposedTable, ...]:
        """Every table that was found, the timeline first."""
        return tuple(table for table in (self.timeline, self.stakeholders, self.risks) if table)


@dataclass(frozen=True, kw_only=True)
class Adoption:
    """What is adopted as which plan; `side_words` are what the document calls the two sides."""

    plan_id: str
    language: str
    proposal: Proposal
    side_words: Mapping[str, Side] = field(default_factory=dict)
