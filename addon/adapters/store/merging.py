"""What is known of a waiting plan when more news of it comes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from closeplan.plan.ledger import ANYONE
from closeplan.records import DuePlan


def merged(waiting: DuePlan, news: DuePlan) -> DuePlan:
    """One wait instead of two: the newer version, and the editor as far as both agree on one."""
    newer = news if news.version >= waiting.version else waiting
    return replace(newer, who=_editor(waiting, news))


def one_a_plan(due: Iterable[DuePlan]) -> list[DuePlan]:
    """The same news with each plan named once, in the order the plans were first named."""
    found: dict[str, DuePlan] = {}
    for news in due:
        found[news.plan_id] = merged(found[news.plan_id], news) if news.plan_id in found else news
    return list(found.values())


def _editor(waiting: DuePlan, news: DuePlan) -> str:
    """Version 0 asks for a look without a change, so it says nothing about who edited."""
    if waiting.who == news.who:
        return news.who
    if news.version == 0 < waiting.version:
        return waiting.who
    if waiting.version == 0 < news.version:
        return news.who
    return ANYONE
