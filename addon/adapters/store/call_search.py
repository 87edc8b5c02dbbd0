"""Finding what calls said by its words, with SQLite's FTS5 or PostgreSQL's full text search."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, and_, case, func, literal_column, or_, select, text

from addon.adapters.store import call_index  # noqa: F401 - makes the index with the tables
from addon.adapters.store.call_tables import call_turns, calls
from addon.adapters.store.engine import Database
from closeplan.calls.answers.question import Notion
from closeplan.calls.answers.spoken import Frequencies, SpokenTurn

MOST_HITS = 32
"""Turns found first; what is around them is looked at with them."""

AROUND = 5
"""Turns before and after."""

_COUNTED = 1_000
"""Turns that say a word are counted up to here; how many more there are is told by how soon so many were found."""
_READ = 6_000
"""Turns that one search weighs, about: the rarest words choose them, the others only rank them."""
_SMALL = 60_000
"""Up to how many turns in the table words of the same meaning are always looked for too."""
_NAMED_PLANS = 40
"""Up to how many plans the index itself sorts out; of more, each hit is looked up."""


class CallFinder(Database):
    """`closeplan.ports.call_search.CallSearch`: a part of the store."""

    def turns_about(
        self, notions: Sequence[Notion], plan_ids: Collection[str] | None
    ) -> tuple[list[SpokenTurn], Frequencies]:
        with self._read() as connection:
            query = select(func.coalesce(func.sum(calls.c.turns), 0)).where(_within(calls, plan_ids))
            whole = int(connection.execute(query).scalar_one())
            index = (_Fts5 if connection.dialect.name == "sqlite" else _TsVector)(connection, plan_ids)
            span = connection.execute(select(func.min(call_turns.c.id), func.max(call_turns.c.id))).one()
            own = [
                (notion, min(whole, _estimate(*index.first(notion.spoken[: notion.own]), *span)))
                for notion in notions
                if notion.spoken
            ]
            table = span[1] - span[0] + 1 if whole else 0
            hits = index.best(_choice(own, whole, is_small=table <= _SMALL)) if whole else []
            turns = _surrounded(connection, hits)
        often = {form: said for notion, said in own for form, share in notion.forms.items() if share == 1}
        return turns, Frequencies(whole, often)


def _within(table: Any, plan_ids: Collection[str] | None) -> Any:
    return literal_column("1") == literal_column("1") if plan_ids is None else table.c.plan_id.in_(plan_ids)


def _estimate(count: int, last: int | None, lowest: int | None, highest: int | None) -> int:
    """How many turns say a word, of which the first `count` reach up to `last`: the rest is taken to say it as often."""
    if count < _COUNTED or last is None or lowest is None or highest is None:
        return count
    return round(count * (highest - lowest + 1) / (last - lowest + 1))


def _choice(
    own: Sequence[tuple[Notion, int]], whole: int, *, is_small: bool
) -> list[tuple[tuple[str, ...], float]]:
    """The words that choose the turns, the rarest notions first, with the weight of each. Words of the same meaning are many and
    common: in a large table they help only where the rarest notion is hardly said itself.
    """
    chosen: list[tuple[tuple[str, ...], float]] = []
    read = 0
    for notion, said in sorted(own, key=lambda one: one[1]):
        if chosen and read + said > _READ:
            break
        weight = math.log(1 + (whole - said + 0.5) / (said + 0.5)) if said <= whole else 0.0
        widened = is_small or (not chosen and said < MOST_HITS)
        words = notion.spoken if widened else notion.spoken[: notion.own]
        chosen.append((words, max(weight, 0.1)))
        read += said
    return chosen


class _Fts5:
    """SQLite's index. Words are quoted, so nothing a person writes is its syntax."""

    def __init__(self, connection: Connection, plan_ids: Collection[str] | None) -> None:
        self._connection = connection
        self._plans = plan_ids
        few = plan_ids is not None and len(plan_ids) <= _NAMED_PLANS
        self._scope = f" AND plan_id : ({_any(plan_ids or ())})" if few else ""

    def first(self, words: Sequence[str]) -> tuple[int, int | None]:
        """How many turns say one of the words, counted up to `_COUNTED`, and the last that was counted."""
        if self._plans is not None and not self._plans:
            return 0, None
        found = text(
            "SELECT count(*), max(rowid) FROM"
            " (SELECT rowid FROM call_words WHERE call_words MATCH :wanted ORDER BY rowid LIMIT :most)"
        )
        wanted = f"{{speaker text}} : ({_any(words)}){self._scope}"
        count, last = self._connection.execute(found, {"wanted": wanted, "most": _COUNTED}).one()
        return int(count), last

    def best(self, chosen: Sequence[tuple[Sequence[str], float]]) -> list[Any]:
        words = [word for some, _ in chosen for word in some]
        if not words or (self._plans is not None and not self._plans):
            return []
        query = (
            select(call_turns.c.plan_id, call_turns.c.call_id, call_turns.c.turn)
            .join(text("call_words"), text("call_words.rowid = call_turns.id"))
            .where(text("call_words MATCH :wanted"), _within(call_turns, self._plans))
            .order_by(text("bm25(call_words, 0.0, 0.5, 1.0)"))
            .limit(MOST_HITS)
        )
        return list(
            self._connection.execute(query, {"wanted": f"{{speaker text}} : ({_any(words)}){self._scope}"})
        )


