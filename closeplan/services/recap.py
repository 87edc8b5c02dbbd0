"""The recap of a conversation: proposed from the plan, edited by the seller, laid among their drafts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from closeplan.errors import InputError, Mistake
from closeplan.plan.recap import Recap, recap_letter, recap_people, recap_since
from closeplan.ports import Clock, PlanDocuments
from closeplan.ports.mail import Letters, Mailbox, MailLog
from closeplan.records import PlanRecord
from closeplan.records.mail import Answered, Mail, RecapRecord
from closeplan.services.seller_name import SellerName
from closeplan.services.stored_plan import StoredPlan

LONGEST_SUBJECT = 250
LONGEST_TEXT = 50_000
MOST_PEOPLE = 25

SAME_CLICK = timedelta(minutes=10)
"""How long the same words are the same draft: a button is clicked twice within seconds."""


@dataclass(frozen=True, kw_only=True)
class ProposedRecap:
    """A recap to look through, and since which day it tells."""

    recap: Recap
    since: date


@dataclass(frozen=True, kw_only=True)
class WriteRecap:
    """The use case with what it needs. `mailbox` is the seller's, `name_of` what a seller is called, `host` what ids of
    mails end with.
    """

    stored: StoredPlan
    mails: MailLog
    mailbox: Mailbox
    documents: PlanDocuments
    letters: Letters
    name_of: SellerName
    host: str
    clock: Clock

    def propose(self, record: PlanRecord) -> ProposedRecap:
        """What the plan says, for the champion; changes nothing."""
        context = self.stored(record)
        last = self.mails.last_recap(record.id)
        since = recap_since(last.at.astimezone(self.stored.zone).date() if last else None, context.today)
        people = recap_people(context)
        url = self.documents[record.kind].url(record.document_id)
        sender = self.name_of(record.owner, context.people)
        letter = recap_letter(context, since=since, url=url, sender=sender, to=people)
        recap = Recap(to=people, subject=letter.subject, text=self.letters.text(letter).strip())
        return ProposedRecap(recap=recap, since=since)

    def draft(self, record: PlanRecord, recap: Recap, *, answers: Answered | None = None) -> str:
        """Lay the recap among the seller's drafts, in the thread of the mail it answers, and return where it opens. The
        next recap tells from now on. The same words within minutes are the same draft, which a click's token can't see in Gmail. InputError says what is missing.
        """
        _check(recap)
        said = "\n".join((record.id, *recap.to, recap.subject, recap.text))
        digest = sha256(said.encode("utf-8", "replace")).hexdigest()[:32]
        last, now = self.mails.last_recap(record.id), self.clock.now()
        if last is not None and last.digest == digest and now - last.at < SAME_CLICK:
            return last.draft
        mail = Mail(
            to=recap.to,
            subject=recap.subject,
            text=recap.text,
            message_id=f"{digest}@{self.host}",
            answers=answers,
        )
        url = self.mailbox.draft(mail)
        self.mails.save_recap(record.id, RecapRecord(at=now, digest=digest, draft=url))
        return url


def _check(recap: Recap) -> None:
    mistakes = []
    if not recap.to:
        mistakes.append(Mistake("To", "is empty; name who gets the recap"))
    if len(recap.to) > MOST_PEOPLE:
        mistakes.append(Mistake("To", f"names more than {MOST_PEOPLE} people; send it to fewer"))
    if not recap.subject.strip() or len(recap.subject) > LONGEST_SUBJECT:
        mistakes.append(Mistake("Subject", f"needs 1 to {LONGEST_SUBJECT} characters"))
    if not recap.text.strip() or len(recap.text) > LONGEST_TEXT:
        mistakes.append(Mistake("Text", f"needs 1 to {LONGEST_TEXT} characters; shorten it"))
    if mistakes:
        raise InputError(mistakes)
