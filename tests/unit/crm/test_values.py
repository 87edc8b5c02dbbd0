"""Values as CRMs give them back, and what their fields can hold."""

from __future__ import annotations

from datetime import date

import hypothesis.strategies as st
import pytest
from hypothesis import given

from closeplan.crm.model import CrmField, FieldKind, FieldValue
from closeplan.crm.plan_fields import PLAN_FIELDS
from closeplan.crm.values import CUTS, HOLDS, MOST_LONG_TEXT, MOST_TEXT, fitted, is_same, problem_of

BY_KEY = {field.key: field for field in PLAN_FIELDS}
DAY = date(2027, 3, 31)


def field(kind: FieldKind, *options: str) -> CrmField:
    return CrmField(name="x", label="X", kind=kind, options=options)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (DAY, "2027-03-31"),
        (DAY, "2027-03-31T00:00:00.000+0000"),
        (DAY, "2027-03-31 00:00:00"),
        (0.5, "0.5"),
        (0.5, "0.50"),
        (12.0, 12),
        (True, "true"),
        (False, "No"),
        ("Security  review ", "Security review"),
        ("one\ntwo", "one\r\ntwo"),
        ("", None),
        (None, "  "),
        (False, None),
    ],
)
def test_a_value_in_the_crms_own_form_is_the_same(ours: FieldValue, theirs: FieldValue) -> None:
    assert is_same(ours, theirs)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (DAY, "2027-04-01"),
        (DAY, "next week"),
        (DAY, "2027-02-30"),
        (0.5, 0.6),
        (12.0, "twelve"),
        (True, "false"),
        ("Security review", "Security"),
        ("Security review", "security review"),
        (0.0, None),
        (True, None),
        ("No", None),
        ("1", "true"),
    ],
)
def test_another_value_is_not(ours: FieldValue, theirs: FieldValue) -> None:
    assert not is_same(ours, theirs)


@given(st.text(st.characters(categories=["L"]), min_size=300, max_size=400))
def test_a_text_that_the_crm_cut_is_the_same_and_one_that_a_person_shortened_is_not(text: str) -> None:
    assert is_same(text, text[:255])
    assert not is_same(text, text[:-1])
    assert 299 not in CUTS


@pytest.mark.parametrize("key", BY_KEY)
@pytest.mark.parametrize("kind", FieldKind)
def test_what_fits_a_field_is_what_is_read_back_from_it(key: str, kind: FieldKind) -> None:
    ours = BY_KEY[key]
    there = field(kind, *ours.options, "Yes", "No") if kind is FieldKind.CHOICE else field(kind)
    values: dict[FieldKind, FieldValue] = {
        FieldKind.DATE: DAY,
        FieldKind.NUMBER: 12.0,
        FieldKind.YES_NO: True,
        FieldKind.CHOICE: "At risk",
    }
    value = values.get(ours.kind, "https://docs.example/x")

    if kind in HOLDS[ours.kind]:
        assert not problem_of(ours, there)
        assert is_same(value, fitted(value, there))
    else:
        assert problem_of(ours, there).startswith(f"is {kind.value}; {ours.label} needs one of")


def test_a_choice_is_written_as_the_crm_spells_it() -> None:
    assert fitted("On track", field(FieldKind.CHOICE, "on_track", "at_risk", "stalled")) == "on_track"
    assert fitted(True, field(FieldKind.CHOICE, "no", "yes")) == "yes"


def test_a_choice_that_lacks_a_value_is_named_and_so_is_a_field_that_can_not_be_written() -> None:
    lacking = field(FieldKind.CHOICE, "On track", "At risk")
    locked = CrmField(name="x", label="X", kind=FieldKind.DATE, writable=False)

    assert problem_of(BY_KEY["health"], lacking) == "lacks the choice Stalled"
    assert problem_of(BY_KEY["go_live"], locked) == "can't be written"
    assert "does not write" in problem_of(BY_KEY["go_live"], CrmField(name="x", label="X", kind=None))


@given(st.text(max_size=4_000))
def test_no_text_is_longer_than_its_field(text: str) -> None:
    short, long = fitted(text, field(FieldKind.TEXT)), fitted(text, field(FieldKind.LONG_TEXT))

    assert isinstance(short, str)
    assert isinstance(long, str)
    assert len(short) <= MOST_TEXT
    assert len(long) <= MOST_LONG_TEXT
    assert "\n" not in short
