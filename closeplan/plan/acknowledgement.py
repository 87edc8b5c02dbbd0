"""Acknowledgements: who agreed to the timeline, to which dates, and whether that still stands.

An acknowledgement is said of dates: the go-live day and the due of every open milestone. It stands until one of them
moves or a new one appears; work that gets done or is dropped takes nothing away from it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

from closeplan.plan.diff import field_text, rows_of
from closeplan.plan.ledger import Change, ChangeKind, LedgerEntry
from closeplan.plan.model import Milestone, Plan
from closeplan.plan.rules.context import Question
from closeplan.plan.rules.people import plain
from closeplan.plan.signals import Table
from closeplan.plan.wording import Words, quoted

LONGEST_NAME = 120
"""Characters of a name; the sign-off line is one line."""

LONGEST_COMMENT = 2_000
"""Characters of a comment: it stands whole in one cell of History, where both companies read it."""

_GO_LIVE = ""
"""No row has an empty id."""


class Decision(StrEnum):
    """What somebody said to the timeline."""

    ACKNOWLEDGED = "acknowledged"
    DECLINED = "declined"
    COMMENTED = "commented"
    """A question or an objection: it neither agrees nor takes an agreement back."""


@dataclass(frozen=True, kw_only=True)
class SignOff:
    """One person's word about the timeline.

    `via` names what it came through, once and for all (`link:<id>:<form>`, `approval:<id>:<address>:<answer>`), so that
    it counts once. `state` are the dates it was said of, as `state_of` writes them; `at` is aware, in UTC.
    """

    via: str
    email: str
    name: str
    decision: Decision
    state: str
    at: datetime
    comment: str = ""


def state_of(plan: Plan) -> str:
    """The dates an acknowledgement is said of, as JSON: each open milestone's due by its id, the go-live day by none.

    Of people's words there are only those that stand where a date should.
    """
    return json.dumps(_dates(plan), sort_keys=True)


def digest_of(state: str) -> str:
    """A short name of a state, for a form to carry."""
    return sha256(state.encode()).hexdigest()[:24]


def stands(state: str, plan: Plan) -> bool:
    """Whether what was said of those dates still holds for the plan: no date moved since, and none is new."""
    said: dict[str, str] = json.loads(state)
    return all(said.get(key) == value for key, value in _dates(plan).items())


def latest_words(sign_offs: Iterable[SignOff]) -> Mapping[str, SignOff]:
    """Each person's last yes or no, by address, in the order in which they first gave one; comments decide nothing."""
    found: dict[str, SignOff] = {}
    for one in sign_offs:
        if one.decision is not Decision.COMMENTED:
            found[one.email.lower()] = one
    return found


def acknowledged(sign_offs: Iterable[SignOff], plan: Plan) -> tuple[SignOff, ...]:
    """The acknowledgements that stand."""
    said = latest_words(sign_offs).values()
    return tuple(one for one in said if one.decision is Decision.ACKNOWLEDGED and stands(one.state, plan))


class Signers(NamedTuple):
    """Names and addresses, as `people.plain` has them, of those whose acknowledgement stands and of those whose the
    dates have outrun.
    """

    signed: frozenset[str]
    lapsed: frozenset[str]


NOBODY = Signers(signed=frozenset(), lapsed=frozenset())


def signers(sign_offs: Iterable[SignOff], plan: Plan) -> Signers:
    """Who has acknowledged the timeline as it is, and who has as it was."""
    yes = [one for one in latest_words(sign_offs).values() if one.decision is Decision.ACKNOWLEDGED]
    known: dict[bool, set[str]] = {True: set(), False: set()}
    for one in yes:
        known[stands(one.state, plan)] |= {plain(one.name), plain(one.email)}
    return Signers(signed=frozenset(known[True]), lapsed=frozenset(known[False] - known[True]))


def open_questions(sign_offs: Iterable[SignOff]) -> tuple[Question, ...]:
    """The newest question of each person who has not acknowledged the timeline since they asked it."""
    found: dict[str, Question] = {}
    for one in sign_offs:
        if one.decision is Decision.COMMENTED:
            found[one.email.lower()] = Question(one.name, one.email.lower(), one.comment, one.at)
        elif one.decision is Decision.ACKNOWLEDGED:
            found.pop(one.email.lower(), None)
    return tuple(found.values())


def sign_off_line(sign_offs: Sequence[SignOff], plan: Plan, words: Words, zone: tzinfo) -> str | None:
    """The sign-off line: who acknowledged and when, with a word where the dates have changed since.

    None where nobody has said yes or no yet: what people wrote there themselves is then left alone.
    """
    said = latest_words(sign_offs).values()
    if not said:
        return None
    parts = []
    for one in said:
        if one.decision is Decision.ACKNOWLEDGED:
            day = words.day(one.at.astimezone(zone).date())
            key = "sign_off.person" if stands(one.state, plan) else "sign_off.before"
            parts.append(words.t(key, name=quoted(one.name), day=day))
    return words.listed_apart(parts)


def with_line(plan: Plan, line: str | None) -> Plan:
    """The plan with the sign-off line as it should read: the robot's own words are no edit of anybody's."""
    return plan if line is None or plan.acknowledged_by == line else replace(plan, acknowledged_by=line)


def entry_of(one: SignOff) -> LedgerEntry:
    """The ledger's line of a sign-off: the decision as its field, the comment or else the name as what is new."""
    change = Change(
        kind=ChangeKind.SIGNED_OFF,
        table=None,
        row="",
        item="",
        field=one.decision.value,
        now=f"{one.name}: {one.comment}" if one.comment else one.name,
    )
    return LedgerEntry(change=change, who=one.email, seen_at=one.at)


def _dates(plan: Plan) -> dict[str, str]:
    rows = [row for row in rows_of(plan, Table.TIMELINE) if isinstance(row, Milestone)]
    dues = {row.id: field_text(row, "due") for row in rows if row.is_open}
    return {_GO_LIVE: field_text(plan, "go_live"), **dues}
