"""Questions that the plan itself and its calls can answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from addon.call_links import turn_path
from addon.cards import ask as asking
from addon.cards import parts
from addon.cards.ask import SaidOnCall
from addon.web.clicks.click import Click, Routes
from closeplan.plan.ask import find

if TYPE_CHECKING:
    from closeplan.calls.answers import Answer, Source

MOST_QUESTION = 500
"""Characters of a question that are looked for."""

MOST_CLOSE = 2
"""What is shown of calls that don't say it, but come close."""


def _ask(click: Click) -> dict[str, Any]:
    record = click.seen_plan()
    question = _question(click)
    findings = find(question, click.wired.stored(record)) if question else ()
    answer = click.wired.ask_calls().of_deal(question, record) if question else None
    asked = asking.Asked(
        plan_id=record.id,
        name=record.deal.name,
        question=question,
        findings=findings,
        said=_said(click, answer) if answer else (),
        is_answer=bool(answer and answer.text),
    )
    made = asking.ask_card(asked, click.url("ask"))
    return parts.updated(made) if question else parts.pushed(made)


def _ask_all(click: Click) -> dict[str, Any]:
    """About the calls of every plan the caller may look at."""
    question = _question(click)
    answer = click.wired.ask_calls().of_all(question, click.member) if question else None
    said = _said(click, answer) if answer else []
    made = asking.ask_all_card(question, said, click.url("ask/all"), is_answer=bool(answer and answer.text))
    return parts.updated(made) if question else parts.pushed(made)


def _question(click: Click) -> str:
    return click.event.texts.get(asking.QUESTION, "")[:MOST_QUESTION].strip()


def _said(click: Click, answer: Answer) -> list[SaidOnCall]:
    return list(_told(answer.sources[: answer.quoted or MOST_CLOSE], click.wired.base_url))


def _told(sources: tuple[Source, ...], base_url: str) -> Iterator[SaidOnCall]:
    for one in sources:
        at = "" if one.time is None else f", {int(one.time // 60)}:{int(one.time % 60):02}"
        path = turn_path(one.plan, one.call_id, one.turn)
        yield SaidOnCall(who=f"{one.speaker} · {one.day}{at}", quote=one.quote, url=f"{base_url}{path}")


ROUTES: Routes = {"ask": _ask, "ask/all": _ask_all}
