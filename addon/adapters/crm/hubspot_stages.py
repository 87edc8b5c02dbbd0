"""The stages of HubSpot's pipelines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from addon.adapters.crm import hubspot_values as values
from addon.adapters.http.answers import needed, rows, word
from closeplan.crm.model import Stage


def order_of(told: Mapping[str, Any]) -> int:
    """Where a pipeline or a stage stands."""
    order = told.get("displayOrder")
    return order if isinstance(order, int) else 0


def stages_of(pipeline: Mapping[str, Any]) -> list[Stage]:
    """The stages of a pipeline in their order. A closed one of which every deal is likely is won."""
    ordered = sorted(rows(pipeline, "stages"), key=lambda one: (order_of(one), word(one, "label")))
    return [
        Stage(
            id=needed(told, "id"),
            name=word(told, "label"),
            order=at,
            is_open=_is_open(told),
            is_won=not _is_open(told) and values.amount(_metadata(told, "probability")) == 1,
            pipeline=word(pipeline, "label"),
        )
        for at, told in enumerate(ordered)
    ]


def _is_open(stage: Mapping[str, Any]) -> bool:
    return _metadata(stage, "isClosed").lower() != "true"


def _metadata(stage: Mapping[str, Any], name: str) -> str:
    held = stage.get("metadata")
    return word(held, name) if isinstance(held, Mapping) else ""
