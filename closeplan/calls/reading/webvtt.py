"""WebVTT (Zoom, Teams, Meet, Otter), and SRT, which differs by its missing header and its commas.

Teams names who speaks in a voice tag, Zoom before a colon; Microsoft Graph's `metadataContent` has JSON in each cue.
https://www.w3.org/TR/webvtt1/ is followed where a file keeps to it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from closeplan.calls.reading.cues import ARROW, Cue, read_cues
from closeplan.calls.reading.draft import Draft, Said, clean_name
from closeplan.calls.reading.labels import LONGEST, label_in, looks_like_name, split_labels
from closeplan.calls.reading.markup import voiced, words_of
from closeplan.errors import Mistake


def read_webvtt(lines: Sequence[str]) -> Draft:
    """A file of cues. One cue is one turn, in the file's order; an empty one too."""
    first = _after_header(lines)
    cues, problems = read_cues(lines, first=first)
    said = _named_above([_said(cue) for cue in cues], cues)
    bare = [one.text if one.speaker is None else "" for one in said]
    for number, (speaker, text) in split_labels(bare).items():
        said[number] = Said(text, speaker, said[number].start, said[number].end)
    if not any(one.text.strip() for one in said):
        problems.append(Mistake("", "none of its cues has words"))
    return Draft(said=said, problems=problems, language=_language(lines[:first]))


def _after_header(lines: Sequence[str]) -> int:
    """The line after `WEBVTT` and what belongs to it, which ends with a blank line or a timing line."""
    if not lines or not lines[0].lstrip("\ufeff").startswith("WEBVTT"):
        return 0
    for number in range(1, len(lines)):
        if ARROW in lines[number]:
            return number
        if not lines[number].strip():
            return number + 1
    return len(lines)


def _named_above(said: list[Said], cues: Sequence[Cue]) -> list[Said]:
    """Teams' older Word exports put the name on a line of its own above the words."""
    tops = [_top(cue) if one.speaker is None else "" for one, cue in zip(said, cues, strict=True)]
    if sum(map(bool, tops)) * 2 <= len(said) or len(set(tops)) * 2 > len(said):
        return said
    return [
        Said(words_of("\n".join(cue.lines[1:])), top, one.start, one.end) if top else one
        for one, cue, top in zip(said, cues, tops, strict=True)
    ]


def _top(cue: Cue) -> str:
    """The first of a cue's lines where it could be a name and words follow."""
    if len(cue.lines) < 2 or len(cue.lines[0]) > LONGEST:
        return ""
    name = clean_name(cue.lines[0])
    both = label_in(name + ":")
    return name if both and not both[1] and looks_like_name(name) else ""


def _language(header: Sequence[str]) -> str:
    found = (line.split(":", 1)[1].strip() for line in header if line.lower().startswith("language:"))
    return next(found, "")


def _said(cue: Cue) -> Said:
    payload = cue.payload
    if payload.startswith("{") and '"spokenText"' in payload:
        return _graph(cue, payload)
    speaker, text = voiced(payload)
    return Said(text, speaker, cue.start, cue.end)


def _graph(cue: Cue, payload: str) -> Said:
    """A cue of Microsoft Graph's `metadataContent`; one whose JSON is broken stays as it stands."""
    try:
        found = json.loads(payload)
    except ValueError:
        return Said(payload, None, cue.start, cue.end)
    return Said(str(found.get("spokenText") or ""), str(found.get("speakerName") or ""), cue.start, cue.end)
