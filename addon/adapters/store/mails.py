"""Mails in SQL: what each plan should tell, who was told what, who wants none."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, delete, insert, select, update

from addon.adapters.store import holders
from addon.adapters.store.engine import Database
from addon.adapters.store.people_tables import drafts, mail_facts, mails, opt_outs, preferences, recaps
from closeplan.errors import ConflictError
from closeplan.plan.mailings import Told
from closeplan.plan.reminders import Wishes
from closeplan.records.mail import LaidDraft, MailClaim, PreparedMail, RecapRecord

CLAIM_MINUTES = 10
"""How long a claim lasts that nobody gave back; writing a mail takes seconds."""

_WISHES = TypeAdapter(Wishes)
_open = mails.c.state == "claimed"


class MailBook(Database):
    """The part of the store that knows mails: `closeplan.ports.mail.MailLog`."""

    def wishes(self) -> Mapping[str, Wishes]:
        with self._read() as connection:
            rows = connection.execute(select(preferences).order_by(preferences.c.plan_id)).all()
        return {row.plan_id: _WISHES.validate_json(row.reminders) for row in rows}

    def save_wishes(self, plan_id: str, wishes: Wishes) -> None:
        said = _WISHES.dump_json(wishes).decode()
        with self._write() as connection:
            connection.execute(delete(preferences).where(preferences.c.plan_id == plan_id))
            connection.execute(insert(preferences).values(plan_id=plan_id, reminders=said))

    def told(self, plan_id: str) -> set[Told]:
        asked = select(mail_facts).join(mails).where(mail_facts.c.plan_id == plan_id, ~_open)
        with self._read() as connection:
            return {(row.plan_id, row.person, row.fact) for row in connection.execute(asked)}

    def mailed(self, day: date) -> set[str]:
        asked = select(mails.c.person).where(mails.c.day == day.isoformat(), ~_open)
        with self._read() as connection:
            return set(connection.execute(asked).scalars())

    def claim_mail(
        self, wanted: MailClaim, keys: Sequence[tuple[str, str]], now: datetime
    ) -> MailClaim | None:
        try:
            with self._write() as connection:
                return _claim(connection, wanted, keys, now)
        except ConflictError:  # somebody claimed the same mail, or told one of the facts, at the same moment
            return None

    def mail_prepared(self, claim: MailClaim, draft: str) -> bool:
        with self._write() as connection:
            return _moved_on(connection, claim, state="prepared", draft=draft)

    def mail_done(self, claim: MailClaim, state: str) -> None:
        with self._write() as connection:
            _moved_on(connection, claim, state=state)

    def release_mail(self, claim: MailClaim) -> None:
        with self._write() as connection:
            held = select(mails.c.id).where(mails.c.id == claim.id, mails.c.claim == claim.name)
            if connection.execute(held).first() is not None:
                _forget(connection, claim.id)

    def prepared_mails(self) -> list[PreparedMail]:
        asked = select(mails).where(mails.c.state == "prepared").order_by(mails.c.id)
        with self._read() as connection:
            return [PreparedMail(claim=_read(row), draft=row.draft) for row in connection.execute(asked)]

    def stop_mails(self, email: str, at: datetime) -> None:
        with self._write() as connection:
            connection.execute(delete(opt_outs).where(opt_outs.c.email == email))
            connection.execute(insert(opt_outs).values(email=email, at=at))

    def resume_mails(self, email: str) -> None:
        with self._write() as connection:
            connection.execute(delete(opt_outs).where(opt_outs.c.email == email))

    def stopped(self) -> frozenset[str]:
        with self._read() as connection:
            return frozenset(connection.execute(select(opt_outs.c.email)).scalars())

    def laid_draft(self, seller: str, message_id: str) -> LaidDraft | None:
        asked = select(drafts).where(drafts.c.seller == seller, drafts.c.message_id == message_id)
        with self._read() as connection:
            row = connection.execute(asked).first()
        return LaidDraft(id=row.draft, url=row.url, at=row.at) if row else None

    def remember_draft(self, seller: str, message_id: str, draft: LaidDraft, at: datetime) -> None:
        with self._write() as connection:
            connection.execute(
                delete(drafts).where(drafts.c.seller == seller, drafts.c.message_id == message_id)
            )
            connection.execute(
                insert(drafts).values(
                    seller=seller, message_id=message_id, draft=draft.id, url=draft.url, at=at
                )
            )

    def last_recap(self, plan_id: str) -> RecapRecord | None:
        with self._read() as connection:
            row = connection.execute(select(recaps).where(recaps.c.plan_id == plan_id)).first()
        return RecapRecord(at=row.at, digest=row.digest, draft=row.draft) if row else None

    def save_recap(self, plan_id: str, recap: RecapRecord) -> None:
        with self._write() as connection:
            connection.execute(delete(recaps).where(recaps.c.plan_id == plan_id))
            connection.execute(
                insert(recaps).values(plan_id=plan_id, at=recap.at, digest=recap.digest, draft=recap.draft)
            )


def _claim(
    connection: Connection, wanted: MailClaim, keys: Sequence[tuple[str, str]], now: datetime
) -> MailClaim | None:
    if connection.execute(select(opt_outs).where(opt_outs.c.email == wanted.person)).first() is not None:
        return None
    claims = select(mails).where(mails.c.person == wanted.person, _open).with_for_update()
    for claimed in connection.execute(claims).all():
        if _is_abandoned(claimed, now):
            _forget(connection, claimed.id)
    same = select(mails.c.id).where(mails.c.person == wanted.person, mails.c.day == wanted.day.isoformat())
    if connection.execute(same).first() is not None:
        return None
    name = f"{holders.this_process()}/{secrets.token_hex(8)}"
    row = {"person": wanted.person, "day": wanted.day.isoformat(), "seller": wanted.seller}
    made = connection.execute(
        insert(mails).values(**row, state="claimed", claim=name, claimed_at=now).returning(mails.c.id)
    ).scalar_one()
    facts = [
        {"mail_id": made, "plan_id": plan_id, "person": wanted.person, "fact": key} for plan_id, key in keys
    ]
    if facts:
        connection.execute(insert(mail_facts), facts)
    return MailClaim(person=wanted.person, day=wanted.day, seller=wanted.seller, id=made, name=name)


def _is_abandoned(row: Row[tuple[object, ...]], now: datetime) -> bool:
    holder = row.claim.rpartition("/")[0]
    return row.claimed_at <= now - timedelta(minutes=CLAIM_MINUTES) or holders.is_dead(holder)


def _forget(connection: Connection, mail_id: int) -> None:
    connection.execute(delete(mail_facts).where(mail_facts.c.mail_id == mail_id))
    connection.execute(delete(mails).where(mails.c.id == mail_id))


def _moved_on(connection: Connection, claim: MailClaim, **values: str) -> bool:
    """Change the mail if the claim is still the one that holds it."""
    held = update(mails).where(mails.c.id == claim.id, mails.c.claim == claim.name)
    return bool(connection.execute(held.values(**values)).rowcount)


def _read(row: Row[tuple[object, ...]]) -> MailClaim:
    return MailClaim(
        person=row.person, day=date.fromisoformat(row.day), seller=row.seller, id=row.id, name=row.claim
    )
