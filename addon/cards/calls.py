"""The cards about a plan's calls: the list, a transcript to paste, one that is selected in Drive, watched folders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from addon.cards.home import Ways
from addon.cards.parts import (
    Card,
    Choice,
    Widget,
    button,
    buttons,
    card,
    check_boxes,
    day_field,
    fact,
    lines,
    link_button,
    paragraph,
    section,
    selection,
    text_area,
    text_field,
)
from closeplan.plan.bidi import closed
from closeplan.plan.wording import ENGLISH_WORDS

TEXT, TITLE, DAY, PLAN, FOLDER, OLD = "text", "title", "day", "plan", "folder", "old"
"""The names of the cards' fields."""

MOST_CALLS = 10
MOST_PLANS = 99
"""Plans to choose from; the page of calls that come in has all."""

MOST_FILES = 10


@dataclass(frozen=True, kw_only=True)
class About:
    """The plan whose calls these are. `page` is where its calls are listed and uploaded, for a browser."""

    plan_id: str
    name: str
    page: str
    url: Ways

    @property
    def keys(self) -> dict[str, str]:
        return {"planId": self.plan_id}


@dataclass(frozen=True, kw_only=True)
class CallLine:
    """A call in the list: `found` says in words what was found, `waiting` how many proposals are open, `page` shows it."""

    title: str
    day: date
    people: str
    found: str
    waiting: int
    page: str


@dataclass(frozen=True, kw_only=True)
class Folder:
    """A watched folder; `plan` is the name of the plan all of it belongs to, empty where each file says by its people, and
    `told` why it can't be looked through.
    """

    id: str
    name: str
    plan: str
    told: str = ""


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A file of a watched folder that waits for a person; `told` says why. `is_broken` where it could not be read;
    `plans` are those that it may be a call of.
    """

    id: str
    name: str
    told: str
    is_broken: bool
    plans: tuple[Choice, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Done:
    """What became of what was handed in: the call's line, whether it is new, how many proposals wait, and what to know."""

    line: CallLine | None
    is_new: bool = False
    proposed: int = 0
    told: tuple[str, ...] = ()


def calls_card(about: About, calls: Sequence[CallLine], waiting: int, told: Sequence[str] = ()) -> Card:
    """The newest calls, and the ways in. `waiting` files of watched folders need a word of the seller's."""
    ways = [
        buttons(
            link_button("Upload on the page", about.page),
            button("Folder with transcripts…", about.url("calls/folders"), about.keys),
        )
    ]
    if waiting:
        which = button(f"Which plan? ({waiting})", about.url("calls/waiting"), about.keys, main=True)
        ways.append(buttons(which))
    return card(
        "Calls",
        [section("", [*_told(told), *_known(calls)]), section("Add a call", ways), _paste(about)],
        about.name,
    )


def calls_seen_card(about: About, calls: Sequence[CallLine]) -> Card:
    """The newest calls, for somebody who looks at another seller's plan."""
    page = buttons(link_button("All on the page", about.page))
    return card("Calls", [section("", [*_known(calls), page])], about.name)


def _known(calls: Sequence[CallLine]) -> list[Widget]:
    """The newest calls, a line each."""
    if not calls:
        return [paragraph("No call of this deal has been taken in yet.")]
    more = [paragraph("The page has the earlier ones.")] if len(calls) > MOST_CALLS else []
    return [*(_line(one) for one in calls[:MOST_CALLS]), *more]


def _line(one: CallLine) -> Widget:
    day = ENGLISH_WORDS.day(one.day)
    waits = f" · {one.waiting} proposal{'' if one.waiting == 1 else 's'} open" if one.waiting else ""
    people = closed(one.people)
    below = f"{one.found or 'Nothing that matters to the plan'}{waits}"
    return fact(f"{day}, {people}" if people else day, one.title, below, leads=link_button("Open", one.page))


def _paste(about: About) -> dict[str, Any]:
    fields = [
        text_field(TITLE, "What the call was about"),
        day_field(DAY, "Day of the call, if the text does not name it", None),
        text_area(TEXT, "The transcript"),
        buttons(button("Read it", about.url("calls/paste"), about.keys, main=True)),
    ]
    return section("Paste a transcript", fields)


def reading_card(name: str, again: dict[str, Any]) -> Card:
    """A call is being read and may take some seconds more."""
    words = paragraph("closeplan is reading the call. You can close this; it goes on.")
    return card("Reading", [section("", [words, buttons(again)])], name)


