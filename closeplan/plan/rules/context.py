"""What a rule may look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from closeplan.plan.diff import item_name, rows_of
from closeplan.plan.document import Problem
from closeplan.plan.health import Health, health
from closeplan.plan.ledger import Baseline, LedgerEntry
from closeplan.plan.model import Milestone, Network, Plan, Risk, Side, Stakeholder, Step
from closeplan.plan.rules.people import Owners, is_nobody, read_owners
from closeplan.plan.signals import Place, Signal, Table
from closeplan.plan.slips import Standing, add_workdays, drift, milestones, moves, sides_of, workdays
from closeplan.plan.wording import ENGLISH_WORDS, Words, quoted

Rule = Callable[["RuleContext"], Iterable[Signal]]
"""A rule turns a plan into signals; it changes nothing and knows no clock."""


class Question(NamedTuple):
    """What somebody asked of the timeline or objected to, through their link; `at` is aware, in UTC."""

    name: str
    email: str
    text: str
    at: datetime


class Mention(NamedTuple):
    """Somebody of the buyer's who was spoken of on the call of that day."""

    name: str
    day: date


@dataclass(frozen=True, kw_only=True)
class CallFacts:
    """What is known of a deal's calls: the day of the `last`, who was `there` on any (names and addresses as `people.plain`
    has them), and whom both sides spoke of without a word from the seller yet.
    """

    last: date | None = None
    there: frozenset[str] = frozenset()
    mentioned: tuple[Mention, ...] = ()


NO_CALLS = CallFacts()


class CrmDealFacts(NamedTuple):
    """The deal as one CRM was last seen to have it: `vendor` is the CRM's name in settings, `crm` what people call it;
    `signing` the id of the milestone that its close date stands for, empty for the plan's signature.
    """

    vendor: str
    crm: str
    close_date: date | None = None
    is_open: bool = True
    is_won: bool = False
    signing: str = ""


@dataclass(frozen=True, kw_only=True)
class CrmFacts:
    """What is known of a plan's deals in CRMs."""

    deals: tuple[CrmDealFacts, ...] = ()


NO_CRM = CrmFacts()


class Reach(NamedTuple):
    """The earliest day that go-live can be, and by how many working days that misses its own."""

    earliest: date | None
    days_late: int


