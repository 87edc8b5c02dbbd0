"""The pages of the seller's side: the plans somebody may look at, and each by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from flask import Blueprint, request
from werkzeug.wrappers import Response

from addon.call_links import at_turn
from addon.cards.scores import in_words
from addon.deal_desk import DealDesk
from addon.web import frame
from addon.web.deal_view import crm_view
from addon.web.visits import Visits, own_path
from closeplan.calls.scores.card import Scorecard
from closeplan.errors import InputError
from closeplan.plan.document import DocumentKind
from closeplan.plan.health import Health
from closeplan.plan.signals import Audience
from closeplan.plan.wording import ENGLISH_WORDS
from closeplan.ports import PlanDocuments
from closeplan.records import PlanRecord
from closeplan.services.overview import Overview
from closeplan.services.score_deal import ScoreDeal

if TYPE_CHECKING:
    from closeplan.services.ask_calls import AskCalls

MOST_ENTRIES = 100
"""Lines of the ledger on a page, the newest; the whole of it is in `closeplan ledger`."""

HEALTH: Mapping[Health, str] = {
    Health.ON_TRACK: "On track",
    Health.AT_RISK: "At risk",
    Health.STALLED: "Stalled",
}
MOST_QUESTION = 500
"""Characters of a question that are looked at."""

MOST_QUOTES = 3
"""Quotes of one element on a page, the newest."""

_KINDS = {DocumentKind.SHEET: "Sheet", DocumentKind.DOC: "Doc"}


class Scores(NamedTuple):
    """A deal's scorecard with the titles of all methods by their names, or what is `wrong` with the installation's own."""

    card: Scorecard | None = None
    methods: Mapping[str, str] = {}
    wrong: str = ""


@dataclass(frozen=True, kw_only=True)
class Pages:
    """What these pages need."""

    visits: Visits
    overview: Overview
    documents: PlanDocuments
    scores: Callable[[], ScoreDeal]
    ask_calls: Callable[[], AskCalls]
    deals: Callable[[], DealDesk]

    def blueprint(self) -> Blueprint:
        """`/` and `/plans/<id>`."""
        paths = Blueprint("pages", __name__)
        paths.add_app_template_filter(_day, "day")
        paths.add_app_template_filter(in_words, "strength")
        paths.add_app_template_filter(_clock, "clock")
        paths.add_app_template_filter(at_turn, "at_turn")
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
        question = request.args.get("q", "")[:MOST_QUESTION].strip()
        return frame.page(
            "plan.html",
            shown=shown,
            question=question,
            answer=self.ask_calls().of_deal(question, shown.record) if question else None,
            document=self._address(shown.record),
            kind=_KINDS[shown.record.kind],
            most=MOST_QUOTES,
            scores=self._scored(shown.record),
            deals=crm_view(self.deals(), shown.record, is_own=False).links,
            shared=[one for one in signals if one.audience is Audience.SHARED],
            internal=[one for one in signals if one.audience is Audience.INTERNAL],
            entries=entries[: -MOST_ENTRIES - 1 : -1],
            more=max(0, len(entries) - MOST_ENTRIES),
        )

    def _scored(self, record: PlanRecord) -> Scores:
        """The deal by the method that was chosen, else by the usual one."""
        try:
            scores = self.scores()
        except InputError as error:
            return Scores(wrong=str(error))
        if record.snapshot is None:
            return Scores()
        chosen = request.args.get("method", "")
        scored = scores(record, chosen if chosen in scores.methods else "")
        return Scores(scored, {name: method.title for name, method in scores.methods.items()})

    def _address(self, record: PlanRecord) -> str:
        return self.documents[record.kind].url(record.document_id) if record.document_id else ""


def _day(value: date | None) -> str:
    return ENGLISH_WORDS.day(value) if value else "No date"


def _clock(seconds: float) -> str:
    """A moment of a call."""
    minutes, left = divmod(int(seconds), 60)
    return f"{minutes}:{left:02}"
