"""Calls with their turns and what was found in them, in SQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, delete, insert, select, update

from addon.adapters.store.call_index import forget_words
from addon.adapters.store.call_tables import call_turns, calls
from addon.adapters.store.engine import Database, our_errors
from addon.adapters.store.suggestions import file_new, forget_call, take_back
from addon.adapters.store.tables import plans
from closeplan.calls.findings import Findings
from closeplan.calls.model import Call, Person, Turn
from closeplan.errors import NotFoundError
from closeplan.plan.suggestions import Suggestion
from closeplan.records.calls import CallRecord, KeptCall
from closeplan.records.suggestions import FiledSuggestion

_RECORD = [calls.c[name] for name in CallRecord.__dataclass_fields__]
"""A record's own columns: a list of calls need not read what they said."""


@cache
def _calls() -> TypeAdapter[Call]:
    return TypeAdapter(Call)


@cache
def _findings() -> TypeAdapter[Findings]:
    return TypeAdapter(Findings)


class CallShelf(Database):
    """`closeplan.ports.calls.CallBook`: a part of the store."""

    def keep_call(self, kept: KeptCall, suggested: Sequence[Suggestion]) -> bool:
        record = kept.record
        with self._write() as connection:
            _hold(connection, record.plan_id)
            if _has(connection, record.plan_id, record.id):
                return False
            connection.execute(insert(calls).values(_row(kept)))
            rows = list(_turn_rows(kept))
            if rows:
                connection.execute(insert(call_turns), rows)
            file_new(connection, record.plan_id, suggested, record.added_at)
        return True

    def keep_again(self, kept: KeptCall, suggested: Sequence[Suggestion]) -> None:
        record = kept.record
        with self._write() as connection:
            _hold(connection, record.plan_id)
            if not _has(connection, record.plan_id, record.id):
                return
            known = {name: value for name, value in _row(kept).items() if name in {"call", "findings"}}
            connection.execute(update(calls).where(_is(record.plan_id, record.id)).values(known))
            of_call = (call_turns.c.plan_id == record.plan_id) & (call_turns.c.call_id == record.id)
            for label, person in kept.call.speakers.items():
                side = person.side.value if person.side else ""
                turns = update(call_turns).where(of_call, call_turns.c.label == label)
                connection.execute(turns.values(side=side))
            take_back(connection, record.plan_id, record.id)
            file_new(connection, record.plan_id, suggested, record.added_at)

    def has_call(self, plan_id: str, call_id: str) -> bool:
        with self._read() as connection:
            return _has(connection, plan_id, call_id)

    def calls(self, plan_id: str) -> list[CallRecord]:
        query = select(*_RECORD).where(calls.c.plan_id == plan_id).order_by(calls.c.day, calls.c.added_at)
        with self._read() as connection:
            return [CallRecord(**row) for row in connection.execute(query).mappings()]

    def people_of_calls(self, plan_id: str) -> list[Person]:
        with self._read() as connection:
            found = connection.execute(select(calls.c.call).where(calls.c.plan_id == plan_id)).scalars().all()
        return [person for text in found for person in _calls().validate_json(text).people]

    def kept_call(self, plan_id: str, call_id: str) -> KeptCall:
        of_call = (call_turns.c.plan_id == plan_id) & (call_turns.c.call_id == call_id)
        with self._read() as connection:
            row = connection.execute(select(calls).where(_is(plan_id, call_id))).first()
            if row is None:
                raise NotFoundError("the plan has no such call")
            said = connection.execute(select(call_turns).where(of_call).order_by(call_turns.c.turn)).all()
        kept = _kept(row)
        return replace(kept, call=replace(kept.call, turns=tuple(map(_turn, said))))

    def kept_calls(self, plan_id: str, *, newest: int | None = None) -> list[KeptCall]:
        query = select(calls).where(calls.c.plan_id == plan_id)
        ordered = query.order_by(calls.c.day.desc(), calls.c.added_at.desc()).limit(newest)
        with self._read() as connection:
            return [_kept(row) for row in connection.execute(ordered)][::-1]

    def erase_call(self, plan_id: str, call_id: str, still: Sequence[FiledSuggestion] = ()) -> bool:
        of_call = (call_turns.c.plan_id == plan_id) & (call_turns.c.call_id == call_id)
        with self._write() as connection:
            _hold(connection, plan_id)
            connection.execute(delete(call_turns).where(of_call))
            erased = connection.execute(delete(calls).where(_is(plan_id, call_id)))
            forget_call(connection, plan_id, call_id)
            for filed in still:
                file_new(connection, plan_id, [filed.suggestion], filed.made_at)
        with our_errors():
            forget_words(self._engine)
        return bool(erased.rowcount)


def _is(plan_id: str, call_id: str) -> Any:
    return (calls.c.plan_id == plan_id) & (calls.c.id == call_id)


def _has(connection: Connection, plan_id: str, call_id: str) -> bool:
    return connection.execute(select(calls.c.id).where(_is(plan_id, call_id))).first() is not None


def _hold(connection: Connection, plan_id: str) -> None:
    """Keep others off the plan until the end, so that the same call handed in twice at once is one; on SQLite a writer
    is alone anyway.
    """
    if connection.execute(select(plans.c.id).where(plans.c.id == plan_id).with_for_update()).first() is None:
        raise NotFoundError(f"no plan '{plan_id}'")


def _row(kept: KeptCall) -> dict[str, Any]:
    call, record = kept.call, kept.record
    return {
        **{column.name: getattr(record, column.name) for column in _RECORD},
        "zone": call.zone,
        "call": _calls().dump_json(replace(call, turns=())).decode(),
        "findings": _findings().dump_json(kept.findings).decode(),
    }


def _turn_rows(kept: KeptCall) -> Iterable[dict[str, Any]]:
    for turn in kept.call.turns:
        person = kept.call.person_of(turn)
        yield {
            "plan_id": kept.record.plan_id,
            "call_id": kept.record.id,
            "turn": turn.index,
            "label": turn.speaker,
            "speaker": person.name,
            "side": person.side.value if person.side else "",
            "at": turn.start,
            "until": turn.end,
            "text": turn.text,
        }


def _turn(row: Row[Any]) -> Turn:
    return Turn(index=row.turn, speaker=row.label, text=row.text, start=row.at, end=row.until)


def _kept(row: Row[Any]) -> KeptCall:
    cells = row._mapping  # noqa: SLF001 - SQLAlchemy's own name for a row's cells by column
    return KeptCall(
        record=CallRecord(**{column.name: cells[column] for column in _RECORD}),
        call=_calls().validate_json(row.call),
        findings=_findings().validate_json(row.findings),
    )
