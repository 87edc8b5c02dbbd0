"""Bring a person to the plan: a row on the stakeholder map and, if the seller says so, access to the document."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from closeplan.errors import InputError, Mistake
from closeplan.plan.addresses import one_address
from closeplan.plan.edits import CellEdit, Edit, EditResult, RowEdit
from closeplan.plan.languages import words_for
from closeplan.plan.model import Role, Side
from closeplan.plan.signals import Table
from closeplan.plan.wording import quoted
from closeplan.ports import PlanDocuments
from closeplan.records import PlanRecord, Share
from closeplan.services.edit_plan import EditCells

MOST_NAME = 200
MOST_ADDRESS = 254
"""Characters of an address (RFC 5321)."""

_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\\\"]+@[^\s@<>()\[\],;:\\\"]+\.[^\s@<>()\[\],;:\\\"]+")


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who is invited. An address is only needed to give access."""

    name: str
    email: str = ""
    role: Role | None = None
    side: Side | None = Side.BUYER


@dataclass(frozen=True, kw_only=True)
class Invite:
    """The use case with what it needs; both act as the seller."""

    edit: EditCells
    documents: PlanDocuments

    def __call__(self, record: PlanRecord, person: Person, *, share: bool, by: str) -> EditResult:
        """Add the person, and share the document with them where `share` says so; somebody who stands on the map already
        gets the role or the address they lack there. InputError says what is missing.
        """
        name = " ".join(person.name.split())
        mistakes = [
            *((Mistake("Name", "is missing"),) if not name else ()),
            *((Mistake("Name", f"is longer than {MOST_NAME} characters"),) if len(name) > MOST_NAME else ()),
            *((Mistake("Address", "is missing: access needs one"),) if share and not person.email else ()),
        ]
        if mistakes:
            raise InputError(mistakes)
        email = checked_address(person.email) if person.email else ""
        result = self.edit(record.id, _edits(record, name, email, person), by)
        if share and not result.refused:
            self._share(record, email, by)
        return result

    def _share(self, record: PlanRecord, email: str, by: str) -> None:
        words = words_for(record.deal.language)
        title = record.snapshot.plan.title if record.snapshot else ""
        message = words.t("invitation", who=by, title=quoted(title or record.deal.name))
        share = Share(email=email, notify=True, message=message)
        self.documents[record.kind].share(record.document_id, [share])


def checked_address(text: str) -> str:
    """An address as one types it, a name before it or not; InputError where it is none."""
    address = one_address(text)
    if len(address) > MOST_ADDRESS or not _ADDRESS.fullmatch(address):
        raise InputError([Mistake("Address", "is no mail address; it looks like name@company.com")])
    return address


def _edits(record: PlanRecord, name: str, email: str, person: Person) -> list[Edit]:
    """A new row, or what the person's own row lacks."""
    people = record.snapshot.plan.stakeholders if record.snapshot else ()
    known = next((one for one in people if _is_same(one.name, one.email, name, email)), None)
    if known is None:
        # the same person has the same id, so that a second click adds nobody a second time
        digest = hashlib.sha256(f"{record.id}\n{name.casefold()}\n{email.casefold()}".encode()).hexdigest()
        values = {"name": name, "email": email, "side": person.side, "role": person.role}
        return [RowEdit(table=Table.STAKEHOLDERS, id=f"p{digest[:8]}", values=values)]
    edits: list[Edit] = []
    if email and not known.email:
        edits.append(
            CellEdit(table=Table.STAKEHOLDERS, row=known.id, field="email", value=email, was=known.email)
        )
    if person.role and known.role is None:
        edits.append(
            CellEdit(table=Table.STAKEHOLDERS, row=known.id, field="role", value=person.role, was=None)
        )
    return edits


def _is_same(name: str, email: str, other_name: str, other_email: str) -> bool:
    if email and other_email:
        return email.casefold() == other_email.casefold()
    return " ".join(name.casefold().split()) == other_name.casefold()
