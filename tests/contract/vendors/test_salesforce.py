"""What only Salesforce does: further pages, people in one transaction, locked records, fields that an org has or has not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from simple_salesforce.format import format_soql

from addon.adapters.crm.salesforce import LOGIN, OAUTH, connect
from addon.adapters.crm.salesforce_soql import holding, listed, quoted
from addon.adapters.crm.salesforce_values import long_id, moment
from addon.adapters.http import Given, Pace, VendorAccount
from closeplan.crm.model import Activity, ContactLink, CrmContact, FieldKind, FieldWrite
from closeplan.errors import OutsideError, RefusedError, RetryLaterError, SettingsError
from tests.vendors.crms import START, CrmStand
from tests.vendors.salesforce import FakeSalesforce, stand
from tests.vendors.salesforce_objects import FIELDS
from tests.vendors.salesforce_org import TODAY
from tests.vendors.server import done, raw
from tests.vendors.specs import needs_spec

pytestmark = needs_spec("salesforce.json")

TEXT = FIELDS[FieldKind.TEXT]


@pytest.fixture
def opened() -> Iterator[CrmStand]:
    with stand(page=3) as found:
        yield found


@pytest.fixture
def org(opened: CrmStand) -> FakeSalesforce:
    assert isinstance(opened.vendor, FakeSalesforce)
    return opened.vendor


def _link(name: str, email: str = "", label: str = "") -> ContactLink:
    return ContactLink(contact=CrmContact(name=name, email=email), role_label=label)


@given(st.text(max_size=40))
def test_texts_are_quoted_as_the_client_library_does(text: str) -> None:
    assert quoted(text) == format_soql("{}", text)
    assert holding(text) == format_soql("'%{:like}%'", text)
    assert listed([text, "x"]) == format_soql("{}", [text, "x"])


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("001D000000IqhSL", "001D000000IqhSLIAZ"),
        ("001D000000IqhSLIAZ", "001D000000IqhSLIAZ"),
        ("001D000000IqhSLAAA", ""),
        ("001D000000IqhS", ""),
        ("001D000000IqhS'", ""),
        ("٠٠١D000000IqhSL", ""),
    ],
)
def test_ids_are_compared_by_eighteen_characters(told: str, meant: str) -> None:
    assert long_id(told) == meant


def test_a_deal_is_found_by_its_short_id(opened: CrmStand, org: FakeSalesforce) -> None:
    deal = org.put_deal("Acme")
    found = opened.crm.deals([deal[:15]])
    assert found[deal[:15]].id == deal
    assert found[deal[:15]].url == f"{org.url}/{deal}"


def test_further_pages_are_followed(opened: CrmStand, org: FakeSalesforce) -> None:
    ids = [org.put_deal(f"Northwind {at}", changed_at=START + timedelta(hours=at)) for at in range(8)]
    people = [org.put_person(f"Ada Ito {at}", f"ada{at}@acme.example") for at in range(7)]
    for person in people:
        org.put_on(ids[0], person)

    assert list(opened.crm.deals(ids)) == ids
    assert [deal.id for deal in opened.crm.changed(START).deals] == ids
    assert {contact.id for contact in opened.crm.contacts(ids[0])} == set(people)


@pytest.mark.parametrize("further", ["@evil.example/x", "https://evil.example/x", "/evil", ""])
def test_a_further_page_elsewhere_is_not_asked_for(
    opened: CrmStand, org: FakeSalesforce, further: str
) -> None:
    org.break_with(
        raw(b'{"totalSize": 9, "done": false, "records": [], "nextRecordsUrl": "%s"}' % further.encode())
    )
    with pytest.raises(RefusedError, match="not its own"):
        opened.crm.stages()
    assert opened.asked == 1


def test_pages_without_end_are_not_read_for_ever(opened: CrmStand, org: FakeSalesforce) -> None:
    again = b'{"done": false, "records": [], "nextRecordsUrl": "/services/data/v64.0/query/01g-2000"}'
    org.go_down(raw(again))

    with pytest.raises(RetryLaterError, match="no end"):
        opened.crm.stages()


def test_new_people_belong_to_the_deals_account(opened: CrmStand, org: FakeSalesforce) -> None:
    deal = org.put_deal("Acme")
    account = org.tables["Opportunity"][deal]["AccountId"] = org.insert("Account", {"Name": "Acme AG"})
    opened.crm.put_contacts(deal, [_link("Ada  M. Ito", "ada@acme.example"), _link("", "bo@acme.example")])

    made = org.tables["Contact"].values()
    assert [(one["FirstName"], one["LastName"], one["AccountId"]) for one in made] == [
        ("Ada M.", "Ito", account),
        (None, "bo", account),
    ]
    assert opened.crm.deals([deal])[deal].company == "Acme AG"


def test_of_two_contacts_of_one_address_the_accounts_is_taken(opened: CrmStand, org: FakeSalesforce) -> None:
    deal = org.put_deal("Acme")
    account = org.tables["Opportunity"][deal]["AccountId"] = org.insert("Account", {"Name": "Acme AG"})
    org.put_person("Ada Other", "ada@acme.example")
    own = org.put_person("Ada Ito", "ADA@acme.example")
    org.tables["Contact"][own]["AccountId"] = account

    opened.crm.put_contacts(deal, [_link("Ada", "ada@acme.example")])

    assert [contact.id for contact in opened.crm.contacts(deal)] == [own]


def test_somebody_on_the_deal_without_an_address_is_known_by_name(
    opened: CrmStand, org: FakeSalesforce
) -> None:
    deal = org.put_deal("Acme")
    org.put_on(deal, org.put_person("Ada Ito"))
    opened.crm.put_contacts(deal, [_link("Ada Ito", "ada@acme.example", "Business User")])
    assert list(org.people_on(deal)) == [("Ada Ito", "Business User")]


def test_who_is_refused_keeps_nobody_else_off_and_leaves_no_contact(
    opened: CrmStand, org: FakeSalesforce
) -> None:
    deal = org.put_deal("Acme")
    org.refused_roles.add("Jester")
    links = [_link("Ada Ito", "ada@acme.example"), _link("Bo Ek", "", "Jester"), _link("Cy Roe")]
    for _time in range(2):
        with pytest.raises(RefusedError, match="bad value Jester"):
            opened.crm.put_contacts(deal, links)

    assert sorted(org.people_on(deal)) == [("Cy Roe", ""), ("ada@acme.example", "")]
    assert sorted(one["Name"] for one in org.tables["Contact"].values()) == ["Ada Ito", "Cy Roe"]


def test_many_people_cost_few_requests(opened: CrmStand, org: FakeSalesforce) -> None:
    deal = org.put_deal("Acme")
    opened.crm.put_contacts(deal, [_link(f"Ada {at}", f"a{at}@acme.example") for at in range(24)])
    assert opened.asked == 4  # who is there, who is known, and twice twelve
    assert len(org.people_on(deal)) == 24


@pytest.mark.parametrize(("times", "refused"), [(1, False), (2, True)])
def test_what_somebody_else_saves_is_tried_once_more(
    opened: CrmStand, org: FakeSalesforce, times: int, refused: bool
) -> None:
    deal, other = org.put_deal("Acme"), org.put_deal("Zeta")
    org.busy_rows[deal] = times
    problems = opened.crm.write([FieldWrite(deal_id=id_, values={TEXT: "on it"}) for id_ in (deal, other)])
    assert set(problems) == ({deal} if refused else set())
    assert org.tables["Opportunity"][other][TEXT] == "on it"


def test_a_value_of_a_wrong_form_keeps_no_other_from_being_written(
    opened: CrmStand, org: FakeSalesforce
) -> None:
    ids = [org.put_deal(f"Deal {at}") for at in range(9)]
    wrong = FieldWrite(deal_id=ids[4], values={FIELDS[FieldKind.NUMBER]: "many"})
    good = [FieldWrite(deal_id=id_, values={TEXT: "on it"}) for id_ in ids if id_ != ids[4]]

    problems = opened.crm.write([*good[:4], wrong, *good[4:]])

    assert list(problems) == [ids[4]]
    assert "Cannot deserialize" in problems[ids[4]]
    assert [org.tables["Opportunity"][id_][TEXT] for id_ in ids].count("on it") == 8


def test_a_task_is_done_in_the_orgs_own_words(opened: CrmStand, org: FakeSalesforce) -> None:
    deal = org.put_deal("Acme")
    slips = [Activity(subject=f"slip {at}", text="x", at=START) for at in range(2)]
    for slip in slips:
        opened.crm.add_activity(deal, slip, look_first=False)

    assert [one["Status"] for one in org.tables["Task"].values()] == ["Abgeschlossen"] * 2
    assert opened.asked == 3


def test_a_field_that_there_is_not_costs_one_request_and_keeps_no_other(
    opened: CrmStand, org: FakeSalesforce
) -> None:
    first, second = org.put_deal("Acme"), org.put_deal("Zeta")
    others = [org.put_deal(f"Deal {at}") for at in range(5)]
    problems = opened.crm.write(
        [FieldWrite(deal_id=id_, values={"Nope__c": "x"}) for id_ in (first, *others)]
        + [FieldWrite(deal_id=second, values={TEXT.upper(): "x"})]
    )
    assert set(problems) == {first, *others}
    assert "Nope__c" in problems[first]
    assert org.tables["Opportunity"][second][TEXT] == "x"
    assert opened.asked == 2


def test_rich_text_is_not_written_and_a_retired_choice_not_offered(opened: CrmStand) -> None:
    known = {field.name: field for field in opened.crm.fields()}
    assert known["Cp_Rich__c"].kind is None
    assert known[FIELDS[FieldKind.CHOICE]].options == ("On track", "At risk")
    assert not known["IsClosed"].writable


def test_a_field_that_was_deleted_is_forgotten(opened: CrmStand, org: FakeSalesforce) -> None:
    deal = org.put_deal("Acme")
    opened.crm.deals([deal], [TEXT])
    org.hidden.add(TEXT)
    with pytest.raises(RefusedError, match="No such column"):
        opened.crm.deals([deal], [TEXT])
    with pytest.raises(RefusedError, match="has no field"):
        opened.crm.deals([deal], [TEXT])
    assert opened.crm.deals([deal])[deal].name == "Acme"


@pytest.mark.parametrize("has", [True, False])
def test_the_currency_is_told_where_an_org_has_several(
    opened: CrmStand, org: FakeSalesforce, *, has: bool
) -> None:
    org.has_currencies = has
    deal = org.put_deal("Acme")
    org.tables["Opportunity"][deal]["CurrencyIsoCode"] = "CHF"
    assert opened.crm.deals([deal])[deal].currency == ("CHF" if has else "")


def test_what_is_saved_together_is_not_missed(opened: CrmStand, org: FakeSalesforce) -> None:
    org.put_deal("Quick", changed_at=TODAY - timedelta(minutes=1))
    cursor = opened.crm.changed(START).cursor
    slow = org.put_deal("Slow", changed_at=TODAY - timedelta(minutes=9))  # seen only now
    assert slow in {deal.id for deal in opened.crm.changed(START, cursor).deals}


@pytest.mark.parametrize(
    "cursor", ["nonsense", "2026-11-02T09:00:00Z ' OR Name != '", "2026-13-01T00:00:00Z x"]
)
def test_a_cursor_that_is_none_does_no_harm(opened: CrmStand, org: FakeSalesforce, cursor: str) -> None:
    deal = org.put_deal("Acme", changed_at=START)
    assert [one.id for one in opened.crm.changed(START, cursor).deals] == [deal]


def test_moments_are_read_in_salesforces_form() -> None:
    assert moment("2026-07-01T11:00:00.000+0200") == datetime(2026, 7, 1, 9, tzinfo=UTC)
    assert moment("soon") is moment(7) is None


def test_an_org_is_connected_by_its_own_address_with_pkce() -> None:
    usual, sandbox = OAUTH(VendorAccount(name="salesforce")), "https://acme--test.sandbox.my.salesforce.com"
    answer = {"instance_url": sandbox, "id": "https://login.salesforce.com/id/00Dxx/005xx"}
    assert usual.pkce
    assert usual.authorize_url == f"{LOGIN}/services/oauth2/authorize"
    assert (usual.base_url(answer), usual.account(answer)) == (sandbox, "00Dxx")
    assert (
        OAUTH(VendorAccount(name="salesforce", url=sandbox)).token_url == f"{sandbox}/services/oauth2/token"
    )


def test_what_is_not_set_up_is_said() -> None:
    with pytest.raises(SettingsError, match="CLIENT_ID"):
        connect(VendorAccount(name="salesforce"), Pace())
    access = Given(url="", sends={})
    with pytest.raises(SettingsError, match="My Domain"):
        connect(VendorAccount(name="salesforce", url="https://test.salesforce.com", oauth=access), Pace())


ACTS = {
    "deals": lambda crm, deal: crm.deals([deal], [TEXT]),
    "write": lambda crm, deal: crm.write([FieldWrite(deal_id=deal, values={TEXT: "x"})]),
    "put_contacts": lambda crm, deal: crm.put_contacts(deal, [_link("Ada Ito")]),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    "step",
    [
        b"{}",
        b'{"httpStatusCode": "200", "body": []}',
        b'{"httpStatusCode": 200, "body": null}',
        b'{"httpStatusCode": 200, "body": [7]}',
        b'{"httpStatusCode": 200, "body": [{"success": false}]}',
        b'{"httpStatusCode": 400, "body": {"errorCode": 7}}',
        b'{"httpStatusCode": 400, "body": [[{"errorCode": "X"}]]}',
        b'{"httpStatusCode": 500, "body": [{"errorCode": "UNKNOWN_EXCEPTION", "message": "oops"}]}',
    ],
)
def test_a_step_that_is_not_as_described_is_an_outside_error_or_told(
    opened: CrmStand, org: FakeSalesforce, act: str, step: bytes
) -> None:
    deal = org.put_deal("Acme")
    org.break_with(done, *[raw(b'{"compositeResponse": [%s]}' % step)] * 3)
    try:
        told = ACTS[act](opened.crm, deal)
    except OutsideError:
        return
    assert act != "write" or set(told) == {deal}  # nothing is taken for written that was not


def test_a_servers_error_in_a_step_is_tried_later(opened: CrmStand, org: FakeSalesforce) -> None:
    deal = org.put_deal("Acme")
    opened.crm.fields()
    org.break_with(
        raw(b'{"compositeResponse": [{"httpStatusCode": 503, "body": [{"message": "back soon"}]}]}')
    )
    with pytest.raises(RetryLaterError, match="back soon") as caught:
        opened.crm.deals([deal])
    assert caught.value.status == 503


@pytest.mark.parametrize("code", ["UNABLE_TO_LOCK_ROW", "REQUEST_LIMIT_EXCEEDED", "UNKNOWN_EXCEPTION"])
def test_a_person_whom_a_passing_trouble_keeps_off_is_put_on_later(
    opened: CrmStand, org: FakeSalesforce, code: str
) -> None:
    deal = org.put_deal("Acme")
    status = 500 if code == "UNKNOWN_EXCEPTION" else 400
    halted = b'{"httpStatusCode": 400, "body": [{"errorCode": "PROCESSING_HALTED", "message": "halted"}]}'
    busy = b'{"httpStatusCode": %d, "body": [{"errorCode": "%s", "message": "busy"}]}' % (
        status,
        code.encode(),
    )
    org.break_with(done, done, raw(b'{"compositeResponse": [%s, %s]}' % (halted, busy)))

    with pytest.raises(RetryLaterError, match="busy"):
        opened.crm.put_contacts(deal, [_link("Ada Ito", "ada@acme.example")])
    assert org.tables["Contact"] == {}


def test_too_many_requests_are_no_lack_of_rights(opened: CrmStand, org: FakeSalesforce) -> None:
    told = b'[{"message": "TotalRequests Limit exceeded.", "errorCode": "REQUEST_LIMIT_EXCEEDED"}]'
    org.go_down(raw(told, 403))
    with pytest.raises(RetryLaterError, match="TotalRequests"):
        opened.crm.stages()
