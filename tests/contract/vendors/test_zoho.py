"""What is Zoho's own: outcomes of single records, pipelines, roles, its query language, odd values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.adapters.crm import zoho_changes
from addon.adapters.crm.zoho import OAUTH, Zoho, connect
from addon.adapters.crm.zoho_changes import Place
from addon.adapters.crm.zoho_values import like, read, written
from addon.adapters.http import Given, Pace, VendorAccount
from closeplan.crm.model import Activity, ContactLink, CrmContact, FieldKind, FieldValue, FieldWrite
from closeplan.errors import ForbiddenError, InputError, RefusedError, RetryLaterError
from tests.vendors.crms import START, CrmStand
from tests.vendors.server import done, refusal
from tests.vendors.specs import needs_spec
from tests.vendors.zoho import FIELDS, PIPELINES, FakeZoho, refused, stand
from tests.vendors.zoho_coql import chosen

pytestmark = needs_spec("zoho.json")

TEXT, CHOICE = FIELDS[FieldKind.TEXT][0], FIELDS[FieldKind.CHOICE][0]
BUYER = "Economic Decision Maker"


@pytest.fixture
def opened() -> Iterator[CrmStand]:
    with stand() as one:
        yield one


@pytest.fixture
def crm(opened: CrmStand) -> Zoho:
    assert isinstance(opened.crm, Zoho)
    return opened.crm


@pytest.fixture
def fake(opened: CrmStand) -> FakeZoho:
    assert isinstance(opened.vendor, FakeZoho)
    return opened.vendor


def link(name: str, email: str = "", role: str = "") -> ContactLink:
    return ContactLink(contact=CrmContact(name=name, email=email), role_label=role)


# outcomes


def test_a_refused_value_is_told_with_its_field_and_limit(crm: Zoho, fake: FakeZoho) -> None:
    long, odd, good = (fake.put_deal(name) for name in ("Long", "Odd", "Good"))
    refused = crm.write(
        [
            FieldWrite(deal_id=long, values={TEXT: "x" * 256}),
            FieldWrite(deal_id=odd, values={CHOICE: "purple"}),
            FieldWrite(deal_id=good, values={CHOICE: "red"}),
        ]
    )
    assert refused[long] == f"zoho: invalid data (api_name {TEXT}, maximum_length 255)"
    assert refused[odd] == f"zoho: invalid data (api_name {CHOICE}, expected_data_type picklist)"
    assert crm.deals([good], [CHOICE])[good].fields == {CHOICE: "red"}


def test_a_batch_that_is_refused_whole_is_tried_in_halves(crm: Zoho, fake: FakeZoho) -> None:
    ids = [fake.put_deal(f"Deal {at}") for at in range(4)]
    crm.fields()
    fake.break_with(refusal(400))
    assert crm.write([FieldWrite(deal_id=id_, values={TEXT: "on it"}) for id_ in ids]) == {}
    assert {deal.fields[TEXT] for deal in crm.deals(ids, [TEXT]).values()} == {"on it"}


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("NO_PERMISSION", ForbiddenError),
        ("INTERNAL_ERROR", RetryLaterError),
        ("INVALID_MODULE", RefusedError),
    ],
)
@pytest.mark.parametrize("status", [200, 202])
def test_a_refusal_with_a_good_status_is_one(
    crm: Zoho, fake: FakeZoho, status: int, code: str, kind: type[Exception]
) -> None:
    deal = fake.put_deal("Acme")
    fake.go_down(refusal(status, refused(code, "permission denied", permissions=["Crm_Deals"])))
    with pytest.raises(kind, match=r"permission denied \(permissions \['Crm_Deals'\]\)"):
        crm.contacts(deal)


def test_an_answer_without_an_outcome_for_each_record_is_asked_for_again(crm: Zoho, fake: FakeZoho) -> None:
    deal = fake.put_deal("Acme")
    crm.fields()
    fake.break_with(refusal(200, {"data": []}))
    with pytest.raises(RetryLaterError):
        crm.write([FieldWrite(deal_id=deal, values={TEXT: "on it"})])


# stages


def test_a_stage_is_known_with_its_pipeline(crm: Zoho, fake: FakeZoho) -> None:
    standard, renewal = fake.put_deal("New"), fake.put_deal("Again")
    id_, name = list(PIPELINES.items())[1]
    fake.deals[renewal].held["Pipeline"] = {"id": id_, "name": name}
    known = {stage.id: stage for stage in crm.stages()}
    found = crm.deals([standard, renewal])
    assert known[found[standard].stage].pipeline == "Standard (Standard)"
    assert known[found[renewal].stage].pipeline == "Renewals"
    fake.deals[renewal].held["Pipeline"] = name
    assert crm.deals([renewal])[renewal].stage == found[renewal].stage


def test_an_account_without_pipelines_has_the_stages_of_its_field(crm: Zoho, fake: FakeZoho) -> None:
    deal = fake.put_deal("Acme", is_open=False)
    fake.deals[deal].held["Pipeline"] = None
    fake.layout = "554023000000099999"
    assert next(stage.id for stage in crm.stages()) == "Qualification"
    assert not crm.deals([deal])[deal].is_open


def test_a_stage_that_was_deleted_is_looked_for_once(opened: CrmStand, crm: Zoho, fake: FakeZoho) -> None:
    deal = fake.put_deal("Acme")
    fake.deals[deal].held["Stage"] = "Gone"
    found = crm.deals([deal])[deal]
    before = opened.asked
    assert (found.stage, found.is_open, crm.deals([deal])[deal].stage) == ("Gone", True, "Gone")
    assert opened.asked - before == 1


# people


def test_the_contact_that_a_deal_names_is_one_of_its_people(crm: Zoho, fake: FakeZoho) -> None:
    deal, ada = fake.put_deal("Acme"), fake.put_person("Ada Ito", "ada@acme.example")
    fake.deals[deal].held["Contact_Name"] = {"id": ada, "name": "Ada Ito"}
    assert [(one.name, one.email) for one in crm.contacts(deal)] == [("Ada Ito", "ada@acme.example")]
    crm.put_contacts(deal, [link("Ada Ito", "ada@acme.example", BUYER)])
    assert list(fake.people_on(deal)) == [("ada@acme.example", BUYER)]


def test_more_people_than_a_page_come(crm: Zoho, fake: FakeZoho) -> None:
    deal = fake.put_deal("Acme")
    for at in range(201):
        fake.put_on(deal, fake.put_person(f"Person {at}"))
    assert len(crm.contacts(deal)) == 201


def test_who_has_no_address_there_is_known_by_name(crm: Zoho, fake: FakeZoho) -> None:
    deal = fake.put_deal("Acme")
    fake.put_on(deal, fake.put_person("Ada Ito"))
    crm.put_contacts(deal, [link("Ada Ito", "ada@acme.example")])
    assert list(fake.people_on(deal)) == [("Ada Ito", "")]


def test_a_role_that_is_not_there_is_told_once_everybody_is(crm: Zoho, fake: FakeZoho) -> None:
    deal = fake.put_deal("Acme")
    people = [link("Ada Ito", "ada@acme.example", "Buyer in chief"), link("Bo Ek", "bo@acme.example", BUYER)]
    with pytest.raises(RefusedError, match="no contact role Buyer in chief"):
        crm.put_contacts(deal, people)
    assert list(fake.people_on(deal)) == [("ada@acme.example", ""), ("bo@acme.example", BUYER)]


@pytest.mark.parametrize("details", ["duplicate_record", "id"])
def test_a_duplicate_that_zoho_finds_is_the_person(crm: Zoho, fake: FakeZoho, details: str) -> None:
    deal, ada = fake.put_deal("Acme"), fake.put_person("Ada Ito")
    told: Mapping[str, Any] = {"id": ada} if details == "id" else {"duplicate_record": {"id": ada}}
    outcome = refused("DUPLICATE_DATA", "duplicate data", **told)
    # the deal is read, its people, then the contact is made
    fake.break_with(done, done, refusal(202, {"data": [outcome]}))
    crm.put_contacts(deal, [link("Ada I.")])
    assert list(fake.people_on(deal)) == [("Ada Ito", "")]


# the query language


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


# values

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


def test_what_people_and_other_programs_left_is_read_as_far_as_it_goes(crm: Zoho, fake: FakeZoho) -> None:
    empty, odd = fake.put_deal("Empty"), fake.put_deal("Söhne 日本 🚀")
    fake.deals[empty].held = dict.fromkeys(fake.deals[empty].held)
    fake.deals[odd].held |= {
        "Amount": "120000.50",
        "Closing_Date": "soon",
        "Account_Name": "Acme",
        "Cp_Date": "soon",
        "Cp_Number": "many",
        "Cp_Choice": "-None-",
    }
    found = crm.deals([empty, odd], ["Cp_Date", "Cp_Number", "Cp_Choice"])
    assert (found[empty].name, found[empty].stage, found[empty].is_open) == ("", "", True)
    assert set(found[empty].fields.values()) == {None}
    assert (found[odd].name, found[odd].company) == ("Söhne 日本 🚀", "Acme")
    assert (found[odd].amount, found[odd].close_date) == (Decimal("120000.50"), None)
    assert found[odd].fields == {"Cp_Date": "soon", "Cp_Number": "many", "Cp_Choice": None}


def test_a_long_subject_keeps_the_end_that_tells_it_from_others(crm: Zoho, fake: FakeZoho) -> None:
    deal = fake.put_deal("Acme")
    for slip in (7, 8):
        entry = Activity(subject=f"{'Go-live slips ' * 20}[slip {slip}]", text="x", at=START)
        crm.add_activity(deal, entry, look_first=True)
    assert [subject[-8:] for subject, _text in fake.entries(deal)] == ["[slip 7]", "[slip 8]"]


# the account


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


def test_a_time_in_another_zone_is_read_in_utc(crm: Zoho, fake: FakeZoho) -> None:
    deal = fake.put_deal(
        "Acme", changed_at=datetime(2026, 11, 2, 14, 30, tzinfo=timezone(timedelta(hours=5.5)))
    )
    assert crm.deals([deal])[deal].changed_at == datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
