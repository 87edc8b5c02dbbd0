"""Sheets as something to read: each tab as an HTML table in a zip, or all of them as a PDF.

Tables that are wider than a page are made smaller to fit it; colours are kept, conditional formats and
pictures are not.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from html import escape
from typing import Any

from fpdf import FPDF, FontFace
from fpdf.enums import Align, TableCellFillMode

from local_workspace.convert.paper import new_paper, refusing_what_does_not_fit
from local_workspace.sheets import Spreadsheet
from local_workspace.sheets.computed import shown_rows
from local_workspace.sheets.defaults import COLUMN_PIXELS
from local_workspace.sheets.grid import Box
from local_workspace.sheets.sheet import Sheet
from local_workspace.sheets.showing import effective, formatted

_ALIGN = {"LEFT": Align.L, "CENTER": Align.C, "RIGHT": Align.R}
_POINTS_A_PIXEL = 0.75
_LARGEST, _SMALLEST = 9.0, 4.0
_NARROWEST = 24.0
_LINE = 1.3


def used_box(sheet: Sheet) -> Box:
    """The rectangle from the first cell to the last row and column that show anything."""
    places = [(row, column) for row, column, cell in sheet.used(sheet.box) if "userEnteredValue" in cell]
    merged = [merge.box(sheet.row_count, sheet.column_count) for merge in sheet.merges]
    rows = [row + 1 for row, _ in places]
    columns = [column + 1 for _, column in places] + [
        box.c1 for box in merged if (box.r0, box.c0) in set(places)
    ]
    return Box(0, max(rows, default=0), 0, max(columns, default=0))


def write_zip(document: Spreadsheet) -> bytes:
    """An HTML page a tab, as Google's web page in a zip."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for sheet in document.sheets:
            name = re.sub(r'[\\/:*?"<>|]', "_", sheet.title)
            archive.writestr(f"{name}.html", _page(document, sheet))
    return stream.getvalue()


def _page(document: Spreadsheet, sheet: Sheet) -> str:
    rows = shown_rows(document, sheet)
    lines = ["<!doctype html>", '<meta charset="utf-8">', f"<title>{escape(sheet.title)}</title>", "<table>"]
    covered, corners = _spans(sheet)
    box = used_box(sheet)
    for row in range(box.r1):
        shown = []
        for column in range(box.c1):
            if (row, column) not in covered:
                cell = rows.get(row, {}).get(column, {})
                down, across = corners.get((row, column), (1, 1))
                span = (f' rowspan="{down}"' if down > 1 else "") + (
                    f' colspan="{across}"' if across > 1 else ""
                )
                shown.append(f"<td{span}{_style(cell)}>{escape(formatted(cell, document.locale))}</td>")
        lines.append(f"<tr>{''.join(shown)}</tr>")
    return "\n".join([*lines, "</table>"])


def _style(cell: dict[str, Any]) -> str:
    look = cell.get("userEnteredFormat", {})
    rules = ["font-weight:bold"] if look.get("textFormat", {}).get("bold") else []
    if "backgroundColor" in look:
        rules.append("background-color:rgb({},{},{})".format(*_rgb(look["backgroundColor"])))
    return f' style="{";".join(rules)}"' if rules else ""


def _spans(sheet: Sheet) -> tuple[set[tuple[int, int]], dict[tuple[int, int], tuple[int, int]]]:
    """Cells that a merge covers, and how far each merge's first cell reaches down and across."""
    covered: set[tuple[int, int]] = set()
    corners: dict[tuple[int, int], tuple[int, int]] = {}
    used = used_box(sheet)
    for merge in sheet.merges:
        box = merge.box(sheet.row_count, sheet.column_count).clip(used)
        if not box.empty:
            corners[box.r0, box.c0] = (box.r1 - box.r0, box.c1 - box.c0)
            places = {(row, column) for row in range(box.r0, box.r1) for column in range(box.c0, box.c1)}
            covered |= places - {(box.r0, box.c0)}
    return covered, corners


def write_pdf(document: Spreadsheet) -> bytes:
    """Every tab that is not hidden, each from a new page on."""
    paper = new_paper(document.title)
    for sheet in document.sheets:
        if not sheet.properties.get("hidden"):
            paper.add_page()
            with refusing_what_does_not_fit():
                _draw(paper, document, sheet)
    return bytes(paper.output())


