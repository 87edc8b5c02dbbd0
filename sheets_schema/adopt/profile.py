"""What a column's cells hold, told without its header."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sheets_schema.adopt.cells import NUMBERED, Kind, kinds_of
from sheets_schema.adopt.lexicon import is_japanese
from sheets_schema.adopt.workbook import Value
from sheets_schema.vocabulary import plain


@dataclass(frozen=True, kw_only=True)
class Profile:
    """A column's cells in the rows that look like items.

    `share` gives each kind its share of the filled cells; `filled` is the share of rows with a cell; `distinct` the
    share of different texts among the filled; `words` and `length` are means over the filled; `counts_up` says that
    the cells number the rows; `constant` that all filled cells say the same. `days` are the rows' cells that are days
    to the spreadsheet itself, None for all others.
    """

    rows: int
    filled: float
    share: dict[Kind, float]
    distinct: float
    words: float
    length: float
    counts_up: bool
    constant: bool
    few: bool
    grouped: bool
    sample: tuple[str, ...]
    days: tuple[date | None, ...] = ()

    def of(self, *kinds: Kind) -> float:
        """The largest share among some kinds."""
        return max(self.share.get(kind, 0.0) for kind in kinds)

    @property
    def dates(self) -> float:
        """The share of dates, serial numbers that can be nothing else among them."""
        return max(self.of(Kind.DATE), self.of(Kind.SERIAL) if self.of(Kind.SERIAL) > 0.9 else 0.0)


def profile(values: Sequence[Value]) -> Profile:
    """What the cells of one column hold."""
    filled = [value for value in values if value is not None]
    texts = [shown(value) for value in filled]
    counts: Counter[Kind] = Counter()
    for value in filled:
        counts.update(kinds_of(value))
    number = max(1, len(filled))
    different = len({plain(text) for text in texts})
    return Profile(
        rows=len(values),
        filled=len(filled) / max(1, len(values)),
        share={kind: count / number for kind, count in counts.items()},
        distinct=different / number,
        words=sum(_words(text) for text in texts) / number,
        length=sum(map(len, texts)) / number,
        counts_up=len(filled) >= 0.9 * len(values) and _counts_up(filled),
        constant=different == 1 and len(filled) >= 4,
        few=different <= max(3, number // 2),
        grouped=_grouped(texts),
        sample=tuple(dict.fromkeys(texts))[:2],
        days=tuple(value if isinstance(value, date) else None for value in values),
    )


def _words(text: str) -> float:
    """Words of a text; four Japanese letters count as one word."""
    return len(text) / 4 if is_japanese(text) else len(text.split())


def shown(value: Value) -> str:
    """A cell as text."""
    return value.isoformat() if isinstance(value, date) else str(value)


def _counts_up(filled: Sequence[Value]) -> bool:
    """Whether cells number the rows: 1, 2, 3; 1.1, 1.2; CO-001, CO-002."""
    if len(filled) < 3:
        return False
    keys = []
    for value in filled:
        text = shown(value)
        if isinstance(value, bool) or not NUMBERED.fullmatch(text) or isinstance(value, date):
            return False
        keys.append(tuple(int(part) for part in re.findall(r"\d+", text)))
    rising = sum(a < b for a, b in itertools.pairwise(keys))
    return len(set(keys)) == len(keys) and rising >= 0.9 * (len(keys) - 1)


def _grouped(texts: Sequence[str]) -> bool:
    """Whether equal texts mostly stand in runs, as the names of phases do."""
    runs = sum(a != b for a, b in itertools.pairwise(texts)) + 1
    return len(texts) > 3 and runs <= len(set(texts)) * 1.5
