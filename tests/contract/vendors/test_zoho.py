"""What is Zoho's own: outcomes of single records, pipelines, roles, its query language, odd values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from addon.adapters.crm.zoho import Zoho
from closeplan.crm.model import Activity, ContactLink, CrmContact, FieldKind, FieldWrite
from closeplan.errors import ForbiddenError, RefusedError, RetryLaterError
from tests.vendors.crms import START, CrmStand
from tests.vendors.server import done, raw, refusal
from tests.vendors.specs import needs_spec
from tests.vendors.zoho import FakeZoho, stand
from tests.vendors.zoho_answers import FIELDS, PIPELINES, refused

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


@pytest.mark.parametrize("body", [b"", b"null"])
def test_only_a_status_says_that_a_deal_is_not_there(crm: Zoho, fake: FakeZoho, body: bytes) -> None:
    deal = fake.put_deal("Acme")
    crm.deals([deal])
    fake.break_with(raw(body), raw(b"", 204))
    with pytest.raises(RetryLaterError):
        crm.deals([deal])
    assert crm.deals([deal]) == {}


def test_a_servers_error_at_one_record_is_tried_later(crm: Zoho, fake: FakeZoho) -> None:
    deal = fake.put_deal("Acme")
    crm.fields()
    fake.break_with(refusal(207, {"data": [refused("INTERNAL_ERROR", "internal error")]}))
    with pytest.raises(RetryLaterError, match="internal error"):
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


def test_who_is_refused_keeps_nobody_else_off_the_deal(crm: Zoho, fake: FakeZoho) -> None:
    deal = fake.put_deal("Acme")
    no = refusal(202, {"data": [refused("INVALID_DATA", "invalid data", api_name="Email")]})
    # the deal and its people are read, Ada is looked for, then she is refused
    fake.break_with(done, done, done, no)
    with pytest.raises(RefusedError, match="invalid data"):
        crm.put_contacts(deal, [link("Ada Ito", "ada@acme.example"), link("Bo Ek", "bo@acme.example")])
    assert list(fake.people_on(deal)) == [("bo@acme.example", "")]


@pytest.mark.parametrize("details", ["duplicate_record", "id"])
def test_a_duplicate_that_zoho_finds_is_the_person(crm: Zoho, fake: FakeZoho, details: str) -> None:
    deal, ada = fake.put_deal("Acme"), fake.put_person("Ada Ito")
    told: Mapping[str, Any] = {"id": ada} if details == "id" else {"duplicate_record": {"id": ada}}
    outcome = refused("DUPLICATE_DATA", "duplicate data", **told)
    # the deal is read, its people, then the contact is made
    fake.break_with(done, done, refusal(202, {"data": [outcome]}))
    crm.put_contacts(deal, [link("Ada I.")])
    assert list(fake.people_on(deal)) == [("Ada Ito", "")]


# values


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


def test_a_time_in_another_zone_is_read_in_utc(crm: Zoho, fake: FakeZoho) -> None:
    deal = fake.put_deal(
        "Acme", changed_at=datetime(2026, 11, 2, 14, 30, tzinfo=timezone(timedelta(hours=5.5)))
    )
    assert crm.deals([deal])[deal].changed_at == datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
