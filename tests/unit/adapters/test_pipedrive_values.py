"""What Pipedrive's fields hold, and what closeplan writes into them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.adapters.crm.pipedrive_values import amount, day, field_of, moment, read, value_in, written
from closeplan.crm.model import FieldKind, FieldValue
from tests.vendors.pipedrive_company import TYPES, field


def _held(value: FieldValue, kind: FieldKind) -> FieldValue:
    """The value as it comes back once it was written."""
    known = field_of(field("f", "F", TYPES[kind], is_custom=True))
    row = {"custom_fields": {"f": json.loads(json.dumps(written(value, known)))}}
    return value_in(row, known)


@given(
    st.one_of(
        st.tuples(st.just(FieldKind.TEXT), st.text(min_size=1)),
        st.tuples(st.just(FieldKind.LONG_TEXT), st.text(min_size=1)),
        st.tuples(st.just(FieldKind.NUMBER), st.floats(-1e15, 1e15)),
        st.tuples(st.just(FieldKind.DATE), st.dates()),
        st.tuples(st.just(FieldKind.YES_NO), st.booleans()),
        st.tuples(st.sampled_from(list(TYPES)), st.none()),
    )
)
def test_what_is_held_is_what_was_written(told: tuple[FieldKind, FieldValue]) -> None:
    kind, value = told

    assert _held(value, kind) == value


def test_a_whole_number_goes_without_a_point() -> None:
    assert json.dumps(written(5.0, field_of(field("f", "F", "int", is_custom=True)))) == "5"


def test_a_choice_is_held_by_its_number_and_shown_by_its_label() -> None:
    known = field_of(field("f", "F", "enum", is_custom=True))

    assert known.field.options == ("green", "red")
    assert written("red", known) == 32
    assert value_in({"custom_fields": {"f": {"id": 32, "label": "red"}}}, known) == "red"


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "label", "value"]), inner)
        ),
        max_leaves=5,
    ),
    st.sampled_from([*TYPES, None]),
)
def test_whatever_a_field_holds_is_a_value(found: object, kind: FieldKind | None) -> None:
    assert read(found, kind) is None or isinstance(read(found, kind), str | float | bool | date)


@pytest.mark.parametrize("told", ["2026-11-24T09:00:00Z", "2026-11-24 09:00:00", "2026-11-24T10:00:00+01:00"])
def test_a_time_is_read_in_both_versions_forms(told: str) -> None:
    assert moment(told) == datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.mark.parametrize("odd", [None, "", "soon", 7, [], {}, True])
def test_what_is_no_time_is_none(odd: object) -> None:
    assert moment(odd) is None
    assert day(odd) is None


@pytest.mark.parametrize(
    ("told", "exact"),
    [
        ("120000.50", Decimal("120000.5")),
        (7, Decimal(7)),
        (None, None),
        ("NaN", None),
        ("a lot", None),
        ([], None),
    ],
)
def test_an_amount_may_come_as_text(told: object, exact: Decimal | None) -> None:
    assert amount(told) == exact


def test_a_description_that_leaves_things_out_is_a_field_that_nobody_writes() -> None:
    known = field_of({"field_code": "x", "field_type": "picture", "options": [None, {"id": None}, {}]})

    assert (known.field.label, known.field.kind, known.field.writable, known.field.options) == (
        "x",
        None,
        False,
        (),
    )
    assert value_in({}, known) is None
    assert value_in({"custom_fields": None, "x": {"value": "7"}}, known) == "7"
