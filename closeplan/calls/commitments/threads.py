"""Through a call turn by turn: what is promised, what is asked for and who takes it on, what is only said again."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from closeplan.calls.commitments.owners import BODIES, other_owner
from closeplan.calls.commitments.promises import Kind, Promise, is_conditional, promises_of
from closeplan.calls.commitments.requests import Asked, Reply, reply_of, request_of
from closeplan.calls.commitments.sentences import Sentence, sentences_of
from closeplan.calls.commitments.tables import Tables
from closeplan.calls.commitments.taken import Taken, joined, same
from closeplan.calls.commitments.wording import action, action_of, answer, content, points_back
from closeplan.calls.model import Call, Known, Person, Turn

WINDOW = 5
"""Turns after a request within which it may be answered."""
AT_ONCE = 3
"""Turns within which a promise answers without naming what was asked."""
DAY_ALONE = 3
"""Words of a reply that only names a day."""
SHORT = 20
"""Characters of a "yes" that says no more than that."""
SURE = 0.6
"""From this weight on, a promise is a commitment."""


@dataclass(kw_only=True)
class Open:
    """A request that is not yet answered."""

    turn: Turn
    by: Person
    to: str
    asked: Asked
    what: str
    refused: bool = False


@dataclass
class Thread:
    """What a call has taken on and asked for so far."""

    call: Call
    known: Known
    tables: Tables
    taken: list[Taken] = field(default_factory=list)
    open: list[Open] = field(default_factory=list)
    dropped: list[Open] = field(default_factory=list)
    offers: list[tuple[Turn, Promise]] = field(default_factory=list)

    def hear(self, turn: Turn) -> None:
        """One more turn."""
        sentences = sentences_of(turn.text)
        if not sentences:
            return
        self._expire(turn)
        if self.tables.conceded.match(sentences[0].plain):
            self._drop([one for one in self.open if one.by.name == self.call.person_of(turn).name])
        reply = reply_of(sentences, self.tables)
        self._take_up_offer(turn, sentences)
        promises = self._promises(sentences)
        asked = self._asked_of(turn)
        self._promised(
            turn, promises, asked, reply, recap=any(self.tables.recap.search(one.plain) for one in sentences)
        )
        if asked and asked in self.open:
            self._answered(turn, asked, reply, sentences)
        self.offers = [(turn, one) for one in promises if one.kind is Kind.OFFER] or self.offers[-1:]
        self._ask(turn, sentences)

    def _promises(self, sentences: tuple[Sentence, ...]) -> list[Promise]:
        days = [_is_day(one, self.tables) for one in sentences]
        after = [any(days[number + 1 : number + 3]) for number in range(len(days))]
        return [
            one
            for sentence, day_follows in zip(sentences, after, strict=True)
            for one in promises_of(sentence, self.tables, day_follows=day_follows)
        ]

    def close(self) -> None:
        """The end of the call: what is still open stays unanswered."""
        self._drop(self.open)

    # what is asked for

    def _ask(self, turn: Turn, sentences: tuple[Sentence, ...]) -> None:
        """Open what the turn asks for: its first request, or its first wish where it has none."""
        every = [asked for sentence in sentences if (asked := request_of(sentence, self.tables))]
        new = [asked for asked in every if not self._is_taken(asked)]
        asked = next((one for one in new if not one.wish), new[0] if new else None)
        if asked is None:
            return
        what = action(asked.body, asked.sentence, self.tables)
        wish = next((one for one in new if one.wish), None)
        if wish and points_back(what):
            what = answer(what, action(wish.body, wish.sentence, self.tables))
        speaker = self.call.person_of(turn)
        self.open.append(Open(turn=turn, by=speaker, to=self._addressed(turn), asked=asked, what=what))

    def _is_taken(self, asked: Asked) -> bool:
        """Whether somebody has it already."""
        about = content(asked.body)
        return bool(about) and any(len(one.about & about) >= max(2, len(about) / 2) for one in self.taken)

    def _addressed(self, turn: Turn) -> str:
        """Who is asked: somebody called by name, else who of the other side spoke last."""
        speaker = self.call.person_of(turn)
        said = turn.text.replace("’", "'")
        for person in self.call.people:
            first = person.name.split()[0] if person.name else ""
            if first and person.name != speaker.name and (f"{first}," in said or f", {first}" in said):
                return person.name
        for before in reversed(self.call.turns[max(0, turn.index - 6) : turn.index]):
            other = self.call.person_of(before)
            if other.name != speaker.name and (other.side is None or other.side != speaker.side):
                return other.name
        return ""

    def _asked_of(self, turn: Turn) -> Open | None:
        """The request that this turn may answer: the latest of somebody else, of the other side or put to the speaker."""
        speaker = self.call.person_of(turn)
        for one in reversed(self.open):
            same_side = one.by.side is not None and one.by.side == speaker.side
            if one.by.name != speaker.name and (not same_side or one.to == speaker.name):
                return one
        return None

    def _answered(self, turn: Turn, asked: Open, reply: Reply, sentences: tuple[Sentence, ...]) -> None:
        if reply is Reply.REFUSED and asked.asked.negative:
            reply = Reply.ACCEPTED
        if (
            _is_day(sentences[0], self.tables)
            and len(sentences[0].plain.split()) <= DAY_ALONE
            and not sentences[0].asks
        ):
            reply = Reply.ACCEPTED
        at_once = turn.index == asked.turn.index + 1 and len(turn.text) < SHORT
        if reply is Reply.AGREED and (at_once or any(_is_day(one, self.tables) for one in sentences[:3])):
            reply = Reply.ACCEPTED
        if reply is Reply.DONE or (reply is Reply.ACCEPTED and (asked.asked.wish or asked.asked.joint)):
            self.open.remove(asked)
        elif reply is Reply.ACCEPTED and not sentences[0].asks:
            self.open.remove(asked)
            self._add(
                Taken(
                    turn=turn.index,
                    owner=self.call.person_of(turn),
                    what=answer("provide it", asked.what) if self.tables.language == "en" else asked.what,
                    weight=0.7,
                    span=(sentences[0].start, sentences[:3][-1].end),
                    conditional=any(is_conditional(one.plain, self.tables) for one in sentences),
                    request_turn=asked.turn.index,
                    about=content(asked.asked.body),
                )
            )
        elif reply is Reply.REFUSED:
            self.open.remove(asked)
            self.dropped.append(replace(asked, refused=True))

    def _expire(self, turn: Turn) -> None:
        """Requests that are too long ago stay unanswered."""
        self._drop([one for one in self.open if turn.index - one.turn.index > WINDOW])

    def _drop(self, these: list[Open]) -> None:
        """They stay unanswered. A wish that nobody answered is not told."""
        self.dropped += [one for one in these if not one.asked.wish]
        self.open = [one for one in self.open if one not in these]

    # what is taken on

    def _promised(
        self, turn: Turn, promises: list[Promise], asked: Open | None, reply: Reply, *, recap: bool
    ) -> None:
        for promise in promises:
            one = self._taken(turn, promise)
            if one is None:
                continue
            if asked is not None and asked in self.open and _answers(one, asked):
                self.open.remove(asked)
                if one.conditional and reply is not Reply.ACCEPTED:
                    refused = reply is Reply.REFUSED
                    self.dropped += (
                        [replace(asked, refused=refused)] if refused or not asked.asked.wish else []
                    )
                else:
                    one = _answering(one, asked, promise.kind, self.tables)
            if promise.kind is Kind.WE and reply is Reply.ACCEPTED:
                one = replace(one, weight=max(one.weight, SURE))
            if one.weight >= SURE and not (recap and self._repeats(one)):
                self._add(one)

    def _taken(self, turn: Turn, promise: Promise) -> Taken | None:
        if promise.kind is Kind.OFFER and (promise.weight < SURE or promise.sentence.asks):
            return None
        owner: Person | None = self.call.person_of(turn)
        if promise.who:
            owner = other_owner(promise.who, _said(turn, promise), self.call, self.known, turn)
            if owner is None and promise.kind not in (Kind.OTHER, Kind.OTHER_NOW):
                owner = self.call.person_of(turn)
        if owner is None or (promise.who in BODIES and not promise.due):
            return None
        if promise.kind is Kind.GIVEN and promise.body.startswith(("it", "that", "them", "those")):
            before = self._of_this_turn(turn)
            owner = before.owner if before else owner
        what = action_of(promise, self.tables)
        return Taken(
            turn=turn.index,
            owner=owner,
            what=what,
            weight=promise.weight,
            span=(promise.sentence.start, promise.sentence.end),
            conditional=promise.conditional,
            about=content(promise.body),
            due=promise.due,
        )

    def _of_this_turn(self, turn: Turn) -> Taken | None:
        return next((one for one in reversed(self.taken) if one.turn == turn.index), None)

    def _add(self, one: Taken) -> None:
        """Keep it, or note that it says again what was taken on before."""
        for number in range(len(self.taken) - 1, -1, -1):
            before = self.taken[number]
            if before.owner.name == one.owner.name and same(before, one):
                self.taken[number] = joined(before, one)
                return
        self.taken.append(one)

    def _repeats(self, one: Taken) -> bool:
        return any(before.owner.name == one.owner.name and before.about & one.about for before in self.taken)

    def _take_up_offer(self, turn: Turn, sentences: tuple[Sentence, ...]) -> None:
        for said, promise in self.offers:
            speaker, giver = self.call.person_of(turn), self.call.person_of(said)
            if giver.name == speaker.name or turn.index - said.index > 2:
                continue
            if self.tables.act.search(promise.body) and self.tables.welcomed.search(sentences[0].plain):
                what = action(promise.body, promise.sentence, self.tables)
                span = (promise.sentence.start, promise.sentence.end)
                self._add(
                    Taken(
                        turn=said.index,
                        owner=giver,
                        what=what,
                        weight=0.65,
                        span=span,
                        about=content(promise.body),
                    )
                )
                self.offers = []


def _is_day(sentence: Sentence, tables: Tables) -> bool:
    """Whether a sentence only names a day."""
    short = len(sentence.plain.split()) <= 6
    return bool(tables.due.search(sentence.plain) if short else tables.due.match(sentence.plain))


def _answers(one: Taken, asked: Open) -> bool:
    """Whether a promise speaks of what was asked: at once, or in its words."""
    at_once = one.turn - asked.turn.index <= AT_ONCE
    return at_once or points_back(one.what) or bool(one.about & content(asked.asked.body))


def _answering(one: Taken, asked: Open, kind: Kind, tables: Tables) -> Taken:
    """The promise as an answer: what it only points at is what was asked for."""
    if tables.language != "en":
        what = one.what or asked.what
    else:
        what = answer(one.what, asked.what) if points_back(one.what) or kind is Kind.IDIOM else one.what
    about = one.about | content(asked.asked.body)
    return replace(one, request_turn=asked.turn.index, about=about, what=what, weight=max(one.weight, 0.85))


def _said(turn: Turn, promise: Promise) -> str:
    """The turn up to and with who is to do it."""
    sentence = promise.sentence
    at = sentence.text.lower().replace("’", "'").find(promise.head)
    if at < 0 or promise.kind not in (Kind.OTHER, Kind.OTHER_NOW):
        return turn.text[: sentence.end]
    return turn.text[: sentence.start + at + len(promise.who)]


def follow(call: Call, known: Known, tables: Tables) -> tuple[list[Taken], list[Open]]:
    """What a call took on, and what it left unanswered."""
    thread = Thread(call, known, tables)
    for turn in call.turns:
        thread.hear(turn)
    thread.close()
    return thread.taken, thread.dropped
