"""Transcript files on a drive: the folders that are watched, and what became of each file in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, kw_only=True)
class CallFolder:
    """A folder whose transcripts are taken in, for the seller at `seller` in lower case; empty for the whole installation.

    `plan_id` is the plan they all belong to, empty where each file says by its people. What was changed last before
    `since` is left alone. `told` says why the folder can't be looked through, empty while it can.
    """

    id: str
    seller: str
    name: str
    since: datetime
    plan_id: str = ""
    told: str = ""


class FileState(StrEnum):
    """What became of a file: it waits to be read, is a call of a plan, waits for a person to say whose it is, could not be
    read, or is none of ours.
    """

    DUE = "due"
    TAKEN = "taken"
    UNPLACED = "unplaced"
    PROBLEM = "problem"
    IGNORED = "ignored"


@dataclass(frozen=True, kw_only=True)
class CallFile:
    """A file in a watched folder, as of its version. `plan_id` is where a person or the folder put it, `call_id` the call it
    was read as; `told` says what is wrong, for people.
    """

    id: str
    folder_id: str
    seller: str
    name: str
    version: int
    seen_at: datetime
    state: FileState = FileState.DUE
    plan_id: str = ""
    call_id: str = ""
    told: str = ""


@dataclass(frozen=True, kw_only=True)
class DriveFile:
    """A file as Drive describes it. `size` is 0 where Drive names none."""

    id: str
    name: str
    mime_type: str
    version: int
    changed_at: datetime
    size: int = 0
    parents: tuple[str, ...] = ()
    trashed: bool = False


@dataclass(frozen=True, kw_only=True)
class DriveFolder:
    """A folder with the addresses, in lower case, of those who are known to have it: its owner, who shared it, whom Drive
    names.
    """

    id: str
    name: str
    people: frozenset[str]
