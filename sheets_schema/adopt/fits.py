"""What the cells of a column say of each field, whatever its header is."""

from __future__ import annotations

from collections.abc import Callable

from closeplan.plan.signals import Table
from sheets_schema.adopt.cells import Kind
from sheets_schema.adopt.profile import Profile

Fit = Callable[[Profile], float]
"""From -1 (the cells can't be this) over 0 (they don't tell) to 1 (they can hardly be anything else)."""


def _share(*kinds: Kind, least: float = 0.5, against: float = -0.6) -> Fit:
    """Cells of some kind speak for a field, others against it."""

    def fit(found: Profile) -> float:
        share = found.of(*kinds)
        return share if share >= least else against + share

    return fit


def _text(found: Profile) -> bool:
    return found.of(Kind.WORDS) > 0.6 and found.dates < 0.5


def _item_name(found: Profile) -> float:
    """Different texts of several words in every row, and no people."""
    if not _text(found) or found.of(Kind.EMAIL, Kind.PHONE) > 0.5 or found.counts_up:
        return -1.0
    if found.of(Kind.SIDE, Kind.STATUS) > 0.75:
        return -1.0
    # "Security Review" has the form of a name; people come back in other rows, milestones don't
    if found.of(Kind.FULL_PERSON) > 0.75 and found.distinct < 0.9:
        return -1.0
    score = 0.2 + 0.3 * min(1.0, (found.words - 1) / 2) + 0.5 * (found.distinct - 0.5) * 2
    score -= 0.5 * found.of(Kind.PERSON)
    if found.constant:
        score -= 0.6
    return max(-0.9, min(1.0, score - 1.5 * (1 - found.filled)))


def _workstream(found: Profile) -> float:
    """Few texts, each several times in a run, or only in the first row of its group."""
    if not _text(found) or found.of(Kind.EMAIL, Kind.PHONE, Kind.LINK) > 0.5:
        return -1.0
    people = found.of(Kind.FULL_PERSON) > 0.8 and not found.grouped and found.filled > 0.9
    if people or found.of(Kind.SIDE, Kind.STATUS) > 0.75:
        return -0.8
    if found.distinct < 0.6 and not found.constant:
        return 0.75 if found.grouped else 0.3
    if found.distinct < 0.85 and found.grouped and found.filled > 0.9 and found.length < 40:
        return 0.4
    if found.filled < 0.6 and found.distinct > 0.8:
        return 0.35 if found.length < 35 else -0.2
    return -0.5


def _people(found: Profile) -> float:
    if found.of(Kind.SIDE) > 0.75 and found.of(Kind.FULL_PERSON) < 0.3:
        return -1.0
    if found.dates > 0.5 or found.of(Kind.TICK, Kind.NUMBER) > 0.6:
        return -1.0
    if found.constant and found.filled > 0.95 and found.rows >= 5:
        return -0.7
    full, any_person = found.of(Kind.FULL_PERSON), found.of(Kind.PERSON, Kind.EMAIL)
    if full > 0.5:
        return full if found.distinct < 0.95 or found.rows < 6 else 0.6 * full
    if any_person > 0.6:
        return 0.6 * any_person if found.distinct < 0.95 else 0.2
    return -0.35 if _text(found) and found.length > 30 else -0.1


def _confirming(found: Profile) -> float:
    if found.dates > 0.7 or found.of(Kind.NUMBER, Kind.MONEY, Kind.PERCENT) > 0.6:
        return -0.6
    if found.of(Kind.FULL_PERSON) > 0.5:
        return 0.35
    return 0.1 if found.of(Kind.TICK, Kind.STATUS, Kind.PERSON) > 0.6 else 0.0


def _whole_dates(found: Profile) -> float:
    if found.dates > 0.6:  # what was done so far has fewer dates than what is promised
        return found.dates * (0.6 + 0.4 * found.filled)
    undecided = found.dates + 0.4 * (found.filled < 0.5)
    return -1.0 if undecided < 0.2 and found.rows >= 4 else -0.4


def _status(found: Profile) -> float:
    """Check marks, words for a status, colours or percentages, in that order."""
    if found.dates > 0.5 or found.of(Kind.FULL_PERSON, Kind.EMAIL) > 0.7:
        return -1.0
    marks = 1.0 if found.of(Kind.TICK) > 0.7 else 0.0
    share = found.of(Kind.STATUS)
    words = share if share > 0.8 or (found.few and share > 0.5) else 0.0
    colours = 0.7 if found.of(Kind.COLOUR) > 0.7 else 0.0
    percent = 0.0
    if found.of(Kind.PERCENT) > 0.8:  # numbers from 0 to 1 may count anything
        percent = 0.5 if found.of(Kind.NUMBER) > 0.5 else 0.65
    few = 0.1 if found.few and found.length < 25 and found.filled > 0.6 else 0.0
    hundredths = 0.2 if found.of(Kind.HUNDREDTHS) > 0.9 and not found.counts_up else 0.0
    return max(marks, words, colours, percent, few, hundredths) or -0.6


