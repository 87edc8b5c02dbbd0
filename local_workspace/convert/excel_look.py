"""How cells look: between the styles of workbooks and Google's CellFormat."""

from __future__ import annotations

from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.numbers import is_date_format

_WRAP = {True: "WRAP", False: "OVERFLOW_CELL"}
_HORIZONTAL = {"left": "LEFT", "center": "CENTER", "right": "RIGHT"}
_VERTICAL = {"top": "TOP", "center": "MIDDLE", "bottom": "BOTTOM"}
_LINES = {
    "thin": "SOLID", "medium": "SOLID_MEDIUM", "thick": "SOLID_THICK",
    "dashed": "DASHED", "dotted": "DOTTED", "double": "DOUBLE",
}  # fmt: skip
_SIDES = ("top", "bottom", "left", "right")
_GENERAL = "General"


def column_pixels(width: float) -> int:
    """The pixels of a column as wide as so many characters."""
    return max(2, round(width * 7 + 5))


def column_width(pixels: int) -> float:
    """The other way about."""
    return round((pixels - 5) / 7, 2)


def row_pixels(points: float) -> int:
    """The pixels of a row of so many points."""
    return max(2, round(points * 4 / 3))


def row_points(pixels: int) -> float:
    """The other way about."""
    return pixels * 3 / 4


def format_of(cell: Any) -> dict[str, Any]:
    """The CellFormat of a styled cell of a workbook."""
    shown: dict[str, Any] = {}
    if cell.number_format and cell.number_format != _GENERAL:
        shown["numberFormat"] = {"type": _kind(cell.number_format), "pattern": _pattern(cell.number_format)}
    if cell.fill.fill_type == "solid" and (color := _color(cell.fill.fgColor)):
        shown["backgroundColor"] = color
    if text := _text_format(cell.font):
        shown["textFormat"] = text
    look = cell.alignment
    if look.horizontal in _HORIZONTAL:
        shown["horizontalAlignment"] = _HORIZONTAL[look.horizontal]
    if look.vertical in _VERTICAL:
        shown["verticalAlignment"] = _VERTICAL[look.vertical]
    if look.wrap_text:
        shown["wrapStrategy"] = _WRAP[True]
    lines = {
        side: _LINES[line.style] for side in _SIDES if (line := getattr(cell.border, side)).style in _LINES
    }
    if lines:
        shown["borders"] = {side: {"style": style} for side, style in lines.items()}
    return shown


def _text_format(font: Any) -> dict[str, Any]:
    switches = {"bold": font.b, "italic": font.i, "strikethrough": font.strike, "underline": bool(font.u)}
    shown: dict[str, Any] = {name: True for name, on in switches.items() if on}
    if color := _color(font.color):
        shown["foregroundColor"] = color
    if font.sz and round(font.sz) != 11:
        shown["fontSize"] = round(font.sz)
    return shown


def _color(color: Any) -> dict[str, float] | None:
    """Google's colour of a plain one; theme colours would need the workbook's theme."""
    if color is None or color.type != "rgb" or not isinstance(color.rgb, str) or len(color.rgb) != 8:
        return None
    parts = {
        name: int(color.rgb[at : at + 2], 16) / 255 for name, at in (("red", 2), ("green", 4), ("blue", 6))
    }
    return {name: part for name, part in parts.items() if part} or None


def _kind(code: str) -> str:
    if is_date_format(code):
        has_time = "h" in code.lower() or "s" in code.lower()
        has_day = "d" in code.lower() or "y" in code.lower()
        return ("DATE_TIME" if has_day else "TIME") if has_time else "DATE"
    if "%" in code:
        return "PERCENT"
    if code == "@":
        return "TEXT"
    return "CURRENCY" if any(sign in code for sign in "$€£¥") else "NUMBER"


def _pattern(code: str) -> str:
    """The workbook's code without what only Excel reads: locale tags and escapes of plain signs."""
    code = code.partition(";@")[0]
    return code.replace("\\-", "-").replace("\\ ", " ").replace("\\.", ".").replace("\\/", "/")


def dress(cell: Any, look: dict[str, Any]) -> None:
    """Give a workbook's cell the looks of a CellFormat."""
    text = look.get("textFormat", {})
    if text:
        cell.font = Font(
            bold=text.get("bold"),
            italic=text.get("italic"),
            strike=text.get("strikethrough"),
            underline="single" if text.get("underline") else None,
            size=text.get("fontSize", 10),
            color=_hex(text.get("foregroundColorStyle", {}).get("rgbColor") or text.get("foregroundColor")),
        )
    fill = look.get("backgroundColorStyle", {}).get("rgbColor") or look.get("backgroundColor")
    if fill:
        cell.fill = PatternFill("solid", fgColor=_hex(fill) or "FF000000")
    pattern = look.get("numberFormat", {}).get("pattern")
    if pattern:
        cell.number_format = pattern
    _align(cell, look)
    if "borders" in look:
        top, bottom, left, right = (_side(look["borders"].get(side)) for side in _SIDES)
        cell.border = Border(top=top, bottom=bottom, left=left, right=right)


def _align(cell: Any, look: dict[str, Any]) -> None:
    wraps = look.get("wrapStrategy") == "WRAP"
    across = next(
        (ours for ours, theirs in _HORIZONTAL.items() if theirs == look.get("horizontalAlignment")), None
    )
    down = next((ours for ours, theirs in _VERTICAL.items() if theirs == look.get("verticalAlignment")), None)
    if wraps or across or down:
        cell.alignment = Alignment(horizontal=across, vertical=down, wrap_text=wraps)


def _side(border: dict[str, Any] | None) -> Side:
    style = (border or {}).get("style")
    known: Any = next((ours for ours, theirs in _LINES.items() if theirs == style), None)
    return Side(style=known)


def _hex(color: dict[str, float] | None) -> str | None:
    if not color:
        return None
    return "FF" + "".join(f"{round(color.get(name, 0) * 255):02X}" for name in ("red", "green", "blue"))
