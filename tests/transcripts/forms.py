"""An invented call, written in every form that is read."""

# ruff: noqa: SIM905  (lists of words read best as text)

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from html import escape
from random import Random
from typing import NamedTuple

_NAMES = (
    "Dana Whitlock",
    "Rob Haldane",
    "Zoë Müller-Öz",
    "Dr. Katrin Vogel",
    "Ana de la Cruz",
    "Jean-Luc O'Neil",
    "Łukasz Żak",
)
_WORDS = (
    "we need the contract by Friday okay so budget is tight für alle très bien señor naïve legal reviews first then "
    "security asks CFO signs at noon three weeks before go-live that's it right—yes “really” no? fine, then. sure! why"
).split()


class Told(NamedTuple):
    """One turn as it was held; times in seconds."""

    speaker: str
    text: str
    start: float
    end: float


def invented(random: Random, turns: int = 30) -> list[Told]:
    """A call of at least two people."""
    names = random.sample(_NAMES, random.randint(2, 4))
    told, clock = [], 0.0
    for number in range(turns):
        words = random.choices(_WORDS, k=random.randint(1, 25))
        start = round(clock + random.uniform(0, 3), 3)
        clock = round(start + len(words) * 0.4 + 0.2, 3)
        told.append(Told(names[number % len(names)], " ".join(words), start, clock))
    return told


def stamp(seconds: float, point: str = ".") -> str:
    """`00:01:02.345`."""
    whole, milli = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}{point}{milli:03}"


def zoom(call: Sequence[Told]) -> bytes:
    cues = (
        f"{n}\n{stamp(t.start)} --> {stamp(t.end)}\n{t.speaker}: {t.text}\n" for n, t in enumerate(call, 1)
    )
    return ("WEBVTT\n\n" + "\n".join(cues)).encode()


def teams(call: Sequence[Told]) -> bytes:
    cues = (
        f"a-{n}/7-0\n{stamp(t.start)} --> {stamp(t.end)}\n<v {escape(t.speaker, quote=False)}>{t.text}</v>\n"
        for n, t in enumerate(call)
    )
    return ("WEBVTT\n\n" + "\n".join(cues)).encode()


def srt(call: Sequence[Told]) -> bytes:
    cues = (
        f"{n}\n{stamp(t.start, ',')} --> {stamp(t.end, ',')}\n{t.speaker}: {t.text}\n"
        for n, t in enumerate(call, 1)
    )
    return "\n".join(cues).encode()


def meet(call: Sequence[Told]) -> bytes:
    people = ", ".join(dict.fromkeys(t.speaker for t in call))
    head = f"Plan review (2027-02-02 10:01 EST) - Transcript\n\nAttendees\n{people}\n\nTranscript\n\n"
    return (head + "\n".join(f"{stamp(t.start)[:8]}\n{t.speaker}: {t.text}\n" for t in call)).encode()


def otter(call: Sequence[Told]) -> bytes:
    return "\n".join(f"{t.speaker}  {stamp(t.start)[:8]}\n{t.text}\n" for t in call).encode()


def bracketed(call: Sequence[Told]) -> bytes:
    return "\n".join(f"[{stamp(t.start)[:8]}] {t.speaker}: {t.text}" for t in call).encode()


def labelled(call: Sequence[Told]) -> bytes:
    return "\n".join(f"{t.speaker}: {t.text}" for t in call).encode()


def seconds_json(call: Sequence[Told]) -> bytes:
    rows = [{"speaker": t.speaker, "text": t.text, "start": t.start, "end": t.end} for t in call]
    return json.dumps({"segments": rows}, ensure_ascii=False).encode()


def milliseconds_json(call: Sequence[Told]) -> bytes:
    ids = {name: str(n) for n, name in enumerate(dict.fromkeys(t.speaker for t in call))}
    said = [
        {
            "speakerId": ids[t.speaker],
            "sentences": [{"start": round(t.start * 1000), "end": round(t.end * 1000), "text": t.text}],
        }
        for t in call
    ]
    parties = [{"speakerId": n, "name": name} for name, n in ids.items()]
    return json.dumps({"callTranscripts": [{"callId": "7", "transcript": said}], "parties": parties}).encode()


def word(call: Sequence[Told]) -> bytes:
    lines = [line for t in call for line in (f"{t.speaker}   {stamp(t.start)[3:8]}", t.text)]
    body = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("word/document.xml", f"<w:document><w:body>{body}</w:body></w:document>")
    return packed.getvalue()


FORMS: dict[str, Callable[[Sequence[Told]], bytes]] = {
    form.__name__: form
    for form in (zoom, teams, srt, meet, otter, bracketed, labelled, seconds_json, milliseconds_json, word)
}
TO_THE_MILLISECOND = frozenset(("zoom", "teams", "srt", "seconds_json", "milliseconds_json"))
TO_THE_SECOND = frozenset(("meet", "otter", "bracketed", "word"))
