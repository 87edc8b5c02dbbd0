"""Making a plan: what is asked of the document in which order, and that an interrupted run is finished."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.adapters.jobs import RecordingJobs
from addon.adapters.store import MemoryStore
from addon.processes import Silent
from closeplan.errors import ConflictError, ForbiddenError, InputError
from closeplan.plan.document import DocumentKind
from closeplan.plan.locales import locale_of
from closeplan.plan.model import CalendarSpec, Deal, Link, Network, Plan, Side, Stakeholder, Step
from closeplan.plan.schedule import schedule
from closeplan.services.generate import Generate, first_plan, local_day, people_to_share_with
from tests.unit.services.memory_document import Door, File, MemoryDocument

NOW = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
ROBOT = "robot@closeplan.local"
SELLER = "sam@northwind.example"
STEPS = (
    Step(id="legal", name="Sign", workstream="Legal", days=2, after=(Link(id="demo"),)),
    Step(id="demo", name="Show it", workstream="Technical", side=Side.SELLER, days=3),
    Step(id="scope", name="Scope it", workstream="Technical", days=1, after=(Link(id="demo"),)),
)
PEOPLE = (
    Stakeholder(id="p1", name="Dana Fischer", email="Dana@acme.example", side=Side.BUYER),
    Stakeholder(id="p2", name="Sam Reed", email="Sam@Northwind.example", side=Side.SELLER),
    Stakeholder(id="p3", name="Max Lund", email="max@northwind.example", side=Side.SELLER),
    Stakeholder(id="p4", name="Nobody yet", side=Side.BUYER),
)


def deal(**changes: Any) -> Deal:
    made = Deal(
        id="acme", name="Acme", buyer="Acme", seller="Northwind", stakeholders=PEOPLE,
        network=Network(steps=STEPS, go_live=date(2027, 3, 31)),
    )  # fmt: skip
    return replace(made, **changes)


class FixedClock:
    def now(self) -> datetime:
        return NOW


class Killed(BaseException):
    """The process is gone; nobody catches that."""


class Traced:
    """Notes every call that changes something, and kills the process after one of them."""

    def __init__(self, inner: object, log: list[str], dies_after: str = "") -> None:
        self._inner, self._log, self._dies_after = inner, log, dies_after

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._inner, name)

        def call(*args: Any, **kwargs: Any) -> Any:
            answer = method(*args, **kwargs)
            self._log.append(name)
            if name == self._dies_after:
                raise Killed
            return answer

        return call


@dataclass
class House:
    """A store and a document that outlive the processes that generate."""

    store: MemoryStore = field(default_factory=MemoryStore)
    document: MemoryDocument = field(default_factory=MemoryDocument)
    door: Door = field(default_factory=Door)
    log: list[str] = field(default_factory=list)

    def watch(self, robot: str) -> None:
        self.store.open_feed(robot, "0")

    def generate(self, dies_after: str = "", time_zone: str = "Etc/UTC") -> Generate:
        store: Any = Traced(self.store, self.log, dies_after)
        document: Any = Traced(self.document, self.log, dies_after)
        watch = Traced(self, self.log, dies_after).watch
        return Generate(
            store=store,
            documents={DocumentKind.SHEET: document},
            foreign=self.door,
            jobs=RecordingJobs(),
            clock=FixedClock(),
            watch=watch,
            robot=ROBOT,
            time_zone=time_zone,
        )


CHANGING = ["add_plan", "create", "save_pass", "share", "watch", "set_document", "queue_plan"]


def test_the_plan_is_known_before_its_document_and_the_document_only_once_it_is_shared_and_watched() -> None:
    house = House()
    made = house.generate()(deal(), seller=SELLER, progress=Silent())
    assert [call for call in house.log if call in CHANGING] == CHANGING
    assert (made.created, made.document_id, made.url) == (True, "sheet-1", "memory:sheet-1")
    assert house.store.plan("acme").document_id == "sheet-1"


def test_repeating_it_changes_nothing_in_the_document() -> None:
    house = House()
    house.generate()(deal(), seller=SELLER, progress=Silent())
    before = (repr(house.document), house.store.plans())
    again = house.generate()(
        deal(objective="Something else"), seller="max@northwind.example", progress=Silent()
    )
    assert (again.created, again.document_id) == (False, "sheet-1")
    assert (repr(house.document), house.store.plans()) == before


@pytest.mark.parametrize("step", CHANGING)
def test_a_run_that_is_killed_after_any_step_is_finished_by_the_next(step: str) -> None:
    house = House()
    with pytest.raises(Killed):
        house.generate(dies_after=step)(deal(), seller=SELLER, progress=Silent())
    house.generate()(deal(), seller=SELLER, progress=Silent())

    assert list(house.document.files) == ["sheet-1"]
    assert list(house.document.files["sheet-1"].shares) == [
        ROBOT,
        "dana@acme.example",
        "max@northwind.example",
    ]
    record = house.store.plan("acme")
    assert (record.document_id, record.snapshot is not None) == ("sheet-1", True)
    assert house.store.robots() == [ROBOT]
    assert house.store.due_plans(NOW) == ["acme"]


def test_the_dates_as_generated_are_the_baseline() -> None:
    house = House()
    house.generate()(deal(), seller=SELLER, progress=Silent())
    snapshot = house.store.plan("acme").snapshot
    assert snapshot is not None
    assert snapshot.plan == house.document.files["sheet-1"].plan
    dues = {m.id: m.due for m in snapshot.plan.milestones}
    assert {key: base.due for key, base in snapshot.baseline.items()} == dues
    assert all(dues.values())


def test_today_is_the_deals_own_else_the_clocks_day_in_the_plans_zone() -> None:
    house = House()
    house.generate(time_zone="Asia/Tokyo")(deal(), seller=SELLER, progress=Silent())
    house.generate()(deal(id="own", today=date(2026, 12, 1)), seller=SELLER, progress=Silent())
    assert [draft.today for draft in house.document.drafts] == [date(2026, 11, 24), date(2026, 12, 1)]
    assert local_day(NOW, "America/New_York") == date(2026, 11, 23)


def test_the_robot_comes_first_the_seller_never_and_colleagues_get_no_mail() -> None:
    shares = people_to_share_with(deal(), seller=SELLER, robot=ROBOT)
    assert [(share.email, share.role, share.notify) for share in shares] == [
        (ROBOT, "writer", False),
        ("dana@acme.example", "writer", True),
        ("max@northwind.example", "writer", False),
    ]


def test_the_mail_names_the_plan_who_invites_and_the_first_step_in_the_plans_language() -> None:
    shares = people_to_share_with(deal(language="de-AT"), seller=SELLER, robot=ROBOT)

    assert [share.message for share in shares if not share.notify] == ["", ""]
    (mail,) = [share.message for share in shares if share.notify]
    assert mail.startswith(
        "Sam Reed (Northwind) teilt mit Ihnen den gemeinsamen Aktionsplan „Acme × Northwind:"
    )
    assert "„Bestätigt von“" in mail


def test_nobody_is_shared_with_twice_whatever_the_map_says() -> None:
    doubled = [
        *PEOPLE,
        Stakeholder(id="p5", name="Dana", email="DANA@ACME.example", side=Side.BUYER),
        Stakeholder(id="p6", name="The robot", email=ROBOT.upper(), side=Side.SELLER),
    ]
    shares = people_to_share_with(deal(stakeholders=tuple(doubled)), seller=SELLER.upper(), robot=ROBOT)
    emails = [share.email for share in shares]
    assert emails == [ROBOT, "dana@acme.example", "max@northwind.example"]


@pytest.mark.parametrize(
    ("language", "country", "locale"),
    [
        ("en", "US", "en_US"),
        ("en", "IE", "en_IE"),
        ("en", "", "en_GB"),
        ("en", "DE", "en_GB"),  # English words, but not American dates
        ("en-US", "US", "en_US"),
        ("de", "US", "de_DE"),
        ("de-AT", "AT", "de_DE"),  # Sheets offers no Austria
        ("de", "CH", "de_DE"),
        ("fr-CH", "CH", "fr_FR"),
        ("fr", "CA", "fr_CA"),
        ("es", "MX", "es_MX"),
        ("pt-PT", "", "pt_PT"),
        ("pt-PT", "BR", "pt_BR"),
        ("pt", "", "pt_BR"),
        ("it", "CH", "it_IT"),
        ("nl", "BE", "nl_NL"),
        ("ja", "", "ja_JP"),
        ("en", "NZ", "en_GB"),  # and no New Zealand
        ("tlh", "", "en_GB"),  # a language no Sheet has
    ],
)
def test_the_locale_follows_the_language_and_in_english_the_country(
    language: str, country: str, locale: str
) -> None:
    network = Network(steps=(), go_live=date(2027, 3, 31), buyer=CalendarSpec(country=country))
    assert locale_of(deal(language=language, network=network)) == locale


def test_workstreams_stand_in_the_order_in_which_they_begin_and_steps_in_that_of_their_dues() -> None:
    made = first_plan(deal(), schedule(deal().network, NOW.date()))
    assert [row.id for row in made.milestones] == ["demo", "scope", "legal"]
    assert made.title == "Acme × Northwind: mutual action plan"


@given(st.permutations(STEPS))
def test_the_order_of_the_deal_file_bears_neither_on_rows_nor_on_dates(steps: list[Step]) -> None:
    def rows(order: tuple[Step, ...]) -> Any:
        network = Network(steps=order, go_live=date(2027, 3, 31))
        return first_plan(deal(network=network), schedule(network, NOW.date())).milestones

    assert rows(tuple(steps)) == rows(STEPS)


def test_a_deal_file_corrected_after_a_run_that_failed_is_the_one_that_counts() -> None:
    house = House()
    with pytest.raises(Killed):
        house.generate(dies_after="add_plan")(deal(), seller=SELLER, progress=Silent())
    house.generate()(deal(objective="Ramp in 45 days"), seller=SELLER, progress=Silent())
    assert house.store.plan("acme").deal.objective == "Ramp in 45 days"
    assert house.document.files["sheet-1"].plan.objective == "Ramp in 45 days"


def test_the_first_look_blames_nobody_for_what_it_finds() -> None:
    house = House()
    house.generate()(deal(), seller=SELLER, progress=Silent())
    due = house.store.claim_due("acme", NOW, NOW)
    assert due is not None
    assert (due.version, due.who) == (0, "")


BUYERS_FILE = "sheet-of-acme"


def house_of_the_buyer(**access: Any) -> House:
    house = House()
    house.door.found = replace(house.door.found, **access)
    house.document.files[BUYERS_FILE] = File(plan_id="", plan=Plan())
    return house


def test_a_plan_goes_into_the_buyers_own_sheet_and_only_those_get_access_who_have_none() -> None:
    house = house_of_the_buyer(people=frozenset({"dana@acme.example"}))
    made = house.generate()(deal(), seller=SELLER, progress=Silent(), into=BUYERS_FILE)
    assert (made.document_id, made.created, made.not_shared) == (BUYERS_FILE, True, ())
    assert list(house.document.files) == [BUYERS_FILE]
    assert list(house.document.files[BUYERS_FILE].shares) == [ROBOT, "max@northwind.example"]
    again = house.generate()(deal(), seller=SELLER, progress=Silent(), into=BUYERS_FILE)
    assert (again.document_id, again.created) == (BUYERS_FILE, False)


@pytest.mark.parametrize("step", CHANGING)
def test_adding_a_plan_that_is_killed_after_any_step_is_finished_by_the_next_run(step: str) -> None:
    house = house_of_the_buyer()
    with pytest.raises(Killed):
        house.generate(dies_after=step)(deal(), seller=SELLER, progress=Silent(), into=BUYERS_FILE)
    house.generate()(deal(), seller=SELLER, progress=Silent(), into=BUYERS_FILE)
    assert list(house.document.files) == [BUYERS_FILE]
    assert house.store.plan("acme").document_id == BUYERS_FILE


@pytest.mark.parametrize(
    ("access", "ask"),
    [({"can_edit": False}, f"make {SELLER} an editor"), ({"can_share": False}, f"share it with {ROBOT}")],
)
def test_what_a_seller_may_not_do_is_said_before_anything_is_changed(access: Any, ask: str) -> None:
    house = house_of_the_buyer(**access)
    with pytest.raises(ForbiddenError, match=ask):
        house.generate()(deal(), seller=SELLER, progress=Silent(), into=BUYERS_FILE)
    assert (house.store.plans(), house.document.drafts) == ([], [])


def test_people_whom_the_seller_may_not_share_with_are_told_and_the_plan_stands() -> None:
    house = house_of_the_buyer(can_share=False, robot_edits=True, domains=frozenset({"acme.example"}))
    made = house.generate()(deal(), seller=SELLER, progress=Silent(), into=BUYERS_FILE)
    assert (made.created, made.not_shared) == (True, ("max@northwind.example",))
    assert house.document.files[BUYERS_FILE].shares == {}


def test_a_plan_that_stands_elsewhere_a_sheet_that_holds_another_plan_and_a_doc_are_refused() -> None:
    house = house_of_the_buyer()
    house.generate()(deal(id="other"), seller=SELLER, progress=Silent())
    with pytest.raises(ConflictError, match="stands already, in memory:sheet-2"):
        house.generate()(deal(id="other"), seller=SELLER, progress=Silent(), into=BUYERS_FILE)
    with pytest.raises(ConflictError, match="holds the plan 'other'"):
        house.generate()(deal(), seller=SELLER, progress=Silent(), into="sheet-2")
    with pytest.raises(InputError, match="Google Sheet only"):
        house.generate()(deal(), seller=SELLER, progress=Silent(), kind=DocumentKind.DOC, into=BUYERS_FILE)
