from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from closeplan.plan.model import Plan
from sheets_schema import metadata
from sheets_schema.cells import cell_name, column_letter
from sheets_schema.columns import TAB_COLUMNS, TABLES, Owner, TableSpec, header_names
from sheets_schema.labels import TABS, TOP_BLOCK, Label, Tab
from tests.unit.sheets_schema.plans import plan

PAGE = (Path(__file__).parents[3] / "docs" / "sheet-layout.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("spec", TABLES, ids=lambda spec: spec.tab.value)
def test_peoples_columns_are_exactly_the_models_fields(spec: TableSpec) -> None:
    columns = {c.key for c in spec.columns if c.owner is Owner.PEOPLE}
    texts = {f"{c.key}_text" for c in spec.columns if c.keeps_text}
    rows: dict[Tab, tuple[Any, ...]] = {
        Tab.PLAN: plan().milestones,
        Tab.STAKEHOLDERS: plan().stakeholders,
        Tab.RISKS: plan().risks,
    }

    assert {field.name for field in fields(rows[spec.tab][0])} == columns | texts | {"id"}


@pytest.mark.parametrize("tab", Tab)
def test_no_header_means_two_columns(tab: Tab) -> None:
    titles = [title for column in TAB_COLUMNS[tab] for title in column.titles]

    assert len(titles) == len(set(titles))
    assert {header_names(tab)[title] for title in titles} == {column.key for column in TAB_COLUMNS[tab]}


@pytest.mark.parametrize("tab", Tab)
def test_the_robots_columns_have_their_own_names_only(tab: Tab) -> None:
    robot = [column for column in TAB_COLUMNS[tab] if column.owner is Owner.ROBOT]

    assert robot
    assert [column.key for column in robot if column.names != column.titles] == []


def test_every_label_is_a_field_of_the_plan() -> None:
    assert {label.value for label in Label} - {"outlook"} <= {field.name for field in fields(Plan)}


def test_the_page_names_every_tab_header_label_and_mark() -> None:
    headers = [column.header for columns in TAB_COLUMNS.values() for column in columns]
    marks = [value for name, value in vars(metadata).items() if name.isupper()]

    assert [word for word in (*headers, *TOP_BLOCK.words, *marks) if f"`{word}`" not in PAGE] == []
    assert [word for word in TABS.words if f"| {word} |" not in PAGE] == []


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_column_letters(index: int, letters: str) -> None:
    assert column_letter(index) == letters


@pytest.mark.parametrize(
    ("title", "name"), [("Plan", "Plan!F12"), ("Our plan", "'Our plan'!F12"), ("Ann's", "'Ann''s'!F12")]
)
def test_cell_names_quote_titles_as_sheets_does(title: str, name: str) -> None:
    assert cell_name(title, 11, 5) == name
