"""The recap of one call for those who were on it: what was said to both sides, and nothing that anybody thinks of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from closeplan.calls.audience import heard_by_both
from closeplan.calls.findings import Binding, Commitment, DateChange, Due, DueKind, Findings, Request
from closeplan.calls.model import Call
from closeplan.plan.languages import language_of, words_for
from closeplan.plan.letter import Letter, LetterGroup, LetterPart, greeting
from closeplan.plan.model import Side
from closeplan.plan.recap import step_line
from closeplan.plan.rules import RuleContext
from closeplan.plan.wording import Words, on_one_line, quoted

Found = TypeVar("Found", bound=Any)

MOST_WORDS = 200
"""Words a recap stays under, its address not counted; of Japanese, MOST_SIGNS."""

MOST_SIGNS = 400

_MOST = {"decided": 3, "who": 8, "moved": 3}
_NOT_THINGS = frozenset(
    [
        "it",
        "that",
        "this",
        "them",
        "one",
        "ones",
        "those",
        "these",
        "him",
        "her",
        "you",
        "me",
        "us",
        "up",
        "out",
        "over",
        "back",
        "too",
        "then",
        "so",
    ]
)
"""Words behind a verb that do not say what is done."""

_LONGEST = 90
"""Characters of one thing as it is told; what was said at length stands in the plan or on the call's page."""

_SURE_ENOUGH = 0.5
"""How certain a finding has to be to be told to others."""


def call_people(call: Call) -> tuple[str, ...]:
    """The buyer's people who were on the call, by address."""
    there = (person.email.strip() for person in call.people if person.side is Side.BUYER)
    return tuple(dict.fromkeys(email for email in there if "@" in email))


def has_news(call: Call, findings: Findings) -> bool:
    """Whether anything was decided, promised or moved that both sides heard; settling the next call is a decision."""
    told = _told(call, findings)
    met_again = any(one.due.day for one in told.next_steps)
    return bool(told.decisions or told.commitments or told.date_changes or met_again)


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """To which addresses a recap goes, of which a single one is greeted by name; who signs it; where the plan opens."""

    to: tuple[str, ...]
    sender: str
    url: str


def call_letter(call: Call, findings: Findings, context: RuleContext, envelope: Envelope) -> Letter:
    """The recap in the call's language, or the plan's where closeplan does not speak it. The plan's link comes first. Lists are cut until all of it is
    short enough, and say how much more there was.
    """
    words = words_for(language_of(call.language) or context.words.language)
    names = {person.email.strip().lower(): person.name for person in context.people}
    names |= {person.email.strip().lower(): person.name for person in call.people}
    to, url = envelope.to, envelope.url
    title = quoted(context.plan.title)
    letter = Letter(
        language=words.language,
        subject=words.t("callrecap.subject", title=title, day=words.day(call.day)),
        greeting=greeting(words, names.get(to[0].strip().lower(), "") if len(to) == 1 else ""),
        opening="",
        parts=(),
        closing=words.t("callrecap.closing"),
        signature=quoted(envelope.sender),
    )
    told = _told(call, findings)
    for most in range(max(_MOST.values()), 0, -1):
        groups = tuple(_groups(call, told, context, words, most))
        part = LetterPart(heading=title, url=url, link=words.t("mail.open_plan"), groups=groups)
        letter = replace(letter, parts=(part,))
        if length(letter) < (MOST_SIGNS if words.language == "ja" else MOST_WORDS):
            break
    return letter


def _told(call: Call, findings: Findings) -> Findings:
    """The findings that may be told: heard by both sides, and certain enough."""
    heard = heard_by_both(call)

    def those(found: tuple[Found, ...]) -> tuple[Found, ...]:
        return tuple(one for one in found if one.turn in heard and one.certainty >= _SURE_ENOUGH)

    return Findings(
        commitments=those(findings.commitments),
        requests=those(findings.requests),
        date_changes=those(findings.date_changes),
        next_steps=those(findings.next_steps),
        decisions=those(findings.decisions),
    )


