"""The milestones as an inline picture for web pages: no script, no style of its own, readable at a phone's width.

Each milestone has its words above its bar, so nothing has to be looked up. The same stands in a table beside it.
The classes let a page's sheet of styles follow the reader's light or dark.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from addon.pages.brief_parts import Row
from addon.pages.brief_view import BriefView
from closeplan.plan.brief_text import shortened

_WIDTH, _LEFT, _HEAD, _ROW, _LANE = 360, 4, 40, 34, 22
_WORDS = 57
"""Letters that fit on a line, the due date's among them."""

_FILL = {
    "done": "#9fb8ad",
    "late": "#c2410c",
    "blocked": "#7c2d12",
    "in_progress": "#1d4ed8",
    "planned": "#8aa4d6",
}
_INK, _GREY, _LINE = "#1f2937", "#4b5563", "#d1d5db"


def timeline_svg(view: BriefView) -> Markup:
    """The picture; empty where no milestone has a date."""
    if not view.columns:
        return Markup()
    height = _HEAD + sum(_ROW + (_LANE if row.opens_lane and row.lane else 0) for row in view.rows) + 6
    parts = [
        Markup(
            '<svg class="timeline" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img"'
            ' aria-labelledby="timeline-says" font-family="sans-serif" lang="{}"><title id="timeline-says">{}</title>'
        ).format(_WIDTH, height, view.language, view.picture_says),
        *_scale(view, height),
        *_rows(view),
        Markup("</svg>"),
    ]
    return Markup().join(parts)


def _x(view: BriefView, column: int) -> float:
    return round(_LEFT + column * (_WIDTH - 2 * _LEFT) / len(view.columns), 1)


def _text(
    at: tuple[float, float], text: str, size: int = 12, fill: str = _INK, anchor: str = "start"
) -> Markup:
    soft = Markup(' class="soft"') if fill == _GREY else ""
    return Markup('<text x="{}" y="{}" font-size="{}" fill="{}" text-anchor="{}"{}>{}</text>').format(
        *at, size, fill, anchor, soft, text
    )


def _scale(view: BriefView, height: int) -> Iterator[Markup]:
    """Months and weeks, a line down each month's beginning, and today's column shaded."""
    at = 0
    for heading in view.headings:
        x = _x(view, at)
        yield Markup('<path d="M{} 4V{}" stroke="{}"/>').format(x, height - 4, _LINE)
        yield _text((x + 3, 14), heading.label, 11, _GREY)
        at += heading.span
    for number, column in enumerate(view.columns):
        if column.is_now:
            width = round(_x(view, 1) - _x(view, 0), 1)
            yield Markup(
                '<rect class="now" x="{}" y="18" width="{}" height="{}" fill="#fde68a" fill-opacity="0.45"/>'
            ).format(_x(view, number), width, height - 22)
        yield _text((_x(view, number) + 3, 30), f"{column.label}{column.sign}", 10, _GREY)


def _rows(view: BriefView) -> Iterator[Markup]:
    y = _HEAD
    for row in view.rows:
        if row.opens_lane and row.lane:
            y += _LANE
            yield _text((_LEFT, y - 6), shortened(row.lane, _WORDS), 11, _GREY)
        words = f"{row.sign} {row.name}" + (f" · {row.owner}" if row.owner else "")
        yield _text((_LEFT, y + 12), shortened(words, _WORDS - len(row.due)))
        yield _text((_WIDTH - _LEFT, y + 12), row.due, 12, _GREY, "end")
        yield _bar(view, row, y + 17)
        y += _ROW


def _bar(view: BriefView, row: Row, y: float) -> Markup:
    if row.first is None or row.last is None:
        return Markup()
    start, end = _x(view, row.first), _x(view, row.last + 1)
    outline = Markup(' stroke="{}" stroke-dasharray="4 2"').format(_INK) if row.mark == "planned" else ""
    return Markup('<rect x="{}" y="{}" width="{}" height="10" rx="3" fill="{}"{}/>').format(
        start + 1, y, round(end - start - 2, 1), _FILL[row.mark], outline
    )
