"""Deals follow their plans: in batches, once, without touching what people wrote there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from pathlib import Path

import pytest

from addon.adapters.crm.memory import MemoryCrm
from addon.adapters.store import SqlStore
from closeplan.crm.mapping import CrmMapping
from closeplan.crm.model import Activity, CrmDeal, CrmField, FieldKind, FieldValue, FieldWrite, Stage
from closeplan.errors import InputError, Mistake, RefusedError, RetryLaterError
from closeplan.plan.document import Snapshot
from closeplan.plan.ledger import Change, ChangeKind, LedgerEntry, Void
from closeplan.plan.model import Deal, Network, Plan, Role
from closeplan.plan.signals import Table
from closeplan.records import PlanRecord
from closeplan.records.crm import CrmLink
from closeplan.records.deliveries import Delivery, NewDelivery
from closeplan.services.crm_fields import CrmFields
from closeplan.services.crm_posts import CRM_ACTIVITY, CRM_CONTACTS, CRM_FIELDS, CrmPosts, fields_post
from closeplan.services.crm_wanted import ReadWanted
from closeplan.services.see_deal import GONE, CrmStages
from closeplan.services.stored_plan import StoredPlan
from closeplan.services.sync_crm import SyncFields
from closeplan.services.sync_crm_events import SyncContacts, SyncSlips
from tests.unit.pages.plans import GO_LIVE, plan

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
FIELDS = {
    "go_live": CrmField(name="live", label="Go-live", kind=FieldKind.DATE),
    "health": CrmField(name="health", label="Health", kind=FieldKind.TEXT),
    "next_step": CrmField(name="next", label="Next step", kind=FieldKind.TEXT),
}
MAPPING = CrmMapping(
    fields={key: one.name for key, one in FIELDS.items()}, roles={Role.CHAMPION: "Coach"}, activities=True
)


@dataclass
class Clock:
    moment: datetime = NOW

    def now(self) -> datetime:
        return self.moment


@dataclass(kw_only=True)
class CountingCrm(MemoryCrm):
    """A CRM that counts requests, and breaks when it is told to: before a write, or after it."""

    asked: list[str] = field(default_factory=list)
    breaks: str = ""
    meanwhile: Callable[[], object] = lambda: None
    locked: set[str] = field(default_factory=set)

    def add_activity(self, deal_id: str, activity: Activity, *, look_first: bool) -> None:
        if deal_id in self.locked:
            raise RefusedError("locked")
        super().add_activity(deal_id, activity, look_first=look_first)

    def deals(self, ids: Sequence[str], fields: Sequence[str] = ()) -> Mapping[str, CrmDeal]:
        self.asked.append(f"read {len(ids)}")
        return super().deals(ids, fields)

    def write(self, writes: Sequence[FieldWrite]) -> Mapping[str, str]:
        self.asked.append(f"write {len(writes)}")
        self.meanwhile()
        if self.breaks == "before":
            raise RetryLaterError("down")
        done = super().write(writes)
        if self.breaks == "after":
            raise RetryLaterError("no answer")
        return done

    def fields(self) -> Sequence[CrmField]:
        self.asked.append("fields")
        return super().fields()

    def stages(self) -> Sequence[Stage]:
        self.asked.append("stages")
        return super().stages()

    def value(self, deal_id: str, key: str) -> FieldValue:
        return super().deals([deal_id], [FIELDS[key].name])[deal_id].fields[FIELDS[key].name]


@dataclass(kw_only=True)
class House:
    """The services around one store and one CRM."""

    store: SqlStore
    crm: CountingCrm
    clock: Clock = field(default_factory=Clock)
    mapping: CrmMapping = MAPPING

    def mapping_of(self, _vendor: str, owner: str) -> CrmMapping:
        if owner == "wrong@northwind.example":
            raise InputError([Mistake("x.yaml: fields.helth", "no such field")])
        return self.mapping

    @property
    def wanted(self) -> ReadWanted:
        stored = StoredPlan(store=self.store, clock=self.clock, time_zone="Etc/UTC")
        return ReadWanted(
            plans=self.store,
            stored=stored,
            calls=self.store,
            scores=lambda: pytest.fail("no call, no scores"),
            mapping_of=self.mapping_of,
            plan_url=lambda record: f"https://docs.example/{record.document_id}",
            gate_url=lambda vendor, deal: f"https://closeplan.example/gate/{vendor}/{deal}",
        )

    @cached_property
    def sync(self) -> SyncFields:
        fields, stages = CrmFields(clock=self.clock), CrmStages(clock=self.clock)
        return SyncFields(book=self.store, wanted=self.wanted, fields=fields, stages=stages, clock=self.clock)

    @property
    def posts(self) -> CrmPosts:
        quiet = timedelta(minutes=10)
        return CrmPosts(
            book=self.store, wanted=self.wanted, clock=self.clock, quiet=quiet, set_up=lambda: ["memory"]
        )

    def link(self, plan_id: str, owner: str = "sam@northwind.example", **fields: FieldValue) -> None:
        deal_id = f"deal-{plan_id}"
        network = Network(steps=(), go_live=GO_LIVE)
        deal = Deal(id=plan_id, name="Acme", buyer="Acme GmbH", seller="Northwind", network=network)
        self.store.add_plan(PlanRecord(id=plan_id, deal=deal, owner=owner, robot="robot@x", made_at=NOW))
        self.store.set_document(plan_id, f"doc-{plan_id}")
        self.look(plan_id, plan())
        self.crm.put(CrmDeal(id=deal_id, name="Acme", stage="proposal", fields=fields))
        self.store.put_crm_link(CrmLink(plan_id=plan_id, vendor="memory", deal_id=deal_id))

    def look(self, plan_id: str, seen: Plan, *entries: LedgerEntry) -> list[LedgerEntry]:
        return self.store.save_pass(plan_id, Snapshot(plan=seen, baseline={}, taken_at=NOW), entries)

    def run(self, *plans: str) -> Mapping[int, str]:
        return self.sync(self.crm, [delivery(CRM_FIELDS, number, one) for number, one in enumerate(plans)])

    def linked(self, plan_id: str = "acme") -> CrmLink:
        (link,) = self.store.crm_links(plan_id)
        return link

    def told(self, plan_id: str = "acme") -> list[NewDelivery]:
        return self.posts(self.store.plan(plan_id))


def delivery(kind: str, number: int, plan_id: str, *, unsure: bool = False, **body: str) -> Delivery:
    return Delivery(
        id=number,
        vendor="memory",
        lane="deal",
        kind=kind,
        key=str(number),
        body={"plan": plan_id, **body},
        made_at=NOW,
        due_at=NOW,
        unsure=unsure,
    )


def slip(seen_at: datetime = NOW, **more: object) -> LedgerEntry:
    change = Change(
        kind=ChangeKind.CHANGED,
        table=Table.TIMELINE,
        row="security-0",
        item="=Security <review>",
        field="due",
        was="2027-02-03",
        now="2027-02-10",
    )
    entry = LedgerEntry(change=change, who="dana@acme.example", seen_at=seen_at, slip=5, go_live_effect=2)
    return replace(entry, **more)  # type: ignore[arg-type]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    store = SqlStore(f"sqlite:///{tmp_path / 'x.db'}")
    crm = CountingCrm(known_fields={one.name: one for one in FIELDS.values()})
    made = House(store=store, crm=crm)
    made.link("acme")
    yield made
    store.close()


def test_a_deal_says_what_its_plan_says(house: House) -> None:
    assert house.run("acme") == {}

    assert house.crm.value("deal-acme", "go_live") == GO_LIVE
    assert house.crm.value("deal-acme", "health") in {"On track", "At risk", "Stalled"}
    assert str(house.crm.value("deal-acme", "next_step")).count(",") == 2
    assert (house.linked().stage, house.linked().synced_at, house.linked().told) == ("Proposal", NOW, "")


def test_a_plan_that_stands_still_costs_one_read_and_posts_nothing(house: House) -> None:
    assert [post.kind for post in house.told()] == [CRM_FIELDS, CRM_CONTACTS]
    house.run("acme")
    house.crm.asked.clear()

    assert [post.kind for post in house.told()] == [CRM_CONTACTS]  # kept once by its key
    house.run("acme")
    assert house.crm.asked == ["read 1"]


def test_what_changed_in_the_plan_is_posted_and_written(house: House) -> None:
    house.run("acme")
    later = GO_LIVE + timedelta(days=14)
    house.look("acme", plan(go_live=later))

    assert fields_post(house.linked()) in house.told()
    house.run("acme")
    assert house.crm.value("deal-acme", "go_live") == later


def test_what_a_person_edited_stays_until_somebody_decides(house: House) -> None:
    house.run("acme")
    house.crm.write([FieldWrite(deal_id="deal-acme", values={"live": date(2027, 6, 1)})])
    house.run("acme")
    assert house.crm.value("deal-acme", "go_live") == date(2027, 6, 1)
    edited = house.linked().edited["go_live"]
    assert (edited.ours, edited.theirs, edited.kept) == (GO_LIVE, date(2027, 6, 1), False)

    house.store.change_crm_link("memory", "deal-acme", lambda link: link.using_ours("go_live"))
    house.run("acme")
    assert house.crm.value("deal-acme", "go_live") == GO_LIVE
    assert not house.linked().edited


def test_what_is_kept_stays_kept_though_the_plan_moves(house: House) -> None:
    house.run("acme")
    house.crm.write([FieldWrite(deal_id="deal-acme", values={"health": "Mine"})])
    house.run("acme")
    house.store.change_crm_link("memory", "deal-acme", lambda link: link.keeping_theirs("health"))
    house.look("acme", plan(milestones=()))
    house.run("acme")

    assert house.crm.value("deal-acme", "health") == "Mine"
    assert house.linked().edited["health"].kept


def test_an_editor_who_comes_round_to_the_plan_is_followed_again(house: House) -> None:
    house.run("acme")
    house.crm.write([FieldWrite(deal_id="deal-acme", values={"live": date(2027, 6, 1)})])
    house.run("acme")
    house.look("acme", plan(go_live=date(2027, 6, 1)))
    house.run("acme")
    assert not house.linked().edited

    house.look("acme", plan(go_live=date(2027, 6, 8)))
    house.run("acme")
    assert house.crm.value("deal-acme", "go_live") == date(2027, 6, 8)


@pytest.mark.parametrize("breaks", ["before", "after"])
def test_a_write_that_breaks_off_is_no_edit_of_anybody(house: House, breaks: str) -> None:
    house.crm.breaks = breaks
    with pytest.raises(RetryLaterError):
        house.run("acme")
    house.look("acme", plan(go_live=date(2027, 5, 3)))
    house.crm.breaks = ""

    assert house.run("acme") == {}
    assert house.crm.value("deal-acme", "go_live") == date(2027, 5, 3)
    assert not house.linked().edited


def test_deals_are_read_and_written_in_batches(house: House) -> None:
    house.crm.batch = 4
    plans = ["acme", *(f"plan-{number}" for number in range(9))]
    for plan_id in plans[1:]:
        house.link(plan_id)
    house.crm.asked.clear()

    assert house.run(*plans) == {}
    asked_once = ["fields", "read 4", "stages", "write 4"]
    assert house.crm.asked == [*asked_once, "read 4", "write 4", "read 2", "write 2"]


def test_a_deal_left_in_a_deleted_stage_has_the_stages_asked_for_once(house: House) -> None:
    house.crm.put(CrmDeal(id="deal-acme", name="Acme", stage="deleted"))
    for _again in range(3):
        house.run("acme")

    assert house.crm.asked.count("stages") == 1
    assert house.linked().stage == "deleted"


def test_a_field_that_somebody_makes_is_written_within_a_quarter_of_an_hour(house: House) -> None:
    made = house.crm.known_fields.pop("live")
    house.run("acme")
    house.crm.known_fields["live"] = made
    house.clock.moment += timedelta(minutes=16)
    house.run("acme")

    assert house.crm.value("deal-acme", "go_live") == GO_LIVE
    assert house.linked().told == ""


def test_what_people_decide_while_a_write_is_on_its_way_stands(house: House) -> None:
    house.run("acme")
    house.crm.write([FieldWrite(deal_id="deal-acme", values={"health": "Mine"})])
    house.run("acme")
    house.look("acme", plan(go_live=date(2027, 5, 3)))
    house.crm.meanwhile = lambda: house.store.change_crm_link(
        "memory", "deal-acme", lambda link: link.keeping_theirs("health")
    )
    house.run("acme")
    assert house.linked().edited["health"].kept

    house.look("acme", plan(go_live=date(2027, 5, 4)))
    house.crm.meanwhile = lambda: house.store.remove_crm_link("acme", "memory")
    assert house.run("acme") == {}
    assert house.store.crm_links("acme") == []


def test_a_refused_deal_keeps_no_other_and_says_why(house: House) -> None:
    house.link("other")
    house.crm.known_fields["next"] = replace(FIELDS["next_step"], kind=FieldKind.LONG_TEXT)
    house.crm.remove("deal-other")
    house.mapping = replace(MAPPING, fields={**MAPPING.fields, "next_due": "nowhere", "plan_url": "live"})

    assert house.run("acme", "other") == {}
    assert house.crm.value("deal-acme", "go_live") == GO_LIVE
    assert "not there: nowhere" in house.linked().told
    assert "plan_url is mapped to 'live'" in house.linked().told
    assert house.linked("other").told == GONE
    assert [post.kind for post in house.told("other")] == [CRM_CONTACTS]


def test_a_mapping_with_mistakes_is_an_admins_matter(house: House) -> None:
    house.link("other", owner="wrong@northwind.example")

    assert house.run("acme", "other") == {
        1: "the field mapping has mistakes: x.yaml: fields.helth: no such field"
    }
    assert house.crm.value("deal-acme", "go_live") == GO_LIVE
    assert [post.kind for post in house.told("other")] == [CRM_FIELDS]


def test_a_plan_that_was_unlinked_meanwhile_is_left_alone(house: House) -> None:
    house.store.remove_crm_link("acme", "memory")

    assert house.run("acme") == {}
    assert house.crm.asked == []
    assert house.told() == []


def test_the_buyers_people_get_the_crms_word_for_their_role(house: House) -> None:
    SyncContacts(book=house.store, wanted=house.wanted)(house.crm, [delivery(CRM_CONTACTS, 1, "acme")])

    there = {one.name: one.role for one in house.crm.contacts("deal-acme")}
    assert "Sam Ortiz" not in there
    assert there.get("Dana Fischer", "") in {"", "Coach"}
    assert there


def test_a_slip_is_told_once_when_it_can_not_be_taken_back(house: House) -> None:
    (kept,) = house.look("acme", plan(), slip())
    (post,) = [one for one in house.told() if one.kind == CRM_ACTIVITY]
    assert post.key == f"slip:acme:{kept.id}"
    assert post.not_before is not None
    assert post.not_before >= NOW + timedelta(minutes=10)

    tell = SyncSlips(book=house.store, plans=house.store, plan_url=lambda _record: "https://docs.example/x")
    for unsure in (False, True):
        told = delivery(CRM_ACTIVITY, 1, "acme", unsure=unsure, entry=str(kept.id))
        assert tell(house.crm, [told]) == {}
    (entry,) = house.crm.history["deal-acme"]
    assert entry.subject == f"Slip {kept.id}: =Security <review> moved 5 working days, to 10 Feb 2027"
    assert "Go-live can be 2 working days later because of it." in entry.text


def test_a_slip_that_was_taken_back_or_is_long_past_is_not_told(house: House) -> None:
    (kept,) = house.look("acme", plan(), slip())
    house.store.save_pass(
        "acme", Snapshot(plan=plan(), baseline={}, taken_at=NOW), (), {kept.id: Void.TAKEN_BACK}
    )
    assert CRM_ACTIVITY not in {post.kind for post in house.told()}

    tell = SyncSlips(book=house.store, plans=house.store, plan_url=lambda _record: "")
    tell(house.crm, [delivery(CRM_ACTIVITY, 1, "acme", entry=str(kept.id))])
    assert "deal-acme" not in house.crm.history

    house.look("acme", plan(), slip(NOW - timedelta(days=8)))
    assert CRM_ACTIVITY not in {post.kind for post in house.told()}


def test_a_deal_that_is_refused_or_gone_keeps_no_other_from_being_told(house: House) -> None:
    kept = {}
    for plan_id in ("acme", "other", "third"):
        if plan_id != "acme":
            house.link(plan_id)
        (kept[plan_id],) = house.look(plan_id, plan(), slip())
    house.crm.remove("deal-acme")
    house.crm.locked.add("deal-other")
    tell = SyncSlips(book=house.store, plans=house.store, plan_url=lambda _record: "")

    problems = tell(
        house.crm,
        [delivery(CRM_ACTIVITY, n, one, entry=str(entry.id)) for n, (one, entry) in enumerate(kept.items())],
    )
    assert problems == {1: "locked"}
    assert list(house.crm.history) == ["deal-third"]
