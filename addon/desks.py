"""How a seller's desk is put together: the services that act with the token of one click."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from addon.adapters.google.google import Google
from addon.adapters.google.mailbox import EitherMailbox
from addon.dealfiles import shipped_templates
from addon.desk import Desk, SignalDesk, SignOffDesk
from addon.letters import TemplateLetters
from addon.wiring import Parts
from closeplan.ports.mail import Mailbox
from closeplan.services.acknowledge import AskByLink
from closeplan.services.adopt import Adopt
from closeplan.services.approve import AskByApproval
from closeplan.services.ask_owner import AskOwner
from closeplan.services.co_build import CoBuild
from closeplan.services.dismiss import Dismiss
from closeplan.services.generate import Generate
from closeplan.services.invite import Invite
from closeplan.services.lay_draft import LayDraft
from closeplan.services.propose import ProposeDates
from closeplan.services.recap import WriteRecap
from closeplan.services.remind import SellersMails
from closeplan.services.send_brief import SendBrief
from closeplan.services.start import StartPlan
from closeplan.services.suggest import DecideSuggestions
from closeplan.services.suggest_all import DecideMany
from closeplan.services.talk import PlanTalk
from closeplan.services.what_changed import WhatChanged

if TYPE_CHECKING:
    pass


@dataclass(frozen=True, kw_only=True)
class Desks:
    """Makes desks from the parts of one backend. What takes a `google` acts as the seller of that one."""

    parts: Parts

    def __call__(self, token: str, seller: str) -> Desk:
        """The desk of a seller who clicks, with the token of that click."""
        google = self.parts.google.acting_with(token)
        outbox = EitherMailbox(google.mailbox, lambda: self.parts.outbox(seller))
        mailbox = LayDraft(drafts=outbox, log=self.parts.store, seller=seller.lower(), clock=self.parts.clock)
        brief = self.parts.keep_brief(google.briefs)
        return Desk(
            seller=seller,
            generate=self.generate(google),
            adopt=self.adopt(google),
            mailbox=mailbox,
            reminders=self._sellers_mails(seller, outbox),
            recap=self._recap(google, mailbox),
            recap_call=self.parts.of_calls.recap_call,
            edit=self.parts.edit(google),
            signals=self.signals(google, mailbox),
            brief=brief,
            send_brief=SendBrief(keep=brief, mailbox=mailbox, name_of=self.parts.seller_name),
            co_build=self.co_build(google),
            suggestions=self.suggestions(google),
            suggest_all=DecideMany(decide=self.suggestions(google)),
            talk=self.talk(google),
            start=self.start(google),
            open_mails=google.open_mails,
            transcripts=google.transcripts,
            calendar=google.calendar,
            sign_off=self.sign_off(google),
            name_of=self.parts.seller_name,
        )

    def _recap(self, google: Google, mailbox: LayDraft) -> WriteRecap:
        return WriteRecap(
            stored=self.parts.stored,
            mails=self.parts.store,
            mailbox=mailbox,
            documents=google.documents,
            letters=TemplateLetters(),
            name_of=self.parts.seller_name,
            host=self.parts.mail_host,
            clock=self.parts.clock,
        )

    def _sellers_mails(self, seller: str, outbox: EitherMailbox) -> SellersMails:
        hour = self.parts.settings.mail_hour
        return SellersMails(seller=seller.lower(), remind=self.parts.remind, outbox=outbox, hour=hour)

    def sign_off(self, google: Google) -> SignOffDesk:
        """Asks people to acknowledge, as the seller of that `google`."""
        life = timedelta(days=self.parts.settings.link_days)
        return SignOffDesk(
            sign_offs=self.parts.store,
            by_link=AskByLink(sign_offs=self.parts.store, clock=self.parts.clock, life=life),
            by_approval=AskByApproval(
                approvals=google.approvals, sign_offs=self.parts.store, clock=self.parts.clock
            ),
            look=self.parts.look_at_approvals,
            links=self.parts.signed_links,
        )

    def generate(self, google: Google) -> Generate:
        """Makes plans, as the seller of that `google`."""
        return Generate(
            store=self.parts.store,
            documents=google.documents,
            foreign=google.foreign,
            jobs=self.parts.jobs,
            clock=self.parts.clock,
            watch=self.parts.watch,
            robot=self.parts.settings.robot,
            time_zone=self.parts.settings.time_zone,
        )

    def adopt(self, google: Google) -> Adopt:
        """Adopts people's own plans, as the seller of that `google`."""
        return Adopt(
            store=self.parts.store,
            documents=google.documents,
            foreign=google.foreign,
            jobs=self.parts.jobs,
            clock=self.parts.clock,
            watch=self.parts.watch,
            robot=self.parts.settings.robot,
        )

    def talk(self, google: Google) -> PlanTalk:
        """Plans talks, in the calendar of the seller of that `google`."""
        return PlanTalk(
            stored=self.parts.stored,
            calendar=google.calendar,
            documents=google.documents,
            clock=self.parts.clock,
        )

    def start(self, google: Google) -> StartPlan:
        """Makes plans of three fields, as the seller of that `google`."""
        return StartPlan(
            store=self.parts.store,
            generate=self.generate(google),
            files=google.own_files,
            templates=shipped_templates,
            clock=self.parts.clock,
            time_zone=self.parts.settings.time_zone,
            robot=self.parts.settings.robot,
            domains=self.parts.settings.open_domains,
        )

    def co_build(self, google: Google) -> CoBuild:
        """Asks what a plan lacks, and writes the answers as the seller of that `google`."""
        return CoBuild(store=self.parts.store, stored=self.parts.stored, edit=self.parts.edit(google))

    def signals(self, google: Google, mailbox: Mailbox) -> SignalDesk:
        """Acts on signals, as the seller of that `google`."""
        edit, store, clock, jobs = (
            self.parts.edit(google),
            self.parts.store,
            self.parts.clock,
            self.parts.jobs,
        )
        return SignalDesk(
            dismissals=store,
            dismiss=Dismiss(store=store, dismissals=store, clock=clock, jobs=jobs),
            propose=ProposeDates(stored=self.parts.stored, edit=edit),
            ask=AskOwner(
                stored=self.parts.stored,
                threads=google.threads,
                documents=google.documents,
                mailbox=mailbox,
                clock=clock,
                host=self.parts.mail_host,
            ),
            invite=Invite(edit=edit, documents=google.documents),
            changed=WhatChanged(store=store, visits=store, clock=clock),
        )

    def suggestions(self, google: Google) -> DecideSuggestions:
        """Accepts or rejects what calls suggest, as the seller of that `google`."""
        edit = self.parts.edit(google)
        return DecideSuggestions(
            book=self.parts.store, stored=self.parts.stored, edit=edit, clock=self.parts.clock
        )
