"""What a workbook says about the whole plan, outside its tables: go-live, objective, metrics."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from closeplan.plan.adoption import FactCell, Facts
from closeplan.plan.date_words import read_day
from sheets_schema.adopt.date_marks import looks_like_date
from sheets_schema.adopt.lexicon import fact_index, is_japanese
from sheets_schema.adopt.profile import shown
from sheets_schema.adopt.workbook import Page, Row, Value, Workbook
from sheets_schema.vocabulary import plain

_BRACKETS = re.compile(r"[(（\[][^)）\]]*[)）\]]")
_WITHIN = re.compile(r"^(.{2,60}?)\s*(?:[:：=]|\s[–—-]\s)\s*(.+)$", re.DOTALL)
_JAPANESE_DAY = re.compile(r"\d{4}年\s?\d{1,2}月\s?\d{1,2}日|\d{4}[/.-]\d{1,2}[/.-]\d{1,2}")
_YEAR = re.compile(r"\d{4}|\d[./-]\d{2}$")
_DATE_OF = re.compile(r"^(date|data|fecha|datum) (of|de|di|do|da|du|van|der|des|d'|dell') ?")
_UNDONE = re.compile(
    r"\b(if nothing|if (we|you|this)\b.*(n't|not|nothing)|si no|si rien|si nous ne|si on ne|wenn (wir )?(nicht|nichts)"
    r"|se nao|se non|als (we|wij) (niet|niets))\b|何もしな|しなかった"
)
_WHY = re.compile(
    r"(why|reason|warum|weshalb|grund|pourquoi|raison|por que|motivo|razon|perche|waarom|reden)\b|なぜ"
)
_OF_DATE = re.compile(r"\b(date|day|then|deadline|datum|termin|tag|fecha|data|jour|giorno|dag)\b|日")
_LONGEST_QUESTION = 6
_LONGEST = 400
_LONGEST_TITLE = 120
_MOST_BETWEEN = 3
"""How many words, less one, may stand between going live and its day: "on", "am", "le"."""
_REACH = 4
"""How many columns right of its label a value may stand."""

Taken = Collection[tuple[int, int, int]]
"""Cells that belong to a table."""


@dataclass(frozen=True, kw_only=True)
class _Sheet:
    """One sheet, and which of its cells belong to a table."""

    page: Page
    index: int
    taken: Taken

    def takes(self, row: int, column: int) -> bool:
        return (self.index, row, column) in self.taken


def facts_of(book: Workbook, taken: Taken, language: str, today: date) -> Facts:
    """The facts a workbook states, each with the cell of its value; the first statement counts."""
    values: dict[str, list[str]] = {}
    cells: dict[str, list[FactCell]] = {}
    go_live: date | None = None
    for index, page in enumerate(book.pages):
        for fact, where in _statements(_Sheet(page=page, index=index, taken=taken)):
            texts = [(_text(page, cell), cell) for cell in where]
            if fact == "go_live":
                day = _day(page, where[0], language, book.locale, today)
                if go_live is None and day:
                    go_live, cells[fact] = day, [where[0]]
            elif fact == "metrics" or fact not in values:
                values.setdefault(fact, []).extend(text for text, _ in texts)
                cells.setdefault(fact, []).extend(cell for _, cell in texts)
    return Facts(
        go_live=go_live,
        objective=_one(values, "objective"),
        why_this_date=_one(values, "why_this_date"),
        metrics=tuple(values.get("metrics", ())),
        cost_of_inaction=_one(values, "cost_of_inaction"),
        cells={fact: tuple(found) for fact, found in cells.items()},
    )


def _one(values: dict[str, list[str]], fact: str) -> str:
    return values.get(fact, [""])[0]


def _statements(sheet: _Sheet) -> Iterator[tuple[str, list[FactCell]]]:
    """Each label with the cells of its values, in reading order."""
    for r, row in enumerate(sheet.page.cells):
        for c, value in enumerate(row):
            if not isinstance(value, str) or len(value) > _LONGEST or sheet.takes(r, c):
                continue
            label, rest = _label(value)
            fact = _fact(label)
            if rest and fact:
                yield fact, [(sheet.index, r, c)]
                continue
            if day_of_go_live(value):
                yield "go_live", [(sheet.index, r, c)]
                continue
            fact = _fact(value) if len(value) <= 60 else ""
            if not fact and _asks_why(value, row):
                fact = "why_this_date"
            if not fact and len(value) <= 60 and _UNDONE.search(plain(value)):
                fact = "cost_of_inaction"
            where = _values_of(sheet, r, c, fact) if fact else []
            if where:
                yield fact, where


def _label(text: str) -> tuple[str, str]:
    """A label and what follows it in the same cell."""
    match = _WITHIN.match(text)
    return (match[1], match[2]) if match else ("", "")


def _fact(text: str) -> str:
    """The fact a label stands for, whatever is in its brackets or counts it."""
    if not text:
        return ""
    bare = plain(_BRACKETS.sub(" ", text).rstrip(" ?？"))
    index = fact_index()
    names = (bare, re.sub(r"\s*\d+$", "", bare), *map(plain, text.split("/")))
    found = next((index[name] for name in names if name in index), "")
    if found or len(bare.split()) > 6:
        return found
    if not is_japanese(bare):
        held = [
            word
            for word in index
            if index[word] == "go_live" and len(word) > 4 and f" {word} " in f" {bare} "
        ]
        return "go_live" if held and len(held[-1]) >= 0.4 * len(bare) else ""
    held = [word for word in index if index[word] == "go_live" and len(word) > 2 and word in bare]
    return "go_live" if held and len(max(held, key=len)) >= 0.6 * len(bare) else ""


@lru_cache(maxsize=4096)
def day_of_go_live(text: str) -> str:
    """The day in a title such as "Joint plan until go-live on 1 September 2027", as it is written; else empty."""
    if len(text) > _LONGEST_TITLE:
        return ""
    if is_japanese(text):
        day = _JAPANESE_DAY.search(text)
        return day[0] if day and any(word in text for word in _go_live_words() if is_japanese(word)) else ""
    tokens = text.replace("(", " ").replace(")", " ").replace(",", " ").split()
    said = [plain(token) for token in tokens]
    ends = [
        at + size
        for size in range(1, 4)
        for at in range(len(said) - size + 1)
        if " ".join(part for part in said[at : at + size] if part) in _go_live_words()
    ]
    for end in ends:
        for start in range(end, min(end + _MOST_BETWEEN, len(tokens))):
            rest = " ".join(tokens[start:]).strip(" .:–-")
            if rest[:1].isdigit() and looks_like_date(rest) and _YEAR.search(rest):
                return rest
    return ""


@cache
def _go_live_words() -> frozenset[str]:
    """What going live is called, "date of" left out; words too short to stand inside a title are none."""
    labels = [word for word, fact in fact_index().items() if fact == "go_live"]
    events = [_DATE_OF.sub("", word) for word in labels]
    return frozenset(word for word in (*labels, *events) if len(word) > 3)


def _asks_why(text: str, row: Row) -> bool:
    """Whether a label asks for the reason of the date: it says so, or stands in the row of go-live."""
    bare = plain(text)
    if len(bare.split()) > _LONGEST_QUESTION or not _WHY.match(bare):
        return False
    return bool(_OF_DATE.search(bare)) or any(isinstance(v, str) and _fact(v) == "go_live" for v in row)


def _values_of(sheet: _Sheet, r: int, c: int, fact: str) -> list[FactCell]:
    """The cells of a label's values: right of it, and for metrics those below as long as no other label comes."""
    column = _right_of(sheet, r, c)
    if column is None:
        below = _below(sheet, r, c)
        return below if fact == "metrics" else below[:1]
    found = [(sheet.index, r, column)]
    if fact != "metrics":
        return found
    for row in range(r + 1, len(sheet.page.cells)):
        cells = sheet.page.cells[row]
        labelled = any(cells[k] is not None for k in range(c, column))
        if cells[column] is None or labelled or sheet.takes(row, column):
            break
        found.append((sheet.index, row, column))
    return found