@dataclass(frozen=True, slots=True)
class _Part:
    """Columns that go beside each other on a page, their widths there, and the size of the letters."""

    columns: list[int]
    widths: list[float]
    size: float
    most_lines: int

    def fitting(self, text: str, column: int, across: int) -> str:
        """The text, cut where it would be higher than a page: the library draws no such row."""
        at = self.columns.index(column)
        a_line = max(1, int(sum(self.widths[at : at + across]) / self.size))
        kept: list[str] = []
        left = self.most_lines
        for line in text.split("\n"):
            kept.append(line[: a_line * left])
            left -= len(line) // a_line + 1
            if left <= 0:
                return "\n".join(kept).rstrip() + "…"
        return text


def _draw(paper: FPDF, document: Spreadsheet, sheet: Sheet) -> None:
    for number, part in enumerate(_parts(paper, sheet)):
        if number:
            paper.add_page()
        paper.set_font("body", size=part.size)
        paper.set_draw_color(200)
        with paper.table(
            col_widths=tuple(part.widths),
            width=sum(part.widths),
            align="LEFT",
            first_row_as_headings=False,
            line_height=part.size * _LINE,
            cell_fill_mode=TableCellFillMode.NONE,
            padding=part.size / 4,
        ) as table:
            _rows(table, document, sheet, part)


def _parts(paper: FPDF, sheet: Sheet) -> list[_Part]:
    """The columns that are shown, on as few pages beside each other as can still be read."""
    props = sheet.column_props
    shown = [column for column in range(used_box(sheet).c1) if not props.get(column, {}).get("hiddenByUser")]
    widest = paper.epw * _LARGEST / _SMALLEST
    groups: list[dict[int, float]] = [{}]
    for column in shown:
        points = props.get(column, {}).get("pixelSize", COLUMN_PIXELS) * _POINTS_A_PIXEL
        points = min(max(points, _NARROWEST), paper.epw)
        if sum(groups[-1].values()) + points > widest:
            groups.append({})
        groups[-1][column] = points
    parts = []
    for group in groups:
        scale = min(1.0, paper.epw / max(1.0, sum(group.values())))
        size = _LARGEST * scale
        widths = [points * scale for points in group.values()]
        parts.append(_Part(list(group), widths, size, int(paper.eph / (size * _LINE)) - 2))
    return [part for part in parts if part.columns]


def _rows(table: Any, document: Spreadsheet, sheet: Sheet, part: _Part) -> None:
    covered, corners = _spans(sheet)
    shown = shown_rows(document, sheet)
    for number in range(used_box(sheet).r1):
        if sheet.row_props.get(number, {}).get("hiddenByUser"):
            continue
        row = table.row()
        for column in part.columns:
            if (number, column) in covered:
                if not _covered_from_left(sheet, number, column, part.columns):
                    row.cell("")
                continue
            cell = shown.get(number, {}).get(column, {})
            across = corners.get((number, column), (1, 1))[1]
            reach = sum(1 for other in part.columns if column <= other < column + across)
            text = part.fitting(formatted(cell, document.locale), column, reach)
            row.cell(text, align=_align(cell), style=_face(cell), colspan=reach)


def _covered_from_left(sheet: Sheet, row: int, column: int, columns: list[int]) -> bool:
    """Whether a cell of this row reaches over the column; a merge's lower rows are left as empty cells."""
    for merge in sheet.merges:
        box = merge.box(sheet.row_count, sheet.column_count)
        if box.holds(row, column):
            return row == box.r0 and box.c0 in columns
    return False


def _align(cell: dict[str, Any]) -> Align:
    asked = cell.get("userEnteredFormat", {}).get("horizontalAlignment")
    if asked in _ALIGN:
        return _ALIGN[asked]
    return Align.R if "numberValue" in (effective(cell) or {}) else Align.L


def _face(cell: dict[str, Any]) -> FontFace:
    look = cell.get("userEnteredFormat", {})
    text = look.get("textFormat", {})
    return FontFace(
        emphasis="BOLD" if text.get("bold") else None,
        color=_rgb(text["foregroundColor"]) if "foregroundColor" in text else None,
        fill_color=_rgb(look["backgroundColor"]) if "backgroundColor" in look else None,
    )


def _rgb(color: dict[str, float]) -> tuple[int, int, int]:
    red, green, blue = (round(color.get(name, 0) * 255) for name in ("red", "green", "blue"))
    return red, green, blue
