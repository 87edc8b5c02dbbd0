"""Change feeds, their notification channels and the plans that wait, in SQL."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, and_, case, delete, or_, select, update
from sqlalchemy.exc import IntegrityError

from addon.adapters.store import codec
from addon.adapters.store.engine import Database
from addon.adapters.store.holders import is_dead, this_process
from addon.adapters.store.merging import one_a_plan
from addon.adapters.store.tables import channels, due, feeds
from addon.adapters.store.upserts import insert_into
from closeplan.errors import NotFoundError
from closeplan.plan.ledger import ANYONE
from closeplan.records import Channel, DuePlan


class Feeds(Database):
    """The part of the store that knows feeds: how far each was read, and whether it has news.

    A drain remembers its number in the thread that began it. What an earlier, slower drain of the same feed
    saves neither moves the token back nor hides that a later one died.
    """

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self._drains = threading.local()

    def robots(self) -> list[str]:
        with self._read() as connection:
            return list(connection.execute(select(feeds.c.robot).order_by(feeds.c.robot)).scalars())

    def open_feed(self, robot: str, token: str) -> None:
        with self._write() as connection:
            row = {"robot": robot, "token": token}
            connection.execute(insert_into(connection, feeds).values(row).on_conflict_do_nothing())

    def mark_dirty(self, robot: str) -> bool:
        clean = update(feeds).where(feeds.c.robot == robot, feeds.c.dirty.is_(False))
        with self._write() as connection:
            return bool(connection.execute(clean.values(dirty=True)).rowcount)

    def dirty_feeds(self) -> list[str]:
        has_news = or_(feeds.c.dirty, feeds.c.drained < feeds.c.begun)
        with self._read() as connection:
            query = select(feeds.c.robot).where(has_news).order_by(feeds.c.robot)
            return list(connection.execute(query).scalars())

    def feed_token(self, robot: str) -> str | None:
        with self._read() as connection:
            return connection.execute(select(feeds.c.token).where(feeds.c.robot == robot)).scalar()

    def begin_drain(self, robot: str) -> str:
        begin = (
            update(feeds)
            .where(feeds.c.robot == robot)
            .values(dirty=False, begun=feeds.c.begun + 1)
            .returning(feeds.c.token, feeds.c.begun)
        )
        with self._write() as connection:
            row = connection.execute(begin).first()
        if row is None:
            raise NotFoundError(f"no feed of '{robot}'")
        vars(self._drains)[robot] = row.begun
        return str(row.token)

    def save_drain(self, robot: str, token: str, due: Sequence[DuePlan]) -> None:
        number = vars(self._drains).get(robot)
        saved = update(feeds).where(feeds.c.robot == robot)
        if number is None:
            saved = saved.values(token=token)
        else:
            saved = saved.where(feeds.c.drained < number).values(token=token, drained=number)
        with self._write() as connection:
            connection.execute(saved)
            _queue(connection, due)
        vars(self._drains).pop(robot, None)


class DuePlans(Database):
    """The part of the store that knows which plans wait, and who is at work on them."""

    def claim_due(self, plan_id: str, until: datetime, now: datetime) -> DuePlan | None:
        claim = (
            update(due)
            .where(due.c.plan_id == plan_id, _is_free(now))
            .values(claimed_until=until, holder=this_process(), again=False)
            .returning(due.c.plan_id, due.c.version, due.c.who, due.c.seen_at)
        )
        with self._write() as connection:
            row = connection.execute(claim).first()
        return codec.read_due(row) if row is not None else None

    def finish_due(self, plan_id: str, version: int) -> bool:
        with self._write() as connection:
            worked_up = (due.c.plan_id == plan_id) & (due.c.version <= version) & due.c.again.is_(False)
            connection.execute(delete(due).where(worked_up))
            return _release(connection, plan_id)

    def release_due(self, plan_id: str) -> None:
        with self._write() as connection:
            _release(connection, plan_id)

    def due_plans(self, now: datetime) -> list[str]:
        with self._read() as connection:
            query = select(due.c.plan_id).where(_is_free(now)).order_by(due.c.seq)
            return list(connection.execute(query).scalars())

    def free_dead_claims(self) -> None:
        """Give back what processes of this machine held when they were killed."""
        held = due.c.claimed_until.is_not(None)
        with self._read() as connection:
            holders = list(connection.execute(select(due.c.holder).where(held).distinct()).scalars())
        dead = [holder for holder in holders if holder and is_dead(holder)]
        if dead:
            with self._write() as connection:
                connection.execute(update(due).where(held, due.c.holder.in_(dead)).values(claimed_until=None))

    def queue_plan(self, due: DuePlan) -> None:
        with self._write() as connection:
            _queue(connection, [due])


class Channels(Database):
    """The part of the store that knows notification channels."""

    def add_channel(self, channel: Channel) -> None:
        row = {column.name: getattr(channel, column.name) for column in channels.c}
        with self._write() as connection:
            new = insert_into(connection, channels).values(row)
            update_these = {name: new.excluded[name] for name in ("resource_id", "expires_at")}
            connection.execute(new.on_conflict_do_update(index_elements=["id"], set_=update_these))

    def channel(self, channel_id: str) -> Channel | None:
        with self._read() as connection:
            row = connection.execute(select(channels).where(channels.c.id == channel_id)).first()
        return codec.read_channel(row) if row is not None else None

    def channels(self, robot: str) -> list[Channel]:
        query = (
            select(channels)
            .where(channels.c.robot == robot, channels.c.stopped.is_(False))
            .order_by(channels.c.expires_at, channels.c.id)
        )
        with self._read() as connection:
            return [codec.read_channel(row) for row in connection.execute(query)]

    def stop_channel(self, channel_id: str) -> None:
        with self._write() as connection:
            connection.execute(update(channels).where(channels.c.id == channel_id).values(stopped=True))


def _is_free(now: datetime) -> ColumnElement[bool]:
    return or_(due.c.claimed_until.is_(None), due.c.claimed_until <= now)


def _release(connection: Connection, plan_id: str) -> bool:
    return bool(
        connection.execute(update(due).where(due.c.plan_id == plan_id).values(claimed_until=None)).rowcount
    )


def _queue(connection: Connection, news: Iterable[DuePlan]) -> None:
    """Add each plan or merge it with its wait, as `merging.merged` does, in one statement a plan.

    They go in the order of their ids, so that two drains never wait for each other's rows.
    """
    for plan in sorted(one_a_plan(news), key=lambda plan: plan.plan_id):
        new = insert_into(connection, due).values(
            plan_id=plan.plan_id, version=plan.version, who=plan.who, seen_at=plan.seen_at
        )
        try:
            connection.execute(
                new.on_conflict_do_update(index_elements=["plan_id"], set_=_merged(new.excluded))
            )
        except IntegrityError as error:
            raise NotFoundError(f"no plan '{plan.plan_id}'") from error


def _merged(news: Any) -> dict[str, Any]:
    is_newer = news.version >= due.c.version
    return {
        # a look without a change has no version of its own: what is worked on now may have looked before
        "again": or_(due.c.again, and_(news.version == 0, due.c.claimed_until.is_not(None))),
        "version": case((is_newer, news.version), else_=due.c.version),
        "seen_at": case((is_newer, news.seen_at), else_=due.c.seen_at),
        "who": case(
            (due.c.who == news.who, news.who),
            (news.version == 0, case((due.c.version > 0, due.c.who), else_=ANYONE)),
            (due.c.version == 0, news.who),
            else_=ANYONE,
        ),
    }
