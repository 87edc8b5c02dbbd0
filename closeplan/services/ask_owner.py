"""Ask the owner of a milestone: as a comment in the document, or as a mail among the seller's drafts."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from closeplan.errors import InputError, Mistake
from closeplan.plan.annotations import TEXT_LIMIT
from closeplan.plan.owner_question import OwnerQuestion, mail_of, owner_question
from closeplan.plan.signals import Signal
from closeplan.ports import Clock, PlanDocuments
from closeplan.ports.mail import Mailbox
from closeplan.ports.signals import ThreadsByKind
from closeplan.records import PlanRecord
from closeplan.records.mail import Mail
from closeplan.records.signals import Question
from closeplan.services.invite import checked_address
from closeplan.services.stored_plan import StoredPlan


@dataclass(frozen=True, kw_only=True)
class AskOwner:
    """The use case with what it needs; `threads` and `mailbox` act as the seller. `host` ends the ids of its mails."""

    stored: StoredPlan
    threads: ThreadsByKind
    documents: PlanDocuments
    mailbox: Mailbox
    clock: Clock
    host: str

    def question(self, record: PlanRecord, signal: Signal) -> OwnerQuestion:
        """What would be asked, in the plan's language; changes nothing."""
        return owner_question(signal, self.stored(record))

    def comment(self, record: PlanRecord, question: Question) -> bool:
        """Open the comment; False where the seller has asked just that and it is still open."""
        assignee = checked_address(question.assignee) if question.assignee else ""
        said = replace(question, text=_checked(question.text), assignee=assignee)
        known = record.snapshot.plan if record.snapshot else None
        threads, now = self.threads[record.kind], self.clock.now()
        return threads.ask(record.document_id, said, known, now=now, language=record.deal.language)

    def mail(self, record: PlanRecord, text: str, who: str, address: str) -> str:
        """Lay the mail among the seller's drafts and return where it opens; nothing is sent. The same question to the same
        person is one draft where the mailbox can tell.
        """
        to, context = checked_address(address), self.stored(record)
        url = self.documents[record.kind].url(record.document_id)
        title = context.plan.title or record.deal.name
        subject, body = mail_of(_checked(text), who, title, url, context.words)
        digest = hashlib.sha256(f"{record.id}\n{to.casefold()}\n{body}".encode()).hexdigest()[:32]
        mail = Mail(to=(to,), subject=subject, text=body, message_id=f"ask-{digest}@{self.host}")
        return self.mailbox.draft(mail)


def _checked(text: str) -> str:
    said = text.strip()
    if not said:
        raise InputError([Mistake("Question", "is missing; write what you want to know")])
    if len(said.encode()) > TEXT_LIMIT:
        raise InputError([Mistake("Question", f"is too long for a comment: {TEXT_LIMIT} bytes at most")])
    return said
