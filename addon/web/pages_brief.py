"""The one-page brief for the seller's side: as a page, and as the PDF of its Doc."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response
from werkzeug.wrappers import Response as Answered

from addon.pages.brief_view import brief_view
from addon.web import frame
from addon.web.visits import Visits
from closeplan.services.brief import KeepBrief
from closeplan.services.overview import Overview


@dataclass(frozen=True, kw_only=True)
class BriefPages:
    """What these pages need; `brief` acts as the robot, for nobody's token is at hand."""

    visits: Visits
    overview: Overview
    brief: KeepBrief

    def blueprint(self) -> Blueprint:
        """`/plans/<id>/brief` and `/plans/<id>/brief.pdf`."""
        paths = Blueprint("brief", __name__)
        paths.add_url_rule("/plans/<plan_id>/brief", "page", self.visits.for_members(self._page))
        paths.add_url_rule("/plans/<plan_id>/brief.pdf", "pdf", self.visits.for_members(self._pdf))
        return paths

    def _page(self, plan_id: str) -> Answered:
        record = self.overview.plan(self.visits.here(), plan_id).record
        view = brief_view(self.brief.read(record.id, None))
        known = self.brief.known(record.id)
        doc = self.brief.briefs.url(known.document_id) if known else ""
        return frame.page("plan_brief.html", record=record, view=view, doc=doc)

    def _pdf(self, plan_id: str) -> Answered:
        record = self.overview.plan(self.visits.here(), plan_id).record
        shown = self.brief.pdf(record.id)
        headers = {"Content-Disposition": 'inline; filename="brief.pdf"'}
        return Response(shown.content, mimetype="application/pdf", headers=headers)
