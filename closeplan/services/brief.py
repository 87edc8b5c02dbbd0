"""The one-page brief: what it says now, and the Doc that keeps saying it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from closeplan.errors import ForbiddenError, NotFoundError
from closeplan.plan.brief import Brief, Density, brief
from closeplan.plan.languages import words_for
from closeplan.plan.locales import prints_on_letter
from closeplan.ports import Clock, PlanDocuments, PlanStore
from closeplan.ports.brief import Briefs, BriefStore, RenderBrief
from closeplan.records import PlanRecord, Share
from closeplan.records.briefs import BriefPage, BriefPdf, BriefRecord
from closeplan.services.stored_plan import StoredPlan


@dataclass(frozen=True, kw_only=True)
class ReadBrief:
    """What a plan's brief says now, from what was last read of the plan; no request to anybody."""

    store: PlanStore
    stored: StoredPlan
    documents: PlanDocuments

    def __call__(self, plan_id: str, density: Density | None = Density.ROOMY) -> Brief:
        """The brief of a plan, for a web page where `density` is None; NotFoundError where there is none, or nobody has
        looked at it yet.
        """
        record = self.store.plan(plan_id)
        url = self.documents[record.kind].url(record.document_id) if record.document_id else ""
        return brief(record.deal, self.stored(record), record.signals, url=url, density=density)


@dataclass(frozen=True, kw_only=True)
class KeepBrief:
    """Makes a plan's brief and keeps it in step, as whoever `briefs` acts for."""

    store: PlanStore
    kept: BriefStore
    read: ReadBrief
    briefs: Briefs
    render: RenderBrief
    clock: Clock

    def known(self, plan_id: str) -> BriefRecord | None:
        """The plan's brief as it was last written; None where it has none."""
        return self.kept.brief(plan_id)

    def make(self, plan_id: str) -> BriefRecord:
        """The plan's brief, made by the seller if there is none or theirs is gone, and written anew; the robot may keep
        it from then on. Doing it twice makes one Doc.
        """
        known, robot = self.kept.brief(plan_id), self.store.plan(plan_id).robot
        if known is not None:
            try:
                return self._write(known)
            except NotFoundError:
                pass  # the seller threw it away, so another takes its place
        document_id = self.briefs.create(plan_id, self._page(plan_id, Density.ROOMY))
        made = BriefRecord(
            plan_id=plan_id, document_id=document_id, digest="", pages=0, written_at=self.clock.now()
        )
        self.kept.save_brief(made)
        self.briefs.share(document_id, [Share(email=robot)])
        return self._write(made, is_roomy=True)

    def refresh(self, plan_id: str) -> BriefRecord | None:
        """Bring the brief in step with the plan: no request where it says the same already. None where the plan has no
        brief, or it is out of reach, as after the seller threw it away.
        """
        known = self.kept.brief(plan_id)
        if known is None or known.digest == self._digest(plan_id):
            return known
        try:
            return self._write(known)
        except (NotFoundError, ForbiddenError):
            return None

    def _write(self, known: BriefRecord, *, is_roomy: bool = False) -> BriefRecord:
        """Write it with as much room as one page leaves it; `is_roomy` says that the roomiest stands there now."""
        digest, pages = self._digest(known.plan_id), 0
        for density in Density:
            if density or not is_roomy:
                self.briefs.replace(known.document_id, self._page(known.plan_id, density))
            pages = self.briefs.pdf(known.document_id).pages
            if pages <= 1:
                break
        written = replace(known, digest=digest, pages=pages, written_at=self.clock.now())
        self.kept.save_brief(written)
        return written

    def _page(self, plan_id: str, density: Density) -> BriefPage:
        said = self.read(plan_id, density)
        words, deal = words_for(said.language), self.store.plan(plan_id).deal
        title = words.t("brief.file", buyer=said.buyer, seller=said.seller)
        return BriefPage(title=title, html=self.render(said, density), letter=prints_on_letter(deal))

    def _digest(self, plan_id: str) -> str:
        """Of everything the page says but the day it says it on."""
        said = replace(self.read(plan_id), state=date.min)
        return hashlib.sha256(self.render(said, Density.ROOMY).encode()).hexdigest()

    def pdf(self, plan_id: str) -> BriefPdf:
        """The plan's brief on paper; NotFoundError where it has none."""
        known = self.kept.brief(plan_id)
        if known is None:
            raise NotFoundError("this plan has no brief yet; make one first")
        return self.briefs.pdf(known.document_id)

    def share(self, record: PlanRecord, people: Sequence[str]) -> None:
        """Let those people read the plan's brief; nobody is told. NotFoundError where it has none."""
        known = self.kept.brief(record.id)
        if known is None:
            raise NotFoundError("this plan has no brief yet; make one first")
        self.briefs.share(known.document_id, [Share(email=email, role="reader") for email in people])
