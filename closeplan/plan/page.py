"""A plan as a page for people who don't open its document: what the document says, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from closeplan.plan.brief import Brief, KnownRisk, Person
from closeplan.plan.model import Metric, Milestone, Side
from closeplan.plan.rules.context import RuleContext
from closeplan.plan.wording import Words, on_one_line

MOST_MILESTONES = 200
"""Milestones a page lists; a plan has about twenty."""


@dataclass(frozen=True, kw_only=True)
class PageLine:
    """One paragraph or bullet of plain text; `url` is where the whole line leads, empty for nowhere."""

    text: str
    is_bullet: bool = False
    is_heading: bool = False
    url: str = ""


def way_lines(words: Words, url: str) -> tuple[PageLine, ...]:
    """Where the plan itself is, and that this is not the place to change it."""
    return (
        PageLine(text=words.t("page.lives", url=url), url=url),
        PageLine(text=words.t("page.not_read")),
    )


def page_title(brief: Brief, words: Words) -> str:
    """What the plan's page is called."""
    return words.t("title", buyer=brief.buyer, seller=brief.seller)


def page_lines(brief: Brief, context: RuleContext) -> tuple[PageLine, ...]:
    """What the page says of the plan, in the plan's language. `brief` is the plan's, as a web page, and holds only what both
    sides may read; of `context` nothing but its timeline is used.
    """
    words = context.words
    go_live = words.day(brief.go_live) if brief.go_live else brief.go_live_text
    dated = f"{words.t('field.go_live')}: {go_live}"
    head = [f"{dated} · {brief.why}" if brief.why else dated, brief.outlook]
    if brief.total:
        head.append(words.t("brief.progress", n=brief.total, done=brief.done))
    return (
        *way_lines(words, brief.url),
        *(PageLine(text=text) for text in head if text),
        *_part(words.t("field.objective"), [brief.objective], is_list=False),
        *_part(words.t("field.metrics"), [_metric(one, words) for one in brief.metrics]),
        *_part(words.t("field.cost_of_inaction"), [brief.cost_of_inaction], is_list=False),
        *_part(words.t("brief.table"), _milestones(context)),
        *_part(words.t("brief.people"), [_person(one, brief, words) for one in brief.people]),
        *_part(words.t("brief.risks"), [_risk(one, words) for one in brief.risks]),
        *_part(words.t("brief.asks"), brief.asks),
    )


def _part(title: str, texts: Sequence[str], *, is_list: bool = True) -> Iterator[PageLine]:
    lines = [PageLine(text=text, is_bullet=is_list) for text in texts if text.strip()]
    if lines:
        yield PageLine(text=title, is_heading=True)
        yield from lines


def _milestones(context: RuleContext) -> list[str]:
    """The timeline in document order."""
    rows = context.milestones
    told = [_milestone(row, context) for row in rows[:MOST_MILESTONES]]
    if len(rows) > MOST_MILESTONES:
        told.append(context.words.t("channel.more", n=len(rows) - MOST_MILESTONES))
    return told


def _milestone(row: Milestone, context: RuleContext) -> str:
    """“Security · Security review · 12 Jan 2027 · Mia Wolf · In progress”."""
    words = context.words
    due = words.day(row.due) if row.due else row.due_text
    status = words.t(f"status.{row.status}") if row.status else ""
    told = (row.workstream, row.name, due, row.owner, status)
    return " · ".join(on_one_line(text) for text in told if text.strip())


def _metric(metric: Metric, words: Words) -> str:
    if not metric.target:
        return metric.name
    if metric.baseline:
        return words.t("brief.metric", name=metric.name, baseline=metric.baseline, target=metric.target)
    return words.t("brief.metric_target", name=metric.name, target=metric.target)


def _person(person: Person, brief: Brief, words: Words) -> str:
    company = brief.seller if person.side is Side.SELLER else brief.buyer
    return words.t("brief.person", name=person.name, role=person.role or company)


def _risk(risk: KnownRisk, words: Words) -> str:
    told = words.t("brief.risk", kind=risk.kind, text=risk.text)
    return " · ".join(filter(None, (told, risk.owner, risk.response)))
