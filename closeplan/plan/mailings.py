"""One mail a person a day, over all plans and kinds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from closeplan.plan.reminders import URGENCY, Delivery, Fact, FactKind, WatchedPlan, facts_due

MOST_FACTS = 40
"""Facts one mail tells; the less urgent ones wait for the next working day."""

_ONE_OF = (FactKind.OVERDUE, FactKind.AHEAD, FactKind.WEEK, FactKind.ASSIGNED)
"""Kinds of which a mail tells the most urgent one a milestone; the others are told with it."""

Told = tuple[str, str, str]
"""A plan's id, a person's address, a fact's key."""


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """What one mail tells of one plan."""

    plan: WatchedPlan
    facts: tuple[Fact, ...]

    @property
    def shown(self) -> tuple[Fact, ...]:
        """The facts that need a line of their own, the most urgent first."""
        said: dict[tuple[str, str], Fact] = {}
        for fact in sorted(self.facts, key=_urgency):
            group = fact.kind.value if fact.kind not in _ONE_OF else ""
            said.setdefault((group, fact.about), fact)
        return tuple(said.values())


@dataclass(frozen=True, kw_only=True)
class Mailing:
    """One mail to one person on one day, from one seller. `is_own` is the seller's own digest, the only one that may
    hold what is not for the buyer.
    """

    person: str
    name: str
    seller: str
    day: date
    delivery: Delivery
    chapters: tuple[Chapter, ...]

    @property
    def is_own(self) -> bool:
        return self.person == self.seller

    @property
    def language(self) -> str:
        """That of the most urgent plan; the seller's own digest is in English, like the sidebar."""
        return "en" if self.is_own else self.chapters[0].plan.language

    @property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """Every fact that the mail tells: the plan's id and the fact's key."""
        return tuple((fact.plan_id, fact.key) for chapter in self.chapters for fact in chapter.facts)


def mailings(
    plans: Iterable[WatchedPlan],
    day: date,
    *,
    told: Collection[Told] = (),
    unwilling: Collection[str] = (),
) -> tuple[Mailing, ...]:
    """The mails of a day. `unwilling` are people who get none: they stopped such mails, or had today's.

    A person to whom several sellers have something to say hears the one with the most urgent fact; the others' facts
    wait. A mail out of several plans is drafted where one of them wants drafts.
    """
    waiting: dict[str, dict[str, list[Chapter]]] = {}
    for plan in plans:
        for person, facts in facts_due(plan, day).items():
            new = tuple(fact for fact in facts if (plan.id, person, fact.key) not in told)
            if new and person not in unwilling:
                waiting.setdefault(person, {}).setdefault(plan.seller, []).append(
                    Chapter(plan=plan, facts=new)
                )
    return tuple(_mailing(person, waiting[person], day) for person in sorted(waiting))


def _mailing(person: str, by_seller: Mapping[str, list[Chapter]], day: date) -> Mailing:
    seller = min(by_seller, key=lambda one: (min(map(_chapter_urgency, by_seller[one])), one))
    chapters = _cut(sorted(by_seller[seller], key=_chapter_urgency))
    names = (chapter.plan.people[person].name for chapter in chapters if person in chapter.plan.people)
    drafts = any(chapter.plan.wishes.delivery is Delivery.DRAFTS for chapter in chapters)
    return Mailing(
        person=person,
        name=next((name for name in names if name), ""),
        seller=seller,
        day=day,
        delivery=Delivery.DRAFTS if drafts and person != seller else Delivery.SEND,
        chapters=chapters,
    )


def _cut(chapters: Iterable[Chapter]) -> tuple[Chapter, ...]:
    """The most urgent facts of all chapters, as many as one mail tells."""
    chapters = tuple(chapters)
    ranked = sorted((fact for chapter in chapters for fact in chapter.facts), key=_urgency)
    told = {(fact.plan_id, fact.key) for fact in ranked[:MOST_FACTS]}
    kept = (
        Chapter(plan=one.plan, facts=tuple(fact for fact in one.facts if (fact.plan_id, fact.key) in told))
        for one in chapters
    )
    return tuple(chapter for chapter in kept if chapter.facts)


def _urgency(fact: Fact) -> tuple[int, date, str, str]:
    return URGENCY.index(fact.kind), fact.due or date.max, fact.plan_id, fact.key


def _chapter_urgency(chapter: Chapter) -> tuple[int, date, str, str]:
    return min(map(_urgency, chapter.facts))