@dataclass(frozen=True, kw_only=True)
class RuleContext:
    """A plan at one moment, with all that is known beside it.

    `today` is the day at the plan's place; `entries` the whole ledger, oldest first; `companies` the names of
    buyer and seller; `words` the plan's language; `problems` what could not be read, by where it stands;
    `columns` the tables and columns the document has, None for all; `addresses` the emails that person chips give, by
    the name each shows. `seller` is the address of the plan's owner, `last_edit` the day a person last changed
    something. `signed` and `lapsed` are the names and addresses (as `people.plain` has them) of those who acknowledged the
    timeline as it is, and of those whose acknowledgement the dates have outrun.
    `questions` are those that wait for the seller, the newest of each person.
    `filling_in` says that the plan was made bare a short while ago: its roles are not asked for in comments yet. `calls` is
    what the deal's calls add, `crm` what its CRM does.
    Everything below them is worked out once, when a rule first asks.
    """

    plan: Plan
    today: date
    network: Network | None = None
    baseline: Mapping[str, Baseline] = field(default_factory=dict)
    entries: tuple[LedgerEntry, ...] = ()
    companies: tuple[str, ...] = ()
    words: Words = ENGLISH_WORDS
    problems: Mapping[Place, Problem] = field(default_factory=dict)
    columns: Mapping[Table, frozenset[str]] | None = None
    addresses: Mapping[str, str] = field(default_factory=dict)
    seller: str = ""
    last_edit: date | None = None
    signed: frozenset[str] = frozenset()
    lapsed: frozenset[str] = frozenset()
    questions: tuple[Question, ...] = ()
    filling_in: bool = False
    calls: CallFacts = NO_CALLS
    crm: CrmFacts = NO_CRM

    def has(self, table: Table, *columns: str) -> bool:
        """Whether the document has that table with all those columns. People lay out their documents as they like:
        nobody is asked for what theirs has no room for.
        """
        if self.columns is None:
            return True
        return table in self.columns and self.columns[table].issuperset(columns)

    @cached_property
    def milestones(self) -> tuple[Milestone, ...]:
        """The timeline's rows that stand, in document order."""
        return milestones(self.plan)

    @cached_property
    def open_milestones(self) -> tuple[Milestone, ...]:
        """Those on which work is still expected."""
        return tuple(row for row in self.milestones if row.is_open)

    @cached_property
    def people(self) -> tuple[Stakeholder, ...]:
        """The stakeholders that name somebody: a role waiting for a name is no person yet."""
        rows = (row for row in rows_of(self.plan, Table.STAKEHOLDERS) if isinstance(row, Stakeholder))
        return tuple(row for row in rows if row.email or not is_nobody(row.name))

    @cached_property
    def risks(self) -> tuple[Risk, ...]:
        """The risk tab's rows that stand."""
        return tuple(row for row in rows_of(self.plan, Table.RISKS) if isinstance(row, Risk))

    @cached_property
    def steps(self) -> Mapping[str, Step]:
        """What the network knows of each milestone."""
        return {step.id: step for step in self.network.steps} if self.network else {}

    @cached_property
    def sides(self) -> Mapping[str, Side]:
        """Whose calendar counts for each milestone."""
        return sides_of(self.plan, self.network)

    @cached_property
    def moves(self) -> Mapping[str, tuple[LedgerEntry, ...]]:
        """Every move of each milestone's due date."""
        return moves(self.entries)

    @cached_property
    def drift(self) -> Mapping[str, int]:
        """How far each milestone's due lies from its baseline."""
        return drift(self.plan, self.baseline, self.network)

    @cached_property
    def standing(self) -> Standing:
        """What of the plan bears on go-live, and where that leaves it."""
        return Standing.of(self.plan, self.network, self.today)

    @cached_property
    def health(self) -> Health:
        """How the plan stands, whatever of it was dismissed."""
        return health(self.plan.milestones, self.today, days_late=self.standing.days_late)

    def reach_without_slip(self, milestone: Milestone) -> Reach | None:
        """Where go-live would be if that milestone stood where it was agreed; None where nobody agreed on a date or
        go-live doesn't wait for it.
        """
        effect, agreed = self.standing.effect, self.baseline.get(milestone.id)
        if effect is None or milestone.id not in effect.float_left or agreed is None or agreed.due is None:
            return None
        if milestone.id not in self._without_slip:
            without = self.standing.with_due(milestone.id, agreed.due)
            self._without_slip[milestone.id] = Reach(without.earliest_go_live, without.days_late)
        return self._without_slip[milestone.id]

    @cached_property
    def _without_slip(self) -> dict[str, Reach]:
        return {}

    @cached_property
    def _owners(self) -> dict[str, Owners]:
        return {}

    def owners(self, text: str) -> Owners:
        """Who an owner cell names."""
        if text not in self._owners:
            owners = read_owners(text, self.people, self.companies)
            chip = "" if owners.email else self.addresses.get(text, "")
            self._owners[text] = replace(owners, email=chip) if chip else owners
        return self._owners[text]

    def workdays(self, milestone: Milestone, was: date, now: date) -> int:
        """Working days in (was, now] of the milestone's side."""
        return workdays(self.network, self.sides.get(milestone.id), was, now)

    def add_workdays(self, milestone_id: str, day: date, days: int) -> date:
        """The working day of the milestone's side that many after `day`, before it where negative."""
        return add_workdays(self.network, self.sides.get(milestone_id), day, days)

    def name(self, milestone: Milestone) -> str:
        """What people call the milestone, fit for a sentence."""
        return quoted(item_name(Table.TIMELINE, milestone))
