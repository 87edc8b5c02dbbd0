"""The one-page brief as HTML that Drive turns into a Google Doc."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from addon.pages.brief_parts import Part
from addon.pages.brief_view import brief_view
from addon.resources import templates_folder
from closeplan.plan.brief import Brief, Density
from closeplan.plan.picture import Mark
from closeplan.records.briefs import MARGIN

if TYPE_CHECKING:
    from jinja2 import Environment

_A4_WIDTH, _LETTER_WIDTH = 595, 612
_WIDTH = min(_A4_WIDTH, _LETTER_WIDTH) - 2 * MARGIN
_NAMES = (66.0, 142.0, 64.0, 70.0)
"""The columns of workstream, milestone, owner and due."""

_FILLS = {
    Mark.DONE: "#cfe3d8",
    Mark.LATE: "#f6c9b8",
    Mark.BLOCKED: "#e8c4c0",
    Mark.IN_PROGRESS: "#b5cdf3",
    Mark.PLANNED: "#dce4f1",
}


@dataclass(frozen=True, kw_only=True)
class Look:
    """The page's sizes in points: of letters, of the room around them, of the timeline's columns."""

    title: float
    text: float
    small: float
    cell: float
    tiny: float
    pad: float
    row: float
    gap: float
    line: float
    columns: tuple[float, ...]
    period: float
    width: float = _WIDTH
    fills: Mapping[str, str]

    def share(self, part: Part, beside: Sequence[Part]) -> float:
        """The width of a part beside others, by what each usually has to say."""
        return round(self.width * part.weight / sum(one.weight for one in beside), 1)


_SIZES = {
    Density.ROOMY: {"title": 19, "text": 9, "small": 8, "cell": 7.5, "tiny": 6.5, "pad": 7, "row": 3, "gap": 7, "line": 1.1},
    Density.COMPACT: {"title": 17, "text": 8, "small": 7.5, "cell": 7, "tiny": 6, "pad": 5, "row": 1, "gap": 5, "line": 1.05},
    Density.DENSE: {"title": 15, "text": 7.5, "small": 7, "cell": 6.5, "tiny": 5.5, "pad": 4, "row": 0.5, "gap": 3, "line": 1},
}  # fmt: skip


def brief_html(brief: Brief, density: Density) -> str:
    """The page; every text in it is escaped."""
    periods = len(brief.picture.periods)
    names = _NAMES if periods else (100.0, 240.0, 110.0, _WIDTH - 450.0)
    look = Look(
        **_SIZES[density],
        columns=names,
        period=round((_WIDTH - sum(names)) / periods, 2) if periods else 0.0,
        fills={mark.value: fill for mark, fill in _FILLS.items()},
    )
    return _environment().get_template("brief/doc.html").render(view=brief_view(brief), look=look)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - most commands render nothing

    return Environment(
        loader=FileSystemLoader(templates_folder()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
