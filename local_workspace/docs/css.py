"""Inline CSS as the looks of a Doc and back: the few properties that Docs keeps when it imports HTML."""

import re
from collections.abc import Mapping

from local_workspace.docs.defaults import points
from local_workspace.sheets.grid import Json

_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)(pt|px|)$")
_HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})$")
_SIDES = ("Top", "Right", "Bottom", "Left")
_ALIGNMENTS = {
    "left": "START",
    "start": "START",
    "center": "CENTER",
    "right": "END",
    "end": "END",
    "justify": "JUSTIFIED",
}
_VERTICAL = {"top": "TOP", "middle": "MIDDLE", "bottom": "BOTTOM"}
_BACK = {"START": "left", "CENTER": "center", "END": "right", "JUSTIFIED": "justify"}


def declared(css: str) -> dict[str, str]:
    """The declarations of a style attribute, names and values in lower case."""
    pairs = (part.partition(":") for part in css.lower().split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs if name.strip() and value.strip()}


def text_style(css: Mapping[str, str]) -> Json:
    """What a run of text takes from the declarations."""
    look: Json = {}
    if css.get("font-weight", "") in {"bold", "600", "700", "800"}:
        look["bold"] = True
    elif css.get("font-weight", "") in {"normal", "400"}:
        look["bold"] = False
    if css.get("font-style") == "italic":
        look["italic"] = True
    if "underline" in css.get("text-decoration", ""):
        look["underline"] = True
    size, ink = length(css.get("font-size", "")), color(css.get("color", ""))
    if size:
        look["fontSize"] = points(size)
    if ink:
        look["foregroundColor"] = ink
    return look


def paragraph_style(css: Mapping[str, str]) -> Json:
    """What a paragraph takes from the declarations: alignment, space around it, and between its lines."""
    style: Json = {}
    if css.get("text-align") in _ALIGNMENTS:
        style["alignment"] = _ALIGNMENTS[css["text-align"]]
    margins = _four(css, "margin")
    for name, side in (("spaceAbove", "Top"), ("spaceBelow", "Bottom")):
        if side in margins:
            style[name] = points(margins[side])
    if re.fullmatch(r"\d+(\.\d+)?", css.get("line-height", "")):
        style["lineSpacing"] = round(float(css["line-height"]) * 100)
    return style


def cell_style(css: Mapping[str, str]) -> Json:
    """What a table cell takes from the declarations: fill, borders, padding, where its words stand."""
    style: Json = {}
    fill = color(css.get("background-color", css.get("background", "")))
    if fill:
        style["backgroundColor"] = fill
    if css.get("vertical-align") in _VERTICAL:
        style["contentAlignment"] = _VERTICAL[css["vertical-align"]]
    for side, size in _four(css, "padding").items():
        style[f"padding{side}"] = points(size)
    for side in _SIDES:
        said = css.get(f"border-{side.lower()}", css.get("border", ""))
        if said:
            style[f"border{side}"] = _border(said)
    return style


def length(text: str) -> float | None:
    """A length in points; a pixel is three quarters of one."""
    found = _LENGTH.match(text.strip())
    if found is None:
        return None
    return float(found[1]) * (0.75 if found[2] == "px" else 1)


def color(text: str) -> Json | None:
    """A colour written as `#abc` or `#aabbcc`, as the API shows it."""
    found = _HEX.match(text.strip())
    if found is None:
        return None
    digits = found[1] if len(found[1]) == 6 else "".join(one * 2 for one in found[1])
    values = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    shown = {name: value for name, value in zip(("red", "green", "blue"), values, strict=True) if value}
    return {"color": {"rgbColor": shown}}


def hex_of(shown: Json) -> str:
    """The colour the API shows, as CSS writes it; empty for none."""
    if "color" not in shown:
        return ""
    rgb = shown["color"].get("rgbColor", {})
    return "#" + "".join(f"{round(rgb.get(name, 0) * 255):02x}" for name in ("red", "green", "blue"))


def text_css(style: Json) -> str:
    """The run's size and colour as declarations; emphasis has tags of its own."""
    size = style.get("fontSize", {}).get("magnitude")
    ink = hex_of(style.get("foregroundColor", {}))
    return (f"font-size:{size:g}pt;" if size else "") + (f"color:{ink};" if ink else "")


def paragraph_css(style: Json) -> str:
    """The paragraph's own alignment and spaces as declarations."""
    css = f"text-align:{_BACK[style['alignment']]};" if style.get("alignment") in _BACK else ""
    for name, side in (("spaceAbove", "top"), ("spaceBelow", "bottom")):
        if name in style:
            css += f"margin-{side}:{style[name].get('magnitude', 0):g}pt;"
    return css + (f"line-height:{style['lineSpacing'] / 100:g};" if "lineSpacing" in style else "")


def cell_css(style: Json, width: float | None) -> str:
    """The cell's fill, borders and width as declarations."""
    css = f"width:{width:g}pt;" if width else ""
    fill = hex_of(style.get("backgroundColor", {}))
    css += f"background-color:{fill};" if fill else ""
    for side in _SIDES:
        border = style.get(f"border{side}")
        if border is not None:
            size, ink = border["width"].get("magnitude", 0), hex_of(border["color"]) or "#000000"
            css += f"border-{side.lower()}:{size:g}pt solid {ink};"
    return css


def _border(text: str) -> Json:
    words = text.split()
    sizes = [size for word in words if (size := length(word)) is not None]
    inks = [ink for word in words if (ink := color(word))]
    black: Json = {"color": {"rgbColor": {}}}
    return {
        "color": inks[0] if inks else black,
        "width": points(sizes[0] if sizes else float("none" not in words)),
        "dashStyle": "SOLID",
    }


def _four(css: Mapping[str, str], name: str) -> dict[str, float]:
    """`margin: 1pt 2pt` and `margin-top: 3pt` as lengths by side."""
    sizes = [length(word) for word in css.get(name, "").split()]
    found: dict[str, float] = {}
    if sizes and len(sizes) <= 4 and None not in sizes:
        wanted = {1: (0, 0, 0, 0), 2: (0, 1, 0, 1), 3: (0, 1, 2, 1), 4: (0, 1, 2, 3)}[len(sizes)]
        found = {side: sizes[at] or 0.0 for side, at in zip(_SIDES, wanted, strict=True)}
    for side in _SIDES:
        own = length(css.get(f"{name}-{side.lower()}", ""))
        if own is not None:
            found[side] = own
    return found
