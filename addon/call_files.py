"""Transcript files from disk as calls, for commands that need no plan."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from closeplan.calls.model import Call, Person
from closeplan.calls.reading import call_day, call_name, read_transcript, zone_named
from closeplan.calls.speakers import call_of
from closeplan.errors import CloseplanError, InputError, Mistake
from closeplan.plan.model import Side

MOST_BYTES = 64_000_000
"""What is read of a file at most; the reader of transcripts has a lower limit and says so itself."""


class _Person(BaseModel):
    model_config = ConfigDict(extra="ignore")

    name: str
    email: str | None = ""
    side: Side | None = None
    title: str | None = ""


class _People(BaseModel):
    people: list[_Person]


@dataclass(frozen=True, kw_only=True)
class CallFile:
    """A file by its call's name: the call with what could not be used of it, or why there is none."""

    name: str
    call: Call | None = None
    problems: tuple[Mistake, ...] = ()
    error: CloseplanError | None = None


@dataclass(frozen=True, kw_only=True)
class CallFiles:
    """Reads transcript files. `day` and `zone` count where a file names none, `today` where nobody does."""

    people: Sequence[Person]
    today: date
    day: date | None = None
    zone: str = ""

    def read(self, paths: Sequence[Path]) -> Iterator[CallFile]:
        """Each file in its order."""
        for path in paths:
            name = call_name(path.name)
            try:
                yield self._read(path, name)
            except CloseplanError as error:
                yield CallFile(name=name, error=error)

    def _read(self, path: Path, name: str) -> CallFile:
        transcript = read_transcript(call_bytes(path), path.name)
        problems = transcript.problems
        zone = self.zone or zone_named(transcript) or "Etc/UTC"
        day = self.day or call_day(transcript, zone)
        if day is None:
            told = f"names no day: {self.today.isoformat()} is taken; say which with --date"
            problems = (*problems, Mistake("", told))
        call = call_of(transcript, name=name, day=day or self.today, zone=zone, people=self.people)
        return CallFile(name=name, call=call, problems=problems)


def people_file(path: Path) -> tuple[Person, ...]:
    """The people in a JSON file: a list of `{name, email, side, title}`, or that list under `people`. InputError where it is
    neither.
    """
    try:
        data = json.loads(call_bytes(path))
        found = TypeAdapter(list[_Person] | _People).validate_python(data)
    except (ValueError, ValidationError) as error:
        told = 'is no list of people: write [{"name": …, "email": …, "side": "buyer", "title": …}]'
        raise InputError([Mistake(str(path), told)]) from error
    listed = found.people if isinstance(found, _People) else found
    return tuple(
        Person(name=one.name, email=one.email or "", side=one.side, title=one.title or "") for one in listed
    )


def call_bytes(path: Path) -> bytes:
    """A file's bytes, at most `MOST_BYTES`; InputError where it can't be read."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES)
    except OSError as error:
        raise InputError([Mistake(str(path), f"can't be read ({error.strerror})")]) from error