def _any(words: Collection[str]) -> str:
    return " OR ".join('"' + word.replace('"', '""') + '"' for word in words)


_PLANNING = ("jit = off", "max_parallel_workers_per_gather = 0", "synchronize_seqscans = off")
"""Compiling takes longer than such a query runs. Read from the table's beginning by one worker, the first turns found tell how
often a word is said.
"""


class _TsVector:
    """PostgreSQL's index. Words go in as parameters."""

    def __init__(self, connection: Connection, plan_ids: Collection[str] | None) -> None:
        self._connection = connection
        self._plans = plan_ids
        for setting in _PLANNING:
            connection.execute(text(f"SET LOCAL {setting}"))

    def first(self, words: Sequence[str]) -> tuple[int, int | None]:
        """As SQLite's; turns are found about in the order in which they came."""
        some = select(call_turns.c.id).where(_says(words), _within(call_turns, self._plans)).limit(_COUNTED)
        found = some.subquery()
        count, last = self._connection.execute(select(func.count(), func.max(found.c.id))).one()
        return int(count), last

    def best(self, chosen: Sequence[tuple[Sequence[str], float]]) -> list[Any]:
        if not chosen:
            return []
        parts = [case((_says(words), weight), else_=0.0) for words, weight in chosen]
        worth = sum(parts[1:], start=parts[0])
        query = (
            select(call_turns.c.plan_id, call_turns.c.call_id, call_turns.c.turn)
            .where(or_(*(_says(words) for words, _ in chosen)), _within(call_turns, self._plans))
            .order_by(worth.desc(), func.length(call_turns.c.text), call_turns.c.id)
            .limit(MOST_HITS)
        )
        return list(self._connection.execute(query))


def _says(words: Sequence[str]) -> Any:
    asked: Any = func.phraseto_tsquery("english", words[0])
    for word in words[1:]:
        asked = asked.op("||")(func.phraseto_tsquery("english", word))
    return literal_column("call_turns.search").op("@@")(asked)


def _surrounded(connection: Connection, hits: Sequence[Any]) -> list[SpokenTurn]:
    """The turns around the hits, once each, in the order of their calls."""
    spans: dict[tuple[str, str], list[list[int]]] = {}
    for plan_id, call_id, turn in sorted(tuple(hit) for hit in hits):
        runs = spans.setdefault((plan_id, call_id), [])
        if runs and turn - AROUND <= runs[-1][1] + 1:
            runs[-1][1] = turn + AROUND
        else:
            runs.append([turn - AROUND, turn + AROUND])
    if not spans:
        return []
    near = (
        and_(
            call_turns.c.plan_id == plan_id,
            call_turns.c.call_id == call_id,
            call_turns.c.turn.between(first, last),
        )
        for (plan_id, call_id), runs in spans.items()
        for first, last in runs
    )
    query = (
        select(calls.c.name, calls.c.day, calls.c.language, call_turns)
        .join(calls, (calls.c.plan_id == call_turns.c.plan_id) & (calls.c.id == call_turns.c.call_id))
        .where(or_(*near))
        .order_by(call_turns.c.plan_id, calls.c.day, call_turns.c.call_id, call_turns.c.turn)
    )
    return [_spoken(row) for row in connection.execute(query)]


def _spoken(row: Any) -> SpokenTurn:
    return SpokenTurn(
        call=row.name,
        day=row.day,
        turn=row.turn,
        speaker=row.speaker,
        text=row.text,
        at=row.at,
        plan=row.plan_id,
        call_id=row.call_id,
        language=row.language or "en",
    )
