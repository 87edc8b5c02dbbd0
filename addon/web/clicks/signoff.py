"""Asking for acknowledgement: through Drive's approvals, or by a link that is made for one person."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from addon.cards import parts
from addon.cards import sign_off as cards
from addon.cards.sign_off import LinkLine, LinkState, SignOffView
from addon.web.clicks.click import Click, Routes
from closeplan.errors import CloseplanError, NotFoundError, OutsideError
from closeplan.plan.acknowledgement import SignOff, stands
from closeplan.plan.addresses import one_address, typed_addresses
from closeplan.plan.languages import words_for
from closeplan.plan.model import Plan, Role, Side
from closeplan.records import PlanRecord
from closeplan.records.mail import Mail
from closeplan.records.sign_offs import ApprovalStatus, AskedApproval, SignOffLink


def _sign_off(click: Click) -> dict[str, Any]:
    """Where it stands, Drive's answers of this moment included."""
    record, desk = click.own_plan(), click.desk.sign_off
    if desk.by_approval.running(record) is not None:
        with suppress(OutsideError):  # what is known already is told where Drive has no answer
            desk.look(record.id)
    return click.leading_on(cards.sign_off_card(_view(click, record)))


def _ask(click: Click) -> dict[str, Any]:
    """Drive writes to the reviewers: this click is the seller's word for it."""
    record = click.own_plan()
    reviewers = typed_addresses(click.event.texts.get(cards.REVIEWERS, ""))
    asked = click.desk.sign_off.by_approval(record, reviewers, seller=click.caller.email)
    return _renewed(click, record, f"Asked {len(asked.reviewers)}")


def _remind(click: Click) -> dict[str, Any]:
    record = click.own_plan()
    done = click.desk.sign_off.by_approval.remind(record)
    return _renewed(
        click, record, "Reminded" if done else "They were reminded within the last day; nothing was sent"
    )


def _cancel(click: Click) -> dict[str, Any]:
    record = click.own_plan()
    click.desk.sign_off.by_approval.cancel(record)
    return _renewed(click, record, "Cancelled")


def _link(click: Click) -> dict[str, Any]:
    """The link of the person named: the one that opens already, else a new one, or the successor of the one that
    “New link” ends.
    """
    record, desk = click.own_plan(), click.desk.sign_off
    carried = click.event.parameters
    if "linkId" in carried:
        link = _known(click, record)
    else:
        # a button for one person names them itself; the card's fields may hold somebody else
        given = carried if cards.EMAIL in carried else click.event.texts
        name, email = given.get(cards.NAME, ""), one_address(given.get(cards.EMAIL, ""))
        link = desk.by_link(
            record,
            name=name,
            email=email,
            seller=click.caller.email,
            replacing=carried.get(cards.REPLACING, ""),
        )
    made = cards.link_card(
        desk.links.url(link.id),
        _mail(click, record, link),
        _line(link, [], datetime.now(UTC)),
        click.url("").rstrip("/"),
        record.id,
    )
    return parts.pushed(made)


def _draft(click: Click) -> dict[str, Any]:
    """The mail with the link, as a draft of the seller's."""
    record = click.own_plan()
    link, texts = _known(click, record), click.event.texts
    subject, text = _mail(click, record, link)
    mail = Mail(
        to=(link.email,),
        subject=texts.get(cards.SUBJECT, subject),
        text=texts.get(cards.TEXT, text),
        message_id=f"sign-off-{link.id}@{urlsplit(click.wired.base_url).hostname}",
    )
    return parts.pushed(cards.drafted_card(link.name, click.desk.mailbox.draft(mail)))


def _revoke(click: Click) -> dict[str, Any]:
    record = click.own_plan()
    done = click.desk.sign_off.by_link.revoke(record, click.event.parameters.get("linkId", ""))
    return _renewed(click, record, "Revoked" if done else "It opened nothing any more")


def _renewed(click: Click, record: PlanRecord, told: str) -> dict[str, Any]:
    return parts.updated(cards.sign_off_card(_view(click, record)), told)


def _known(click: Click, record: PlanRecord) -> SignOffLink:
    """The link a card names, if it is this plan's and still opens."""
    link = click.desk.sign_off.sign_offs.link(click.event.parameters.get("linkId", ""))
    if link is None or link.plan_id != record.id or not link.is_valid(datetime.now(UTC)):
        raise NotFoundError("this link opens nothing any more; make a new one")
    return link


def _mail(click: Click, record: PlanRecord, link: SignOffLink) -> tuple[str, str]:
    """Subject and text in the plan's language."""
    words = words_for(record.deal.language)
    who = click.desk.name_of(click.caller.email, record.snapshot.plan.stakeholders if record.snapshot else ())
    url, day = click.desk.sign_off.links.url(link.id), words.day(link.expires_at.date())
    title = words.t("title", buyer=record.deal.buyer, seller=record.deal.seller)
    subject = words.t("sign_off.mail_subject", title=title)
    return subject, words.t("sign_off.mail", name=link.name, url=url, day=day, who=who)


def _view(click: Click, record: PlanRecord) -> SignOffView:
    store = click.desk.sign_off.sign_offs
    plan = record.snapshot.plan if record.snapshot else Plan()
    said, approvals = store.sign_offs(record.id), store.approvals(record.id)
    newest = approvals[0] if approvals else None
    now = datetime.now(UTC)
    return SignOffView(
        plan_id=record.id,
        plan_name=record.deal.name,
        said=said,
        standing=frozenset(one.via for one in said if stands(one.state, plan)),
        reviewers=newest.reviewers if newest and newest.runs else None,
        shut_out=_shut_out(click, newest) if newest and newest.runs else (),
        was_reset=newest is not None and newest.status is ApprovalStatus.RESET,
        links=[_line(link, said, now) for link in _newest(store.links(record.id))],
        proposed=_proposed(plan),
        url=click.url("").rstrip("/"),
    )


def _shut_out(click: Click, asked: AskedApproval) -> Collection[str]:
    """Those of the reviewers who can't open the plan; nobody where Drive does not tell."""
    try:
        return click.desk.sign_off.by_approval.shut_out(asked)
    except CloseplanError:
        return ()


def _newest(links: Iterable[SignOffLink]) -> list[SignOffLink]:
    """Of links that are in order, newest first, the first of each person."""
    found: dict[str, SignOffLink] = {}
    for link in links:
        found.setdefault(link.email, link)
    return list(found.values())


def _proposed(plan: Plan) -> list[tuple[str, str]]:
    """Whose word counts: the economic buyer, as the map names them."""
    return [
        (one.name, one.email)
        for one in plan.stakeholders
        if one.role is Role.ECONOMIC_BUYER and one.email and one.side is not Side.SELLER
    ]


def _line(link: SignOffLink, said: list[SignOff], now: datetime) -> LinkLine:
    if any(one.via.startswith(f"link:{link.id}:") for one in said):
        state = LinkState.ANSWERED
    elif link.revoked_at is not None:
        state = LinkState.REVOKED
    elif not link.is_valid(now):
        state = LinkState.EXPIRED
    else:
        state = LinkState.OPENED if link.opened_at else LinkState.OPEN
    return LinkLine(
        id=link.id,
        name=link.name,
        email=link.email,
        state=state,
        expires_at=link.expires_at,
        is_valid=link.is_valid(now),
    )


ROUTES: Routes = {
    "signoff": _sign_off,
    "signoff/ask": _ask,
    "signoff/remind": _remind,
    "signoff/cancel": _cancel,
    "signoff/link": _link,
    "signoff/mail": _draft,
    "signoff/revoke": _revoke,
}
