"""Pipedrive's pipelines and their stages, and how a deal ends there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from addon.adapters.http.answers import needed, word
from closeplan.crm.model import Stage

WON = Stage(id="won", name="Won", order=1, is_open=False, is_won=True)
LOST = Stage(id="lost", name="Lost", order=2, is_open=False)
"""Pipedrive ends a deal by its status, in whatever stage it is; closeplan knows these as stages beside all pipelines."""


def stages_of(pipelines: Iterable[Mapping[str, Any]], stages: Iterable[Mapping[str, Any]]) -> list[Stage]:
    """The stages in order, those of the first pipeline first, and the two ends."""
    ordered = sorted(filter(is_kept, pipelines), key=_order)
    names = {needed(one, "id"): word(one, "name") for one in ordered}
    places = {id_: at for at, id_ in enumerate(names)}
    kept = [one for one in stages if is_kept(one) and word(one, "pipeline_id") in names]
    kept.sort(key=lambda one: (places[word(one, "pipeline_id")], _order(one)))
    found = [
        Stage(
            id=needed(row, "id"), name=word(row, "name"), order=at, pipeline=names[word(row, "pipeline_id")]
        )
        for at, row in enumerate(kept, 1)
    ]
    return [*found, WON, LOST]


def is_kept(row: Mapping[str, Any]) -> bool:
    """Whether it was not deleted."""
    return row.get("is_deleted") is not True


def _order(row: Mapping[str, Any]) -> float:
    order = row.get("order_nr")
    return order if isinstance(order, int | float) else 0
