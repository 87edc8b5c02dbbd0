"""What one sentence asks of somebody to do after the call, and how a reply takes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from closeplan.calls.commitments.sentences import Sentence
from closeplan.calls.commitments.tables import Tables, said_group


@dataclass(frozen=True, kw_only=True)
class Asked:
    """`body` is what is asked for, in plain words. A `wish` may be no more than that: it counts when it is answered.
    What is `joint` is done by both: agreeing to it is nobody's commitment.
    """

    body: str
    sentence: Sentence
    wish: bool = False
    joint: bool = False

    @property
    def negative(self) -> bool:
        """Whether it asks not to do something."""
        return self.body.startswith(("don't", "not ", "never "))


class Reply(StrEnum):
    """How a turn answers a request."""

    ACCEPTED = "accepted"
    AGREED = "agreed"
    DONE = "done"
    REFUSED = "refused"
    ASKS_BACK = "asks back"
    ELSE = "else"


def request_of(sentence: Sentence, tables: Tables) -> Asked | None:
    """What a sentence asks somebody to do, None where it asks for nothing, or only to be told or shown something now."""
    if tables.not_wanted.search(sentence.plain):
        return None
    patterns = [tables.request, tables.request_opening, *([tables.request_asked] if sentence.asks else [])]
    for pattern in (*patterns, tables.joint, tables.wish):
        match = pattern.search(sentence.plain)
        said = said_group(match) if match else None
        body = said[1].strip(" ,") if said else ""
        loose = pattern in (tables.wish, tables.joint)
        if body and (loose or tables.wanted.match(body)):
            return Asked(
                body=body, sentence=sentence, wish=pattern is tables.wish, joint=pattern is tables.joint
            )
    return None


def reply_of(sentences: tuple[Sentence, ...], tables: Tables) -> Reply:
    """How a turn answers, by its opening and by what it refuses."""
    if not sentences:
        return Reply.ELSE
    head = sentences[0].plain
    said = " . ".join(one.plain for one in sentences[:3])
    if tables.refused.search(said) and not re.match(r"no (?:problem|bother|worries)", head):
        return Reply.REFUSED
    if tables.accepted.match(head):
        return Reply.ACCEPTED
    if tables.done_before.search(said):
        return Reply.DONE
    if tables.agreed.match(head) and not sentences[0].asks:
        return Reply.AGREED
    return Reply.ASKS_BACK if sentences[-1].asks else Reply.ELSE
