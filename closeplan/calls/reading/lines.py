"""One line of a plain transcript: the time and the name that it begins with, if any."""

from __future__ import annotations

import re
from dataclasses import dataclass

from closeplan.calls.reading.draft import clean_name, clean_text
from closeplan.calls.reading.labels import LONGEST, label_in, looks_like_name
from closeplan.calls.reading.times import seconds_of

_TIME = r"\d{1,3}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,9})?(?:\s?[AaPp]\.?[Mm]\b\.?)?"
_SPAN = rf"[\[(<]?\s?({_TIME})[\])>]?(?:\s?(?:-->|->|[-–—]|to)\s?[\[(<]?({_TIME}))?\s?[\])>]?(?!\d|:\d)"
_TIME_FIRST = re.compile(rf"{_SPAN}\s*(?:[-–—|:]\s)?\s*")
_TIME_LAST = re.compile(rf"\s*(?:[-–—|,:]\s?)?{_SPAN}\s*:?\s*$")
_TIME_MIDDLE = re.compile(rf"\s*{_SPAN}\s?[:|]\s")
_CLOCK = re.compile(r"(.*?)\s?([AaPp])\.?[Mm]\.?")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_CLOSING = re.compile(
    r"(?i)transcription ended after|this editable transcript was computer generated|.{1,60} (?:started|stopped) transcription$|"
    r"transcribed by https?://|you should (?:review|double-check) gemini"
)


@dataclass(frozen=True)
class Line:
    """A line's words and what stands before them. `head` says that it is a name and a time with the words below;
    `whole` is the line as it stands.
    """

    text: str
    start: float | None = None
    end: float | None = None
    name: str = ""
    head: bool = False
    whole: str = ""


def parsed(raw: str) -> Line:
    """A line of a plain transcript."""
    if ":" not in raw and "：" not in raw:
        line = clean_text(raw)
        return Line(line, whole=line)
    line = clean_text(raw)
    if line.startswith("**"):
        line = line.replace("**", "", 2).strip()
    match = _TIME_FIRST.match(line)
    if match and (start := _seconds(match[1])) is not None:
        rest = line[match.end() :]
        end = _seconds(match[2]) if match[2] else None
        if _is_name(rest):
            return Line("", start=start, end=end, name=_bare(rest), head=True, whole=line)
        return Line(rest, start=start, end=end, whole=line)
    return _named_first(line)


def closing(line: str) -> bool:
    """Whether a line is the service's own remark on its transcript."""
    return bool(_CLOSING.match(line))


def _named_first(line: str) -> Line:
    if len(line) <= LONGEST + 40 and (last := _TIME_LAST.search(line)):
        name, start = line[: last.start()], _seconds(last[1])
        if start is not None and _is_name(name):
            end = _seconds(last[2]) if last[2] else None
            return Line("", start=start, end=end, name=_bare(name), head=True, whole=line)
    middle = _TIME_MIDDLE.search(line, 0, LONGEST + 40)
    if middle:
        name, start = line[: middle.start()], _seconds(middle[1])
        if start is not None and _is_name(name):
            end = _seconds(middle[2]) if middle[2] else None
            return Line(f"{_bare(name)}: {line[middle.end() :]}", start=start, end=end, whole=line)
    return Line(line, whole=line)


def _is_name(text: str) -> bool:
    bare = _bare(text)
    if _YEAR.search(bare):
        return False  # "February 2, 2027, 3:02PM" heads a file, not a turn
    both = label_in(bare + ":") if 0 < len(bare) <= LONGEST else None
    return both is not None and not both[1] and looks_like_name(bare)


def _bare(text: str) -> str:
    """A name out of `[Name]`, `| Name`, `**Name**`."""
    name = clean_name(text).strip("*_|,: ").removeprefix("- ")
    inner = re.fullmatch(r"\[([^\[\]]*)\]", name)
    return (inner[1] if inner else name).strip()


def _seconds(text: str | None) -> float | None:
    """Seconds of a time; of a clock's, those since midnight."""
    clock = _CLOCK.fullmatch(text or "")
    if not clock:
        return seconds_of(text or "")
    parts = clock[1].strip()
    found = seconds_of(parts if parts.count(":") == 2 else parts + ":00")
    if found is None:
        return None
    return found % 43200 + (43200 if clock[2] in "pP" else 0)
