"""A formula as the calculation library reads it: separators of the locale, names and tab titles made plain."""

import re
from collections.abc import Mapping
from functools import lru_cache

from local_workspace.sheets.locales import locale_data

#: Google evaluates every array formula as an array here, so the wrapper says nothing
_TRANSPARENT = re.compile(r"(?<![\w.])ARRAYFORMULA\s*(?=\()", re.IGNORECASE)
_TOKEN = re.compile(
    r'(?P<text>"(?:[^"]|"")*")'
    r"|(?P<quoted>'(?:[^']|'')*'!)"
    r"|(?P<number>(?<![\w.$!:])\d+,\d+(?![\w.!]))"
    r"|(?P<tab>(?<![\w.'#])[^\W\d]\w*!)"
    r"|(?P<word>(?<![\w.$!:'])[^\W\d][\w.]*(?![\w.(!:\[]))"
    r"|(?P<sign>[;\\{},])"
)
VOLATILE = re.compile(r"(?<![\w.])(?:TODAY|NOW|RAND|RANDBETWEEN|RANDARRAY)\s*\(", re.IGNORECASE)
_FUNCTION = re.compile(r"(?<![\w.])([^\W\d][\w.]*)\s*\(")
_LINK = re.compile(r'=\s*HYPERLINK\(\s*"((?:[^"]|"")*)"', re.IGNORECASE)


def translated(formula: str, locale: str, names: Mapping[str, str], titles: Mapping[str, str]) -> str | None:
    """The formula in the library's words; None where the locale doesn't allow what is written.

    `names` are named ranges in lower case and the A1 text they stand for, `titles` tabs in lower case.
    """
    comma_is_decimal = locale_data(locale).decimal == ","
    if not (comma_is_decimal or names or _needs_work(formula)):
        return formula
    depth = 0
    parts: list[str] = []
    at = 0
    for match in _TOKEN.finditer(formula):
        piece = match[0]
        kind = match.lastgroup
        if kind == "number" and not comma_is_decimal:
            continue
        if kind == "number":
            piece = piece.replace(",", ".")
        elif kind in ("quoted", "tab"):
            piece = _tab(piece, titles)
        elif kind == "word":
            piece = names.get(piece.casefold(), piece)
        elif kind == "sign":
            depth += {"{": 1, "}": -1}.get(piece, 0)
            if piece == "," and comma_is_decimal:
                return None
            if piece == "\\" or (piece == ";" and depth <= 0):
                piece = ","
        parts.append(formula[at : match.start()] + piece)
        at = match.end()
    return _TRANSPARENT.sub("", "".join(parts) + formula[at:])


def functions(formula: str) -> list[str]:
    """The names of the functions a formula calls, in order."""
    return [name.upper() for name in _FUNCTION.findall(re.sub(r'"[^"]*"', "", formula))]


def hyperlink(formula: str) -> str | None:
    """The address of a formula that is a plain HYPERLINK."""
    match = _LINK.match(formula)
    return match[1].replace('""', '"') if match else None


@lru_cache(maxsize=4096)
def _needs_work(formula: str) -> bool:
    return any(sign in formula for sign in ";\\!") or bool(_TRANSPARENT.search(formula))


def _tab(piece: str, titles: Mapping[str, str]) -> str:
    """A tab's title in the case it has, quoted."""
    bare = piece[:-1]
    title = bare[1:-1].replace("''", "'") if bare.startswith("'") else bare
    return "'" + titles.get(title.casefold(), title).replace("'", "''") + "'!"
