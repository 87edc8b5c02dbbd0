"""What people write into a plan: milestones, and the small and large ways in which they change them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from rapidfuzz.fuzz import ratio

from closeplan.plan.diff import FIELDS, field_text
from closeplan.plan.model import Milestone, Side, Status
from closeplan.plan.signals import Table

FIRST_DAY = date(2026, 12, 1)
OWNERS = ("Dana Fischer", "Mia Wolf", "Sam Ortiz", "Max Berg", "Lena Vogt", "Priya Nair", "")
LANES = (
    "Business case",
    "Security and compliance",
    "Legal",
    "Procurement",
    "Technical validation",
    "Rollout",
)
TWINS = ("Review", "Weekly call", "Sign-off")
_SUBJECTS = (
    "Security", "Contract", "Budget", "Data protection", "Pilot", "Integration", "Training", "Architecture",
    "Procurement", "Board", "Reference", "Migration", "Business case", "Success plan", "Single sign-on", "Sandbox",
)  # fmt: skip
_ACTS = (
    "review", "questionnaire", "approval", "workshop", "draft", "signature", "kick-off", "test", "report", "handover",
)  # fmt: skip
_REWORDINGS = (
    "Final {}",
    "{} (both sides)",
    "{} with IT",
    "{} – round 2",
    "{}, done remotely",
    "Complete the {}",
)
_NOTES = (
    "waiting for legal", "see mail of {}", "{} more days asked for", "draft {} is with them", "call first", "ok", "room {}",
)  # fmt: skip
_UNREADABLE = ("when the audit is over", "tbd with procurement", "ask Lena")


def new_name(rng: Random, taken: set[str]) -> str:
    """A name no row bears, now and then one that several rows may bear."""
    if rng.random() < 0.06:
        return rng.choice(TWINS)
    while True:
        name = f"{rng.choice(_SUBJECTS)} {rng.choice(_ACTS)}"
        if name not in taken:
            return name
        if rng.random() < 0.1:
            return f"{name} {rng.randint(2, 99)}"


def new_milestone(rng: Random, taken: set[str]) -> Milestone:
    """A row as a person types it: a name, mostly an owner and dates, sometimes more."""
    due = FIRST_DAY + timedelta(days=rng.randint(3, 120))
    return Milestone(
        id="",
        name=new_name(rng, taken),
        workstream=rng.choice(LANES),
        owner=rng.choice(OWNERS),
        side=rng.choice(tuple(Side)),
        start=due - timedelta(days=rng.randint(1, 20)) if rng.random() < 0.6 else None,
        due=due if rng.random() < 0.95 else None,
        status=rng.choice((Status.NOT_STARTED, Status.NOT_STARTED, Status.IN_PROGRESS, None)),
        notes=_note(rng) if rng.random() < 0.3 else "",
    )


def is_another(was: Milestone, now: Milestone) -> bool:
    """Whether what stands in a row now is another milestone to everybody who sees it: under a name that is not like the
    one before, with less than half of what the row said.
    """
    stood, stands = _said_in(was), _said_in(now)
    return ratio(was.name, now.name) < 70 and len(stood & stands) * 2 < len(stood)


def _said_in(row: Milestone) -> set[tuple[str, str]]:
    texts = ((field, field_text(row, field)) for field in FIELDS[Table.TIMELINE])
    return {(field, text) for field, text in texts if text}


def _note(rng: Random) -> str:
    return rng.choice(_NOTES).format(rng.randint(2, 30))


def other_due(rng: Random, row: Milestone) -> Milestone:
    """The row with its due date moved, mostly later; where it could not be read, a date is set."""
    days = rng.choice((-7, -3, -1, 1, 2, 3, 5, 7, 7, 14, 14, 30))
    return replace(row, due=(row.due or FIRST_DAY + timedelta(days=60)) + timedelta(days=days), due_text="")


def unreadable_due(rng: Random, row: Milestone) -> Milestone:
    """The row with words in its due cell that mean no day."""
    return replace(row, due=None, due_text=rng.choice(_UNREADABLE))


def typing_error(rng: Random, row: Milestone) -> Milestone:
    """The row with one letter of its name lost, doubled or swapped with the next."""
    name = row.name
    at = rng.randrange(len(name) - 1)
    swapped = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    changed = rng.choice((name[:at] + name[at + 1 :], name[: at + 1] + name[at:], swapped))
    return replace(row, name=changed.strip() or name)


def reworded(rng: Random, row: Milestone) -> Milestone:
    """The row under a longer name for the same thing."""
    return replace(row, name=rng.choice(_REWORDINGS).format(row.name)[:80])


def renamed(rng: Random, row: Milestone, taken: set[str]) -> Milestone:
    """The row under another name altogether; all else stands."""
    return replace(row, name=new_name(rng, taken))


def other_field(rng: Random, row: Milestone) -> Milestone:
    """The row with another owner, status, note, lane, link, start or confirmation."""
    field = rng.choice(
        (
            "owner",
            "owner",
            "status",
            "status",
            "notes",
            "notes",
            "start",
            "evidence",
            "confirmed_by",
            "workstream",
        )
    )
    changes = {
        "owner": rng.choice(OWNERS),
        "status": rng.choice((*Status, None)),
        "notes": _note(rng) if rng.random() < 0.8 else "",
        "start": (row.due or FIRST_DAY) - timedelta(days=rng.randint(1, 30)),
        "evidence": f"https://acme.example/doc/{rng.randint(1, 99)}",
        "confirmed_by": rng.choice(OWNERS),
        "workstream": rng.choice(LANES),
    }
    return replace(row, **{field: changes[field]})
