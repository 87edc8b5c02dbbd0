"""Make a deal's plan: schedule it backward, lay it out in a document, share it, and start watching it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from closeplan.errors import ConflictError, InputError, Mistake
from closeplan.plan.document import DocumentDraft, DocumentKind, Snapshot
from closeplan.plan.languages import words_for
from closeplan.plan.ledger import Baseline
from closeplan.plan.locales import locale_of
from closeplan.plan.model import Deal, Milestone, Plan, Side
from closeplan.plan.schedule import Schedule, schedule
from closeplan.plan.zones import zone_of
from closeplan.ports import Clock, ForeignSheets, Jobs, PlanDocuments, PlanStore, Progress
from closeplan.records import DuePlan, PlanRecord, Share
from closeplan.services.guests import Guest


@dataclass(frozen=True, kw_only=True)
class Generated:
    """What was made: the plan's id, its document, and the dates it was laid out with.

    `created` is False where the plan existed before and was left as it is. `not_shared` are people on the map whom
    the seller may not give access to a document that others own.
    """

    plan_id: str
    document_id: str
    url: str
    created: bool
    schedule: Schedule
    kind: DocumentKind = DocumentKind.SHEET
    not_shared: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Generate:
    """The use case with what it needs; `watch` makes sure the robot hears of edits."""

    store: PlanStore
    documents: PlanDocuments
    foreign: ForeignSheets
    jobs: Jobs
    clock: Clock
    watch: Callable[[str], None]
    robot: str
    time_zone: str

    def __call__(
        self,
        deal: Deal,
        *,
        seller: str,
        progress: Progress,
        kind: DocumentKind = DocumentKind.SHEET,
        into: str = "",
    ) -> Generated:
        """Generate the deal's plan; repeating it finishes an interrupted run and otherwise changes nothing.

        `into` adds it to a Sheet that people use already, in which the seller has to be an editor.
        """
        guest = self._guest(deal, into, seller, kind) if into else None
        dates = schedule(deal.network, self._today(deal))
        record, is_new = self._record(deal, seller, kind)
        document = self.documents[record.kind]
        if record.document_id:
            # the run that made it may have been killed just before it asked for the first look
            self._look_soon(record)
            if into not in {"", record.document_id}:
                url = document.url(record.document_id)
                raise ConflictError(
                    f"the plan '{deal.id}' stands already, in {url}: give the deal another id"
                )
            return Generated(
                plan_id=deal.id,
                document_id=record.document_id,
                url=document.url(record.document_id),
                created=False,
                schedule=dates,
                kind=record.kind,
            )
        if guest:
            progress.step(f"Adding the plan to “{guest.access.name}”")
        else:
            progress.step(f"Creating the {record.kind.value.title()}")
        return self._make(record, dates, guest, progress, look_first=not is_new)

    def _make(
        self,
        record: PlanRecord,
        dates: Schedule,
        guest: Guest | None,
        progress: Progress,
        *,
        look_first: bool,
    ) -> Generated:
        """Lay the plan out, share it, and watch it."""
        deal, document = record.deal, self.documents[record.kind]
        plan = first_plan(deal, dates)
        draft = self._draft(deal, plan, guest.document_id if guest else "")
        document_id = document.create(draft, look_first=look_first)
        self._remember(deal.id, plan)
        shares = people_to_share_with(deal, seller=record.owner, robot=self.robot)
        progress.step(f"Sharing with {len(shares) - 1} people and the robot")
        not_shared: tuple[str, ...] = ()
        if guest:
            not_shared = guest.share(document, shares)
        else:
            document.share(document_id, shares)
        progress.step("Watching for edits")
        self.watch(self.robot)
        self.store.set_document(deal.id, document_id)
        self._look_soon(record)
        return Generated(
            plan_id=deal.id,
            document_id=document_id,
            url=document.url(document_id),
            created=True,
            schedule=dates,
            kind=record.kind,
            not_shared=not_shared,
        )

    def _today(self, deal: Deal) -> date:
        return deal.today or local_day(self.clock.now(), self.time_zone)

    def _guest(self, deal: Deal, into: str, seller: str, kind: DocumentKind) -> Guest | None:
        """The seller at the door of that document; None where this very plan stands in it."""
        if kind is not DocumentKind.SHEET:
            raise InputError([Mistake("--into", "a plan can be added to a Google Sheet only")])
        there = self.store.plan_of_document(into)
        if there is not None and there.id == deal.id:
            return None
        if there is not None:
            raise ConflictError(f"the Sheet {into} holds the plan '{there.id}' already")
        return Guest.at(self.foreign, into, seller=seller, robot=self.robot)

    def _draft(self, deal: Deal, plan: Plan, into: str) -> DocumentDraft:
        return DocumentDraft(
            plan_id=deal.id,
            plan=plan,
            language=deal.language,
            locale=locale_of(deal),
            time_zone=self.time_zone,
            today=self._today(deal),
            robot=self.robot,
            into=into,
        )

    def _record(self, deal: Deal, seller: str, kind: DocumentKind) -> tuple[PlanRecord, bool]:
        record = PlanRecord(
            id=deal.id, deal=deal, owner=seller, robot=self.robot, kind=kind, made_at=self.clock.now()
        )
        try:
            self.store.add_plan(record)
        except ConflictError:
            known = self.store.plan(deal.id)
            if known.document_id:
                return known, False
            # nothing was shown to anybody yet: the deal file may have been corrected since
            self.store.replace_plan(record)
            return record, False
        return record, True

    def _look_soon(self, record: PlanRecord) -> None:
        look = DuePlan(plan_id=record.id, version=0, who="", seen_at=self.clock.now())
        self.store.queue_plan(look)
        self.jobs.reconcile(record.id)

    def _remember(self, plan_id: str, plan: Plan) -> None:
        """The dates as generated are the baseline, so that an edit made a second later is a change."""
        baseline = {m.id: Baseline(id=m.id, start=m.start, due=m.due) for m in plan.milestones}
        snapshot = Snapshot(plan=plan, baseline=baseline, taken_at=self.clock.now())
        self.store.save_pass(plan_id, snapshot, [])


def local_day(now: datetime, time_zone: str) -> date:
    """The day it is at `now` in a time zone, named as documents name it."""
    return now.astimezone(zone_of(time_zone)).date()


def plan_title(deal: Deal) -> str:
    """What the document is called, in the plan's language."""
    return words_for(deal.language).t("title", buyer=deal.buyer, seller=deal.seller)


