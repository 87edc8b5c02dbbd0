"""A mail's words before they become text and HTML."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from closeplan.plan.languages import words_for
from closeplan.plan.mailings import Chapter, Mailing
from closeplan.plan.reminders import Fact, FactKind
from closeplan.plan.wording import Words, quoted

MOST_ALIKE = 3
"""Signals of the same short words that a digest tells one by one."""


@dataclass(frozen=True, kw_only=True)
class LetterGroup:
    """Lines under a heading of their own."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LetterPart:
    """What a letter says of one plan; `url` opens it, under the words of `link`."""

    heading: str
    groups: tuple[LetterGroup, ...]
    url: str = ""
    link: str = ""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A mail in words, every part plain text. `footer` says why one gets it and who is behind it; `stop_url` is where
    such mails are stopped, under the words of `stop`, empty for a mail that a person writes themselves.
    """

    language: str
    subject: str
    greeting: str
    opening: str
    parts: tuple[LetterPart, ...]
    closing: str
    signature: str = ""
    footer: tuple[str, ...] = ()
    stop: str = ""
    stop_url: str = ""


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Whose name stands under a mail."""

    name: str
    email: str
    company: str

    def said(self, words: Words) -> str:
        """“Sam Ortiz (Northwind)”, as far as it is known."""
        name = quoted(self.name) or self.email
        return words.t("mail.sender", name=name, company=quoted(self.company)) if self.company else name


def reminder_letter(mailing: Mailing, sender: Sender, stop_url: str) -> Letter:
    """What a mailing says, in its language."""
    words = words_for(mailing.language)
    plans = [chapter.plan for chapter in mailing.chapters]
    title = quoted(plans[0].title)
    subject = words.t("mail.subject", title=title, n=len(plans) - 1) if len(plans) > 1 else ""
    return Letter(
        language=words.language,
        subject=subject or words.t("mail.subject_one", title=title),
        greeting=greeting(words, mailing.name),
        opening=words.t("mail.opening", day=words.day(mailing.day)),
        parts=tuple(_part(chapter, words) for chapter in mailing.chapters),
        closing=words.t("mail.own_closing" if mailing.is_own else "mail.closing"),
        footer=_footer(mailing, sender, words),
        stop=words.t("mail.stop"),
        stop_url=stop_url,
    )


def greeting(words: Words, name: str) -> str:
    """How a mail begins."""
    return words.t("mail.hello", name=quoted(name)) if name.strip() else words.t("mail.hello_all")


def _footer(mailing: Mailing, sender: Sender, words: Words) -> tuple[str, ...]:
    if mailing.is_own:
        return (words.t("mail.own_why"),)
    who = sender.said(words)
    return (words.t("mail.why", who=who), words.t("mail.by", who=who, email=sender.email))


def _part(chapter: Chapter, words: Words) -> LetterPart:
    groups = tuple(
        LetterGroup(heading=words.t(f"mail.group.{kind}"), lines=_lines(facts, words))
        for kind, facts in groupby(chapter.shown, key=lambda fact: fact.kind)
    )
    return LetterPart(
        heading=quoted(chapter.plan.title),
        groups=groups,
        url=chapter.plan.url,
        link=words.t("mail.open_plan"),
    )


def _lines(facts: Iterable[Fact], words: Words) -> tuple[str, ...]:
    """A line a fact; signals that say the same short words of many rows share one."""
    told: dict[str, list[Fact]] = {}
    for fact in facts:
        told.setdefault(fact.name if fact.kind is FactKind.SIGNAL else fact.key, []).append(fact)
    return tuple(
        line
        for alike in told.values()
        for line in (
            (f"{len(alike)} × {alike[0].name}",)
            if len(alike) > MOST_ALIKE
            else (_line(fact, words) for fact in alike)
        )
    )


def _line(fact: Fact, words: Words) -> str:
    if fact.kind is FactKind.SIGNAL:
        return fact.text
    name = words.t("mail.owned", name=fact.name, owner=fact.owner) if fact.owner else fact.name
    due = words.day(fact.due) if fact.due else ""
    if fact.kind is FactKind.DONE:
        return name
    if fact.kind is FactKind.OVERDUE:
        return words.t("mail.was_due", name=name, due=due)
    if fact.kind is FactKind.MOVED and fact.was is not None:
        return words.t("mail.moved", name=name, was=words.day(fact.was), due=due)
    if fact.kind is FactKind.AHEAD:
        left = words.t("mail.today") if fact.days == 0 else words.t("mail.in_days", n=fact.days)
        return words.t("mail.due_in", name=name, due=due, left=left)
    return words.t("mail.due", name=name, due=due) if due else words.t("mail.no_date", name=name)
