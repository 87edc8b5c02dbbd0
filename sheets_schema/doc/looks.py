"""How a new plan's Doc looks: its page on its side, its headings, its tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from closeplan.plan.wording import Words
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

SMALL = {"fontSize": points(FONT_SIZE)}
ROBOT_WORDS = {"foregroundColor": optional(layout.ROBOT_INK), **SMALL}
"""How the robot's words look wherever it puts them."""

_LABEL_INK = optional(layout.LABEL_INK)


def page_requests(locale: str) -> Iterator[Request]:
    """The page on its side with small margins."""
    width, height = page_size(locale)
    sides = ("marginTop", "marginBottom", "marginLeft", "marginRight")
    style = {side: points(MARGIN) for side in sides}
    style["pageSize"] = {"width": points(width), "height": points(height)}
    yield {"updateDocumentStyle": {"documentStyle": style, "fields": ",".join(style)}}


def heading(start: int, end: int, style: str) -> Iterator[Request]:
    """A paragraph as a `TITLE` or `HEADING_2`."""
    named = {"paragraphStyle": {"namedStyleType": style}, "fields": "namedStyleType"}
    yield {"updateParagraphStyle": {"range": {"startIndex": start, "endIndex": end}, **named}}
    size = points(TITLE_SIZE if style == "TITLE" else HEADING_SIZE)
    yield text_style(start, end, {"fontSize": size, "bold": True, "foregroundColor": _LABEL_INK})


def text_style(start: int, end: int, style: Request, tab_id: str = "") -> Request:
    """Some text in a style; only what the style names changes."""
    span = {"startIndex": start, "endIndex": end} | ({"tabId": tab_id} if tab_id else {})
    return {"updateTextStyle": {"range": span, "textStyle": style, "fields": ",".join(style)}}


def table_requests(
    span: TableSpan, columns: Sequence[Column], locale: str, words: Words
) -> Iterator[Request]:
    """A table with its header dark, repeated on every page, and its columns as wide as what they hold."""
    room = page_size(locale)[0] - 2 * MARGIN
    header = {"backgroundColor": optional(layout.HEADER_FILL)}
    yield _small_print(span)
    yield _cells(span, {"rows": len(span.starts), "columns": len(columns)}, _bordered())
    yield _cells(span, {"rows": 1, "columns": len(columns)}, header)
    style = {"bold": True, "foregroundColor": optional(layout.HEADER_INK)}
    yield text_style(span.starts[0][0], span.ends[0][-1], style)
    yield {"pinTableHeaderRows": {"tableStartLocation": {"index": span.start}, "pinnedHeaderRowsCount": 1}}
    yield from _widths(span, widths(columns, room, words))


def top_requests(span: TableSpan, locale: str, rows: Sequence[Label]) -> Iterator[Request]:
    """The top block as a page's head, labels beside values. `rows` says what each row is about."""
    room = page_size(locale)[0] - 2 * MARGIN
    size = {"rows": len(span.starts), "columns": len(TOP_WIDTHS)}
    yield _small_print(span)
    yield from _widths(span, [round(share * room, 1) for share in TOP_WIDTHS])
    yield _cells(span, size, _bordered() | {"backgroundColor": optional(layout.HEAD_FILL)})
    style = {"bold": True, "foregroundColor": _LABEL_INK}
    for row, label in enumerate(rows):
        starts, ends = span.starts[row], span.ends[row]
        if ends[0] > starts[0]:
            yield text_style(starts[0], ends[0], style)
        if label is Label.GO_LIVE and ends[1] > starts[1]:
            yield text_style(starts[1], ends[1], style | {"fontSize": points(GO_LIVE_SIZE)})


def merge_requests(span: TableSpan, rows: Sequence[Label]) -> Iterator[Request]:
    """Every value but the metrics' over the three columns that these need.

    They come last of all: whether the cells that a merge covers keep their place in the text, Google doesn't say.
    """
    for row, label in enumerate(rows):
        if label is not Label.METRICS:
            yield {"mergeTableCells": {"tableRange": _range(span, row, 1, 1, len(TOP_WIDTHS) - 1)}}


def _small_print(span: TableSpan) -> Request:
    """The whole table in the size that lets eleven columns stand beside one another, empty cells too."""
    return text_style(span.starts[0][0], span.ends[-1][-1] + 1, SMALL)


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
