"""How services are put together from the parts of one backend; `bootstrap` makes the parts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from addon.adapters.google.google import Google
from addon.adapters.google.grants import GrantedTokens, OAuthClient
from addon.adapters.store import SqlStore
from addon.desk import Desk
from addon.settings import Settings
from closeplan.ports import Checkpoints, Clock, Jobs
from closeplan.services.adopt import Adopt
from closeplan.services.generate import Generate
from closeplan.services.members import Admit, Sight
from closeplan.services.reconcile import Reconcile
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

    @property
    def sight(self) -> Sight:
        """Says whose plans somebody may look at."""
        return Sight(members=self.store)

    def generate(self, google: Google) -> Generate:
        """Makes plans, as the seller of that `google`."""
        return Generate(
            store=self.store,
            documents=google.documents,
            foreign=google.foreign,
            jobs=self.jobs,
            clock=self.clock,
            watch=self.watch,
            robot=self.settings.robot,
            time_zone=self.settings.time_zone,
        )

    def adopt(self, google: Google) -> Adopt:
        """Adopts people's own plans, as the seller of that `google`."""
        return Adopt(
            store=self.store,
            documents=google.documents,
            foreign=google.foreign,
            jobs=self.jobs,
            clock=self.clock,
            watch=self.watch,
            robot=self.settings.robot,
        )

    def desk(self, token: str, seller: str) -> Desk:
        """The desk of a seller who clicks, with the token of that click."""
        google = self.google.acting_with(token)
        return Desk(
            seller=seller, generate=self.generate(google), adopt=self.adopt(google), mailbox=google.mailbox
        )
