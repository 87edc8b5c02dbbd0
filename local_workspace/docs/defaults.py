"""What a new Doc looks like: page, named styles, table cells, glyphs of lists."""

from local_workspace.sheets.grid import Json

TAB_ID = "t.0"
NORMAL = "NORMAL_TEXT"
PARAGRAPH_STYLE: Json = {"namedStyleType": NORMAL, "direction": "LEFT_TO_RIGHT"}
SECTION_STYLE: Json = {
    "columnSeparatorStyle": "NONE",
    "contentDirection": "LEFT_TO_RIGHT",
    "sectionType": "CONTINUOUS",
}
ROW_STYLE: Json = {"minRowHeight": {"unit": "PT"}}
LINK_BLUE: Json = {"color": {"rgbColor": {"red": 0.06666667, "green": 0.33333334, "blue": 0.8}}}


def points(magnitude: float) -> Json:
    """A length; Google leaves a zero out."""
    return {"magnitude": magnitude, "unit": "PT"} if magnitude else {"unit": "PT"}


CELL_STYLE: Json = {
    "rowSpan": 1,
    "columnSpan": 1,
    "backgroundColor": {},
    "paddingLeft": points(5),
    "paddingRight": points(5),
    "paddingTop": points(5),
    "paddingBottom": points(5),
    "contentAlignment": "TOP",
}


def columns_style(columns: int) -> list[Json]:
    """Columns that share the width evenly."""
    return [{"widthType": "EVENLY_DISTRIBUTED"}] * columns


def document_style() -> Json:
    """A US Letter page with an inch of margin, as Google makes it."""
    inch, half = points(72), points(36)
    return {
        "background": {"color": {}},
        "pageNumberStart": 1,
        "marginTop": inch,
        "marginBottom": inch,
        "marginRight": inch,
        "marginLeft": inch,
        "pageSize": {"height": points(792), "width": points(612)},
        "marginHeader": half,
        "marginFooter": half,
        "useCustomHeaderFooterMargins": True,
        "documentFormat": {"documentMode": "PAGES"},
    }


_GREY = {"color": {"rgbColor": {"red": 0.4, "green": 0.4, "blue": 0.4}}}
_DARK = {"color": {"rgbColor": {"red": 0.2627451, "green": 0.2627451, "blue": 0.2627451}}}

_NORMAL_TEXT: Json = {
    "bold": False,
    "italic": False,
    "underline": False,
    "strikethrough": False,
    "smallCaps": False,
    "backgroundColor": {},
    "foregroundColor": {"color": {"rgbColor": {}}},
    "fontSize": points(11),
    "weightedFontFamily": {"fontFamily": "Arial", "weight": 400},
    "baselineOffset": "NONE",
}
_NORMAL_PARAGRAPH: Json = {
    "namedStyleType": NORMAL,
    "alignment": "START",
    "lineSpacing": 115,
    "direction": "LEFT_TO_RIGHT",
    "spacingMode": "COLLAPSE_LISTS",
    "spaceAbove": points(0),
    "spaceBelow": points(0),
    "indentFirstLine": points(0),
    "indentStart": points(0),
    "indentEnd": points(0),
    "keepLinesTogether": False,
    "keepWithNext": False,
    "avoidWidowAndOrphan": True,
    "shading": {"backgroundColor": {}},
    "pageBreakBefore": False,
}
# size, colour, space above and below
_HEADINGS: dict[str, tuple[float, Json | None, float, float]] = {
    "HEADING_1": (20, None, 20, 6),
    "HEADING_2": (16, None, 18, 6),
    "HEADING_3": (14, _DARK, 16, 4),
    "HEADING_4": (12, _GREY, 14, 4),
    "HEADING_5": (11, _GREY, 12, 4),
    "HEADING_6": (11, _GREY, 12, 4),
    "TITLE": (26, None, 0, 3),
    "SUBTITLE": (15, _GREY, 0, 16),
}


def named_styles() -> dict[str, Json]:
    """Normal text, six headings, title and subtitle by their type, in Google's order."""
    styles: dict[str, Json] = {
        NORMAL: {"namedStyleType": NORMAL, "textStyle": _NORMAL_TEXT, "paragraphStyle": _NORMAL_PARAGRAPH}
    }
    for name, (size, color, above, below) in _HEADINGS.items():
        text: Json = {"fontSize": points(size)}
        if color:
            text["foregroundColor"] = color
        if name == "HEADING_6":
            text["italic"] = True
        paragraph: Json = {
            "namedStyleType": NORMAL,
            "direction": "LEFT_TO_RIGHT",
            "spaceAbove": points(above),
            "spaceBelow": points(below),
            "keepLinesTogether": True,
            "keepWithNext": True,
            "pageBreakBefore": False,
        }
        styles[name] = {"namedStyleType": name, "textStyle": text, "paragraphStyle": paragraph}
    return styles


_SYMBOLS = {
    "DISC": "●", "CIRCLE": "○", "SQUARE": "■", "DIAMONDX": "❖", "ARROW3D": "➢", "ARROW": "➔",
    "DIAMOND": "◆", "STAR": "★", "LEFTTRIANGLE": "◀", "HOLLOWDIAMOND": "◇",
}  # fmt: skip
_NUMBERS = {
    "DECIMAL": "DECIMAL", "ALPHA": "ALPHA", "ROMAN": "ROMAN", "UPPERALPHA": "UPPER_ALPHA",
    "UPPERROMAN": "UPPER_ROMAN", "ZERODECIMAL": "ZERO_DECIMAL",
}  # fmt: skip
LEVELS = 9


def nesting_levels(preset: str) -> list[Json]:
    """The nine levels of a list with that preset of glyphs."""
    kind, *words = preset.split("_")
    return [_level(kind, words, level) for level in range(LEVELS)]


def _level(kind: str, words: list[str], level: int) -> Json:
    shown: Json = {
        "bulletAlignment": "START",
        "indentFirstLine": points(36 * level + 18),
        "indentStart": points(36 * level + 36),
        "textStyle": {"underline": False},
        "startNumber": 1,
    }
    if words == ["CHECKBOX"]:
        return {**shown, "glyphType": "GLYPH_TYPE_UNSPECIFIED", "glyphFormat": f"%{level}"}
    if kind == "BULLET":
        symbol = _SYMBOLS[words[level % len(words)]]
        return {**shown, "glyphSymbol": symbol, "glyphFormat": f"%{level}"}
    if words[-1] == "NESTED":
        glyphs = "".join(f"%{above}." for above in range(level + 1))
        return {**shown, "glyphType": "DECIMAL", "glyphFormat": glyphs}
    end = ")" if words[-1] == "PARENS" else "."
    types = [word for word in words if word in _NUMBERS]
    return {**shown, "glyphType": _NUMBERS[types[level % len(types)]], "glyphFormat": f"%{level}{end}"}