def done_card(about: About, done: Done) -> Card:
    """A call that was read, or why none was."""
    if done.line is None:
        words = [
            lines(done.told),
            paragraph("Nothing was kept. Mend it, or give what is missing, and try again."),
        ]
        return card("Not read", [section("", [*words, buttons(_back(about))])], about.name)
    told = "New" if done.is_new else "Known already: nothing was changed"
    more = [button("Proposals", about.url("suggestions"), about.keys, main=True)] if done.proposed else []
    waits = (
        f"{done.proposed} proposal{' waits' if done.proposed == 1 else 's wait'} for you."
        if done.proposed
        else ""
    )
    facts = [_line(done.line), *_told([text for text in (waits, *done.told) if text])]
    return card("Read", [section(told, [*facts, buttons(*more, _back(about))])], about.name)


def drive_card(
    title: str, plans: Sequence[Choice], chosen: str, read: dict[str, Any], other: Sequence[Widget] = ()
) -> Card:
    """A transcript that is selected in Drive, to be read into a plan."""
    fields = [
        paragraph(f"“{title}” may be a call. closeplan reads it once, now, with your own access."),
        selection(PLAN, "Into the plan", plans, chosen),
        day_field(DAY, "Day of the call, if it does not name it", None),
        buttons(read),
    ]
    return card("Read this call", [section("", fields), section("", list(other))])


def folders_card(about: About, folders: Sequence[Folder], robot: str, told: Sequence[str] = ()) -> Card:
    """The folders that are watched for this seller, and a form for a further one."""
    watched: list[Widget] = [
        fact(
            one.plan or "Any of your plans, by who was on the call",
            one.name,
            one.told,
            leads=button("Stop", about.url("calls/unwatch"), {**about.keys, "folder": one.id}),
        )
        for one in folders
    ]
    how = paragraph(
        f"Share a folder of yours with {robot} as a viewer. What is put there, such as Meet's transcripts and notes, is read "
        "by itself and waits for you as proposals."
    )
    new = [
        how,
        text_field(FOLDER, "The folder's address in Drive"),
        selection(PLAN, "Its calls are of", _whose(about), about.plan_id),
        check_boxes(OLD, "Also", [Choice(value="yes", label="Read what lies there already")], ()),
        buttons(button("Watch it", about.url("calls/watch"), about.keys, main=True)),
    ]
    known = watched or [paragraph("No folder is watched yet.")]
    return card(
        "Folder with transcripts", [section("", [*_told(told), *known]), section("Watch a folder", new)]
    )


def _whose(about: About) -> list[Choice]:
    return [
        Choice(value=about.plan_id, label=f"This plan: {about.name}"),
        Choice(value="", label="Any of my plans, by who was on the call"),
    ]


def many_card(about: About, name: str, count: int, watch: dict[str, Any]) -> Card:
    """Before everything in a folder is read."""
    files = "1 transcript lies" if count == 1 else f"{count} transcripts lie"
    words = paragraph(
        f"{files} in “{name}” already. Each is read as a call; nothing changes in the plan before you accept it."
    )
    back = button("Back", about.url("calls/folders"), about.keys)
    return card("Read them all?", [section("", [words, buttons(watch, back)])], about.name)


def waiting_card(
    url: Ways,
    files: Sequence[Waiting],
    keys: dict[str, str],
    told: Sequence[str] = (),
) -> Card:
    """Files of watched folders that no plan could be told for, or that could not be read."""
    if not files:
        return card("Which plan?", [section("", [*_told(told), paragraph("Nothing waits.")])])
    parts = [section("", _told(told)), *(_asked(url, one, keys) for one in files[:MOST_FILES])]
    if len(files) > MOST_FILES:
        parts.append(section("", [paragraph(f"{len(files) - MOST_FILES} more wait.")]))
    return card("Which plan?", parts)


def call_waits_section(url: Ways, one: Waiting) -> dict[str, Any]:
    """On the first card: a call that no plan could be told for."""
    return _asked(url, one, {}, "A call waits: which plan?")


def _asked(url: Ways, one: Waiting, keys: dict[str, str], title: str = "") -> dict[str, Any]:
    given = {**keys, "file": one.id}
    again = button("Read again", url("calls/again"), given)
    place = button("It is of this plan", url("calls/place"), given, main=True)
    ignore = button("Not a call", url("calls/ignore"), given)
    acts = [buttons(again, ignore)] if one.is_broken else [_choice(one), buttons(place, ignore)]
    return section(title, [fact("", one.name, one.told), *acts])


def plan_field(file_id: str) -> str:
    """The name of the field that says which plan a waiting file is of."""
    return f"{PLAN} {file_id}"


def _choice(one: Waiting) -> Widget:
    choices = [Choice(value="", label="…"), *one.plans[:MOST_PLANS]]
    return selection(plan_field(one.id), "Plan", choices, "")


def _back(about: About) -> dict[str, Any]:
    return button("Calls", about.url("calls"), about.keys)


def _told(told: Sequence[str]) -> list[Widget]:
    return [lines(told)] if told else []
