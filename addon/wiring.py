"""How services are put together from the parts of one backend; `bootstrap` makes the parts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from urllib.parse import urlsplit

from addon.adapters.google.accounts import DRIVE_FILE
from addon.adapters.google.briefs import GoogleBriefs
from addon.adapters.google.google import Google
from addon.adapters.google.grants import GrantedTokens, OAuthClient
from addon.adapters.google.mailbox import GMAIL_COMPOSE, GmailMailbox
from addon.adapters.store import SqlStore
from addon.call_services import CallServices
from addon.call_wiring import CallWiring
from addon.delivery_wiring import DeliveryWiring
from addon.letters import TemplateLetters
from addon.pages.brief_document import brief_html
from addon.settings import Settings
from addon.signed_links import SignedLinks
from addon.stop_links import StopLinks
from addon.talk_wiring import TalkWiring
from addon.vendor_wiring import VendorWiring
from addon.vendors import title_of
from closeplan.ports import Checkpoints, Clock, Jobs
from closeplan.services.acknowledge import Acknowledge
from closeplan.services.approve import LookAtApprovals
from closeplan.services.brief import KeepBrief, ReadBrief
from closeplan.services.call_facts import ReadCallFacts
from closeplan.services.crm_facts import ReadCrmFacts
from closeplan.services.edit_plan import EditPlan
from closeplan.services.fitness import Fitness
from closeplan.services.members import Admit, Sight
from closeplan.services.people import People
from closeplan.services.reconcile import Reconcile
from closeplan.services.remind import Remind
from closeplan.services.seller_name import SellerName
from closeplan.services.stored_plan import StoredPlan
from closeplan.services.suggest import FileSuggestions
from closeplan.services.watch import Watch


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What the services of one backend share. `google` acts for the installation's own seller and the robot."""

    settings: Settings
    store: SqlStore
    jobs: Jobs
    clock: Clock
    checkpoints: Checkpoints
    google: Google
    secret: bytes

    @property
    def watch(self) -> Watch:
        """Keeps the robot's notification channel."""
        return Watch(
            store=self.store,
            feed=self.google.feed,
            clock=self.clock,
            address=self.settings.webhook_url,
            secret=self.secret,
            channel_life=timedelta(hours=self.settings.channel_hours),
        )

    @property
    def reconcile(self) -> Reconcile:
        """Looks at one plan, as the robot."""
        return Reconcile(
            store=self.store,
            documents=self.google.documents,
            jobs=self.jobs,
            clock=self.clock,
            checkpoints=self.checkpoints,
            quiet=timedelta(minutes=self.settings.quiet_minutes),
            signed_off=self.store.sign_offs,
            awaited=self.store.awaits_approval,
            dismissed=self.store.dismissals,
            calls=self.call_facts,
            crm=self.crm_facts,
            tell=self.vendors.tell,
        )

    @cached_property
    def grants(self) -> GrantedTokens:
        """Access tokens for work while people are away."""
        web = self.settings.web_client
        client = OAuthClient(id=web.id, secret=web.secret, token_url=web.token_url, revoke_url=web.revoke_url)
        return GrantedTokens(self.store, client, self.secret)

    @property
    def admit(self) -> Admit:
        """Lets the seller's people in."""
        return Admit(
            members=self.store, domains=self.settings.open_domains, admins=self.settings.first_admins
        )

    @cached_property
    def of_calls(self) -> CallServices:
        """What is done with calls."""
        return CallServices(self)

    @cached_property
    def call_wiring(self) -> CallWiring:
        """How calls come in."""
        return CallWiring(self)

    @cached_property
    def talk_wiring(self) -> TalkWiring:
        """How plans get into channels and onto pages."""
        return TalkWiring(self)

    @cached_property
    def deliveries(self) -> DeliveryWiring:
        """What is brought to vendors and heard from them."""
        return DeliveryWiring(self)

    @cached_property
    def vendors(self) -> VendorWiring:
        """CRMs, meeting and talk systems."""
        return VendorWiring(self)

    @property
    def people(self) -> People:
        """What an admin does about the seller's people."""
        return People(members=self.store, sessions=self.store, grants=self.grants, plans=self.store)

    @property
    def sight(self) -> Sight:
        """Says whose plans somebody may look at."""
        return Sight(members=self.store)

    @cached_property
    def signed_links(self) -> SignedLinks:
        """Links that are given to one person."""
        return SignedLinks(self.secret, self.settings.public_url)

    @cached_property
    def stop_links(self) -> StopLinks:
        """Links that stop mails to one address."""
        return StopLinks(self.secret, self.settings.public_url)

    @property
    def remind(self) -> Remind:
        """Writes reminders and digests."""
        return Remind(
            store=self.store,
            mails=self.store,
            documents=self.google.documents,
            letters=TemplateLetters(),
            outbox=self.outbox,
            may_write=self._may_write,
            name_of=self.seller_name,
            stop_url=self.stop_links.url,
            host=self.mail_host,
            clock=self.clock,
            checkpoints=self.checkpoints,
        )

    def outbox(self, seller: str) -> GmailMailbox | None:
        """The seller's mailbox while they are away, by what they granted. On a local Workspace, where a token is an
        address, the installation's own seller needs to grant nothing.
        """
        token = self.grants.access_token(seller, GMAIL_COMPOSE)
        if token is not None:
            return self.google.acting_with(token).mailbox
        return self.google.mailbox if self._is_local_seller(seller) else None

    def _may_write(self, seller: str) -> bool:
        """The same question without asking Google."""
        return GMAIL_COMPOSE in self.grants.scopes(seller) or self._is_local_seller(seller)

    def _is_local_seller(self, seller: str) -> bool:
        return bool(self.settings.workspace_url) and seller.lower() == self.settings.seller.lower()

    @property
    def mail_host(self) -> str:
        """What ids of mails end with."""
        return urlsplit(self.settings.public_url).hostname or "closeplan.local"

    @property
    def seller_name(self) -> SellerName:
        """Says what sellers are called."""
        return SellerName(members=self.store)

    @property
    def acknowledge(self) -> Acknowledge:
        """Takes what people answer by their links."""
        return Acknowledge(
            store=self.store,
            sign_offs=self.store,
            jobs=self.jobs,
            clock=self.clock,
            name_of=self.seller_name,
        )

    @property
    def look_at_approvals(self) -> LookAtApprovals:
        """Takes what people answer in Drive, as the robot."""
        return LookAtApprovals(
            approvals=self.google.robot_approvals,
            store=self.store,
            sign_offs=self.store,
            jobs=self.jobs,
            clock=self.clock,
        )

    @property
    def fitness(self) -> Fitness:
        """Whether deals are fit for commit."""
        return Fitness(stored=self.stored)

    @property
    def stored(self) -> StoredPlan:
        """Plans as they were last looked at."""
        return StoredPlan(
            store=self.store,
            clock=self.clock,
            time_zone=self.settings.time_zone,
            signed_off=self.store.sign_offs,
            calls=self.call_facts,
            crm=self.crm_facts,
        )

    @property
    def call_facts(self) -> ReadCallFacts:
        """What signals may know of calls."""
        return ReadCallFacts(calls=self.store, book=self.store)

    @property
    def crm_facts(self) -> ReadCrmFacts:
        """What signals may know of deals in CRMs."""
        return ReadCrmFacts(book=self.store, title=title_of, signing=self.vendors.of_deals.signing)

    @property
    def read_brief(self) -> ReadBrief:
        """What briefs say."""
        return ReadBrief(store=self.store, stored=self.stored, documents=self.google.documents)

    def keep_brief(self, briefs: GoogleBriefs) -> KeepBrief:
        """Makes and keeps briefs, as whoever those `briefs` act for."""
        return KeepBrief(
            store=self.store,
            kept=self.store,
            read=self.read_brief,
            briefs=briefs,
            render=brief_html,
            clock=self.clock,
        )

    def edit(self, google: Google) -> EditPlan:
        """Writes into plans what a person decided, as the seller of that `google`."""
        return EditPlan(store=self.store, editors=google.editors, clock=self.clock, jobs=self.jobs)

    def editor_of(self, seller: str) -> EditPlan | None:
        """Writes into plans as a seller who is away, by what they granted; the installation's own seller has a token of its
        own. None for anybody else.
        """
        token = self.grants.access_token(seller, DRIVE_FILE)
        if token is not None:
            return self.edit(self.google.acting_with(token))
        return self.edit(self.google) if seller.lower() == self.settings.seller.lower() else None

    @property
    def suggest(self) -> FileSuggestions:
        """Takes in what calls suggest."""
        return FileSuggestions(book=self.store, stored=self.stored, clock=self.clock)
