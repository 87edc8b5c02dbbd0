"""Which comment threads and Signal cells a plan should have, compared with those it has.

Threads are recognised by marks the robot leaves in its own words: one for what a thread is about (the
signal's key), one for what it last told (the cause). The document is the truth; the store's records only
say what cannot be seen there: that a thread once existed, or that its matter was settled meanwhile.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from closeplan.plan.document import AnnotationRecord, NewThread, Reply, RowKey, Thread, ThreadReply
from closeplan.plan.signals import Audience, Signal
from closeplan.plan.wording import ENGLISH_WORDS, Words

TEXT_LIMIT = 2048
"""Bytes of UTF-8 a comment may have (the limit in Google's discovery documents)."""

SIGNAL_LIMIT = 200
"""Characters of a Signal cell: what still prints in a narrow column."""

SETTLED = ""
"""The cause in the record of a matter that went away: whatever comes next is news."""

MARK_LINE = r"[—–-]+ closeplan [·•-] ([a-z2-7]{6})\.([a-z2-7]{6})"
"""What a mark looks like, as a pattern with the key mark and the cause mark."""

_MARK = re.compile(rf"(?:^|\n){MARK_LINE}\s*\Z")


@dataclass(frozen=True, kw_only=True)
class AnnotationPlan:
    """What to say in the document, and what to remember once it is said.

    Records come by key, so that a sorted timeline changes none of them. The record of a new thread has no `thread_id` yet: the writer fills it in.
    """

    new: tuple[NewThread, ...] = ()
    replies: tuple[ThreadReply, ...] = ()
    records: tuple[AnnotationRecord, ...] = ()


def mark(key: str) -> str:
    """A short stable code for a key or cause: six lower-case base32 characters of its SHA-256."""
    return base64.b32encode(hashlib.sha256(key.encode(errors="surrogatepass")).digest())[:6].decode().lower()


def read_marks(text: str) -> tuple[str, str] | None:
    """The key mark and cause mark at the end of one of the robot's posts; None where there are none."""
    found = _MARK.search(text)
    return (found.group(1), found.group(2)) if found else None


def marked_text(signal: Signal) -> str:
    """The signal's words with its marks; the words are cut where the whole would be too long."""
    tail = f"\n— closeplan · {mark(signal.key)}.{mark(signal.cause)}"
    return _cut(signal.text, TEXT_LIMIT - len(tail.encode())) + tail


def signal_texts(signals: Iterable[Signal], words: Words = ENGLISH_WORDS) -> dict[RowKey, str]:
    """What each row's Signal cell should say: its shared signals in the order given, most important first."""
    texts: dict[RowKey, list[str]] = {}
    for signal in signals:
        if signal.audience is Audience.SHARED and signal.place.table and signal.place.row:
            said = texts.setdefault((signal.place.table, signal.place.row), [])
            if signal.short not in said:
                said.append(signal.short)
    return {row: _joined(said, words) for row, said in texts.items()}


def plan_annotations(
    signals: Iterable[Signal],
    threads: Sequence[Thread],
    records: Sequence[AnnotationRecord],
    words: Words = ENGLISH_WORDS,
    *,
    quiet_since: datetime | None = None,
) -> AnnotationPlan:
    """Compare the threads the signals ask for with those that stand and those the store remembers.

    A matter that was settled after `quiet_since` and is back as it was opens its thread again without words: a date
    that is moved to and fro within minutes is no news each time.

    Repeating it after its answer was carried out, wholly or in part, says nothing a second time.
    """
    wanted = _wanted(signals)
    known = {mark(record.key): record for record in records}
    standing, doubled = _standing(threads, known)
    new: list[NewThread] = []
    replies = [ThreadReply(thread_id=thread.id, action="resolve") for thread in doubled if thread.is_open]
    kept: list[AnnotationRecord] = []
    for code, signal in wanted.items():
        step = _say(signal, standing.get(code), known.get(code), quiet_since)
        new.extend(step.new)
        replies.extend(step.replies)
        kept.extend(step.records)
    for code, thread in standing.items():
        if code not in wanted:
            step = _settle(thread, known.get(code), words)
            replies.extend(step.replies)
            kept.extend(step.records)
    # a record whose matter and thread are both gone has nothing left to say
    kept.sort(key=lambda record: record.key)
    return AnnotationPlan(new=tuple(new), replies=tuple(replies), records=tuple(kept))


def _wanted(signals: Iterable[Signal]) -> dict[str, Signal]:
    found: dict[str, Signal] = {}
    for signal in signals:
        if signal.thread and signal.audience is Audience.SHARED:
            found.setdefault(mark(signal.key), signal)
    return found


def _standing(
    threads: Sequence[Thread], known: Mapping[str, AnnotationRecord]
) -> tuple[dict[str, Thread], list[Thread]]:
    """One thread a key mark, the remembered one before the oldest, and those that double it."""
    chosen: dict[str, Thread] = {}
    doubled: list[Thread] = []
    for thread in threads:
        record = known.get(thread.key_mark)
        other = chosen.get(thread.key_mark)
        if other is None:
            chosen[thread.key_mark] = thread
        elif record is not None and record.thread_id == thread.id:
            chosen[thread.key_mark] = thread
            doubled.append(other)
        else:
            doubled.append(thread)
    return chosen, doubled


def _say(
    signal: Signal, thread: Thread | None, record: AnnotationRecord | None, quiet_since: datetime | None
) -> AnnotationPlan:
    """What a wanted signal needs."""
    if thread is None:
        return _say_anew(signal, record)
    told = thread.cause_mark == mark(signal.cause)
    if told and thread.is_open:
        return AnnotationPlan(records=(_record(signal, thread.id),))
    if told and not thread.closed_by_robot and not _was_settled(record):
        return AnnotationPlan(records=(_record(signal, thread.id, dismissed=True),))
    text = "" if told and _just_settled(thread, quiet_since) else marked_text(signal)
    reply = ThreadReply(thread_id=thread.id, text=text, action="" if thread.is_open else "reopen")
    return AnnotationPlan(replies=(reply,), records=(_record(signal, thread.id),))


def _say_anew(signal: Signal, record: AnnotationRecord | None) -> AnnotationPlan:
    """No thread stands: a person deleted it, or there never was one."""
    if record is not None and record.thread_id and record.cause == signal.cause:
        return AnnotationPlan(records=(_record(signal, record.thread_id, dismissed=True),))
    thread = NewThread(key=signal.key, place=signal.place, text=marked_text(signal), assignee=signal.assignee)
    return AnnotationPlan(new=(thread,), records=(_record(signal, ""),))


def _settle(thread: Thread, record: AnnotationRecord | None, words: Words) -> AnnotationPlan:
    """What a standing thread needs whose matter went away."""
    # without a record its key can't be told from the mark; the thread itself says all that matters then
    key = record.key if record is not None else ""
    settled = AnnotationRecord(key=key, cause=SETTLED, thread_id=thread.id, resolved=True)
    records = (settled,) if key else ()
    if not thread.is_open or _reopened_by_a_person(thread):
        return AnnotationPlan(records=records)
    # what came back without words goes without them too: the thread still says that it is settled
    text = "" if _reopened_in_silence(thread) else words.t("settled")
    reply = ThreadReply(thread_id=thread.id, text=text, action="resolve")
    return AnnotationPlan(replies=(reply,), records=records)


def _was_settled(record: AnnotationRecord | None) -> bool:
    return record is not None and record.cause == SETTLED


def _reopened_by_a_person(thread: Thread) -> bool:
    """Whether people want to go on talking; the robot doesn't argue."""
    last = _last_action(thread)
    return last is not None and last.action == "reopen" and not last.by_robot


def _reopened_in_silence(thread: Thread) -> bool:
    """Whether the robot opened the thread again without words and has said nothing since."""
    ours = [reply for reply in thread.replies if reply.by_robot]
    return bool(ours) and ours[-1].action == "reopen" and not ours[-1].text


def _just_settled(thread: Thread, since: datetime | None) -> bool:
    """Whether the robot resolved the thread after that moment, and nobody acted in it after that."""
    last = _last_action(thread)
    if since is None or last is None or last.at is None:
        return False
    return thread.closed_by_robot and last.action == "resolve" and last.at >= since


def _last_action(thread: Thread) -> Reply | None:
    return next((reply for reply in reversed(thread.replies) if reply.action), None)


def _record(signal: Signal, thread_id: str, *, dismissed: bool = False) -> AnnotationRecord:
    return AnnotationRecord(key=signal.key, cause=signal.cause, thread_id=thread_id, dismissed=dismissed)


def _joined(said: Sequence[str], words: Words) -> str:
    text = words.listed_apart(said)
    return text if len(text) <= SIGNAL_LIMIT else text[: SIGNAL_LIMIT - 1].rstrip() + "…"


def _cut(text: str, size: int) -> str:
    """The text in at most that many bytes of UTF-8, never half a character."""
    whole, dots = text.encode(errors="surrogatepass"), "…"
    if len(whole) <= size:
        return text
    return whole[: size - len(dots.encode())].decode(errors="ignore").rstrip() + dots
