"""A Doc as plain text, the way Drive exports it."""

from collections.abc import Callable

from local_workspace.docs.document import Document
from local_workspace.docs.flow import NEWLINE
from local_workspace.docs.render import content
from local_workspace.sheets.grid import Json

_CHIPS: dict[str, Callable[[Json], str]] = {
    "person": lambda body: str(body["personProperties"]["name"]),
    "richLink": lambda body: str(body["richLinkProperties"]["title"]),
    "dateElement": lambda body: str(body["dateElementProperties"]["displayText"]),
}


def to_text(doc: Document) -> str:
    """A line a paragraph, cells one after another, a star before list items."""
    lines = [line for element in content(doc.flow, 0, len(doc.flow)) for line in _lines(element)]
    return "\r\n".join(lines)


def _lines(element: Json) -> list[str]:
    if "table" in element:
        return [
            line
            for row in element["table"]["tableRows"]
            for cell in row["tableCells"]
            for part in cell["content"]
            for line in _lines(part)
        ]
    if "paragraph" not in element:
        return []
    paragraph = element["paragraph"]
    bullet = paragraph.get("bullet")
    start = "   " * bullet.get("nestingLevel", 0) + "* " if bullet else ""
    text = "".join(shown(part) for part in paragraph["elements"])
    return [start + text.removesuffix(NEWLINE).replace("\v", "\r\n")]


def shown(element: Json) -> str:
    """The text that people see of a paragraph's element."""
    if "textRun" in element:
        return str(element["textRun"]["content"])
    for kind, words in _CHIPS.items():
        if kind in element:
            return words(element[kind])
    return ""
