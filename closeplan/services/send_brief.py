"""Sending the one-page brief: the chosen people may read the Doc, and a mail with its link lies among the drafts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from closeplan.errors import ForbiddenError, InputError, Mistake, NotFoundError, RefusedError
from closeplan.plan.brief_text import one_line
from closeplan.plan.languages import words_for
from closeplan.plan.model import Role, Side, Stakeholder
from closeplan.ports.mail import Mailbox
from closeplan.records import PlanRecord
from closeplan.records.mail import Attachment, Mail
from closeplan.services.brief import KeepBrief
from closeplan.services.seller_name import SellerName

PDF_NAME = "brief.pdf"


@dataclass(frozen=True, kw_only=True)
class BriefLetter:
    """The mail as it would be: who could get it, whom it is for, its words in the plan's language."""

    people: tuple[Stakeholder, ...]
    chosen: tuple[str, ...]
    subject: str
    text: str


@dataclass(frozen=True, kw_only=True)
class SentBrief:
    """What came of it: where the draft opens, who may read the Doc now, and whom Drive would not let in."""

    url: str
    readers: tuple[str, ...]
    refused: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SendBrief:
    """The use case with what it needs, as the seller; `name_of` says what a seller is called."""

    keep: KeepBrief
    mailbox: Mailbox
    name_of: SellerName

    def propose(self, record: PlanRecord) -> BriefLetter:
        """The mail to the champion, everything to be changed; no request. NotFoundError where there is no brief."""
        known = self.keep.known(record.id)
        if known is None or record.snapshot is None:
            raise NotFoundError("this plan has no brief yet; make one first")
        people = [
            one for one in record.snapshot.plan.stakeholders if one.email and one.side is not Side.SELLER
        ]
        ranked = sorted(people, key=lambda one: one.role is not Role.CHAMPION)
        said, words = self.keep.read(record.id), words_for(record.deal.language)
        return BriefLetter(
            people=tuple(ranked),
            chosen=tuple(one.email for one in ranked[:1]),
            subject=words.t("brief.mail.subject", buyer=said.buyer, seller=said.seller),
            text=words.t(
                "brief.mail.text",
                name=ranked[0].name if ranked else "",
                day=words.day(said.state),
                url=self.keep.briefs.url(known.document_id),
                seller=self.name_of(record.owner, record.snapshot.plan.stakeholders),
            ),
        )

    def draft(self, record: PlanRecord, to: Sequence[str], subject: str, text: str) -> SentBrief:
        """Bring the brief up to date, let those people read it, and lay the mail with its PDF among the drafts. Only
        people on the plan's map can be chosen; InputError says what is missing.
        """
        people = {one.email for one in self.propose(record).people}
        chosen = tuple(email for email in dict.fromkeys(to) if email in people)
        if not chosen:
            raise InputError([Mistake("To", "nobody is chosen; tick who gets the brief")])
        if self.keep.refresh(record.id) is None:
            raise NotFoundError("the brief's Doc is gone; make the brief once more, then send it")
        refused = tuple(email for email in chosen if not self._lets_in(record, email))
        attached = Attachment(name=PDF_NAME, type="application/pdf", content=self.keep.pdf(record.id).content)
        written = self.keep.known(record.id)
        said = "\n".join((record.id, written.digest if written else "", *chosen, subject, text))
        digest = sha256(said.encode("utf-8", "replace")).hexdigest()[:32]
        mail = Mail(
            to=chosen,
            subject=one_line(subject),
            text=text.strip(),
            message_id=f"brief-{digest}@closeplan",
            attachments=(attached,),
        )
        url = self.mailbox.draft(mail)
        return SentBrief(url=url, readers=tuple(one for one in chosen if one not in refused), refused=refused)

    def _lets_in(self, record: PlanRecord, email: str) -> bool:
        """Drive may refuse somebody without a Google account, or anybody outside a company; they still get the PDF."""
        try:
            self.keep.share(record, [email])
        except (RefusedError, ForbiddenError):
            return False
        return True
