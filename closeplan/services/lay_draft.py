"""Drafts that are laid once, also where the mailbox may not be searched: beside a Sheet, a click's token writes drafts
and sees none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from closeplan.errors import ForbiddenError
from closeplan.ports import Clock
from closeplan.ports.mail import DraftLog, Drafts
from closeplan.records.mail import LaidDraft, Mail

UNSEEN_DRAFT = timedelta(minutes=10)
"""How long a draft that can't be looked at is taken to be there: a button is clicked twice within seconds."""


@dataclass(frozen=True, kw_only=True)
class LayDraft:
    """`closeplan.ports.mail.Mailbox` of one seller over their `drafts`, with a memory of its own."""

    drafts: Drafts
    log: DraftLog
    seller: str
    clock: Clock

    def draft(self, mail: Mail) -> str:
        """Lay the mail among the drafts, unless the one of its `message_id` lies there still."""
        known = self.log.laid_draft(self.seller, mail.message_id) if mail.message_id else None
        url = self._where(known) if known else None
        if url:
            return url
        made = self.drafts.lay(mail)
        if mail.message_id:
            self.log.remember_draft(self.seller, mail.message_id, made, self.clock.now())
        return made.url

    def _where(self, known: LaidDraft) -> str | None:
        """Where the draft opens; None where it was sent or thrown away."""
        try:
            return self.drafts.find(known.id)
        except ForbiddenError:
            fresh = known.at is not None and self.clock.now() - known.at < UNSEEN_DRAFT
            return known.url if fresh else None
