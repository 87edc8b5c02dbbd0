"""The letters of a PDF: Fira Sans, and for what it lacks Noto's Japanese, Hebrew, Arabic, symbols and emoji.

A font is opened when a text first needs it. A sign that none of them has shows as an empty box.
"""

from __future__ import annotations

import unicodedata
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from fpdf import FPDF
from fpdf.bidi import BidiParagraph
from fpdf.enums import TextDirection, TextMode
from fpdf.fonts import TTFFont

BODY = "body"
_FACES = {"": "Regular", "B": "Bold", "I": "Italic", "BI": "BoldItalic"}
_OTHERS = (
    ("japanese", "pylopdf_fonts_jp", "NotoSansJP-Regular.otf"),
    ("hebrew", "manimgx_fonts", "NotoSansHebrew[wght].ttf"),
    ("arabic", "manimgx_fonts", "NotoSansArabic[wght].ttf"),
    ("symbols", "manimgx_fonts", "NotoSansSymbols[wght].ttf"),
    ("emoji", "manimgx_fonts", "NotoEmoji[wght].ttf"),
)
_TURNED = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI"})
_UNSEEN = frozenset({"Cf", "Mn", "Me", "Cc"})


class Letters:
    """Which font has which sign, and how wide it is there."""

    def __init__(self, paper: FPDF) -> None:
        self._paper = paper
        self._found: dict[tuple[str, str], str] = {}

    def font_of(self, sign: str, style: str) -> str:
        """The key of the font that draws the sign in that style (`B`, `I`, both or none); empty where nothing is drawn."""
        known = self._found.get((sign, style))
        if known is None:
            known = self._found[sign, style] = self._find(sign, style)
        return known

    def _find(self, sign: str, style: str) -> str:
        body = self._opened(BODY + style, BODY, style, body_font(style))
        if ord(sign) in body.cmap:
            return BODY + style
        if unicodedata.category(sign) in _UNSEEN:
            return ""
        for name, package, file in _OTHERS:
            if ord(sign) in self._opened(name, name, "", _file(package, file)).cmap:
                return name
        return BODY + style

    def close(self) -> None:
        """Close the font files: those that were opened and drew nothing are not closed with the paper."""
        for font in self._paper.fonts.values():
            if isinstance(font, TTFFont):
                font.close()

    def has(self, sign: str) -> bool:
        """Whether any of the fonts has the sign."""
        key = self.font_of(sign, "")
        font: Any = self._paper.fonts[key or BODY]
        return not key or ord(sign) in font.cmap

    def _opened(self, key: str, family: str, style: str, path: Path) -> Any:
        if key not in self._paper.fonts:
            self._paper.add_font(family, style, path)
        return self._paper.fonts[key]

    def width(self, sign: str, style: str, size: float) -> float:
        """How far the sign moves the pen, in points."""
        key = self.font_of(sign, style)
        if not key:
            return 0.0
        font: Any = self._paper.fonts[key]
        return float(font.cw[ord(sign)]) * size / 1000

    def draw(self, x: float, y: float, text: str, style: str, size: float) -> float:
        """Draw text from a point on its baseline; returns where it ends. Bold signs without a bold font are made so."""
        text, start = _as_seen(text), 0
        while start < len(text):
            key = self.font_of(text[start], style)
            end = start + 1
            while end < len(text) and self.font_of(text[end], style) == key:
                end += 1
            part, start = text[start:end], end
            if key:
                family, face = (BODY, key.removeprefix(BODY)) if key.startswith(BODY) else (key, "")
                self._paper.set_font(family, face, size)
                self._draw((x, y), part, key, style)
                x += sum(self.width(sign, style, size) for sign in part)
        return x

    def _draw(self, at: tuple[float, float], text: str, key: str, style: str) -> None:
        with self._paper.local_context():
            if "B" in style and not key.startswith(BODY):
                self._paper.set_draw_color(self._paper.text_color or 0)
                self._paper.set_line_width(self._paper.font_size_pt / 32)
                self._paper.text_mode = TextMode.FILL_STROKE
            self._paper.text(*at, text)


def _as_seen(text: str) -> str:
    """The signs from left to right: those of Hebrew and Arabic turned round (Unicode's UAX #9), within one line's run."""
    if not any(unicodedata.bidirectional(sign) in _TURNED for sign in text):
        return text
    reordered = BidiParagraph(text, base_direction=TextDirection.LTR).get_reordered_characters()
    return "".join(one.character for one in reordered)


def body_font(style: str) -> Path:
    """The font file of Fira Sans in that style."""
    return _file("fontpkg_fira_sans", f"files/FiraSans-{_FACES[style]}.ttf")


def _file(package: str, name: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise RuntimeError(f"{package.replace('_', '-')} is not installed")
    return Path(spec.origin).parent / name
