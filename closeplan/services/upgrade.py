"""Bring the documents of plans that an older closeplan laid out up to date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from closeplan.errors import CloseplanError, NotFoundError
from closeplan.plan.document import DocumentKind
from closeplan.ports import Layouts, PlanStore
from closeplan.records import LayoutReport, PlanRecord


@dataclass(frozen=True, kw_only=True)
class Upgraded:
    """One plan: from which layout version to which, what that changes in words, or why it can't be done."""

    plan_id: str
    was: int = 0
    now: int = 0
    changes: tuple[str, ...] = ()
    refused: str = ""

    @property
    def is_old(self) -> bool:
        """Whether it was laid out by an older closeplan."""
        return self.was < self.now


@dataclass(frozen=True, kw_only=True)
class Upgrade:
    """The use case with what it needs."""

    store: PlanStore
    layouts: Layouts

    def __call__(self, plan_ids: Sequence[str] = (), *, dry_run: bool = False) -> Iterator[Upgraded]:
        """Each plan in turn, all that have a Sheet if none is named; one that fails keeps no other from its turn.

        NotFoundError, before anything is changed, if there is no such plan.
        """
        records = [self.store.plan(plan_id) for plan_id in plan_ids] or self._standing()
        for record in records:
            yield self._upgraded(record, dry_run=dry_run)

    def _standing(self) -> list[PlanRecord]:
        return [record for record in self.store.plans() if record.document_id and not record.gone]

    def _upgraded(self, record: PlanRecord, *, dry_run: bool) -> Upgraded:
        if record.kind is not DocumentKind.SHEET:
            return Upgraded(plan_id=record.id)
        try:
            report = self._report(record, dry_run=dry_run)
        except CloseplanError as error:
            return Upgraded(plan_id=record.id, refused=str(error))
        return Upgraded(plan_id=record.id, was=report.was, now=report.now, changes=report.says)

    def _report(self, record: PlanRecord, *, dry_run: bool) -> LayoutReport:
        if not record.document_id:
            raise NotFoundError("it has no Sheet yet: run `closeplan generate` again")
        return self.layouts.upgrade(record.document_id, language=record.deal.language, dry_run=dry_run)
