"""The recap of a call: proposed from what was said to both sides, laid among the seller's drafts once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from closeplan.calls.recap import Envelope, call_letter, call_people, has_news
from closeplan.plan.recap import Recap, recap_people
from closeplan.ports import Clock, PlanDocuments
from closeplan.ports.calls import CallBook
from closeplan.ports.mail import DraftLog, Drafts, Letters
from closeplan.records import PlanRecord
from closeplan.records.calls import KeptCall
from closeplan.records.mail import LaidDraft, Mail
from closeplan.services.seller_name import SellerName
from closeplan.services.stored_plan import StoredPlan

_OLDEST = timedelta(days=5)
"""How long after a call its recap is still laid by itself: a file of an older one is handed in for the plan's sake."""


@dataclass(frozen=True, kw_only=True)
class RecapCall:
    """The use case with what it needs. `name_of` says what a seller is called, `host` what ids of mails end with."""

    calls: CallBook
    stored: StoredPlan
    log: DraftLog
    documents: PlanDocuments
    letters: Letters
    name_of: SellerName
    host: str
    clock: Clock

    def propose(self, record: PlanRecord, call_id: str) -> Recap:
        """What the call settled, for the buyer's people who were on it; changes nothing. NotFoundError if the plan has no
        such call.
        """
        return self._written(record, self.calls.kept_call(record.id, call_id))

    def laid(self, record: PlanRecord, call_id: str) -> LaidDraft | None:
        """The draft that was laid by itself, whatever became of it since."""
        return self.log.laid_draft(record.owner.lower(), self._message_id(record, call_id))

    def lay(self, record: PlanRecord, call_id: str, drafts: Drafts) -> str:
        """Lay the draft and return where it opens; empty where it was laid before, whatever became of it, where nobody of the
        buyer's is to get one, where nothing was decided, promised or moved, or where the call is more than five days ago.
        """
        kept = self.calls.kept_call(record.id, call_id)
        is_old = self.clock.now().date() - kept.call.day > _OLDEST
        if is_old or not has_news(kept.call, kept.findings) or self.laid(record, call_id) is not None:
            return ""
        recap, message_id = self._written(record, kept), self._message_id(record, call_id)
        if not recap.to:
            return ""
        laid = drafts.lay(Mail(to=recap.to, subject=recap.subject, text=recap.text, message_id=message_id))
        self.log.remember_draft(record.owner.lower(), message_id, laid, self.clock.now())
        return laid.url

    def _written(self, record: PlanRecord, kept: KeptCall) -> Recap:
        context = self.stored(record)
        envelope = Envelope(
            to=call_people(kept.call) or recap_people(context),
            sender=self.name_of(record.owner, context.people),
            url=self.documents[record.kind].url(record.document_id),
        )
        letter = call_letter(kept.call, kept.findings, context, envelope)
        return Recap(to=envelope.to, subject=letter.subject, text=self.letters.text(letter).strip())

    def _message_id(self, record: PlanRecord, call_id: str) -> str:
        digest = sha256(f"{record.id}\n{call_id}".encode("utf-8", "replace")).hexdigest()[:32]
        return f"call-{digest}@{self.host}"
