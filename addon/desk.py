"""One seller's desk: the services that act with their own token, for one click."""

from __future__ import annotations

from dataclasses import dataclass

from addon.signed_links import SignedLinks
from closeplan.ports.calendar import Calendar
from closeplan.ports.call_files import TranscriptFiles
from closeplan.ports.mail import Mailbox
from closeplan.ports.seller_files import OpenMails
from closeplan.ports.signals import Dismissals
from closeplan.ports.signoff import SignOffs
from closeplan.services.acknowledge import AskByLink
from closeplan.services.adopt import Adopt
from closeplan.services.approve import AskByApproval, LookAtApprovals
from closeplan.services.ask_owner import AskOwner
from closeplan.services.brief import KeepBrief
from closeplan.services.co_build import CoBuild
from closeplan.services.dismiss import Dismiss
from closeplan.services.edit_plan import EditPlan
from closeplan.services.generate import Generate
from closeplan.services.invite import Invite
from closeplan.services.propose import ProposeDates
from closeplan.services.recap import WriteRecap
from closeplan.services.recap_call import RecapCall
from closeplan.services.remind import SellersMails
from closeplan.services.seller_name import SellerName
from closeplan.services.send_brief import SendBrief
from closeplan.services.start import StartPlan
from closeplan.services.suggest import DecideSuggestions
from closeplan.services.suggest_all import DecideMany
from closeplan.services.talk import PlanTalk
from closeplan.services.what_changed import WhatChanged


@dataclass(frozen=True, kw_only=True)
class SignOffDesk:
    """Asking for acknowledgements, and what came of it."""

    sign_offs: SignOffs
    by_link: AskByLink
    by_approval: AskByApproval
    look: LookAtApprovals
    links: SignedLinks


@dataclass(frozen=True, kw_only=True)
class SignalDesk:
    """Acting on signals."""

    dismissals: Dismissals
    dismiss: Dismiss
    propose: ProposeDates
    ask: AskOwner
    invite: Invite
    changed: WhatChanged


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What a seller can have done; everything here acts as `seller`, with a token that is never kept."""

    seller: str
    generate: Generate
    adopt: Adopt
    mailbox: Mailbox
    reminders: SellersMails
    recap: WriteRecap
    recap_call: RecapCall
    sign_off: SignOffDesk
    signals: SignalDesk
    talk: PlanTalk
    start: StartPlan
    open_mails: OpenMails
    transcripts: TranscriptFiles
    calendar: Calendar
    edit: EditPlan
    brief: KeepBrief
    send_brief: SendBrief
    co_build: CoBuild
    suggestions: DecideSuggestions
    suggest_all: DecideMany
    name_of: SellerName