def _remarks(found: Profile) -> float:
    """Texts here and there; a column of dates, people or numbers is none."""
    if found.dates > 0.6 or found.of(Kind.EMAIL, Kind.NUMBER, Kind.TICK, Kind.MONEY, Kind.PHONE) > 0.7:
        return -1.0
    if found.of(Kind.FULL_PERSON) > 0.8:
        return -0.5
    return 0.35 if found.filled < 0.7 and found.length > 8 else 0.1


def _proof(found: Profile) -> float:
    if found.dates > 0.7 or found.of(Kind.NUMBER, Kind.TICK) > 0.7:
        return -0.7
    return 0.7 if found.of(Kind.LINK) > 0.4 else 0.05


def _length(found: Profile) -> float:
    if found.of(Kind.LENGTH) > 0.7:
        return 0.8
    if found.of(Kind.NUMBER) > 0.8 and not found.counts_up:
        return 0.3
    return -0.8


def _references(found: Profile) -> float:
    if found.dates > 0.7 or found.of(Kind.FULL_PERSON) > 0.7:
        return -0.8
    return 0.4 if found.of(Kind.REFERENCE) > 0.5 and not found.counts_up else 0.0


def _side(found: Profile) -> float:
    if found.of(Kind.SIDE) > 0.75:
        return 0.2 if found.constant else 1.0
    if (
        found.dates > 0.5
        or found.of(Kind.EMAIL, Kind.NUMBER, Kind.TICK) > 0.5
        or (found.constant and found.rows > 5)
        or found.of(Kind.FULL_PERSON) > 0.7
    ):
        return -1.0
    return 0.15 if found.few and found.distinct < 0.5 and found.length < 30 and found.filled > 0.8 else -0.5


def _company(found: Profile) -> float:
    """A stakeholder's side: words for a side, or two or three companies over and over."""
    if found.of(Kind.SIDE) > 0.75:
        return 1.0
    if found.dates > 0.5 or found.of(Kind.EMAIL, Kind.NUMBER, Kind.TICK) > 0.5:
        return -1.0
    if found.few and found.filled > 0.8 and found.length < 40:
        return 0.5 if found.distinct <= 0.35 and found.grouped else 0.2
    return -0.4


def _person_name(found: Profile) -> float:
    if found.of(Kind.EMAIL) > 0.5:
        return -1.0
    person = max(found.of(Kind.FULL_PERSON), 0.6 * found.of(Kind.PERSON))
    return person * (found.distinct if found.distinct < 0.8 else 1.0) - 0.2 if person > 0.5 else -0.5


def _role(found: Profile) -> float:
    part = found.of(Kind.ROLE) - 0.5 * found.of(Kind.JOB)
    if found.of(Kind.EMAIL, Kind.NUMBER) > 0.5 or found.dates > 0.5:
        return -1.0
    return found.of(Kind.ROLE) if part > 0.35 else -0.5 + found.of(Kind.ROLE)


def _title(found: Profile) -> float:
    if found.of(Kind.EMAIL, Kind.NUMBER) > 0.5 or found.dates > 0.5:
        return -1.0
    if found.of(Kind.JOB) > 0.35:
        return 0.3 + 0.6 * found.of(Kind.JOB)
    return -0.1 if found.of(Kind.ROLE) < 0.6 else -0.4


def _caring(found: Profile) -> float:
    if not _text(found) or found.of(Kind.EMAIL, Kind.PHONE, Kind.JOB) > 0.6 or found.of(Kind.QUESTION) > 0.5:
        return -0.8
    return 0.4 if found.words > 1.4 and found.distinct > 0.35 else 0.0


def _asking(found: Profile) -> float:
    return 0.9 if found.of(Kind.QUESTION) > 0.4 else 0.0


def _risk_text(found: Profile) -> float:
    score = _item_name(found)
    return score if score <= -1 else min(1.0, score + 0.1)


FITS: dict[Table, dict[str, Fit]] = {
    Table.TIMELINE: {
        "workstream": _workstream,
        "name": _item_name,
        "owner": _people,
        "side": _side,
        "start": _whole_dates,
        "due": _whole_dates,
        "status": _status,
        "confirmed_by": _confirming,
        "evidence": _proof,
        "notes": _remarks,
        "duration": _length,
        "dependency": _references,
    },
    Table.STAKEHOLDERS: {
        "name": _person_name,
        "email": _share(Kind.EMAIL, against=-1.0),
        "side": _company,
        "role": _role,
        "title": _title,
        "power": _share(Kind.POWER),
        "engagement": _share(Kind.ENGAGEMENT),
        "cares_about": _caring,
        "questions": _asking,
    },
    Table.RISKS: {
        "kind": _share(Kind.RISK_KIND),
        "category": _share(Kind.RISK_CATEGORY, least=0.4, against=-0.4),
        "description": _risk_text,
        "owner": _people,
        "response": _remarks,
        "due": _whole_dates,
        "status": _share(Kind.RISK_STATUS, Kind.STATUS),
    },
}
"""The fields of each table and how their cells look."""
