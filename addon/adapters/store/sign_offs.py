"""Sign-offs, the links that lead to them and the approvals that were asked for, in SQL."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from addon.adapters.store import codec
from addon.adapters.store.engine import Database
from addon.adapters.store.people_tables import approvals, links, sign_offs
from addon.adapters.store.tables import ledger, plans
from closeplan.plan.acknowledgement import Decision, SignOff
from closeplan.plan.ledger import LedgerEntry
from closeplan.records.sign_offs import ApprovalStatus, AskedApproval, SignOffLink


class SignOffBook(Database):
    """`closeplan.ports.signoff.SignOffs`: a part of the store."""

    def sign_offs(self, plan_id: str) -> list[SignOff]:
        query = select(sign_offs).where(sign_offs.c.plan_id == plan_id).order_by(sign_offs.c.id)
        with self._read() as connection:
            return [_sign_off(row) for row in connection.execute(query)]

    def add_sign_off(self, plan_id: str, one: SignOff, entry: LedgerEntry) -> bool:
        known = select(sign_offs.c.id).where(sign_offs.c.via == one.via)
        with self._write() as connection:
            # the plan's row keeps a second one of the same kind waiting until this is written
            connection.execute(select(plans.c.id).where(plans.c.id == plan_id).with_for_update())
            if connection.execute(known).first() is not None:
                return False
            connection.execute(insert(sign_offs).values(_sign_off_row(plan_id, one)))
            connection.execute(insert(ledger).values(codec.entry_row(plan_id, entry)))
        return True

    def add_link(self, link: SignOffLink, *, replacing: str = "") -> SignOffLink:
        same = (
            (links.c.plan_id == link.plan_id) & (links.c.email == link.email) & links.c.revoked_at.is_(None)
        )
        opens = same & (links.c.expires_at > link.made_at) & (links.c.id != replacing)
        with self._write() as connection:
            # two clicks at once: the second waits here and finds what the first has made
            connection.execute(select(plans.c.id).where(plans.c.id == link.plan_id).with_for_update())
            standing = connection.execute(select(links).where(opens)).first()
            if standing is not None:
                return _link(standing)
            connection.execute(update(links).where(same).values(revoked_at=link.made_at))
            connection.execute(insert(links).values(_link_row(link)))
        return link

    def link(self, link_id: str) -> SignOffLink | None:
        with self._read() as connection:
            row = connection.execute(select(links).where(links.c.id == link_id)).first()
        return _link(row) if row is not None else None

    def links(self, plan_id: str) -> list[SignOffLink]:
        query = select(links).where(links.c.plan_id == plan_id).order_by(links.c.made_at.desc(), links.c.id)
        with self._read() as connection:
            return [_link(row) for row in connection.execute(query)]

    def open_link(self, link_id: str, at: datetime) -> None:
        unopened = (links.c.id == link_id) & links.c.opened_at.is_(None)
        with self._write() as connection:
            connection.execute(update(links).where(unopened).values(opened_at=at))

    def revoke_link(self, plan_id: str, link_id: str, at: datetime) -> bool:
        mine = (links.c.id == link_id) & (links.c.plan_id == plan_id) & links.c.revoked_at.is_(None)
        with self._write() as connection:
            return bool(connection.execute(update(links).where(mine).values(revoked_at=at)).rowcount)

    def save_approval(self, approval: AskedApproval) -> None:
        row = _approval_row(approval)
        with self._write() as connection:
            if not connection.execute(
                update(approvals).where(approvals.c.id == approval.id).values(row)
            ).rowcount:
                connection.execute(insert(approvals).values(row))

    def note_reminder(self, approval_id: str, *, was: datetime | None, at: datetime | None) -> bool:
        same = (approvals.c.id == approval_id) & (
            approvals.c.reminded_at.is_(None) if was is None else approvals.c.reminded_at == was
        )
        with self._write() as connection:
            return bool(connection.execute(update(approvals).where(same).values(reminded_at=at)).rowcount)

    def approvals(self, plan_id: str) -> list[AskedApproval]:
        mine = select(approvals).where(approvals.c.plan_id == plan_id)
        with self._read() as connection:
            rows = connection.execute(mine.order_by(approvals.c.asked_at.desc(), approvals.c.id)).all()
        return [_approval(row) for row in rows]

    def awaits_approval(self, plan_id: str) -> bool:
        running = (approvals.c.plan_id == plan_id) & (approvals.c.status == ApprovalStatus.IN_PROGRESS.value)
        with self._read() as connection:
            return connection.execute(select(approvals.c.id).where(running)).first() is not None

    def running_approvals(self) -> list[str]:
        query = (
            select(approvals.c.plan_id)
            .where(approvals.c.status == ApprovalStatus.IN_PROGRESS.value)
            .distinct()
        )
        with self._read() as connection:
            return list(connection.execute(query).scalars())


def _sign_off_row(plan_id: str, one: SignOff) -> dict[str, Any]:
    return {
        "plan_id": plan_id,
        "via": one.via,
        "email": one.email,
        "name": one.name,
        "decision": one.decision.value,
        "comment": one.comment,
        "state": one.state,
        "at": one.at,
    }


def _sign_off(row: Row[Any]) -> SignOff:
    return SignOff(
        via=row.via,
        email=row.email,
        name=row.name,
        decision=Decision(row.decision),
        comment=row.comment,
        state=row.state,
        at=row.at,
    )


def _link_row(link: SignOffLink) -> dict[str, Any]:
    names = (
        "id", "plan_id", "email", "name", "made_by", "made_at", "expires_at", "revoked_at", "opened_at"
    )  # fmt: skip
    return {name: getattr(link, name) for name in names}


def _link(row: Row[Any]) -> SignOffLink:
    return SignOffLink(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for a row's columns


def _approval_row(approval: AskedApproval) -> dict[str, Any]:
    return {
        "id": approval.id,
        "plan_id": approval.plan_id,
        "document_id": approval.document_id,
        "reviewers": json.dumps(dict(approval.reviewers)),
        "status": approval.status.value,
        "state": approval.state,
        "asked_by": approval.asked_by,
        "asked_at": approval.asked_at,
    }


def _approval(row: Row[Any]) -> AskedApproval:
    return AskedApproval(
        id=row.id,
        plan_id=row.plan_id,
        document_id=row.document_id,
        reviewers=json.loads(row.reviewers),
        status=ApprovalStatus(row.status),
        state=row.state,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        reminded_at=row.reminded_at,
    )
