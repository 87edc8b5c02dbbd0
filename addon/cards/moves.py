"""The cards of a re-plan: the proposed dates as a diff, what was written, and the way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from addon.cards.parts import Card, Widget, button, buttons, card, fact, lines, paragraph, section
from closeplan.plan.bidi import closed
from closeplan.plan.fixes import Fix, FixKind
from closeplan.plan.model import GO_LIVE
from closeplan.plan.proposed import Move, Replan, Why
from closeplan.plan.wording import ENGLISH_WORDS

MOST_MOVES = 40
"""Moves a card names; a plan to be reviewed together has twenty milestones."""


def preview_card(
    found: Replan,
    names: Mapping[str, str],
    write: dict[str, Any],
    only: dict[str, Any] | None,
    told: Sequence[str] = (),
) -> Card:
    """The re-plan before anything is written. `names` are the milestones' by id; `write` the button that writes all of
    it, `only` the one that writes just the date that was wished, where that is less; `told` why a preview that was shown
    before was not written.
    """
    top = [section("Nothing was written", [lines([*told, "This is the plan as it is now."])])] if told else []
    if not found.moves:
        words = "Nothing has to move: every open date fits as it stands."
        return card("New dates", [*top, section("", [paragraph(words), *_effect(found, names)])])
    moved = [_move(move, names) for move in found.moves[:MOST_MOVES]]
    ask = sorted({move.confirmed_by for move in found.moves if move.confirmed_by})
    promise = ["Nothing is written before you click.", *_asked(ask)]
    made = [write, *([only] if only else [])]
    parts = [
        *top,
        section("What moves", moved),
        section("Go-live", _effect(found, names)),
        section("", [lines(promise), buttons(*made)]),
    ]
    return card("New dates", parts, "Was → would be")


def written_card(
    done: Sequence[Move], refused: Sequence[tuple[Move, str]], undo: dict[str, Any], back: dict[str, Any]
) -> Card:
    """What stands in the document now, and what does not, with why."""
    parts = []
    if done:
        stands = [fact(move.name, _dates(move)) for move in done[:MOST_MOVES]]
        parts.append(section("Written into the plan", stands))
    if refused:
        parts.append(section("Not written", [fact(move.name, why) for move, why in refused[:MOST_MOVES]]))
    made = [undo, back] if done else [back]
    return card("New dates", [*parts, section("", [buttons(*made)])])


def taken_back_card(done: Sequence[Move], refused: Sequence[tuple[Move, str]], back: dict[str, Any]) -> Card:
    """What went back to where it was, and what did not because somebody has changed it since."""
    went = [fact(move.name, f"{_day(move.due)} → {_former(move)}") for move in done[:MOST_MOVES]]
    stays = [fact(move.name, why) for move, why in refused[:MOST_MOVES]]
    parts = [section("As before", went), section("Not taken back", stays), section("", [buttons(back)])]
    return card("New dates", parts)


def _move(move: Move, names: Mapping[str, str]) -> Widget:
    confirm = f"{closed(move.confirmed_by)} had confirmed the old date" if move.confirmed_by else ""
    return fact(move.name, _dates(move), " · ".join(filter(None, (_because(move, names), confirm))))


def _dates(move: Move) -> str:
    if not move.moves_due:
        was = ENGLISH_WORDS.day(move.start_was) if move.start_was else "no date"
        return f"starts {was} → {ENGLISH_WORDS.day(move.start) if move.start else 'no date'}"
    days = f" ({ENGLISH_WORDS.moved_by(move.days)})" if move.days else ""
    return f"{_former(move)} → {_day(move.due)}{days}"


def _day(day: date | None) -> str:
    return ENGLISH_WORDS.day(day) if day else "no date"


def _former(move: Move) -> str:
    return f"“{move.words_was}”" if move.words_was else _day(move.due_was)


def _because(move: Move, names: Mapping[str, str]) -> str:
    other = "go-live" if move.because == GO_LIVE else f"“{closed(names.get(move.because, move.because))}”"
    return {
        Why.WISHED: "as you propose",
        Why.OVERDUE: "it is overdue",
        Why.AFTER: f"it waits for {other}",
        Why.BEFORE: f"it has to be before {other}",
        Why.LIMIT: "the deal sets a limit",
    }[move.why]


def _effect(found: Replan, names: Mapping[str, str]) -> list[Widget]:
    """What it does to go-live, and what would help where that can't be kept."""
    told = []
    if found.earliest_go_live is not None:
        late = ENGLISH_WORDS.working_days(found.days_late)
        day = ENGLISH_WORDS.day(found.earliest_go_live)
        told.append(fact("Can't be kept", f"{day} at the earliest, {late} later"))
    elif found.go_live is not None:
        told.append(fact("Stays", ENGLISH_WORDS.day(found.go_live)))
    told += [
        paragraph(
            f"“{closed(names.get(row, row))}” can't be done by {ENGLISH_WORDS.day(day)}: the nearest day is proposed."
        )
        for row, day in found.unkept.items()
    ]
    fixes = dict.fromkeys(_fix(fix, names) for conflict in found.conflicts for fix in conflict.fixes)
    if fixes:
        told.append(lines(["This would make it fit:", *(f"• {text}" for text in fixes)]))
    return told


def _fix(fix: Fix, names: Mapping[str, str]) -> str:
    """A change in words; a date that was picked just now is fixed only by that."""
    if fix.kind is FixKind.MOVE_DATE and fix.field == "on" and fix.to is not None:
        return (
            f"Put “{closed(names.get(fix.milestones[0], fix.milestones[0]))}” on {ENGLISH_WORDS.day(fix.to)}"
        )
    return fix.text


def _asked(who: Sequence[str]) -> list[str]:
    if not who:
        return []
    return [
        f"“Confirmed by” is emptied where a confirmed date moves: ask {', '.join(map(closed, who))} again."
    ]


def back_button(url: str, plan_id: str) -> dict[str, Any]:
    """The way back to the signals."""
    return button("Back to signals", url, {"planId": plan_id})
