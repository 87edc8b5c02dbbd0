"""The seller's people, their sessions and grants, in SQL."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, exists, func, insert, select, update

from addon.adapters.store.call_files import forget_seller, move_seller
from addon.adapters.store.crm import move_offers
from addon.adapters.store.engine import Database
from addon.adapters.store.people_tables import grants, members, sessions
from addon.adapters.store.tables import plans
from closeplan.errors import ConflictError, NotFoundError
from closeplan.records.people import Grant, Member, MemberRole, Session


class MemberBook(Database):
    """The part of the store that knows who belongs to the seller's side."""

    def member(self, email: str) -> Member | None:
        with self._read() as connection:
            return _member_at(connection, email.lower())

    def member_of_subject(self, subject: str) -> Member | None:
        if not subject:
            return None
        with self._read() as connection:
            row = connection.execute(select(members).where(members.c.subject == subject)).first()
        return _read_member(row) if row is not None else None

    def members(self) -> list[Member]:
        with self._read() as connection:
            rows = connection.execute(select(members).order_by(members.c.email)).all()
        return [_read_member(row) for row in rows]

    def put_member(self, member: Member) -> None:
        try:
            self._put_member(member)
        except ConflictError:
            # the first two clicks of a new person at once: now there is a row to replace
            self._put_member(member)

    def _put_member(self, member: Member) -> None:
        with self._write() as connection:
            _put(connection, member)

    def move_member(self, was: str, member: Member) -> None:
        old, new = was.lower(), member.email.lower()
        with self._write() as connection:
            there = _member_at(connection, new)
            if there is not None and there.subject:
                raise ConflictError(f"{new} belongs to somebody else already")
            connection.execute(delete(members).where(members.c.email.in_((old, new))))
            _put(connection, member)
            _hand_over_plans(connection, old, new)
            connection.execute(update(sessions).where(sessions.c.email == old).values(email=new))
            connection.execute(update(grants).where(grants.c.email == old).values(email=new))
            move_seller(connection, old, new)
            move_offers(connection, old, new)

    def remove_member(self, email: str, heir: str = "") -> None:
        address = email.lower()
        with self._write() as connection:
            if _member_at(connection, address) is None:
                raise NotFoundError(f"{address} is no member")
            if heir:
                _hand_over_plans(connection, address, heir.lower())
            if connection.execute(select(exists().where(func.lower(plans.c.owner) == address))).scalar():
                raise ConflictError(f"{address} still owns plans: say who takes them over")
            forget_seller(connection, address)
            for table in (sessions, members):
                connection.execute(delete(table).where(table.c.email == address))


class SessionBook(Database):
    """The part of the store that knows who is signed in."""

    def add_session(self, session: Session) -> None:
        row = {
            "id_hash": session.id_hash,
            "email": session.email,
            "started_at": session.started_at,
            "seen_at": session.seen_at,
        }
        with self._write() as connection:
            connection.execute(insert(sessions).values(row))

    def session(self, id_hash: str) -> Session | None:
        query = select(sessions).where(sessions.c.id_hash == id_hash, sessions.c.ended.is_(False))
        with self._read() as connection:
            row = connection.execute(query).first()
        return _read_session(row) if row is not None else None

    def touch_session(self, id_hash: str, seen_at: datetime) -> None:
        with self._write() as connection:
            connection.execute(update(sessions).where(sessions.c.id_hash == id_hash).values(seen_at=seen_at))

    def end_session(self, id_hash: str) -> None:
        with self._write() as connection:
            connection.execute(update(sessions).where(sessions.c.id_hash == id_hash).values(ended=True))

    def end_sessions(self, email: str) -> int:
        mine = (sessions.c.email == email.lower()) & sessions.c.ended.is_(False)
        with self._write() as connection:
            return connection.execute(update(sessions).where(mine).values(ended=True)).rowcount

    def sessions(self, since: datetime) -> list[Session]:
        live = select(sessions).where(sessions.c.ended.is_(False), sessions.c.seen_at >= since)
        with self._read() as connection:
            rows = connection.execute(live.order_by(sessions.c.seen_at.desc())).all()
        return [_read_session(row) for row in rows]

    def forget_sessions(self, before: datetime) -> None:
        with self._write() as connection:
            connection.execute(delete(sessions).where(sessions.c.started_at < before))


class GrantBook(Database):
    """The part of the store that knows what people granted; it never sees a token in the clear."""

    def grant(self, email: str) -> Grant | None:
        with self._read() as connection:
            row = connection.execute(select(grants).where(grants.c.email == email.lower())).first()
        if row is None:
            return None
        scopes = frozenset(row.scopes.split())
        return Grant(email=row.email, scopes=scopes, token=row.token, granted_at=row.granted_at)

    def put_grant(self, grant: Grant) -> None:
        email = grant.email.lower()
        row = {
            "email": email,
            "scopes": " ".join(sorted(grant.scopes)),
            "token": grant.token,
            "granted_at": grant.granted_at,
        }
        with self._write() as connection:
            connection.execute(delete(grants).where(grants.c.email == email))
            connection.execute(insert(grants).values(row))

    def remove_grant(self, email: str) -> None:
        with self._write() as connection:
            connection.execute(delete(grants).where(grants.c.email == email.lower()))


def _put(connection: Connection, member: Member) -> None:
    email = member.email.lower()
    row = {
        "name": member.name,
        "subject": member.subject or None,
        "role": member.role.value,
        "team": member.team,
    }
    if not connection.execute(update(members).where(members.c.email == email).values(row)).rowcount:
        connection.execute(insert(members).values({"email": email} | row))
        # whoever had the address before, what they granted is not the newcomer's
        connection.execute(delete(grants).where(grants.c.email == email))


def _member_at(connection: Connection, email: str) -> Member | None:
    row = connection.execute(select(members).where(members.c.email == email)).first()
    return _read_member(row) if row is not None else None


def _hand_over_plans(connection: Connection, was: str, now: str) -> None:
    connection.execute(update(plans).where(func.lower(plans.c.owner) == was).values(owner=now))


def _read_member(row: Row[Any]) -> Member:
    return Member(
        email=row.email,
        name=row.name,
        subject=row.subject or "",
        role=MemberRole(row.role),
        team=row.team,
    )


def _read_session(row: Row[Any]) -> Session:
    return Session(id_hash=row.id_hash, email=row.email, started_at=row.started_at, seen_at=row.seen_at)
