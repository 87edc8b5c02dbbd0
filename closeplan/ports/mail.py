"""A seller's mailbox, and what is remembered of mails."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from closeplan.plan.letter import Letter
from closeplan.plan.mailings import Told
from closeplan.plan.reminders import Wishes
from closeplan.records.mail import LaidDraft, Mail, MailClaim, PreparedMail, RecapRecord


class Mailbox(Protocol):
    """Writes mails as one seller. InputError names an address that is none."""

    def draft(self, mail: Mail) -> str:
        """Lay the mail among the seller's drafts and return where they open it; one request, one more with a
        `message_id`, by which a draft that lies there already is found, and one where it answers a mail. What the seller
        wrote into that draft stays.
        """


class Drafts(Protocol):
    """A seller's drafts, as Gmail has them."""

    def lay(self, mail: Mail) -> LaidDraft:
        """Write the draft, as `Mailbox.draft` does, as far as the token can see what lies there."""

    def find(self, draft_id: str) -> str | None:
        """Where the draft opens, one request; None where it was sent or thrown away. ForbiddenError where the token may
        not look.
        """


class DraftLog(Protocol):
    """Which drafts were laid, by seller and `message_id`."""

    def laid_draft(self, seller: str, message_id: str) -> LaidDraft | None:
        """The last draft of that mail."""

    def remember_draft(self, seller: str, message_id: str, draft: LaidDraft, at: datetime) -> None:
        """A draft was laid at that moment, in the place of an earlier one."""


class Outbox(Protocol):
    """Sends mails of one seller in two steps, so that a process that dies in between sends none of them twice."""

    def prepare(self, mail: Mail) -> str:
        """Lay the mail among the seller's drafts and return the draft's id, as `Mailbox.draft` does."""

    def dispatch(self, draft_id: str) -> bool:
        """Send a prepared mail, one request. False where there is no such draft: it was sent before, or the seller
        threw it away.
        """


class Letters(Protocol):
    """Puts letters into text and HTML."""

    def text(self, letter: Letter) -> str:
        """As plain text; people's words stay as they are."""

    def html(self, letter: Letter) -> str:
        """As HTML; people's words are text in it."""


class MailLog(Protocol):
    """What each plan should tell by mail, who was told what, and who wants none of it. Each method is one transaction.
    Addresses are in lower case.
    """

    def wishes(self) -> Mapping[str, Wishes]:
        """What the sellers want, by plan; plans of which nobody ever said are left out."""

    def save_wishes(self, plan_id: str, wishes: Wishes) -> None:
        """Keep what the seller wants of one plan."""

    def told(self, plan_id: str) -> set[Told]:
        """Who was told what of one plan; what is claimed and not written yet does not count."""

    def mailed(self, day: date) -> set[str]:
        """Who had their mail of that day, or has it prepared."""

    def claim_mail(
        self, wanted: MailClaim, keys: Sequence[tuple[str, str]], now: datetime
    ) -> MailClaim | None:
        """Take a person's mail of one day, with the facts it tells (plan and key), to write it. None where somebody
        holds it or has written it, where one of the facts was told, or where the person stopped such mails. A claim
        whose holder died, or that is older than `CLAIM_MINUTES`, is taken over: its mail can't have been sent.
        """

    def mail_prepared(self, claim: MailClaim, draft: str) -> bool:
        """Note the draft that will be sent; False where somebody else took the claim over, who will send theirs."""

    def mail_done(self, claim: MailClaim, state: str) -> None:
        """The mail is `sent`, `drafted` or `failed`: nobody writes it again."""

    def release_mail(self, claim: MailClaim) -> None:
        """Give the mail and its facts back unwritten."""

    def prepared_mails(self) -> list[PreparedMail]:
        """Mails that were prepared and never said to be sent."""

    def stop_mails(self, email: str, at: datetime) -> None:
        """That person wants no such mails; saying so twice changes nothing."""

    def resume_mails(self, email: str) -> None:
        """That person wants them again."""

    def stopped(self) -> frozenset[str]:
        """Who wants none."""

    def last_recap(self, plan_id: str) -> RecapRecord | None:
        """The plan's last recap."""

    def save_recap(self, plan_id: str, recap: RecapRecord) -> None:
        """A recap was written."""
