"""How a new plan's Doc looks: its page on its side, its headings, its tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from closeplan.plan.model import Plan
from sheets_schema import layout
from sheets_schema.columns import Column
from sheets_schema.doc.layout import (
    FONT_SIZE,
    GO_LIVE_SIZE,
    HEADING_SIZE,
    LINE,
    MARGIN,
    PADDING,
    TITLE_SIZE,
    TOP_WIDTHS,
    optional,
    page_size,
    points,
    widths,
)
from sheets_schema.labels import Label

if TYPE_CHECKING:
    from sheets_schema.doc.write import TableSpan

Request = dict[str, Any]

ROBOT_INK = optional(layout.ROBOT_INK)
_LABEL_INK = optional(layout.LABEL_INK)


def page_requests(locale: str) -> Iterator[Request]:
    """The page on its side with small margins, and small print: what is typed or added later looks the same."""
    width, height = page_size(locale)
    sides = ("marginTop", "marginBottom", "marginLeft", "marginRight")
    style = {side: points(MARGIN) for side in sides}
    style["pageSize"] = {"width": points(width), "height": points(height)}
    yield {"updateDocumentStyle": {"documentStyle": style, "fields": ",".join(style)}}
    yield _named_style("NORMAL_TEXT", FONT_SIZE)
    yield _named_style("TITLE", TITLE_SIZE, bold=True)
    yield _named_style("HEADING_2", HEADING_SIZE, bold=True)


def _named_style(name: str, size: float, *, bold: bool = False) -> Request:
    text: Request = {"fontSize": points(size)}
    if bold:
        text |= {"bold": True, "foregroundColor": _LABEL_INK}
    fields = ",".join(f"textStyle.{key}" for key in text)
    return {"updateNamedStyle": {"namedStyle": {"namedStyleType": name, "textStyle": text}, "fields": fields}}


def paragraph(start: int, end: int, style: str) -> Request:
    """A paragraph as a title or heading."""
    return {
        "updateParagraphStyle": {
            "range": {"startIndex": start, "endIndex": end},
            "paragraphStyle": {"namedStyleType": style},
            "fields": "namedStyleType",
        }
    }


def text_style(start: int, end: int, style: Request, tab_id: str = "") -> Request:
    """Some text in a style; only what the style names changes."""
    span = {"startIndex": start, "endIndex": end} | ({"tabId": tab_id} if tab_id else {})
    return {"updateTextStyle": {"range": span, "textStyle": style, "fields": ",".join(style)}}


def table_requests(span: TableSpan, columns: Sequence[Column], locale: str) -> Iterator[Request]:
    """A table with its header dark, repeated on every page, and its columns as wide as what they hold."""
    room = page_size(locale)[0] - 2 * MARGIN
    yield _cells(span, {"rows": len(span.starts), "columns": len(columns)}, _bordered())
    yield _cells(
        span, {"rows": 1, "columns": len(columns)}, {"backgroundColor": optional(layout.HEADER_FILL)}
    )
    style = {"bold": True, "foregroundColor": optional(layout.HEADER_INK)}
    yield text_style(span.starts[0][0], span.ends[0][-1], style)
    yield {"pinTableHeaderRows": {"tableStartLocation": {"index": span.start}, "pinnedHeaderRowsCount": 1}}
    yield from _widths(span, widths(columns, room))


def top_requests(span: TableSpan, locale: str, plan: Plan) -> Iterator[Request]:
    """The top block as a page's head: labels beside values, a value over the metrics' three columns."""
    room = page_size(locale)[0] - 2 * MARGIN
    yield from _widths(span, [round(share * room, 1) for share in TOP_WIDTHS])
    size = {"rows": len(span.starts), "columns": len(TOP_WIDTHS)}
    yield _cells(span, size, _bordered() | {"backgroundColor": optional(layout.HEAD_FILL)})
    row = 0
    for label in Label:
        rows = max(1, len(plan.metrics)) if label is Label.METRICS else 1
        style = {"bold": True, "foregroundColor": _LABEL_INK}
        yield text_style(span.starts[row][0], span.ends[row][0], style)
        if label is Label.GO_LIVE and span.ends[row][1] > span.starts[row][1]:
            yield text_style(
                span.starts[row][1], span.ends[row][1], style | {"fontSize": points(GO_LIVE_SIZE)}
            )
        if label is not Label.METRICS:
            yield {"mergeTableCells": {"tableRange": _range(span, row, 1, 1, len(TOP_WIDTHS) - 1)}}
        row += rows


def _bordered() -> Request:
    borders = {f"border{side}": LINE for side in ("Left", "Right", "Top", "Bottom")}
    return borders | {f"padding{side}": points(PADDING) for side in ("Left", "Right", "Top", "Bottom")}


def _cells(span: TableSpan, size: Request, style: Request) -> Request:
    """The first rows of a table in a style."""
    return {
        "updateTableCellStyle": {
            "tableRange": _range(span, 0, 0, size["rows"], size["columns"]),
            "tableCellStyle": style,
            "fields": ",".join(style),
        }
    }


def _range(span: TableSpan, row: int, column: int, rows: int, columns: int) -> Request:
    start = {"index": span.start}
    return {
        "tableCellLocation": {"tableStartLocation": start, "rowIndex": row, "columnIndex": column},
        "rowSpan": rows,
        "columnSpan": columns,
    }


def _widths(span: TableSpan, sizes: Sequence[float]) -> Iterator[Request]:
    """One request for all columns of the same width."""
    for size in dict.fromkeys(sizes):
        yield {
            "updateTableColumnProperties": {
                "tableStartLocation": {"index": span.start},
                "columnIndices": [at for at, width in enumerate(sizes) if width == size],
                "tableColumnProperties": {"widthType": "FIXED_WIDTH", "width": points(size)},
                "fields": "widthType,width",
            }
        }
