"""The store in memory, for tests and trials: the same behaviour, gone with the process."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from addon.adapters.store.merging import merged, one_a_plan
from closeplan.errors import ConflictError, NotFoundError
from closeplan.plan.document import AnnotationRecord, Snapshot
from closeplan.plan.ledger import LedgerEntry, Void
from closeplan.plan.model import Deal
from closeplan.plan.signals import Signal
from closeplan.ports import NONE_VOIDED
from closeplan.records import Channel, DuePlan, PlanRecord

P = ParamSpec("P")
R = TypeVar("R")


def _alone(
    method: Callable[Concatenate[MemoryStore, P], R],
) -> Callable[Concatenate[MemoryStore, P], R]:
    """Let one thread at a time into the store, as a transaction would."""

    @wraps(method)
    def locked(store: MemoryStore, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with store.lock:
            return method(store, *args, **kwargs)

    return locked


@dataclass
class _Feed:
    token: str
    dirty: bool = False
    begun: int = 0
    drained: int = 0


@dataclass
class _Wait:
    due: DuePlan
    claimed_until: datetime | None = None
    again: bool = False

    def is_free(self, now: datetime) -> bool:
        return self.claimed_until is None or self.claimed_until <= now


@dataclass
class MemoryStore:
    """`closeplan.ports.PlanStore` in memory."""

    lock: Any = field(default_factory=threading.RLock, repr=False)
    _plans: dict[str, PlanRecord] = field(default_factory=dict)
    _ledger: dict[int, tuple[str, LedgerEntry]] = field(default_factory=dict)
    _annotations: dict[str, list[AnnotationRecord]] = field(default_factory=dict)
    _feeds: dict[str, _Feed] = field(default_factory=dict)
    _due: dict[str, _Wait] = field(default_factory=dict)
    _channels: dict[str, Channel] = field(default_factory=dict)
    _drains: threading.local = field(default_factory=threading.local, repr=False)

    @_alone
    def add_plan(self, record: PlanRecord) -> None:
        if record.id in self._plans:
            raise ConflictError(f"there is a plan '{record.id}' already")
        self._document_is_free(record.id, record.document_id)
        self._plans[record.id] = record

    @_alone
    def replace_plan(self, record: PlanRecord) -> None:
        known = self._plans.get(record.id)
        if known is None or known.document_id:
            raise ConflictError(f"plan '{record.id}' has its document already, or there is none")
        self._plans[record.id] = record

    @_alone
    def set_document(self, plan_id: str, document_id: str) -> None:
        self._document_is_free(plan_id, document_id)
        self._change(plan_id, document_id=document_id)

    @_alone
    def set_deal(self, plan_id: str, deal: Deal) -> None:
        self._change(plan_id, deal=deal)

    @_alone
    def plan(self, plan_id: str) -> PlanRecord:
        if plan_id not in self._plans:
            raise NotFoundError(f"no plan '{plan_id}'")
        return self._plans[plan_id]

    @_alone
    def plans(self) -> list[PlanRecord]:
        return list(self._plans.values())

    @_alone
    def plans_of(self, owner: str) -> list[PlanRecord]:
        return [plan for plan in self._plans.values() if plan.owner.lower() == owner.lower()]

    @_alone
    def plan_of_document(self, document_id: str) -> PlanRecord | None:
        found = (plan for plan in self._plans.values() if plan.document_id == document_id)
        return next(found, None) if document_id else None

    @_alone
    def save_pass(
        self,
        plan_id: str,
        snapshot: Snapshot,
        entries: Sequence[LedgerEntry],
        voided: Mapping[int, Void] = NONE_VOIDED,
    ) -> list[LedgerEntry]:
        self._change(plan_id, snapshot=replace(snapshot, taken_at=snapshot.taken_at.astimezone(UTC)))
        for entry_id, void in voided.items():
            owner, entry = self._ledger.get(entry_id, ("", None))
            if entry is not None and owner == plan_id:
                self._ledger[entry_id] = (plan_id, replace(entry, void=void))
        first = len(self._ledger) + 1
        kept = [
            replace(entry, id=number, seen_at=entry.seen_at.astimezone(UTC))
            for number, entry in enumerate(entries, first)
        ]
        self._ledger.update({entry.id: (plan_id, entry) for entry in kept})
        return kept

    @_alone
    def save_written(
        self, plan_id: str, annotations: Sequence[AnnotationRecord], on_sheet: Sequence[int], own_version: int
    ) -> None:
        if len({record.key for record in annotations}) < len(annotations):
            raise ConflictError("two annotations of one key")
        self._change(plan_id, own_version=own_version)
        self._annotations[plan_id] = list(annotations)
        for entry_id in on_sheet:
            owner, entry = self._ledger.get(entry_id, ("", None))
            if entry is not None and owner == plan_id:
                self._ledger[entry_id] = (plan_id, replace(entry, on_sheet=True))

    @_alone
    def set_reason(self, entry_id: int, reason: str) -> None:
        if entry_id not in self._ledger:
            raise NotFoundError(f"no ledger entry {entry_id}")
        plan_id, entry = self._ledger[entry_id]
        self._ledger[entry_id] = (plan_id, replace(entry, reason=reason))

    @_alone
    def ledger(self, plan_id: str) -> list[LedgerEntry]:
        return [entry for owner, entry in self._ledger.values() if owner == plan_id]

    @_alone
    def annotations(self, plan_id: str) -> list[AnnotationRecord]:
        return list(self._annotations.get(plan_id, ()))

    @_alone
    def save_signals(self, plan_id: str, signals: Sequence[Signal]) -> None:
        self._change(plan_id, signals=tuple(signals))

    @_alone
    def set_gone(self, plan_id: str, gone: bool) -> None:
        self._change(plan_id, gone=gone)

    @_alone
    def robots(self) -> list[str]:
        return sorted(self._feeds)

    @_alone
    def open_feed(self, robot: str, token: str) -> None:
        self._feeds.setdefault(robot, _Feed(token))

    @_alone
    def mark_dirty(self, robot: str) -> bool:
        feed = self._feeds.get(robot)
        if feed is None or feed.dirty:
            return False
        feed.dirty = True
        return True

    @_alone
    def dirty_feeds(self) -> list[str]:
        return sorted(robot for robot, feed in self._feeds.items() if feed.dirty or feed.drained < feed.begun)

    @_alone
    def feed_token(self, robot: str) -> str | None:
        feed = self._feeds.get(robot)
        return feed.token if feed else None

    @_alone
    def begin_drain(self, robot: str) -> str:
        feed = self._feeds.get(robot)
        if feed is None:
            raise NotFoundError(f"no feed of '{robot}'")
        feed.dirty = False
        feed.begun += 1
        vars(self._drains)[robot] = feed.begun
        return feed.token

    @_alone
    def save_drain(self, robot: str, token: str, due: Sequence[DuePlan]) -> None:
        self._queue(due)
        number = vars(self._drains).pop(robot, None)
        feed = self._feeds.get(robot)
        if feed is not None and (number is None or feed.drained < number):
            feed.token = token
            feed.drained = number or feed.drained

    @_alone
    def claim_due(self, plan_id: str, until: datetime, now: datetime) -> DuePlan | None:
        wait = self._due.get(plan_id)
        if wait is None or not wait.is_free(now):
            return None
        wait.claimed_until, wait.again = until, False
        return wait.due

    @_alone
    def finish_due(self, plan_id: str, version: int) -> bool:
        wait = self._due.get(plan_id)
        if wait is not None and wait.due.version <= version and not wait.again:
            del self._due[plan_id]
        self.release_due(plan_id)
        return plan_id in self._due

    @_alone
    def release_due(self, plan_id: str) -> None:
        if plan_id in self._due:
            self._due[plan_id].claimed_until = None

    @_alone
    def due_plans(self, now: datetime) -> list[str]:
        return [plan_id for plan_id, wait in self._due.items() if wait.is_free(now)]

    @_alone
    def queue_plan(self, due: DuePlan) -> None:
        self._queue([due])

    @_alone
    def add_channel(self, channel: Channel) -> None:
        known = self._channels.get(channel.id, channel)
        self._channels[channel.id] = replace(
            known, resource_id=channel.resource_id, expires_at=channel.expires_at
        )

    @_alone
    def channel(self, channel_id: str) -> Channel | None:
        return self._channels.get(channel_id)

    @_alone
    def channels(self, robot: str) -> list[Channel]:
        alive = [c for c in self._channels.values() if c.robot == robot and not c.stopped]
        return sorted(alive, key=lambda channel: (channel.expires_at, channel.id))

    @_alone
    def stop_channel(self, channel_id: str) -> None:
        if channel_id in self._channels:
            self._channels[channel_id] = replace(self._channels[channel_id], stopped=True)

    def _change(self, plan_id: str, **values: Any) -> None:
        self._plans[plan_id] = replace(self.plan(plan_id), **values)

    def _document_is_free(self, plan_id: str, document_id: str) -> None:
        holder = self.plan_of_document(document_id)
        if holder is not None and holder.id != plan_id:
            raise ConflictError(f"document '{document_id}' is the plan of '{holder.id}'")

    def _queue(self, news: Sequence[DuePlan]) -> None:
        plans = one_a_plan(news)
        for due in plans:
            self.plan(due.plan_id)
        for due in plans:
            wait = self._due.setdefault(due.plan_id, _Wait(due))
            wait.again = wait.again or (due.version == 0 and wait.claimed_until is not None)
            wait.due = merged(wait.due, due)