def _groups(
    call: Call, told: Findings, context: RuleContext, words: Words, most: int
) -> Iterator[LetterGroup]:
    lists = {
        "decided": [_cut(one.what) for one in told.decisions] + _next_call(told, words),
        "who": [_commitment(one, words) for one in told.commitments],
        "moved": [_moved(one, words) for one in told.date_changes],
    }
    for name, lines in lists.items():
        if lines:
            kept = tuple(dict.fromkeys(lines))
            shown = _most(kept, min(_MOST[name], most), words)
            yield LetterGroup(heading=words.t(f"callrecap.{name}"), lines=shown)
    ahead = [row for row in context.open_milestones if row.due and row.due >= call.day]
    if ahead:
        step = min(ahead, key=lambda row: row.due or call.day)
        line = step_line(step, context, words, name=_cut(context.name(step)))
        yield LetterGroup(heading=words.t("callrecap.next"), lines=(line,))
    yield LetterGroup(heading=words.t("callrecap.confirm"), lines=(_to_confirm(call, told, words),))


def _next_call(told: Findings, words: Words) -> list[str]:
    """The day both meet again, as it was settled last; none where only a question was asked."""
    days = [one.due.day for one in told.next_steps if one.due.day]
    return [words.t("callrecap.again", day=words.day(days[-1]))] if days else []


def _most(lines: tuple[str, ...], most: int, words: Words) -> tuple[str, ...]:
    left = len(lines) - most
    return lines if left <= 0 else (*lines[:most], words.t("callrecap.more", n=left))


def _commitment(one: Commitment, words: Words) -> str:
    owner, what, due = quoted(one.owner), _said(one), _when(one.due, words)
    key = "callrecap.line" if due else "callrecap.line_no_due"
    line = words.t(key, owner=owner, what=what, due=due)
    return words.t("callrecap.conditional", line=line) if one.binding is Binding.CONDITIONAL else line


def _said(one: Commitment) -> str:
    """What somebody took on; where only the call's own words make it clear ("send it"), those."""
    is_thin = all(word.casefold().strip(".,") in _NOT_THINGS for word in one.what.split()[1:])
    return words_of(one.quote.text) if is_thin else _cut(one.what)


def _moved(one: DateChange, words: Words) -> str:
    was, now = _when(one.was, words), _when(one.now, words)
    key = "callrecap.moved_from" if was else "callrecap.moved_to"
    return words.t(key, what=_cut(one.what), was=was, now=now)


def _when(due: Due, words: Words) -> str:
    """A day as the language writes it; what is no one day, as it was said."""
    if due.day is not None and due.kind in {DueKind.DAY, DueKind.RANGE, DueKind.EVENT}:
        return words.day(due.day)
    return quoted(due.text)


def _to_confirm(call: Call, told: Findings, words: Words) -> str:
    """The one thing that most needs a word: a date of two meanings, the buyer's own step without one, a question left open."""
    two = next((one for one in told.commitments if one.due.day and one.due.others), None)
    if two and two.due.day:
        values = {"day": words.day(two.due.day), "other": words.day(two.due.others[0])}
        return words.t("callrecap.confirm_day", owner=quoted(two.owner), what=_said(two), **values)
    undated = (one for one in told.commitments if one.side is Side.BUYER and one.due.kind is DueKind.NONE)
    if one := next(undated, None):
        return words.t("callrecap.confirm_when", owner=quoted(one.owner), what=_said(one))
    asked = sorted(told.requests, key=lambda one: not _to_the_buyer(one, call))
    if asked:
        return words.t("callrecap.confirm_open", what=_cut(asked[0].what))
    return words.t("callrecap.confirm_all")


def _to_the_buyer(request: Request, call: Call) -> bool:
    return call.side_of(call.turns[request.turn]) is Side.SELLER


def _cut(text: str) -> str:
    """A thing in one line that is not too long."""
    line = on_one_line(text)
    return quoted(line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rsplit(' ', 1)[0]}…")


def words_of(text: str) -> str:
    """Words of the call between quotation marks, cut where they run on."""
    return f"“{_cut(text)}”"


def length(letter: Letter) -> int:
    """How long a letter is: words, or in Japanese signs, of everything but addresses."""
    texts = [letter.greeting, letter.opening, letter.closing, letter.signature]
    for part in letter.parts:
        texts += [part.heading, part.link]
        for group in part.groups:
            texts += [group.heading, *group.lines]
    whole = " ".join(texts)
    return len(re.sub(r"\s", "", whole)) if letter.language == "ja" else len(whole.split())
