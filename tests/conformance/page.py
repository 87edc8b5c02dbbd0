"""docs/conformance.md: what the local Workspace was held against, and how it fared."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tests.conformance.reasons import reason
from tests.conformance.replay import Compared
from tests.running import ROOT

PAGE = ROOT / "docs" / "conformance.md"

_HEAD = """\
# What the local Workspace is held against

Nobody here wrote these: Google's discovery documents, recordings of the real Google, and other people's clients.
`make test` runs all of it in a short form; `make conformance` runs it at length, adds the npm client (needs Node and
npm) and writes this page.

| against | how | where |
|---|---|---|
| Google's discovery documents | every request is read and every answer proved against them, always: the server does it itself | `local_workspace/gateway.py` |
| recordings of gspread with Google | replayed in order, answers compared field by field | `tests/conformance/test_recordings.py` |
| gspread, unmodified | each public method called; one without a call fails the test | `tests/conformance/test_gspread_surface.py` |
| pygsheets and gspread-formatting, unmodified | their main features | `tests/conformance/test_other_clients.py` |
| google-spreadsheet from npm, unmodified | a script over its features | `tests/conformance/npm` |
| bodies drawn at random from the schemas | no 500, nothing changed after a refusal, answers as the schema has them | `tests/conformance/test_random_bodies.py` |

"""

_RECORDINGS = """\
## Recordings

{equal} of {total} recorded answers are equal: {share:.2f} %. Equal means: the same HTTP status and the same JSON, field by
field. Ids that the server draws are paired as they first come up and must stay the same from then on. Times
(`createdTime`, `modifiedTime`) and `spreadsheetUrl` are left out. Two recordings list whatever the account had, and one is
refused a stranger's file: those files are made first, through the API, from the title and tabs that the recording tells.

"""

_DIFFERENCES = """\
The others:

| recording | exchange | request | first difference | reason |
|---|---|---|---|---|
"""


def page(compared: Sequence[Compared]) -> str:
    """The whole page."""
    equal = sum(each.equal for each in compared)
    share = 100 * equal / len(compared)
    rows = "".join(_row(each) for each in compared if not each.equal)
    text = _HEAD + _RECORDINGS.format(equal=equal, total=len(compared), share=share)
    return text + (_DIFFERENCES + rows if rows else "No answer differs.\n")


def published_share() -> float:
    """The share of equal answers that the page states."""
    found = re.search(r"are equal: ([\d.]+) %", PAGE.read_text("utf-8"))
    assert found, "docs/conformance.md states no share"
    return float(found.group(1))


def published_differences() -> set[tuple[str, int]]:
    """The exchanges that the page lists as different."""
    rows = re.findall(r"^\| `([\w.]+)` \| (\d+) \|", PAGE.read_text("utf-8"), re.MULTILINE)
    return {(recording, int(number)) for recording, number in rows}


def _row(each: Compared) -> str:
    path = re.sub(r"[\w-]{40,}", "…", each.request)
    difference = re.sub(r"http://127[\d.:]+", "http://…", each.difference).replace("|", "\\|")
    return f"| `{each.recording}` | {each.number} | `{path}` | {difference} | {reason(each)} |\n"
