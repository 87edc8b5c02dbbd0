"""Due dates that are measured from something else: "two weeks before go-live", "once legal has signed", "the same day"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from closeplan.calls.dues.events import heads_in
from closeplan.calls.dues.spoken import Frame, Lead, Spoken, dates_in
from closeplan.calls.dues.words import NUMBERS, UNITS, DueWords, due_words
from closeplan.calls.findings import Due, DueKind

DayOf = Callable[[str], date | None]
"""The day of a thing by its words, as far as the call and the deal say it."""

_CLAUSE = r"[^,.;!?\n]{1,70}"
_FAR = rf"(?:(?:{NUMBERS}) (?:full |whole )?(?:{UNITS})|the (?:day|week|morning|evening|afternoon)|a (?:day|week|fortnight|month))"
_AWAY = re.compile(
    rf"\b(?P<in>within |inside |in |until |by )?(?P<far>{_FAR}) "
    r"(?:,? ?(?:counted|counting|starting|measured|running|calculated) )?"
    rf"(?P<way>before|prior to|ahead of|in advance of|out from|after|from|of|following) (?P<what>{_CLAUSE})",
    re.IGNORECASE,
)
_GETTING = re.compile(
    r"^(?:us |you |me |our |your |my )?(?:getting|receiving|having|receipt|seeing|hearing|when|it|that|them|those|these|delivery|arrival|"
    r"hand-?over|the (?:draft|file|document)|the (?:day|moment|minute|date|point)(?: that| when)? (?:i|we|you|he|she|they)(?:'ve| have)?)\b|"
    r"^(?:the|your|our|their|his|her|my) [\w-]+(?: [\w-]+)? (?:landing|arriving|coming|turning up|showing up|reaching|being (?:in|here|with))\b",
    re.IGNORECASE,
)
_WEEKDAY_BY = re.compile(
    r"\b(?:by |on )?the (?P<wd>(?:mon|tues|wednes|thurs|fri|satur|sun)day) (?P<way>before|after|following|ahead of) (?P<what>[^,.;!?\n]{1,50})",
    re.IGNORECASE,
)
_SAME = re.compile(
    r"\b(?:by |on |within |in |for )?(?:"
    r"(?P<day>the (?:very )?same day|same day|that (?:same |very )?day|within the day|the day itself|then(?<=by then))|"
    r"(?P<prev>the (?:working |business )?(?:day|night|evening|week) before(?= that\b| ?[,.;!?]|$))|"
    r"(?P<next>the (?:next|following) (?:working |business )?day|the day after(?= that\b|[,.;!?]|$)|a day later)|"
    r"(?P<week>(?:that|the) same week|that week)|"
    r"(?P<wd>(?:the )?(?:mon|tues|wednes|thurs|fri|satur|sun)day) (?:after(?: that(?: one)?|(?= ?[,.;!?]| you | i | we |$))|following)|"
    rf"(?P<later>(?:(?:{NUMBERS}) (?:{UNITS}) later|(?:the )?(?:week|month) after(?= that\b|[,.;!?]|$)|the following (?:week|month)))"
    r")\b",
    re.IGNORECASE,
)
_STOP = re.compile(
    r" (?:so|but|because|and (?:i|we|you|he|she|they|then)|which|though|i'll|we'll|she'll|he'll|they'll|you'll|okay|right)\b",
    re.IGNORECASE,
)
_AT_EVENT = re.compile(
    r"\b(?P<lead>by|in time for|at|for|before|on the day of|ahead of|until|till|up to) "
    r"(?P<what>(?:the |our |your |their |his |her |that |this )?(?:[\w'-]+ ){0,3}[\w'-]+)",
    re.IGNORECASE,
)
_ASKS = re.compile(r"^(?:could|can|would|do|does|did|will|is|are|was|should|shall|might)\b", re.IGNORECASE)
"""What makes a question of "when"."""
_AT_ONCE = frozenset({"when", "the moment", "the minute", "the day", "as soon as", "whenever"})
"""What begins a clause that happens on the day in it."""
_BACKWARD = frozenset({"before", "prior to", "ahead of", "in advance of", "out from"})
_LONGEST_DATE = 60
"""Characters in which a date stands whole."""
_ARTICLE_ELSEWHERE = re.compile(
    r"(?:(?:zum|zur|dem|den|der|am|le|la|l'|el|il|lo|o|a|de|del|di|da|do|het) ?)*", re.IGNORECASE
)
_NOT_FIRST = re.compile(
    r"^(?:all|that|this|we|it|it's|you|i|what|long|too|so|now|then)[,.?!]?$", re.IGNORECASE
)


def measured_dates(text: str, frame: Frame, day_of: DayOf, before: date | None) -> list[Spoken]:
    """The dates of a turn that hang on something. `before` is the day that was settled last, which "the same day" and
    "within a week of getting it" are measured from.
    """
    words = due_words(frame.language)
    taken: list[Spoken] = []
    found = [*_waiting(text, words, frame, day_of)]
    if frame.language.startswith("en"):
        found = [
            *_counted(text, frame, day_of, before),
            *_weekday_by(text, frame, day_of),
            *_same(text, frame, before),
            *found,
            *_at_events(text, frame, day_of),
        ]
    for one in found:
        if all(one.end <= other.start or one.start >= other.end for other in taken):
            taken.append(one)
    return sorted(taken, key=lambda one: one.start)


def _counted(text: str, frame: Frame, day_of: DayOf, before: date | None) -> Iterator[Spoken]:
    for found in _AWAY.finditer(text):
        what, way, far = _cut(found["what"]), found["way"].lower(), found["far"].lower()
        getting = _GETTING.match(what) is not None
        if way in ("of", "from") and not (
            getting or heads_in(what) or (way == "from" and dates_in(what, frame.day, "en"))
        ):
            continue
        end = found.start("what") + len(what)
        inside = dates_in(what, frame.day, frame.language, frame.locale)
        if inside and inside[0].start <= _article(what):
            continue  # "a week from Friday" is a date as it stands
        day = inside[0].values[0] if inside and inside[0].values else before if getting else day_of(what)
        if inside:
            end = found.start("what") + inside[0].end
        elif day is None and not getting and not _names_event(what):
            continue
        sign = -1 if way in _BACKWARD else 1
        yield _event(text, found.start(), end, what, counted(day, far, sign) if day else None)


def _weekday_by(text: str, frame: Frame, day_of: DayOf) -> Iterator[Spoken]:
    """As in "the Friday before the audit": the nearest such weekday on that side of a thing, where its day is known."""
    for found in _WEEKDAY_BY.finditer(text):
        what = _cut(found["what"])
        inside = dates_in(what, frame.day, frame.language, frame.locale)
        day = day_of(what)
        if inside or _NOT_FIRST.match(what) or (day is None and not heads_in(what)):
            continue
        yield _event(
            text,
            found.start(),
            found.start("what") + len(what),
            what,
            _weekday_beside(day, found) if day else None,
        )


def _weekday_beside(day: date, found: re.Match[str]) -> date | None:
    """The nearest such weekday strictly before or after a day."""
    later = _next_weekday(day, found["wd"])
    if later is None or found["way"].lower() not in _BACKWARD:
        return later
    return later - timedelta(weeks=2 if (later - day).days == 7 else 1)


def _article(what: str) -> int:
    """Where the words behind an article begin."""
    found = re.match(r"(?:the |our |next |about |around )?", what, re.IGNORECASE)
    return found.end() if found else 0


def _names_event(what: str) -> bool:
    """Whether words name a thing or tell of something that happens, and not who or what a thing is for."""
    return bool(
        heads_in(what)
        or re.match(r"(?:the|our|your|we|you|they|he|she|it|i|his|her|their) \w+", what, re.IGNORECASE)
    )


def counted(base: date, far: str, sign: int) -> date | None:
    """The day so far from another: "five business days", "the week"."""
    amount = re.sub(r"^(?:the|a|an) (?:morning|evening|afternoon|day)$", "one day", far)
    amount = (
        re.sub(r"^the ", "one ", amount).replace("full ", "").replace("whole ", "").replace("calendar ", "")
    )
    read = dates_in(f"in {amount}" if sign > 0 else f"{amount} ago", base, "en")
    return read[0].values[0] if read and read[0].values else None


def _same(text: str, frame: Frame, before: date | None) -> Iterator[Spoken]:
    for found in _SAME.finditer(text):
        hangs = re.search(r"\b(?:if|once|when|as soon as)\b", text[: found.start()], re.IGNORECASE)
        base = _day_before(text, found.start(), frame) or (None if hangs else before)
        day = None
        if base is not None:
            if found["day"]:
                day = base
            elif found["next"]:
                day = base + timedelta(days=1)
            elif found["prev"]:
                day = base - timedelta(days=7 if "week" in found["prev"].lower() else 1)
            elif found["wd"]:
                day = _next_weekday(base, found["wd"])
            elif found["week"]:
                day = base + timedelta(days=4 - base.weekday()) if base.weekday() < 5 else base
            else:
                far = re.sub(
                    r"^the following (\w+)$|^(?:the )?(\w+) after$", r"one \1\2", found["later"].lower()
                )
                day = counted(base, far.removesuffix(" later"), 1)
        yield _event(text, found.start(), found.end(), found.group(), day)


def _next_weekday(base: date, name: str) -> date | None:
    read = dates_in(name, base + timedelta(days=1), "en")
    return read[0].values[0] if read and read[0].values else None


def _day_before(text: str, at: int, frame: Frame) -> date | None:
    """The last day that the turn says before a place."""
    days = [
        one.values[0] for one in dates_in(text[:at], frame.day, frame.language, frame.locale) if one.values
    ]
    return days[-1] if days else None


def _waiting(text: str, words: DueWords, frame: Frame, day_of: DayOf) -> Iterator[Spoken]:
    """As in "once the spec is in", "after the board", "before the pilot starts": not before or not after something."""
    for word, clause in ((words.before, Lead.BEFORE), (words.waits, Lead.AFTER)):
        for found in re.finditer(rf"(?<![\w'])(?P<lead>{word}) (?P<what>{_CLAUSE})", text, re.IGNORECASE):
            what = _cut(found["what"])
            if (
                _NOT_FIRST.match(what)
                or _ASKS.match(what)
                or re.match(words.today, text[found.start() :], re.IGNORECASE)
            ):
                continue
            lead = found["lead"].lower()
            until = lead in ("until", "till", "unless")
            inside = dates_in(what, frame.day, frame.language, frame.locale)
            if (inside and inside[0].start <= _article(what)) or _leads_to_date(text, found, frame):
                continue  # a plain date, which is read as such
            day = inside[0].values[0] if inside and inside[0].values else day_of(what)
            said = " ".join(text[found.start() : found.start("what") + len(what)].split())
            back = clause is Lead.BEFORE or until
            yield Spoken(
                start=found.start(),
                end=found.start("what") + len(what),
                due=_waited(said, what, day, back=back, at=bool(inside) and lead in _AT_ONCE),
                lead=Lead.BY if back or (inside and lead in _AT_ONCE) else Lead.AFTER,
                lead_start=found.start(),
            )


def _leads_to_date(text: str, found: re.Match[str], frame: Frame) -> bool:
    """Whether the words behind a lead begin with a date of another language, the point of "bis zum 4. Dezember" included."""
    if frame.language.startswith("en"):
        return False
    ahead = text[found.start("what") :][:_LONGEST_DATE]
    inside = dates_in(ahead, frame.day, frame.language, frame.locale)
    return bool(inside) and _ARTICLE_ELSEWHERE.fullmatch(ahead[: inside[0].start]) is not None


def _waited(said: str, what: str, day: date | None, *, back: bool, at: bool) -> Due:
    """Due on the day of a thing where it is said when it is, by that day before it, and from that day on after it."""
    if at:
        return Due(kind=DueKind.DAY, day=day, text=said, event=what)
    if back:
        others = (day - timedelta(days=1),) if day else ()
        return Due(kind=DueKind.EVENT, day=day, text=said, event=what, others=others)
    return Due(kind=DueKind.EVENT, first=day, text=said, event=what)


def _at_events(text: str, frame: Frame, day_of: DayOf) -> Iterator[Spoken]:
    """As in "for the next call", "at the board meeting": the day of a thing whose day is known."""
    for found in _AT_EVENT.finditer(text):
        heads = heads_in(found["what"])
        if not heads or heads[0][0] > 24:
            continue
        what = found["what"][: heads[0][1]]
        day = day_of(what)
        if day is None or day < frame.day:
            continue
        if re.search(r"\w(?:ed|en|ne) $", text[: found.start()]):
            continue  # "isn't touched by the freeze"
        lead = Lead.ON if found["lead"].lower() in ("at", "for", "on the day of") else Lead.BY
        yield replace(_event(text, found.start(), found.start("what") + len(what), what, day), lead=lead)


def _event(text: str, start: int, end: int, what: str, day: date | None) -> Spoken:
    said = " ".join(text[start:end].split())
    due = Due(kind=DueKind.EVENT, day=day, text=said, event=" ".join(what.split()))
    return Spoken(start=start, end=end, due=due, lead=Lead.BY, lead_start=start)


def _cut(what: str) -> str:
    """The clause up to where the next one begins."""
    stop = _STOP.search(what)
    return what[: stop.start()] if stop else what.rstrip()
