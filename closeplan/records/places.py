"""Where a plan shows up beside its document: a channel of the team's, a page of the buyer's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class PlanPlace:
    """One of them. `id` is the vendor's (a channel's, a page's), `name` what people call it; `seen` is what the adapter needs
    to keep it current, and `shows` a digest of what it shows, so that nothing is written twice.
    """

    plan_id: str
    vendor: str
    id: str
    name: str = ""
    url: str = ""
    shows: str = ""
    seen: Mapping[str, str] = field(default_factory=dict)
    made_by: str = ""
    made_at: datetime | None = None