def first_plan(deal: Deal, dates: Schedule) -> Plan:
    """The plan as it first stands in the document: the deal with the schedule's dates, in date order."""
    rows = [
        Milestone(
            id=step.step.id,
            name=step.step.name,
            workstream=step.step.workstream,
            owner=step.step.owner,
            side=step.step.side,
            start=step.start,
            due=step.due,
        )
        for step in dates.steps
    ]
    first_day: dict[str, date] = {}
    for row in rows:
        first_day[row.workstream] = min(first_day.get(row.workstream, date.max), row.start or date.max)
    rows.sort(key=lambda row: (first_day[row.workstream], row.workstream, row.due or date.max))
    return Plan(
        title=plan_title(deal),
        go_live=deal.network.go_live,
        why=deal.why,
        objective=deal.objective,
        metrics=deal.metrics,
        cost_of_inaction=deal.cost_of_inaction,
        milestones=tuple(rows),
        stakeholders=deal.stakeholders,
        risks=deal.risks,
    )


def people_to_share_with(deal: Deal, *, seller: str, robot: str) -> Sequence[Share]:
    """The robot first, then everybody on the map with an address; both sides may edit. The seller owns the file."""
    addresses = {person.email.lower(): person for person in deal.stakeholders if person.email}
    for owner_or_robot in (seller, robot):
        addresses.pop(owner_or_robot.lower(), None)
    who = next((person.name for person in deal.stakeholders if person.email.lower() == seller.lower()), "")
    invitation = words_for(deal.language).t(
        "invitation", who=f"{who} ({deal.seller})" if who else deal.seller, title=plan_title(deal)
    )
    shares = [Share(email=robot)]
    for address, person in addresses.items():
        notify = person.side is not Side.SELLER
        shares.append(Share(email=address, notify=notify, message=invitation if notify else ""))
    return shares
