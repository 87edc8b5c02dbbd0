"""Deliveries to and from vendors, in SQL."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, case, delete, func, or_, select, update

from addon.adapters.store.engine import Database
from addon.adapters.store.holders import is_dead, this_process
from addon.adapters.store.upserts import insert_into
from addon.adapters.store.vendor_tables import deliveries, vendor_states
from closeplan.records.deliveries import Backlog, Delivery, DeliveryState, NewDelivery, VendorState

_MOST_SHOWN = 200
_OVER = (DeliveryState.DONE, DeliveryState.DEAD, DeliveryState.DROPPED)
_LEFT = (DeliveryState.WAITING, DeliveryState.DEAD)
_FREE = {"held_until": None, "holder": ""}


class DeliveryShelf(Database):
    """`closeplan.ports.deliveries.DeliveryBook`: a part of the store."""

    def post(self, new: Sequence[NewDelivery], now: datetime) -> None:
        with self._write() as connection:
            for vendor in sorted({one.vendor for one in new}):
                _one_at_a_time(connection, vendor)
            for one in new:
                _post(connection, one, now)

    def claim(self, vendor: str, now: datetime, until: datetime, most: int) -> list[Delivery]:
        with self._write() as connection:
            _one_at_a_time(connection, vendor)
            ids = list(connection.execute(_claimable(vendor, now).limit(most)).scalars())
            claim = (
                update(deliveries)
                .where(deliveries.c.id.in_(ids), _is_waiting(), _is_free(now))
                .values(
                    held_until=until,
                    holder=this_process(),
                    # whoever held it until then may have done it
                    unsure=or_(deliveries.c.unsure, deliveries.c.held_until.is_not(None)),
                )
                .returning(deliveries)
            )
            taken = {row.id: _read(row) for row in connection.execute(claim)} if ids else {}
        return [taken[number] for number in ids if number in taken]

    def delivered(self, done: Sequence[Delivery], now: datetime) -> None:
        arrived = {"state": DeliveryState.DONE, "due_at": now, "told": "", "unsure": False}
        with self._write() as connection:
            _settle(connection, [one.id for one in done], arrived)

    def give_up(self, failed: Mapping[int, str]) -> None:
        with self._write() as connection:
            for number, told in failed.items():
                _settle(connection, [number], {"state": DeliveryState.DEAD, "told": told})

    def put_off(
        self, failed: Sequence[Delivery], due_at: datetime, told: str, *, counts: bool, unsure: bool = True
    ) -> None:
        news: dict[str, Any] = {"due_at": due_at, "told": told, "again": False, **_FREE}
        if unsure:
            news["unsure"] = True
        if counts:
            news["attempts"] = deliveries.c.attempts + 1
        with self._write() as connection:
            connection.execute(update(deliveries).where(_in_hand(failed)).values(news))

    def release(self, claimed: Sequence[Delivery]) -> None:
        with self._write() as connection:
            connection.execute(update(deliveries).where(_in_hand(claimed)).values(again=False, **_FREE))

    def due_vendors(self, now: datetime) -> list[str]:
        left_alone = select(vendor_states.c.vendor).where(vendor_states.c.until > now)
        query = (
            select(deliveries.c.vendor)
            .where(_is_waiting(), _is_free(now), deliveries.c.due_at <= now)
            .where(deliveries.c.vendor.not_in(left_alone))
            .distinct()
        )
        with self._read() as connection:
            return sorted(connection.execute(query).scalars())

    def deliveries(self, state: DeliveryState, vendor: str | None = None) -> list[Delivery]:
        query = select(deliveries).where(deliveries.c.state == state).order_by(deliveries.c.id)
        if vendor is not None:
            query = query.where(deliveries.c.vendor == vendor)
        with self._read() as connection:
            return [_read(row) for row in connection.execute(query.limit(_MOST_SHOWN))]

    def left(self, vendor: str, lanes: Sequence[str] = ()) -> list[Delivery]:
        query = select(deliveries).where(deliveries.c.vendor == vendor, deliveries.c.state.in_(_LEFT))
        if lanes:
            query = query.where(deliveries.c.lane.in_(lanes))
        with self._read() as connection:
            return [_read(row) for row in connection.execute(query.order_by(deliveries.c.id))]

    def replay(self, delivery_id: int, now: datetime) -> str:
        news = {"state": DeliveryState.WAITING, "due_at": now, "attempts": 0, "told": ""}
        return self._change_dead(delivery_id, news) or ""

    def drop_delivery(self, delivery_id: int) -> bool:
        return self._change_dead(delivery_id, {"state": DeliveryState.DROPPED}) is not None

    def _change_dead(self, delivery_id: int, news: Mapping[str, Any]) -> str | None:
        """The vendor whose it is."""
        dead = (deliveries.c.id == delivery_id) & (deliveries.c.state == DeliveryState.DEAD)
        with self._write() as connection:
            changed = update(deliveries).where(dead).values(dict(news)).returning(deliveries.c.vendor)
            return connection.execute(changed).scalar()

    def backlogs(self) -> Mapping[str, Backlog]:
        named = deliveries.c.state.in_(_LEFT)
        query = (
            select(
                deliveries.c.vendor,
                deliveries.c.state,
                func.count().label("many"),
                func.min(deliveries.c.made_at).label("oldest"),
            )
            .where(named)
            .group_by(deliveries.c.vendor, deliveries.c.state)
        )
        with self._read() as connection:
            rows = list(connection.execute(query))
        found = {(row.vendor, row.state): row for row in rows}
        return {vendor: _backlog(found, vendor) for vendor in sorted({row.vendor for row in rows})}

    def forget_done(self, before: datetime) -> int:
        over = deliveries.c.state.in_((DeliveryState.DONE, DeliveryState.DROPPED))
        old = over & (deliveries.c.due_at < before)
        with self._write() as connection:
            return int(connection.execute(delete(deliveries).where(old)).rowcount)

    def vendor_states(self) -> Mapping[str, VendorState]:
        with self._read() as connection:
            rows = connection.execute(select(vendor_states)).mappings()
            return {row["vendor"]: VendorState(**row) for row in rows}

    def put_vendor_state(self, state: VendorState) -> None:
        cells = asdict(state)
        with self._write() as connection:
            new = insert_into(connection, vendor_states).values(cells)
            connection.execute(new.on_conflict_do_update(index_elements=["vendor"], set_=cells))

    def free_dead_deliveries(self) -> None:
        """Let what processes of this machine had in hand when they were killed be taken at once."""
        held = deliveries.c.held_until.is_not(None)
        with self._read() as connection:
            holders = list(connection.execute(select(deliveries.c.holder).where(held).distinct()).scalars())
        dead = [holder for holder in holders if holder and is_dead(holder)]
        if dead:
            with self._write() as connection:
                # a held one that is taken again is unsure: so its time is over, not erased
                over = {"held_until": deliveries.c.made_at}
                connection.execute(update(deliveries).where(held, deliveries.c.holder.in_(dead)).values(over))


def _post(connection: Connection, one: NewDelivery, now: datetime) -> None:
    same = (deliveries.c.vendor == one.vendor) & (deliveries.c.key == one.key)
    cells = {
        "vendor": one.vendor, "lane": one.lane, "kind": one.kind, "key": one.key, "body": json.dumps(dict(one.body)),
        "made_at": now, "due_at": max(now, one.not_before or now), "state": DeliveryState.WAITING,
    }  # fmt: skip
    new = insert_into(connection, deliveries).values(cells)
    if not one.repeats:
        connection.execute(new.on_conflict_do_nothing(index_elements=["vendor", "key"]))
        return
    over = deliveries.c.state.in_(_OVER)
    # what is over comes back as a new one, behind what its lane holds by now
    connection.execute(delete(deliveries).where(same, over))
    news = {
        "body": new.excluded.body,
        "again": deliveries.c.held_until.is_not(None),
        # over only just now, between the two statements
        "state": DeliveryState.WAITING,
        "due_at": case((over, new.excluded.due_at), else_=deliveries.c.due_at),
    }
    connection.execute(new.on_conflict_do_update(index_elements=["vendor", "key"], set_=news))


def _settle(connection: Connection, ids: Sequence[int], news: Mapping[str, Any]) -> None:
    """They are over, unless they were posted anew in the meantime: then they are due again as if never tried."""
    mine = deliveries.c.id.in_(ids)
    anew = {"again": False, "attempts": 0, "told": "", "unsure": False, **_FREE}
    connection.execute(update(deliveries).where(mine, deliveries.c.again.is_(False)).values(**news, **_FREE))
    connection.execute(update(deliveries).where(mine, deliveries.c.again.is_(True)).values(anew))


def _claimable(vendor: str, now: datetime) -> Select[tuple[int]]:
    """The ids of what may be taken, the longest due first."""
    waiting = (deliveries.c.vendor == vendor) & _is_waiting()
    heads = select(func.min(deliveries.c.id)).where(waiting).group_by(deliveries.c.lane)
    # a lane's head may have come back before one that is in hand
    busy = select(deliveries.c.lane).where(waiting, deliveries.c.held_until > now)
    return (
        select(deliveries.c.id)
        .where(deliveries.c.id.in_(heads), deliveries.c.lane.not_in(busy))
        .where(deliveries.c.due_at <= now, _is_free(now))
        .order_by(deliveries.c.due_at, deliveries.c.id)
    )


def _one_at_a_time(connection: Connection, vendor: str) -> None:
    """Nobody else takes or posts that vendor's deliveries until this transaction ends: two never choose at once, and what is
    posted later is seen later. On SQLite a writer is alone anyway.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"deliveries {vendor}"))))


def _is_waiting() -> ColumnElement[bool]:
    return deliveries.c.state == DeliveryState.WAITING


def _is_free(now: datetime) -> ColumnElement[bool]:
    return or_(deliveries.c.held_until.is_(None), deliveries.c.held_until <= now)


def _in_hand(taken: Sequence[Delivery]) -> ColumnElement[bool]:
    return deliveries.c.id.in_([one.id for one in taken]) & _is_waiting()


def _backlog(found: Mapping[tuple[str, str], Row[Any]], vendor: str) -> Backlog:
    waiting = found.get((vendor, DeliveryState.WAITING))
    dead = found.get((vendor, DeliveryState.DEAD))
    return Backlog(
        waiting=waiting.many if waiting else 0,
        dead=dead.many if dead else 0,
        oldest=waiting.oldest if waiting else None,
    )


def _read(row: Row[Any]) -> Delivery:
    return Delivery(
        id=row.id, vendor=row.vendor, lane=row.lane, kind=row.kind, key=row.key, body=json.loads(row.body),
        made_at=row.made_at, due_at=row.due_at, state=DeliveryState(row.state), attempts=row.attempts, unsure=row.unsure,
        told=row.told,
    )  # fmt: skip
