"""A1 notation: text to range and back, quoting titles only where Google does."""

import re
from functools import lru_cache

from local_workspace.sheets.grid import Box

MAX_COLUMN = 18278  # ZZZ, the last column Google has
_REFERENCE = re.compile(
    r"\$?([A-Za-z]{1,3})?\$?([0-9]{1,8})?(?::\$?([A-Za-z]{1,3})?\$?([0-9]{1,8})?)?", re.ASCII
)
_PLAIN_TITLE = re.compile(r"[^\W\d]\w*", re.ASCII)
Ends = tuple[int | None, int | None, int | None, int | None]


@lru_cache(maxsize=1024)
def column_letters(index: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=1024)
def column_index(letters: str) -> int:
    """A is 0; any case."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def split_title(text: str) -> tuple[str | None, str]:
    """(sheet title or None, the rest) of `'A title'!A1`, `Title!A1`, `'A title'` or `A1`."""
    if text.startswith("'"):
        match = re.match(r"'((?:[^']|'')*)'(?:!(.*))?$", text, re.DOTALL)
        if match:
            return match[1].replace("''", "'"), match[2] or ""
    head, bang, rest = text.rpartition("!")
    return (head, rest) if bang else (None, text)


def parse_reference(text: str) -> Ends | None:
    """(r0, r1, c0, c1) of `A1`, `A1:B2`, `A:B`, `2:3` or `A2:B`, swapped ends put right; None when it is none."""
    match = _REFERENCE.fullmatch(text)
    if not match or not text or text.endswith(":") or text.startswith(":"):
        return None
    first_column, first_row, last_column, last_row = match.groups()
    if ":" not in text:
        if not (first_column and first_row):
            return None
        last_column, last_row = first_column, first_row
    elif bool(first_column) != bool(last_column) and not (first_row or last_row):
        return None
    c0, c1 = _ends(_column(first_column), _column(last_column))
    r0, r1 = _ends(_row(first_row), _row(last_row))
    if (r0 is not None and r0 < 0) or (c1 or 0) > MAX_COLUMN:
        return None
    return r0, r1, c0, c1


def _column(letters: str | None) -> int | None:
    return column_index(letters) if letters else None


def _row(digits: str | None) -> int | None:
    return int(digits) - 1 if digits else None


def _ends(first: int | None, last: int | None) -> tuple[int | None, int | None]:
    if first is not None and last is not None:
        return min(first, last), max(first, last) + 1
    if first is None and last is None:
        return None, None
    return (first if first is not None else last), None


def quote_title(title: str) -> str:
    """The title as it stands before the `!`: quoted unless it is a plain word that is no cell's name."""
    if _PLAIN_TITLE.fullmatch(title) and parse_reference(title) is None:
        return title
    return "'" + title.replace("'", "''") + "'"


def format_range(title: str, box: Box) -> str:
    """`Sheet1!A1:B2`, or `Sheet1!A1` for one cell."""
    first = f"{column_letters(box.c0)}{box.r0 + 1}"
    last = f"{column_letters(box.c1 - 1)}{box.r1}"
    return f"{quote_title(title)}!{first}" + ("" if first == last else f":{last}")
