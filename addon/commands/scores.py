"""`closeplan scores`: how a deal stands by a sales method, with a quote for everything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from addon.commands import shared

if TYPE_CHECKING:
    from closeplan.calls.scores.card import ElementScore, Said, Scorecard


@click.command("scores")
@click.option("--deal", "plan_id", required=True, metavar="ID", help="The plan.")
@click.option(
    "--framework",
    "method",
    default="",
    metavar="NAME|FILE.yaml",
    help="meddic, meddpicc, bant, spiced or a file of your own; as CLOSEPLAN_METHOD says if not given.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
def scores_command(plan_id: str, method: str, *, as_json: bool) -> None:
    """Say how a deal stands by a sales method: what the buyer said to each of its elements, how strong and how old that is,
    which part of the plan is therefore weak, and what to ask next. For the seller's side alone.
    """
    from addon.methods import is_file, method_file

    backend = shared.backend_without_queue()
    record, scores = backend.store.plan(plan_id), backend.parts.of_calls.scores
    scored = (
        scores.by(method_file(Path(method)), record) if is_file(method) else scores(record, method.lower())
    )
    shared.answer(_document(plan_id, scored), _lines(scored), as_json=as_json)


def _document(plan_id: str, scored: Scorecard) -> dict[str, Any]:
    return {
        "plan_id": plan_id,
        "framework": scored.framework.name,
        "facts": list(scored.facts),
        "elements": [_element(one) for one in scored.elements],
    }


def _element(one: ElementScore) -> dict[str, Any]:
    return {
        "element": one.element.id,
        "strength": one.strength.value,
        "score": one.score,
        "age_days": one.age,
        "weak": one.weak,
        "ask": one.ask,
        "evidence": [_said(said) for said in one.said],
    }


def _said(said: Said) -> dict[str, Any]:
    return {
        "call": said.call_id,
        "date": said.day.isoformat(),
        "turn": said.quote.turn,
        "time": said.quote.at,
        "speaker": said.speaker,
        "side": said.side and said.side.value,
        "weight": round(said.weight, 2),
        "quote": said.quote.text,
    }


def _lines(scored: Scorecard) -> Iterator[str]:
    from addon.cards.scores import in_words

    yield from scored.facts
    for one in scored.elements:
        yield f"{one.element.label}: {in_words(one)}"
        for said in one.said:
            yield f"  {said.day} {said.speaker}, turn {said.quote.turn}: “{said.quote.text}”"
        if one.ask:
            yield f"  ask: {one.ask}"
        if one.weak:
            yield f"  weak in the plan: {one.weak}"