def _right_of(sheet: _Sheet, r: int, c: int) -> int | None:
    for column in range(c + 1, min(c + 1 + _REACH, sheet.page.width)):
        value = sheet.page.cells[r][column]
        if value is not None and not sheet.takes(r, column):
            return None if isinstance(value, str) and _fact(value) else column
    return None


def _below(sheet: _Sheet, r: int, c: int) -> list[FactCell]:
    found = []
    for row in range(r + 1, len(sheet.page.cells)):
        value = sheet.page.cells[row][c]
        if value is None or sheet.takes(row, c) or (isinstance(value, str) and _fact(value)):
            break
        found.append((sheet.index, row, c))
    return found


def _text(page: Page, cell: FactCell) -> str:
    """What a fact's cell says, without a label in front of it."""
    value = page.cells[cell[1]][cell[2]]
    if isinstance(value, str):
        label, rest = _label(value)
        if rest and _fact(label):
            return rest.strip()
    return shown(value)


def _day(page: Page, cell: FactCell, language: str, locale: str, today: date) -> date | None:
    value: Value = page.cells[cell[1]][cell[2]]
    if isinstance(value, date):
        return value
    said = isinstance(value, str) and day_of_go_live(value)
    text = said or _BRACKETS.sub(" ", _text(page, cell)).strip(" .")
    if not looks_like_date(text) and not any(char.isdigit() for char in text):
        return None
    return read_day(text, today, language, locale=locale).day
