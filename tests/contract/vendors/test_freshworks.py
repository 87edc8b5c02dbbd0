"""What is Freshworks' own: a view that moves while it is read, people's words in notes, answers that nobody wrote down."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from werkzeug import Request, Response

from addon.adapters.crm.freshworks import RATES, Freshworks, connect
from addon.adapters.crm.freshworks_view import PAGE
from addon.adapters.http import Pace, VendorAccount
from closeplan.crm.model import Activity, ContactLink, CrmContact, FieldKind, FieldWrite
from closeplan.errors import InputError, RefusedError, RetryLaterError
from closeplan.plan.model import Role
from tests.vendors.crms import START, CrmStand
from tests.vendors.freshworks import FakeFreshworks, stand
from tests.vendors.freshworks_account import FIELDS
from tests.vendors.server import FakeVendor, done, refusal

SLIP = Activity(subject="Slip 7: Legal review moved 5 days", text="Legal review", at=START)


@pytest.fixture
def opened() -> Iterator[CrmStand]:
    with stand() as one:
        yield one


@pytest.fixture
def crm(opened: CrmStand) -> Freshworks:
    assert isinstance(opened.crm, Freshworks)
    return opened.crm


@pytest.fixture
def fake(opened: CrmStand) -> FakeFreshworks:
    assert isinstance(opened.vendor, FakeFreshworks)
    return opened.vendor


def many(fake: FakeFreshworks, number: int) -> list[str]:
    """So many deals, the first one changed first."""
    return [fake.put_deal(f"Deal {at}", changed_at=START + timedelta(seconds=at)) for at in range(number)]


def while_read(fake: FakeFreshworks, happens: Callable[[], object]) -> None:
    """Something happens between the first page of the view and the second."""

    def late(vendor: FakeVendor, request: Request) -> Response:
        happens()
        return vendor.done(request)

    fake.break_with(done, done, late)  # the first one finds the view


def test_a_deal_that_is_deleted_meanwhile_hides_no_other(crm: Freshworks, fake: FakeFreshworks) -> None:
    ids = many(fake, 2 * PAGE + 5)
    gone = ids[-3:]
    while_read(fake, lambda: list(map(fake.remove_deal, gone)))

    found = [deal.id for deal in crm.changed(START).deals]

    assert set(found) >= set(ids) - set(gone)
    assert len(found) == len(set(found))


def test_a_deal_that_changes_meanwhile_comes_once(crm: Freshworks, fake: FakeFreshworks) -> None:
    ids = many(fake, 2 * PAGE + 5)
    while_read(fake, lambda: fake.touch(ids[0], START + timedelta(days=1)))

    changes = crm.changed(START)

    found = [deal.id for deal in changes.deals]
    assert set(found) >= set(ids[1:])
    assert len(found) == len(set(found))
    assert ids[0] in {deal.id for deal in crm.changed(START, changes.cursor).deals}


def test_what_is_older_is_not_read(opened: CrmStand, crm: Freshworks, fake: FakeFreshworks) -> None:
    many(fake, 3 * PAGE)
    crm.changed(START)
    before = opened.asked

    crm.changed(START + timedelta(seconds=3 * PAGE - 2))

    assert opened.asked - before == 1


def test_the_view_is_the_one_that_was_named(opened: CrmStand, fake: FakeFreshworks) -> None:
    assert opened.access is not None
    fake.views[4003] = "Every pipeline"
    named = Freshworks(opened.access, Pace(), view="every PIPELINE")
    named.changed(START)
    assert fake.asked[-1].path.endswith("/deals/view/4003")

    del fake.views[4003]
    with pytest.raises(RefusedError):
        named.changed(START)  # it is gone; the next one looks for it again
    with pytest.raises(RefusedError, match="no view of deals called every pipeline"):
        named.changed(START)


def test_a_deal_tells_its_company_and_where_people_see_it(crm: Freshworks, fake: FakeFreshworks) -> None:
    id_ = fake.put_deal("Acme")
    fake.companies[3001] = "Acme SE"
    fake.deals[int(id_)].told |= {"sales_account_id": 3001, "amount": 1250.5, "deal_stage_id": 7003}

    deal = crm.deals([id_])[id_]

    assert (deal.company, str(deal.amount), deal.is_won, deal.is_open) == ("Acme SE", "1250.5", True, False)
    assert deal.url == f"{fake.url.removesuffix('/api')}/deals/{id_}"


@pytest.mark.parametrize("id_", ["", "12/notes", "../contacts/1", "１２", "9" * 40, "1?include=x"])
def test_what_can_be_no_id_is_not_asked_for(opened: CrmStand, crm: Freshworks, id_: str) -> None:
    assert crm.deals([id_]) == {}
    assert set(crm.write([FieldWrite(deal_id=id_, values={FIELDS[FieldKind.TEXT]: "x"})])) == {id_}
    assert opened.asked == 0


def test_words_in_a_note_are_never_markup(crm: Freshworks, fake: FakeFreshworks) -> None:
    deal = fake.put_deal("Acme")
    evil = Activity(subject="<b>Slip</b>\n 7", text="<img src=x onerror=alert(1)>", at=START)
    crm.add_activity(deal, evil, look_first=False)
    crm.add_activity(deal, evil, look_first=True)

    [note] = fake.deals[int(deal)].notes
    assert "<" not in note
    assert fake.entries(deal) == [("<b>Slip</b> 7", evil.text)]


def test_an_entry_is_found_behind_many_others(crm: Freshworks, fake: FakeFreshworks) -> None:
    deal = fake.put_deal("Acme")
    crm.add_activity(deal, SLIP, look_first=False)
    fake.deals[int(deal)].notes += [f"<p>note {at}</p>" for at in range(250)]

    crm.add_activity(deal, SLIP, look_first=True)

    assert len(fake.entries(deal)) == 251


def test_an_entry_is_found_where_pages_are_short_and_not_counted(
    crm: Freshworks, fake: FakeFreshworks
) -> None:
    deal = fake.put_deal("Acme")
    pages = [["later", "other"], ["earlier", SLIP.subject]]
    fake.break_with(*(refusal(200, {"notes": [{"description": one} for one in page]}) for page in pages))

    crm.add_activity(deal, SLIP, look_first=True)

    assert fake.entries(deal) == []


def test_an_entry_is_not_lost_where_notes_are_not_listed(crm: Freshworks, fake: FakeFreshworks) -> None:
    deal = fake.put_deal("Acme")
    fake.break_with(refusal(404))

    crm.add_activity(deal, SLIP, look_first=True)

    assert [subject for subject, _text in fake.entries(deal)] == [SLIP.subject]


def test_whom_it_knows_by_a_second_address_is_not_made_again(crm: Freshworks, fake: FakeFreshworks) -> None:
    deal = fake.put_deal("Acme")
    known = fake.put_person("Ada Ito", "ada@acme.example")
    fake.people[int(known)]["emails"] = [{"value": "ada@acme.example"}, {"value": "Ito@acme.example"}]
    link = ContactLink(contact=CrmContact(name="A. Ito", email="ito@acme.example"), role=Role.CHAMPION)

    crm.put_contacts(deal, [link])

    assert list(fake.people_on(deal)) == [("ada@acme.example", "")]
    assert len(fake.people) == 1


@pytest.mark.parametrize(("name", "email"), [("Madonna", ""), ("", "x@acme.example"), (" Ada  van Ito ", "")])
def test_every_person_has_a_last_name(crm: Freshworks, fake: FakeFreshworks, name: str, email: str) -> None:
    deal = fake.put_deal("Acme")

    crm.put_contacts(deal, [ContactLink(contact=CrmContact(name=name, email=email))])

    [made] = fake.people.values()
    assert made["last_name"] == (name.rsplit(maxsplit=1)[-1] if name.split() else email)


def test_an_hour_of_requests_used_up_is_tried_later(fake: FakeFreshworks, crm: Freshworks) -> None:
    fake.go_down(refusal(429))

    with pytest.raises(RetryLaterError, match="the test says so") as caught:
        crm.deals([fake.put_deal("Acme")])
    assert caught.value.status == 429


def test_an_account_needs_its_key_and_its_address() -> None:
    with pytest.raises(InputError) as caught:
        connect(VendorAccount(name="freshworks"), Pace(*RATES))
    assert [one.place for one in caught.value.mistakes] == [
        "CLOSEPLAN_VENDORS__FRESHWORKS__TOKEN",
        "CLOSEPLAN_VENDORS__FRESHWORKS__URL",
    ]


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://acme.myfreshworks.com/crm/sales/api/", "https://acme.myfreshworks.com/crm/sales"),
        ("https://acme.myfreshworks.com", "https://acme.myfreshworks.com/crm/sales"),
        ("https://acme.freshsales.io/", "https://acme.freshsales.io"),
        ("https://proxy.example/fw/api", "https://proxy.example/fw"),
    ],
)
def test_a_host_alone_is_enough(url: str, site: str) -> None:
    assert connect(VendorAccount(name="freshworks", token="key", url=url), Pace())._site() == site


def test_the_key_is_sent_as_the_vendor_asks(fake: FakeFreshworks) -> None:
    made = connect(VendorAccount(name="freshworks", token=fake.token, url=fake.url), Pace(*RATES))

    assert made.account().startswith("127.0.0.1")
    fake.expire_token()
    with pytest.raises(RetryLaterError, match="the token is not good") as caught:
        made.account()
    assert caught.value.status == 401


def test_many_deals_are_read_from_the_view_and_the_rest_one_by_one(
    opened: CrmStand, crm: Freshworks, fake: FakeFreshworks
) -> None:
    ids = many(fake, 3 * PAGE)
    name = FIELDS[FieldKind.TEXT]
    fake.deals[int(ids[7])].own[name] = "on it"
    crm.changed(START)
    crm.fields()

    def late(vendor: FakeVendor, request: Request) -> Response:
        fake.remove_deal(ids[0])
        return vendor.done(request)

    fake.break_with(done, late)
    before = opened.asked

    found = crm.deals(ids, [name])

    # the deleted one drew another over to the page that was read already: that one is asked for alone
    assert list(found) == ids
    assert found[ids[7]].fields == {name: "on it"}
    assert opened.asked - before == 3 + 1


def test_few_deals_are_not_looked_for_in_a_long_view(
    opened: CrmStand, crm: Freshworks, fake: FakeFreshworks
) -> None:
    ids = many(fake, 3 * PAGE)
    crm.changed(START)
    before = opened.asked

    assert list(crm.deals(ids[:3])) == ids[:3]
    assert opened.asked - before == 3


def test_a_view_that_leaves_out_own_fields_is_not_read_for_them(
    opened: CrmStand, crm: Freshworks, fake: FakeFreshworks
) -> None:
    ids = many(fake, 30)
    name = FIELDS[FieldKind.TEXT]
    thin = {"deals": [{"id": int(id_), "name": "x"} for id_ in ids], "meta": {"total": 30, "total_pages": 1}}
    crm.changed(START)
    fake.break_with(refusal(200, thin))

    assert all(deal.fields == {name: None} for deal in crm.deals(ids, [name]).values())
    before = opened.asked
    assert list(crm.deals(ids, [name])) == ids
    assert opened.asked - before == 30


def test_where_there_is_no_view_each_deal_is_asked_for(crm: Freshworks, fake: FakeFreshworks) -> None:
    fake.views.clear()
    ids = many(fake, 30)

    assert list(crm.deals(ids)) == ids


@pytest.mark.parametrize("pages", [-1, 0, 10**30, None, "3"])
def test_a_view_that_counts_its_pages_wrong_ends(
    crm: Freshworks, fake: FakeFreshworks, pages: object
) -> None:
    ids = many(fake, 30)
    fake.break_with(done, refusal(200, {"deals": [], "meta": {"total": 30, "total_pages": pages}}))

    assert list(crm.deals(ids)) == ids
