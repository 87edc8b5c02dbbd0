"""Hear of edits: one change feed and one notification channel a robot, kept alive."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from closeplan.errors import ForbiddenError
from closeplan.ports import ChangeFeed, Checkpoints, Clock, Jobs, PlanStore
from closeplan.records import Channel, DuePlan, FileChange, PlanRecord

RENEW_WITHIN = 0.25
"""A channel is replaced once less than this share of its life is left."""


@dataclass(frozen=True, kw_only=True)
class Watch:
    """The use case with what it needs. `address` is where Drive posts, empty where the feed is polled."""

    store: PlanStore
    feed: Callable[[str], ChangeFeed]
    clock: Clock
    address: str
    secret: bytes
    channel_life: timedelta

    def __call__(self, robot: str) -> None:
        """Make sure the robot's feed is open and, where Drive can reach us, that a channel is alive."""
        token = self.store.feed_token(robot)
        feed = self.feed(robot)
        if token is None:
            token = feed.start_token()
            self.store.open_feed(robot, token)
        if self.address and not self._alive(robot):
            self._open_channel(robot, feed, token)

    def renew(self) -> list[str]:
        """Replace channels that end soon or post elsewhere; return the robots that got a new one.

        The old one is stopped only after the new one stands. What changed while there was none is in the feed.
        """
        renewed = [robot for robot in self.store.robots() if self.address and not self._alive(robot)]
        for robot in renewed:
            self(robot)
            for channel in self.store.channels(robot):
                if not self._is_fresh(channel):
                    self.store.stop_channel(channel.id)
                    if channel.resource_id:
                        self.feed(robot).stop(channel)
        return renewed

    def _alive(self, robot: str) -> bool:
        return any(self._is_fresh(channel) for channel in self.store.channels(robot))

    def _is_fresh(self, channel: Channel) -> bool:
        left = channel.expires_at - self.clock.now()
        ours = bool(channel.resource_id) and channel.address == self.address
        return ours and left > self.channel_life * RENEW_WITHIN

    def _open_channel(self, robot: str, feed: ChangeFeed, token: str) -> None:
        """The channel is stored before it is asked for: its first message may arrive before the answer."""
        channel_id = f"closeplan-{secrets.token_hex(12)}"
        proof = channel_token(self.secret, channel_id)
        expires_at = self.clock.now() + self.channel_life
        waiting = Channel(
            id=channel_id,
            robot=robot,
            token_hash=_hash(proof),
            resource_id="",
            expires_at=expires_at,
            address=self.address,
        )
        self.store.add_channel(waiting)
        self.store.add_channel(feed.watch(token, channel_id, proof, self.address, expires_at))


@dataclass(frozen=True, kw_only=True)
class Notified:
    """Take one notification: check who sent it, mark the feed, ask for one drain, and nothing else."""

    store: PlanStore
    jobs: Jobs
    clock: Clock
    checkpoints: Checkpoints
    heard: Callable[[str], None]

    def __call__(self, *, channel_id: str, token: str, resource_id: str, state: str) -> str:
        """Return the robot whose feed has news; ForbiddenError says why a message is not believed."""
        channel = self.store.channel(channel_id) if channel_id else None
        if channel is None:
            raise ForbiddenError("unknown channel")
        if not hmac.compare_digest(_hash(token), channel.token_hash):
            raise ForbiddenError("wrong channel token")
        if channel.stopped or channel.expires_at < self.clock.now():
            raise ForbiddenError("channel stopped or expired")
        if channel.resource_id and not hmac.compare_digest(channel.resource_id, resource_id):
            raise ForbiddenError("wrong resource")
        self.heard(channel.robot)
        if state != "sync" and self.store.mark_dirty(channel.robot):
            self.checkpoints.reach("webhook:marked")
            self.jobs.drain(channel.robot)
        return channel.robot


@dataclass(frozen=True, kw_only=True)
class Drain:
    """Read a robot's feed from where it was left, and queue each changed plan once.

    `wait_for_burst` lets the rest of a burst arrive first: it costs one drain, and the robot's write does not
    fall between a person's edits. `others` notes what of the changed files is no plan, and says which are to be read.
    """

    store: PlanStore
    feed: Callable[[str], ChangeFeed]
    jobs: Jobs
    checkpoints: Checkpoints
    wait_for_burst: Callable[[str], None]
    others: Callable[[Sequence[FileChange]], Sequence[str]] = lambda _changes: ()

    def __call__(self, robot: str) -> list[str]:
        """Return the plans that now wait. The token moves in the same transaction as the queue; other files are noted
        before, which is harmless twice.
        """
        self.wait_for_burst(robot)
        token = self.store.begin_drain(robot)
        self.checkpoints.reach("drain:begun")
        changes, token = self._all_changes(robot, token)
        self.checkpoints.reach("drain:listed")
        plans = {change.file_id: self.store.plan_of_document(change.file_id) for change in changes}
        calls = self.others([change for change in changes if plans[change.file_id] is None])
        found = ((plans[change.file_id], change) for change in changes)
        due = [plan for record, change in found if record and (plan := self._due(record, change))]
        self.store.save_drain(robot, token, due)
        self.checkpoints.reach("drain:saved")
        waiting = list(dict.fromkeys(plan.plan_id for plan in due))
        for plan_id in waiting:
            self.jobs.reconcile(plan_id)
        for file_id in calls:
            self.jobs.ingest(file_id)
        return waiting

    def _all_changes(self, robot: str, token: str) -> tuple[list[FileChange], str]:
        feed = self.feed(robot)
        found: list[FileChange] = []
        more = True
        while more:
            page, token, more = feed.changes(token)
            found.extend(page)
        return found, token

    def _due(self, record: PlanRecord, change: FileChange) -> DuePlan | None:
        if change.gone != record.gone:
            self.store.set_gone(record.id, change.gone)
        if change.gone or (change.by_robot and change.version == record.own_version):
            return None
        return DuePlan(plan_id=record.id, version=change.version, who=change.who, seen_at=change.at)


@dataclass(frozen=True, kw_only=True)
class Sweep:
    """Heal what was lost: drain every feed, and look again at plans that wait with nobody at work on them."""

    store: PlanStore
    jobs: Jobs
    clock: Clock
    folders: Callable[[], None] = lambda: None

    def pending(self) -> None:
        """Ask again for work that the store knows is due; after a restart no job is lost."""
        for robot in self.store.dirty_feeds():
            self.jobs.drain(robot)
        for plan_id in self.store.due_plans(self.clock.now()):
            self.jobs.reconcile(plan_id)

    def feeds(self) -> None:
        """Read every feed even without a notification."""
        for robot in self.store.robots():
            self.store.mark_dirty(robot)
            self.jobs.drain(robot)

    def calls(self) -> None:
        """Look through every folder with transcripts: not every file in a shared folder comes up in a feed."""
        self.folders()

    def plans(self) -> None:
        """Look at every plan once, for signals that a new day brings without an edit."""
        now: datetime = self.clock.now()
        for record in self.store.plans():
            if record.document_id and not record.gone:
                self.store.queue_plan(DuePlan(plan_id=record.id, version=0, who="", seen_at=now))
                self.jobs.reconcile(record.id)


def channel_token(secret: bytes, channel_id: str) -> str:
    """The token of a channel: an HMAC of its id, so that nobody can make one up."""
    return hmac.new(secret, channel_id.encode(), sha256).hexdigest()


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
