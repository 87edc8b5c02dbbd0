"""Transcripts as JSON: the list of utterances is found by what it holds, under whatever names its vendor gave it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NoReturn

from closeplan.calls.reading import json_keys as keys
from closeplan.calls.reading.draft import Draft, Said, clean_name
from closeplan.calls.reading.headings import zone_of
from closeplan.calls.reading.json_people import PeopleById, people_of
from closeplan.calls.reading.json_times import in_seconds, instant, number, time_of
from closeplan.errors import InputError, Mistake

_DEEPEST = 12
"""How deep utterances may lie; no vendor's lie deeper than 7."""


def read_json(text: str) -> Draft:
    """A vendor's JSON, or one utterance a line. InputError where it is broken or holds no utterances."""
    root = _parsed(text)
    several = [found for key in keys.CALLS if isinstance(found := _get(root, key), list) and len(found) > 1]
    if several and _utterances(several[0][0]):
        _refuse(f"holds {len(several[0])} calls. Give one call a file.")
    found = _utterances(root)
    rows = [row for row in found if isinstance(row, dict) or _is_pair(row)]
    if not rows:
        _refuse('has no list of utterances, such as [{"speaker": "Ana", "text": "Hello.", "start": 1.5}].')
    draft = _heading(root)
    people = people_of(root)
    draft.attendees = people.attendees()
    draft.said = _said(rows, people)
    if len(rows) < len(found):
        draft.problems.append(
            Mistake("", f"{len(found) - len(rows)} of its entries are no utterances and are left out")
        )
    if draft.started is None and (first := _first_instant(rows)):
        draft.started = first
    return draft


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        _refuse("is JSON that is nested too deeply.")
    except ValueError as error:
        rows = _lines(text)
        if rows:
            return rows
        place = (
            f" (line {error.lineno}, column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        )
        _refuse(f"is broken JSON{place}. Export the transcript again.")


def _lines(text: str) -> list[Any]:
    """JSON Lines: one object a line; empty where a line is none."""
    rows = []
    for line in text.splitlines():
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            return []
        if not isinstance(row, dict):
            return []
        rows.append(row)
    return rows


def _heading(root: Any) -> Draft:
    """Title, day, hour and language from the outermost object that has them."""
    draft = Draft()
    for level in _levels(root):
        draft.title = draft.title or _first_text(level, keys.TITLE)
        draft.language = draft.language or _first_text(level, keys.LANGUAGE)
        if draft.day is not None or draft.started is not None:
            continue
        for key in keys.STARTED:
            value = level.get(key)
            if isinstance(value, str) and len(value) == 10:
                draft.day = _day(value)
            elif moment := instant(value):
                zone = zone_of(_first_text(level, keys.ZONE))
                draft.started = moment.astimezone(zone) if zone and moment.tzinfo else moment
            if draft.day or draft.started:
                break
    return draft


def _levels(root: Any) -> Iterator[dict[str, Any]]:
    """The objects that can describe the whole call: the outermost and those inside it that are no list's."""
    level, queue = 0, [root]
    while queue and level < 4:
        found = [one for one in queue if isinstance(one, dict)]
        yield from found
        singles = [one[0] for one in queue if isinstance(one, list) and len(one) == 1]
        queue = [value for one in found for value in one.values() if isinstance(value, dict | list)] + singles
        level += 1


def _utterances(root: Any) -> list[Any]:
    """The list that holds the most words, one that names speakers before one that does not, an outer before an inner."""
    best: tuple[tuple[bool, bool, int], list[Any]] = ((False, False, 0), [])
    queue: list[Any] = [root]
    for _ in range(_DEEPEST):
        if not queue:
            break
        for one in queue:
            if isinstance(one, list) and one:
                size = sum(len(_text(row)) for row in one)
                score = (any(_speaker(row) is not None for row in one), len(one) > 1, size)
                best = (score, one) if size and score > best[0] else best
        queue = [
            inner
            for one in queue
            for inner in (one.values() if isinstance(one, dict) else one if isinstance(one, list) else ())
            if isinstance(inner, dict | list)
        ]
    return best[1]


def _text(row: Any) -> str:
    if _is_pair(row):
        return str(row[1])
    if not isinstance(row, dict):
        return ""
    for key in keys.TEXT:
        if isinstance(row.get(key), str):
            return str(row[key])
    for key in keys.PARTS:
        if isinstance(row.get(key), list):
            words = [_first_text(part, keys.WORD, strip=False) for part in row[key] if isinstance(part, dict)]
            return ("" if key == "elements" else " ").join(words)
    best = row.get("nBest")
    return _text(best[0]) if isinstance(best, list) and best and isinstance(best[0], dict) else ""


def _speaker(row: Any) -> Any:
    """Whatever the row says of its speaker; None where it says nothing."""
    if _is_pair(row):
        return row[0]
    if not isinstance(row, dict):
        return None
    return next((row[key] for key in keys.SPEAKER if row.get(key) is not None), None)


def _is_pair(row: Any) -> bool:
    return isinstance(row, list) and len(row) == 2 and all(isinstance(part, str) for part in row)


def _said(rows: Sequence[Any], people: PeopleById) -> list[Said]:
    texts = [_text(row) for row in rows]
    times = in_seconds([_times(row) for row in rows], [len(text) for text in texts])
    named = any(_speaker(row) is not None for row in rows)
    return [
        Said(text, people.label(_speaker(row)) if named else None, start, end)
        for row, text, (start, end) in zip(rows, texts, times, strict=True)
    ]


def _times(row: Any) -> tuple[Any, Any]:
    if not isinstance(row, dict):
        return None, None
    start = next((time for key in keys.START if (time := time_of(row.get(key))) is not None), None)
    end = next((time for key in keys.END if (time := time_of(row.get(key))) is not None), None)
    if end is None and isinstance(start, float):
        length = next((found for key in keys.DURATION if (found := number(row.get(key))) is not None), None)
        end = None if length is None else start + length
    inner = next((row[key] for key in keys.PARTS if isinstance(row.get(key), list) and row[key]), None)
    if start is None and inner and isinstance(inner[0], dict) and isinstance(inner[-1], dict):
        # Rev writes times beside its words only, and "end_ts" where others write "end"
        timed = [part for part in inner if isinstance(part, dict) and _times(part)[0] is not None]
        return (_times(timed[0])[0], _times(timed[-1])[1]) if timed else (None, None)
    return start, end


def _first_instant(rows: Sequence[Any]) -> Any:
    row = rows[0]
    return (
        next((m for key in keys.START if (m := instant(row.get(key)))), None)
        if isinstance(row, dict)
        else None
    )


def _first_text(row: dict[str, Any], names: Sequence[str], *, strip: bool = True) -> str:
    found = next((row[key] for key in names if isinstance(row.get(key), str) and row[key]), "")
    return clean_name(found) if strip else str(found)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _get(root: Any, key: str) -> Any:
    return root.get(key) if isinstance(root, dict) else None


def _refuse(what: str) -> NoReturn:
    raise InputError([Mistake("", f"This file {what}")])
