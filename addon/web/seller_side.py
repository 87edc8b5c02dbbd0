"""The pages of the seller's side, put together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import TYPE_CHECKING

from flask import Flask

from addon.call_desk import CallDesk
from addon.deal_desk import DealDesk
from addon.web.limits import Limiter
from addon.web.openid import OpenId, Provider
from addon.web.pages import Pages
from addon.web.pages_brief import BriefPages
from addon.web.pages_call_folders import CallFolderPages
from addon.web.pages_calls import CallPages
from addon.web.pages_connect import ConnectPages
from addon.web.pages_integrations import IntegrationPages
from addon.web.pages_people import PeoplePages
from addon.web.pages_sign_in import SignInPages
from addon.web.visits import Visits
from closeplan.ports import PlanDocuments
from closeplan.ports.connecting import Connecting
from closeplan.ports.people import GivenGrants
from closeplan.services.brief import KeepBrief
from closeplan.services.integrations import Integrations
from closeplan.services.overview import Overview
from closeplan.services.people import People
from closeplan.services.score_deal import ScoreDeal
from closeplan.services.sign_in import SignIn

if TYPE_CHECKING:
    from closeplan.services.ask_calls import AskCalls


@dataclass(frozen=True, kw_only=True)
class SellerSide:
    """What the pages need. `base_url` is where people reach them and where the provider sends them back to."""

    sign_in: SignIn
    overview: Overview
    scores: Callable[[], ScoreDeal]
    ask_calls: Callable[[], AskCalls]
    people: People
    grants: GivenGrants
    documents: PlanDocuments
    brief: KeepBrief
    calls: Callable[[], CallDesk]
    deals: Callable[[], DealDesk]
    connecting: Connecting
    integrations: Integrations
    zone: tzinfo
    provider: Provider
    base_url: str
    reads_meetings: bool = False
    limiter: Limiter = field(default_factory=Limiter)

    def serve(self, app: Flask) -> None:
        """Add the pages to the app."""
        visits = Visits(sign_in=self.sign_in, base_url=self.base_url)
        signing_in = SignInPages(
            visits=visits,
            openid=OpenId(app, self.provider),
            grants=self.grants,
            limiter=self.limiter,
            reads_meetings=self.reads_meetings,
        )
        app.register_blueprint(signing_in.blueprint())
        app.register_blueprint(PeoplePages(visits=visits, people=self.people).blueprint())
        pages = Pages(
            visits=visits,
            overview=self.overview,
            documents=self.documents,
            scores=self.scores,
            ask_calls=self.ask_calls,
            deals=self.deals,
        )
        app.register_blueprint(pages.blueprint())
        briefs = BriefPages(visits=visits, overview=self.overview, brief=self.brief)
        app.register_blueprint(briefs.blueprint())
        calls = CallPages(visits=visits, overview=self.overview, desk=self.calls)
        app.register_blueprint(calls.blueprint())
        folders = CallFolderPages(visits=visits, plans=self.overview.store, desk=self.calls)
        app.register_blueprint(folders.blueprint())
        integrations = IntegrationPages(visits=visits, integrations=self.integrations, zone=self.zone)
        app.register_blueprint(integrations.blueprint())
        app.register_blueprint(ConnectPages(visits=visits, connecting=self.connecting).blueprint())
