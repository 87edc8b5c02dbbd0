"""One contract for every CRM. A new one is a row in `tests/vendors/crms.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from closeplan.crm.model import (
    Activity,
    Changes,
    ContactLink,
    CrmContact,
    CrmField,
    FieldKind,
    FieldValue,
    FieldWrite,
)
from closeplan.errors import NotFoundError, RefusedError
from closeplan.plan.model import Role
from closeplan.ports.crm import Crm
from tests.vendors.crms import CASES, START, CrmStand
from tests.vendors.specs import needs_spec

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)

EVIL = 'O\'Neil \\ "<b>100%</b>" & Söhne _ * 日本 🚀'


@pytest.fixture(
    params=[
        pytest.param(case, id=case.name, marks=[needs_spec(case.spec)] if case.spec else []) for case in CASES
    ]
)
def stand(request: pytest.FixtureRequest) -> Iterator[CrmStand]:
    with request.param.open() as opened:
        yield opened


def test_an_account_has_a_name_for_people(stand: CrmStand) -> None:
    assert stand.crm.account().strip()
    assert stand.asked <= 1


def test_fields_say_what_they_hold(stand: CrmStand) -> None:
    known = {field.name: field for field in stand.crm.fields()}

    for kind, name in stand.fields.items():
        assert known[name].kind is kind, name
        assert known[name].writable
        assert known[name].label
    assert stand.choice in known[stand.fields[FieldKind.CHOICE]].options


@pytest.mark.parametrize("kind", FieldKind)
def test_a_missing_field_is_made_or_refused(stand: CrmStand, kind: FieldKind) -> None:
    options = ("on track", "at risk") if kind is FieldKind.CHOICE else ()
    wanted = CrmField(name=f"closeplan_{kind}", label=f"Closeplan {kind}", kind=kind, options=options)
    if not stand.crm.makes_fields:
        with pytest.raises(RefusedError):
            stand.crm.create_field(wanted)
        return
    name = stand.crm.create_field(wanted)
    made = next(field for field in stand.crm.fields() if field.name == name)

    assert (made.label, made.options) == (wanted.label, options)
    # some CRMs keep a link as a line of text
    assert made.kind in ({kind, FieldKind.TEXT} if kind is FieldKind.URL else {kind})
    deal = stand.fake.put_deal("Acme")
    value = options[0] if options else _value(stand, kind)
    assert stand.crm.write([FieldWrite(deal_id=deal, values={name: value})]) == {}
    assert stand.crm.deals([deal], [name])[deal].fields == {name: value}


def test_a_field_that_is_there_is_not_made_twice(stand: CrmStand) -> None:
    wanted = CrmField(name="closeplan_plan", label="Closeplan plan", kind=FieldKind.TEXT)
    if stand.crm.makes_fields:
        stand.crm.create_field(wanted)

    with pytest.raises(RefusedError):
        stand.crm.create_field(wanted)


def test_stages_stand_in_their_order_with_an_end(stand: CrmStand) -> None:
    stages = stand.crm.stages()

    for pipeline in {stage.pipeline for stage in stages}:
        orders = [stage.order for stage in stages if stage.pipeline == pipeline]
        assert orders == sorted(set(orders))
    assert {(stage.is_open, stage.is_won) for stage in stages} == {
        (True, False),
        (False, True),
        (False, False),
    }


def test_deals_come_with_what_a_plan_needs(stand: CrmStand) -> None:
    id_ = stand.fake.put_deal(
        EVIL,
        amount="120000.50",
        close_date=date(2027, 2, 26),
        owner_email="Dana@seller.example",
        changed_at=NOON,
    )
    deal = stand.crm.deals([id_])[id_]

    assert deal.id == id_
    assert deal.name == EVIL
    assert deal.amount == Decimal("120000.50")
    assert deal.close_date == date(2027, 2, 26)
    assert deal.owner_email.lower() == "dana@seller.example"
    assert deal.changed_at == NOON
    assert deal.is_open
    assert not deal.is_won
    assert deal.stage in {stage.id for stage in stand.crm.stages() if stage.is_open}


def test_a_closed_deal_is_not_open_and_nothing_is_made_up(stand: CrmStand) -> None:
    id_ = stand.fake.put_deal("Acme", is_open=False)
    deal = stand.crm.deals([id_])[id_]

    assert not deal.is_open
    assert not deal.is_won
    assert (deal.amount, deal.close_date, deal.owner_email) == (None, None, "")


def test_deals_that_are_gone_are_left_out(stand: CrmStand) -> None:
    kept, removed = stand.fake.put_deal("Kept"), stand.fake.put_deal("Removed")
    stand.fake.remove_deal(removed)

    assert set(stand.crm.deals([kept, removed, stand.absent])) == {kept}
    assert stand.crm.deals([]) == {}


def test_many_deals_cost_a_request_a_batch(stand: CrmStand) -> None:
    each = stand.reads or stand.crm.batch
    ids = [stand.fake.put_deal(f"Deal {at}") for at in range(2 * each)]
    names = list(stand.fields.values())
    stand.crm.deals(ids, names)
    before = stand.asked

    found = stand.crm.deals(ids, names)

    assert list(found) == ids
    assert all(set(deal.fields) == set(names) for deal in found.values())
    assert stand.asked - before <= 2


def test_open_deals_are_found_by_a_part_of_their_name(stand: CrmStand) -> None:
    wanted = stand.fake.put_deal("Northwind expansion")
    stand.fake.put_deal("Northwind pilot", is_open=False)
    stand.fake.put_deal("Contoso")

    assert [deal.id for deal in stand.crm.find("northwind")] == [wanted]
    assert not stand.crm.find("nobody")


def test_no_text_is_too_strange_to_look_for(stand: CrmStand) -> None:
    stand.fake.put_deal("Contoso")

    assert not list(stand.crm.find(EVIL))
    assert not list(stand.crm.find("' OR Name != '"))
    assert not list(stand.crm.find("%%%"))


def test_not_more_than_twenty_are_found(stand: CrmStand) -> None:
    for at in range(25):
        stand.fake.put_deal(f"Northwind {at}")

    assert len(stand.crm.find("Northwind")) == 20


def _all_changes(crm: Crm, since: datetime, cursor: str = "") -> tuple[list[str], str]:
    """The ids in the order in which they came, and where it went on from."""
    ids: list[str] = []
    for _page in range(50):
        changes: Changes = crm.changed(since, cursor)
        ids += [deal.id for deal in changes.deals]
        cursor = changes.cursor
        if not changes.more:
            return ids, cursor
    raise AssertionError("the pages have no end")


def test_changes_since_a_moment_come_the_earliest_first(stand: CrmStand) -> None:
    stand.fake.put_deal("Old", changed_at=START - timedelta(days=9))
    late = stand.fake.put_deal("Late", changed_at=NOON)
    early = stand.fake.put_deal("Early", changed_at=START)

    ids, cursor = _all_changes(stand.crm, START - timedelta(seconds=1))

    assert list(dict.fromkeys(ids)) == [early, late]
    assert cursor


def test_no_change_is_missed_where_pages_meet_in_one_moment(stand: CrmStand) -> None:
    many = 2 * stand.page + 5
    same = [stand.fake.put_deal(f"Deal {at}", changed_at=NOON) for at in range(many)]
    after = stand.fake.put_deal("After", changed_at=NOON + timedelta(seconds=5))

    ids, _cursor = _all_changes(stand.crm, START)

    assert set(ids) == {*same, after}
    assert ids[-1] == after


def test_a_cursor_goes_on_later_without_what_is_known(stand: CrmStand) -> None:
    first = [stand.fake.put_deal(f"Deal {at}", changed_at=START + timedelta(minutes=at)) for at in range(5)]
    _ids, cursor = _all_changes(stand.crm, START - timedelta(seconds=1))
    nothing, cursor = _all_changes(stand.crm, START, cursor)
    assert len(nothing) <= 1

    stand.fake.touch(first[2], NOON)
    added = stand.fake.put_deal("New", changed_at=NOON + timedelta(minutes=1))
    later, _cursor = _all_changes(stand.crm, START, cursor)

    assert [id_ for id_ in later if id_ not in nothing] == [first[2], added]


def test_nothing_changed_leaves_a_cursor_to_go_on_from(stand: CrmStand) -> None:
    ids, cursor = _all_changes(stand.crm, NOON)
    assert ids == []

    added = stand.fake.put_deal("New", changed_at=NOON + timedelta(minutes=1))
    assert _all_changes(stand.crm, NOON, cursor)[0] == [added]


def test_a_deal_names_its_people_and_their_roles(stand: CrmStand) -> None:
    deal = stand.fake.put_deal("Acme")
    role = stand.roles[0] if stand.roles else ""
    stand.fake.put_on(deal, stand.fake.put_person("Ada Ito", "ada@acme.example"), role)
    assert not stand.crm.contacts(stand.fake.put_deal("Nobody"))

    [contact] = stand.crm.contacts(deal)

    assert (contact.name, contact.email, contact.role) == ("Ada Ito", "ada@acme.example", role)
    assert contact.id


def _link(name: str, email: str = "", label: str = "", role: Role | None = None) -> ContactLink:
    return ContactLink(contact=CrmContact(name=name, email=email), role=role, role_label=label)


def test_people_are_put_on_a_deal_once(stand: CrmStand) -> None:
    deal = stand.fake.put_deal("Acme")
    known = stand.fake.put_person("Ada Ito", "ada@acme.example")
    label = stand.roles[0] if stand.roles else ""
    links = [
        _link("Ada I.", "Ada@Acme.example", label, Role.CHAMPION),
        _link("Bo Ek", "bo@acme.example"),
    ]
    stand.crm.put_contacts(deal, links)
    stand.crm.put_contacts(deal, links)

    assert sorted(stand.fake.people_on(deal)) == [("ada@acme.example", label), ("bo@acme.example", "")]
    assert {contact.name for contact in stand.crm.contacts(deal)} == {"Ada Ito", "Bo Ek"}
    assert known in {contact.id for contact in stand.crm.contacts(deal)}


def test_a_person_known_by_name_on_the_deal_is_that_person(stand: CrmStand) -> None:
    deal = stand.fake.put_deal("Acme")
    stand.fake.put_on(deal, stand.fake.put_person("Ada Ito"))

    stand.crm.put_contacts(deal, [_link("ada ito"), _link("Cy Roe")])
    stand.crm.put_contacts(deal, [_link("Cy Roe")])

    assert sorted(stand.fake.people_on(deal)) == [("Ada Ito", ""), ("Cy Roe", "")]


def test_a_role_that_somebody_gave_is_kept(stand: CrmStand) -> None:
    if not stand.roles:
        pytest.skip("this CRM keeps no roles")
    deal = stand.fake.put_deal("Acme")
    stand.fake.put_on(deal, stand.fake.put_person("Ada Ito", "ada@acme.example"), stand.roles[0])

    stand.crm.put_contacts(deal, [_link("Ada Ito", "ada@acme.example", stand.roles[1], Role.ECONOMIC_BUYER)])

    assert list(stand.fake.people_on(deal)) == [("ada@acme.example", stand.roles[0])]


def test_the_words_for_roles_that_it_names_are_those_it_takes(stand: CrmStand) -> None:
    words = stand.crm.role_words()
    assert words is None or set(stand.roles) <= set(words)


def _value(stand: CrmStand, kind: FieldKind) -> FieldValue:
    values: dict[FieldKind, FieldValue] = {
        FieldKind.TEXT: EVIL,
        FieldKind.LONG_TEXT: f"{EVIL}\nsecond line\n" + "x" * 2000,
        FieldKind.NUMBER: 62.5,
        FieldKind.DATE: date(2027, 3, 31),
        FieldKind.YES_NO: True,
        FieldKind.URL: "https://docs.google.com/spreadsheets/d/abc/edit?x=1&y=2",
        FieldKind.CHOICE: stand.choice,
    }
    return values[kind]


@pytest.mark.parametrize("kind", FieldKind)
def test_what_is_written_is_read_back_and_can_be_emptied(stand: CrmStand, kind: FieldKind) -> None:
    if kind not in stand.fields:
        pytest.skip("this CRM has no such fields")
    deal, name = stand.fake.put_deal("Acme"), stand.fields[kind]
    value = _value(stand, kind)

    assert stand.crm.write([FieldWrite(deal_id=deal, values={name: value})]) == {}
    assert stand.crm.deals([deal], [name])[deal].fields == {name: value}

    assert stand.crm.write([FieldWrite(deal_id=deal, values={name: None})]) == {}
    # a checkbox knows no third state in some CRMs
    assert stand.crm.deals([deal], [name])[deal].fields[name] in ({None, False} if value is True else {None})


def test_yes_and_no_are_two_things(stand: CrmStand) -> None:
    deal, name = stand.fake.put_deal("Acme"), stand.fields[FieldKind.YES_NO]
    stand.crm.write([FieldWrite(deal_id=deal, values={name: True})])
    stand.crm.write([FieldWrite(deal_id=deal, values={name: False})])

    assert stand.crm.deals([deal], [name])[deal].fields == {name: False}


def test_a_refused_deal_keeps_no_other_from_being_written(stand: CrmStand) -> None:
    first, locked, last = (stand.fake.put_deal(f"Deal {at}") for at in range(3))
    stand.fake.lock(locked)
    name = stand.fields[FieldKind.TEXT]

    refused = stand.crm.write(
        [FieldWrite(deal_id=id_, values={name: "on it"}) for id_ in (first, locked, stand.absent, last)]
    )

    assert set(refused) == {locked, stand.absent}
    assert "the test locks it" in refused[locked]
    found = stand.crm.deals([first, locked, last], [name])
    assert [found[id_].fields[name] for id_ in (first, locked, last)] == ["on it", None, "on it"]


def test_many_writes_cost_a_request_a_batch(stand: CrmStand) -> None:
    each = stand.writes or stand.crm.batch
    ids = [stand.fake.put_deal(f"Deal {at}") for at in range(2 * each)]
    name = stand.fields[FieldKind.TEXT]
    stand.crm.write([FieldWrite(deal_id=ids[0], values={name: "before"})])
    before = stand.asked

    assert stand.crm.write([FieldWrite(deal_id=id_, values={name: f"of {id_}"}) for id_ in ids]) == {}

    assert stand.asked - before <= 2
    assert stand.crm.deals(ids[-1:], [name])[ids[-1]].fields == {name: f"of {ids[-1]}"}
    assert stand.crm.write([]) == {}


SLIP = Activity(subject="Go-live slips 5 days [slip 7]", text=f"{EVIL}\nLegal review", at=NOON)


def test_an_entry_reads_as_it_was_written(stand: CrmStand) -> None:
    deal = stand.fake.put_deal("Acme")
    stand.crm.add_activity(deal, SLIP, look_first=False)

    [(subject, text)] = stand.fake.entries(deal)
    assert subject == SLIP.subject
    assert EVIL in text
    assert "Legal review" in text


def test_an_entry_that_may_be_there_is_not_added_again(stand: CrmStand) -> None:
    deal, other = stand.fake.put_deal("Acme"), stand.fake.put_deal("Other")
    stand.crm.add_activity(other, SLIP, look_first=False)
    longer = Activity(subject=f"{SLIP.subject} again", text="x", at=NOON)
    stand.crm.add_activity(deal, longer, look_first=True)

    stand.crm.add_activity(deal, SLIP, look_first=True)
    stand.crm.add_activity(deal, SLIP, look_first=True)

    assert [subject for subject, _text in stand.fake.entries(deal)] == [longer.subject, SLIP.subject]


def test_a_very_long_entry_still_arrives(stand: CrmStand) -> None:
    deal = stand.fake.put_deal("Acme")
    long = Activity(subject="Call notes " + "é" * 400, text="word & <i>more</i> " * 20_000, at=NOON)

    stand.crm.add_activity(deal, long, look_first=True)
    stand.crm.add_activity(deal, long, look_first=True)

    [(subject, text)] = stand.fake.entries(deal)
    assert subject.startswith("Call notes é")
    assert text.startswith("word & <i>more</i> word")


@pytest.mark.parametrize(
    "act",
    [
        lambda crm, id_: crm.contacts(id_),
        lambda crm, id_: crm.put_contacts(id_, [_link("Ada Ito", "ada@acme.example")]),
        lambda crm, id_: crm.add_activity(id_, SLIP, look_first=False),
        lambda crm, id_: crm.add_activity(id_, SLIP, look_first=True),
    ],
    ids=["contacts", "put_contacts", "add_activity", "add_activity_looking"],
)
def test_a_deal_that_is_not_there_is_said_so(stand: CrmStand, act: Callable[[Crm, str], object]) -> None:
    with pytest.raises(NotFoundError):
        act(stand.crm, stand.absent)
