"""Zoho's values, query language and data centres, without its server."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.adapters.crm import zoho_changes
from addon.adapters.crm.zoho import OAUTH, Zoho, connect
from addon.adapters.crm.zoho_changes import Place
from addon.adapters.crm.zoho_values import like, read, written
from addon.adapters.http import Given, Pace, VendorAccount
from closeplan.crm.model import FieldKind, FieldValue
from closeplan.errors import InputError
from tests.vendors.crms import START
from tests.vendors.zoho_coql import chosen


@given(st.text(max_size=60))
def test_a_deal_is_found_by_its_name_whatever_that_is(name: str) -> None:
    pattern = like(name)
    if not pattern:
        assert not any(letter.isalnum() for letter in name)
        return
    query = f"select id, Deal_Name from Deals where Deal_Name like '{pattern}' order by id asc limit 9"
    assert chosen(query, [{"id": "1", "Deal_Name": f"About {name}!"}])[0]
    assert not chosen(query, [{"id": "1", "Deal_Name": ""}])[0]


def read_on(cursor: str, deals: dict[str, datetime], meanwhile: Callable[[], object]) -> tuple[set[str], str]:
    """What comes until there is no more, as `id at`, and the cursor then; `meanwhile` happens after each page."""
    came = set[str]()
    with patch.object(zoho_changes, "PAGE", 3):
        for _page in range(200):
            rows = [{"id": id_, "Modified_Time": at.isoformat()} for id_, at in deals.items()]
            place = Place.read(cursor, START)
            page, _is_more = chosen(place.query, rows)
            came |= {f"{row['id']} {row['Modified_Time']}" for row in page}
            place, more = place.after(page)
            cursor = str(place)
            if not more:
                return came, cursor
            meanwhile()
    raise AssertionError("the pages have no end")


@given(st.lists(st.integers(0, 8), max_size=40), st.data())
def test_no_change_is_missed_whoever_changes_what_while_pages_are_read(
    seconds: list[int], data: st.DataObject
) -> None:
    deals = {str(at): START + timedelta(seconds=second) for at, second in enumerate(seconds, 1)}
    later = st.sampled_from([START + timedelta(seconds=8), START + timedelta(seconds=13)])

    def change() -> None:
        deals[data.draw(st.sampled_from(sorted(deals)))] = data.draw(later)

    came, cursor = read_on("", deals, change)
    more, cursor = read_on(cursor, deals, lambda: None)

    assert {f"{id_} {at.isoformat()}" for id_, at in deals.items()} <= came | more
    known, again = read_on(cursor, deals, lambda: None)
    assert (known <= came | more, again) == (True, cursor)


def test_a_cursor_that_makes_no_sense_begins_anew() -> None:
    for cursor in ("", "7", "2026-11-02T09:00:00+00:00 x", "2026-19-02T09:00:00+00:00 1", "' or id > '0"):
        assert Place.read(cursor, START) == Place(START)


VALUES: Mapping[FieldKind, st.SearchStrategy[FieldValue]] = {
    FieldKind.TEXT: st.text(min_size=1).filter(lambda text: text != "-None-"),
    FieldKind.LONG_TEXT: st.text(min_size=1).filter(lambda text: text != "-None-"),
    FieldKind.NUMBER: st.floats(allow_nan=False, allow_infinity=False, width=32),
    FieldKind.DATE: st.dates(),
    FieldKind.YES_NO: st.booleans(),
    FieldKind.URL: st.just("https://docs.google.com/document/d/1?x=1&y=2"),
    FieldKind.CHOICE: st.sampled_from(["green", "red"]),
}


@pytest.mark.parametrize("kind", FieldKind)
@given(data=st.data())
def test_a_value_that_is_written_reads_the_same(kind: FieldKind, data: st.DataObject) -> None:
    value = data.draw(VALUES[kind])
    assert read(written(value, kind), kind) == value


@pytest.mark.parametrize(
    ("api", "accounts", "page"),
    [
        ("", "https://accounts.zoho.com", ""),
        ("https://www.zohoapis.eu", "https://accounts.zoho.eu", "https://crm.zoho.eu/crm/org7"),
        ("https://www.zohoapis.com.au/", "https://accounts.zoho.com.au", "https://crm.zoho.com.au/crm/org7"),
        ("https://www.zohoapis.ca", "https://accounts.zohocloud.ca", "https://crm.zohocloud.ca/crm/org7"),
        ("https://www.zohoapis.eu.evil.example", "https://accounts.zoho.com", ""),
    ],
)
def test_the_data_centre_is_known_by_its_address(api: str, accounts: str, page: str) -> None:
    assert OAUTH(VendorAccount(name="zoho", url=api)).token_url == f"{accounts}/oauth/v2/token"
    crm = Zoho(Given(url=api, sends={}), Pace(), organisation="org7")
    assert crm._url("12") == (f"{page}/tab/Potentials/12" if page else "")


def test_where_requests_go_is_what_the_token_answer_says() -> None:
    ends = OAUTH(VendorAccount(name="zoho"))
    assert ends.base_url({"api_domain": "https://www.zohoapis.in"}) == "https://www.zohoapis.in"
    assert ends.base_url({}) == ""


def test_without_oauth_there_is_no_way_in() -> None:
    with pytest.raises(InputError, match="CLOSEPLAN_VENDORS__ZOHO__CLIENT_ID"):
        connect(VendorAccount(name="zoho", token="key"), Pace())
