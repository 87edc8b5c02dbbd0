"""Sheets as something to read: each tab as an HTML table in a zip, or all of them as a PDF.

A PDF's letters are Fira Sans: Latin, Greek and Cyrillic; other scripts show as empty boxes. Tables that
are wider than a page are made smaller to fit it; colours are kept, conditional formats and pictures are not.
"""

from __future__ import annotations

import io
import re
import zipfile
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from fpdf import FPDF, FontFace
from fpdf.enums import Align, TableCellFillMode

from local_workspace.sheets import Spreadsheet
from local_workspace.sheets.computed import shown_rows
from local_workspace.sheets.defaults import COLUMN_PIXELS
from local_workspace.sheets.grid import Box
from local_workspace.sheets.sheet import Sheet
from local_workspace.sheets.showing import effective, formatted

_ALIGN = {"LEFT": Align.L, "CENTER": Align.C, "RIGHT": Align.R}
_POINTS_A_PIXEL = 0.75
_LARGEST, _SMALLEST = 9.0, 3.5


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
    paper = FPDF(orientation="landscape", unit="pt", format="A4")
    paper.set_title(document.title)
    paper.set_margin(36)
    for style, face in (("", "Regular"), ("B", "Bold")):
        paper.add_font("body", style, _font(face))
    for sheet in document.sheets:
        if not sheet.properties.get("hidden"):
            paper.add_page()
            _draw(paper, document, sheet)
    return bytes(paper.output())


def _font(face: str) -> Path:
    spec = find_spec("fontpkg_fira_sans")
    if spec is None or spec.origin is None:
        raise RuntimeError("fontpkg-fira-sans is not installed")
    return Path(spec.origin).parent / "files" / f"FiraSans-{face}.ttf"


def _draw(paper: FPDF, document: Spreadsheet, sheet: Sheet) -> None:
    box = used_box(sheet)
    columns = [
        column for column in range(box.c1) if not sheet.column_props.get(column, {}).get("hiddenByUser")
    ]
    if not columns:
        return
    widths = [
        sheet.column_props.get(column, {}).get("pixelSize", COLUMN_PIXELS) * _POINTS_A_PIXEL
        for column in columns
    ]
    scale = min(1.0, paper.epw / sum(widths))
    size = max(_SMALLEST, _LARGEST * scale)
    paper.set_font("body", size=size)
    paper.set_draw_color(200)
    with paper.table(
        col_widths=tuple(widths),
        width=sum(widths) * scale,
        align="LEFT",
        first_row_as_headings=False,
        line_height=size * 1.3,
        cell_fill_mode=TableCellFillMode.NONE,
        padding=size / 4,
    ) as table:
        _rows(table, document, sheet, columns)


def _rows(table: Any, document: Spreadsheet, sheet: Sheet, columns: list[int]) -> None:
    covered, corners = _spans(sheet)
    shown = shown_rows(document, sheet)
    for number in range(used_box(sheet).r1):
        if sheet.row_props.get(number, {}).get("hiddenByUser"):
            continue
        row = table.row()
        for column in columns:
            if (number, column) in covered and corners:
                if not _covered_from_left(sheet, number, column, columns):
                    row.cell("")
                continue
            cell = shown.get(number, {}).get(column, {})
            across = corners.get((number, column), (1, 1))[1]
            reach = sum(1 for other in columns if column <= other < column + across)
            row.cell(formatted(cell, document.locale), align=_align(cell), style=_face(cell), colspan=reach)


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
