"""A seller's new plan: looked at before it is made, made once, and taken back while nobody else has touched it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from closeplan.errors import ConflictError
from closeplan.plan.diff import diff
from closeplan.plan.model import Deal, Stakeholder
from closeplan.plan.schedule import schedule
from closeplan.plan.start import Feasibility, Person, Start, deal_of, feasibility, people_of
from closeplan.plan.templates import Template
from closeplan.ports import Clock, PlanStore, Progress
from closeplan.ports.seller_files import OwnFiles
from closeplan.records import FileAccess, PlanRecord
from closeplan.services.generate import Generate, Generated, local_day, people_to_share_with


@dataclass(frozen=True, kw_only=True)
class StartPlan:
    """The use case with what it needs; everything is done as the seller whose `files` these are.

    `templates` reads the shipped ones, when first asked; `domains` are the seller's company's.
    """

    store: PlanStore
    generate: Generate
    files: OwnFiles
    templates: Callable[[], Mapping[str, Template]]
    clock: Clock
    time_zone: str
    robot: str
    domains: frozenset[str]

    def people(self, found: Iterable[tuple[str, str]], seller: str) -> tuple[Person, ...]:
        """The people among addresses and names, with their sides as the seller sees them."""
        return people_of(found, seller, self.domains)

    def deal(self, start: Start) -> Deal:
        """The deal that is meant; InputError says what has to be said or changed."""
        return deal_of(start, self.templates(), self._today())

    def look(self, deal: Deal) -> Feasibility:
        """What would fit before go-live if it were made today; changes nothing."""
        return feasibility(schedule(deal.network, self._today()))

    def is_ahead(self, day: date) -> bool:
        """Whether the day is still to come."""
        return day > self._today()

    def choices(self) -> tuple[Template, ...]:
        """The shipped templates, the lightest first."""
        return tuple(sorted(self.templates().values(), key=lambda template: len(template.steps)))

    def company_of(self, seller: str) -> str:
        """What the seller called their company in their newest plan; empty where they have none."""
        own = self.store.plans_of(seller)
        return own[-1].deal.seller if own else ""

    def url(self, record: PlanRecord) -> str:
        """Where the plan opens."""
        return self.generate.documents[record.kind].url(record.document_id)

    def __call__(self, deal: Deal, *, seller: str, progress: Progress, into: str = "") -> Generated:
        """Make the plan and share it with everybody on it; repeating it finishes an interrupted run."""
        return self.generate(replace(deal, bare=True), seller=seller, progress=progress, into=into)

    def share(self, record: PlanRecord, people: Sequence[Person]) -> None:
        """Give those people access too; each of the buyer's gets Drive's mail with an invitation."""
        deal = record.deal
        invited = tuple(Stakeholder(id=p.email, name=p.called, email=p.email, side=p.side) for p in people)
        sellers = tuple(
            person for person in deal.stakeholders if person.email.lower() == record.owner.lower()
        )
        shares = people_to_share_with(
            replace(deal, stakeholders=(*sellers, *invited)), seller=record.owner, robot=self.robot
        )
        self.generate.documents[record.kind].share(record.document_id, shares)

    def host(self, record: PlanRecord) -> FileAccess | None:
        """Who has access to the Sheet that people had before and the plan stands in; None where closeplan made the file
        for it. Up to three requests.
        """
        if not record.document_id or self.files.was_made_for(record.document_id, record.id):
            return None
        return self.generate.foreign.access(record.document_id, self.robot)

    def undo(self, record: PlanRecord) -> None:
        """Move the plan's document to the seller's trash and watch it no more. ConflictError, and nothing changed,
        where somebody else has worked in it, or where closeplan did not make the document.
        """
        if not record.document_id:
            return
        if not self.files.was_made_for(record.document_id, record.id):
            raise ConflictError(
                "This plan stands in a Sheet that people had before, so nothing is moved to the trash: delete the plan's "
                "tabs there."
            )
        if self._has_news(record):
            raise ConflictError(
                "Somebody is working in this plan at this moment: look at it, then try again."
            )
        # Drive joins edits that are close in time and names the last editor alone; the ledger saw each
        worked = {entry.who.lower() for entry in self.store.ledger(record.id)}
        worked |= self.files.editors(record.document_id)
        if worked - {record.owner.lower(), self.robot.lower()}:
            raise ConflictError(
                "Somebody else has worked in this plan already, so it stays. To end it all the same, move the file to "
                "the trash in Drive."
            )
        self.files.trash(record.document_id)
        self.store.set_document(record.id, "")
        self.store.set_gone(record.id, gone=True)

    def _has_news(self, record: PlanRecord) -> bool:
        """Whether the document holds an edit that has not come to the ledger yet."""
        known = record.snapshot.plan if record.snapshot else None
        document = self.generate.documents[record.kind]
        now = self.clock.now()
        reading = document.read(record.document_id, known, now=now, language=record.deal.language)
        return bool(diff(known, reading.plan))

    def _today(self) -> date:
        return local_day(self.clock.now(), self.time_zone)
