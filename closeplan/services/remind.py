"""Reminders and digests: what is due on a day, written once, out of the seller's own mailbox."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from types import MappingProxyType

from closeplan.errors import CloseplanError, InputError, NotFoundError
from closeplan.plan.languages import language_of
from closeplan.plan.letter import Sender, reminder_letter
from closeplan.plan.mailings import Mailing, Told, mailings
from closeplan.plan.reminders import Delivery, WatchedPlan, Wishes
from closeplan.ports import Checkpoints, Clock, PlanDocuments, PlanStore
from closeplan.ports.mail import Letters, MailLog, Outbox
from closeplan.records import PlanRecord
from closeplan.records.mail import Mail, MailClaim
from closeplan.services.seller_name import SellerName

WAITS = "waits"
HELD = "held"
FAILED = "failed"
DRAFTED = "drafted"
SENT = "sent"

NOTHING: Mapping[str, Wishes] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Written:
    """What became of one mailing: `sent`, `drafted`, `failed` (for good, `reason` says why), `waits` (it is tried
    again), or `held` (somebody else writes it).
    """

    mailing: Mailing
    state: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Remind:
    """The use case with what it needs. `outbox` opens a seller's mailbox for work while they are away, None where they
    allowed nothing of the kind, and `may_write` says whether they did; `name_of` is what a seller is called; `stop_url` makes the link that stops mails to an
    address, in a language; `host` is what ids of mails end with.

    No mail is sent twice: it is claimed with its facts, then prepared as a draft, and only a draft whose id was noted
    is sent, which Gmail does once. What a crash leaves behind is given back (claimed) or sent (prepared) by the next
    run of the same day; a draft of an earlier day is left to the seller.
    """

    store: PlanStore
    mails: MailLog
    documents: PlanDocuments
    letters: Letters
    outbox: Callable[[str], Outbox | None]
    may_write: Callable[[str], bool]
    name_of: SellerName
    stop_url: Callable[[str, str], str]
    host: str
    clock: Clock
    checkpoints: Checkpoints

    def planned(self, day: date, instead: Mapping[str, Wishes] = NOTHING) -> tuple[Mailing, ...]:
        """The mails of that day that nobody has written yet; changes nothing. `instead` are wishes that are only
        thought of, by plan.
        """
        plans = list(self._plans(instead))
        told: set[Told] = set().union(*(self.mails.told(plan.id) for plan in plans))
        return mailings(plans, day, told=told, unwilling=self.mails.stopped() | self.mails.mailed(day))

    def __call__(self, day: date) -> list[Written]:
        """Write the day's mails, each seller's out of their own mailbox. Repeating it writes what is new alone."""
        self._finish(day)
        return [self._written(mailing) for mailing in self.planned(day)]

    def write_drafts(self, day: date, seller: str, outbox: Outbox) -> list[Written]:
        """Lay the day's mails of one seller to others among their drafts, whatever they wished for: they ask for it."""
        ours = [one for one in self.planned(day) if one.seller == seller and not one.is_own]
        return [self._tried(one, outbox, send=False) for one in ours]

    def mail(self, mailing: Mailing) -> Mail:
        """The mail as it goes out."""
        stop_url = self.stop_url(mailing.person, mailing.language)
        plan = mailing.chapters[0].plan
        name = self.name_of(mailing.seller, plan.plan.stakeholders)
        sender = Sender(name=name, email=mailing.seller, company=plan.company)
        letter = reminder_letter(mailing, sender, stop_url)
        about = "\n".join((mailing.person, mailing.day.isoformat(), *sorted(map(":".join, mailing.keys))))
        digest = sha256(about.encode("utf-8", "replace")).hexdigest()[:32]
        return Mail(
            to=(mailing.person,),
            subject=letter.subject,
            text=self.letters.text(letter),
            html=self.letters.html(letter),
            message_id=f"{digest}@{self.host}",
            unsubscribe=stop_url,
        )

    def watched(self, record: PlanRecord, wishes: Wishes) -> WatchedPlan:
        """A plan as its mails see it; NotFoundError where it was never read."""
        if record.snapshot is None:
            raise NotFoundError("closeplan has not looked at this plan yet; try again in a moment")
        return WatchedPlan(
            id=record.id,
            title=record.snapshot.plan.title or record.deal.name,
            url=self.documents[record.kind].url(record.document_id),
            language=language_of(record.deal.language) or "en",
            seller=record.owner.lower(),
            company=record.deal.seller,
            wishes=wishes,
            plan=record.snapshot.plan,
            network=record.deal.network,
            entries=tuple(self.store.ledger(record.id)),
            signals=record.signals,
            companies=(record.deal.buyer, record.deal.seller),
        )

    def _plans(self, instead: Mapping[str, Wishes]) -> Iterator[WatchedPlan]:
        for plan_id, wishes in {**self.mails.wishes(), **instead}.items():
            record = self.store.plan(plan_id)
            if (
                record.snapshot is not None
                and record.document_id
                and not record.gone
                and not wishes.is_silent
            ):
                yield self.watched(record, wishes)

    def _written(self, mailing: Mailing) -> Written:
        try:
            outbox = self.outbox(mailing.seller)
        except CloseplanError as error:
            return Written(mailing=mailing, state=WAITS, reason=str(error))
        if outbox is None:
            reason = f"{mailing.seller} has not let closeplan write mails while they are away"
            return Written(mailing=mailing, state=WAITS, reason=reason)
        return self._tried(mailing, outbox, send=mailing.delivery is Delivery.SEND)

    def _tried(self, mailing: Mailing, outbox: Outbox, *, send: bool) -> Written:
        """One mail, from the claim to its end; what may work later is given back."""
        wanted = MailClaim(person=mailing.person, day=mailing.day, seller=mailing.seller)
        mail = self.mail(mailing)
        claim = self.mails.claim_mail(wanted, mailing.keys, self.clock.now())
        if claim is None:
            return Written(mailing=mailing, state=HELD)
        self.checkpoints.reach("mail_claimed")
        try:
            draft = outbox.prepare(mail)
        except InputError as error:
            self.mails.mail_done(claim, FAILED)
            return Written(mailing=mailing, state=FAILED, reason=str(error))
        except CloseplanError as error:
            self.mails.release_mail(claim)
            return Written(mailing=mailing, state=WAITS, reason=str(error))
        self.checkpoints.reach("mail_drafted")
        if not send:
            self.mails.mail_done(claim, DRAFTED)
            return Written(mailing=mailing, state=DRAFTED)
        if not self.mails.mail_prepared(claim, draft):
            return Written(mailing=mailing, state=HELD)
        self.checkpoints.reach("mail_prepared")
        return self._sent(mailing, claim, draft, outbox)

    def _sent(self, mailing: Mailing, claim: MailClaim, draft: str, outbox: Outbox) -> Written:
        try:
            outbox.dispatch(draft)
        except CloseplanError as error:
            return Written(mailing=mailing, state=WAITS, reason=str(error))
        self.checkpoints.reach("mail_sent")
        self.mails.mail_done(claim, SENT)
        return Written(mailing=mailing, state=SENT)

    def _finish(self, day: date) -> None:
        """Send what was prepared today when the process died; later it is the seller's to send or throw away."""
        stopped = self.mails.stopped()
        for one in self.mails.prepared_mails():
            if one.claim.day != day or one.claim.person in stopped:
                self.mails.mail_done(one.claim, FAILED)
                continue
            try:
                outbox = self.outbox(one.claim.seller)
                if outbox is not None:
                    outbox.dispatch(one.draft)
                    self.mails.mail_done(one.claim, SENT)
            except CloseplanError:
                continue  # the next run tries again


@dataclass(frozen=True, kw_only=True)
class SellersMails:
    """One seller's reminders, with a mailbox of theirs that is open now; `hour` is from when mails go out."""

    seller: str
    remind: Remind
    outbox: Outbox
    hour: int

    def wishes(self, plan_id: str) -> Wishes:
        """What one plan should tell by mail."""
        return self.remind.mails.wishes().get(plan_id, Wishes())

    def save(self, plan_id: str, wishes: Wishes) -> None:
        """Keep what one plan should tell by mail; today's mails that went out stay."""
        self.remind.mails.save_wishes(plan_id, wishes)

    def planned(self, day: date, plan_id: str, wishes: Wishes) -> tuple[Mailing, ...]:
        """The seller's mails of that day, over all their plans, that are not written yet, if one plan wished that."""
        made = self.remind.planned(day, {plan_id: wishes})
        return tuple(one for one in made if one.seller == self.seller)

    def works_alone(self) -> bool:
        """Whether closeplan may write while the seller is away."""
        return self.remind.may_write(self.seller)

    def write_drafts(self, day: date) -> list[Written]:
        """Lay the day's mails to others among the seller's drafts now."""
        return self.remind.write_drafts(day, self.seller, self.outbox)
