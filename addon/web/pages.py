"""The pages of the seller's side: the plans somebody may look at, and each by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, request
from werkzeug.wrappers import Response

from addon.web import frame
from addon.web.visits import Visits, own_path
from closeplan.plan.document import DocumentKind
from closeplan.plan.health import Health
from closeplan.plan.signals import Audience
from closeplan.plan.wording import ENGLISH_WORDS
from closeplan.ports import PlanDocuments
from closeplan.records import PlanRecord
from closeplan.services.overview import Overview

MOST_ENTRIES = 100
"""Lines of the ledger on a page, the newest; the whole of it is in `closeplan ledger`."""

HEALTH: Mapping[Health, str] = {
    Health.ON_TRACK: "On track",
    Health.AT_RISK: "At risk",
    Health.STALLED: "Stalled",
}
_KINDS = {DocumentKind.SHEET: "Sheet", DocumentKind.DOC: "Doc"}


@dataclass(frozen=True, kw_only=True)
class Pages:
    """What these pages need."""

    visits: Visits
    overview: Overview
    documents: PlanDocuments

    def blueprint(self) -> Blueprint:
        """`/` and `/plans/<id>`."""
        paths = Blueprint("pages", __name__)
        paths.add_app_template_filter(_day, "day")
        paths.add_app_template_filter(HEALTH.__getitem__, "health")
        paths.add_app_template_global(self.visits.member, "signed_in")
        paths.add_url_rule("/", "home", self._home)
        paths.add_url_rule("/plans/<plan_id>", "plan", self.visits.for_members(self._plan))
        return paths

    def _home(self) -> Response:
        member = self.visits.member()
        if member is None:
            return frame.page("welcome.html", next=own_path(request.args.get("next", "/")))
        return frame.page("home.html", me=member, lines=self.overview.lines(member))

    def _plan(self, plan_id: str) -> Response:
        shown = self.overview.plan(self.visits.here(), plan_id)
        signals = shown.record.signals
        entries = shown.context.entries if shown.context else ()
        return frame.page(
            "plan.html",
            shown=shown,
            document=self._address(shown.record),
            kind=_KINDS[shown.record.kind],
            shared=[one for one in signals if one.audience is Audience.SHARED],
            internal=[one for one in signals if one.audience is Audience.INTERNAL],
            entries=entries[: -MOST_ENTRIES - 1 : -1],
            more=max(0, len(entries) - MOST_ENTRIES),
        )

    def _address(self, record: PlanRecord) -> str:
        return self.documents[record.kind].url(record.document_id) if record.document_id else ""


def _day(value: date | None) -> str:
    return ENGLISH_WORDS.day(value) if value else "No date"
