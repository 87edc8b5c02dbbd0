"""One Doc in memory: its flow of text, named ranges, lists and comment threads, and edits that keep them together."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from local_workspace.docs.defaults import PARAGRAPH_STYLE, SECTION_STYLE, document_style, named_styles
from local_workspace.docs.flow import NEWLINE, SECTION, Flow, Mark, units, whole
from local_workspace.errors import bad_request
from local_workspace.sheets.grid import Json

_REMEMBERED = 500  # edits that a target revision may lie back, each batch counted as one more
LONGEST = 1_020_000  # units; Google's limit of characters in a Doc
Span = tuple[int, int]
Splice = tuple[int, int, int]  # start, end, and how many units came in between
Move = Callable[[int, int], Span]


@dataclass(frozen=True, slots=True)
class NamedRange:
    """A name for a stretch of the text."""

    name: str
    span: Span


@dataclass(slots=True)
class Document:
    """A text document with one tab and one segment, its body."""

    document_id: str
    title: str
    flow: Flow
    named: dict[str, NamedRange] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    threads: dict[str, Json] = field(default_factory=dict)
    anchors: dict[str, Span] = field(default_factory=dict)
    revision: str = ""
    style: Json = field(default_factory=document_style)
    named_styles: Json = field(default_factory=named_styles)
    history: list[tuple[str, list[Splice]]] = field(default_factory=list)
    splices: list[Splice] = field(default_factory=list)

    @classmethod
    def new(cls, document_id: str, title: str) -> "Document":
        """An empty Doc: a section break and one empty paragraph."""
        marks = [Mark(own=SECTION_STYLE), Mark(own={"style": PARAGRAPH_STYLE})]
        return cls(document_id, title, Flow(SECTION + NEWLINE, marks), revision=new_revision())

    @classmethod
    def from_json(cls, stored: Json) -> "Document":
        """Read what `to_json` made."""
        pool = [Mark(style, own) for style, own in stored["marks"]]
        marks = [mark for number, count in stored["runs"] for mark in [pool[number]] * count]
        named = {key: NamedRange(name, (start, end)) for key, (name, start, end) in stored["named"].items()}
        return cls(
            stored["id"],
            stored["title"],
            Flow(units(stored["text"]), marks),
            named=named,
            lists=stored["lists"],
            threads=stored["threads"],
            anchors={key: (start, end) for key, (start, end) in stored["anchors"].items()},
            revision=stored["revision"],
            style=stored["style"],
            named_styles=stored["namedStyles"],
            history=[(past, [(a, b, n) for a, b, n in batch]) for past, batch in stored["history"]],
        )

    def to_json(self) -> Json:
        """A compact form for storage: each mark once, and how often in a row."""
        pool: dict[int, tuple[int, Mark]] = {}
        runs = []
        for key, same in groupby(self.flow.marks, key=id):
            group = list(same)
            number, _ = pool.setdefault(key, (len(pool), group[0]))
            runs.append([number, len(group)])
        return {
            "id": self.document_id,
            "title": self.title,
            "text": whole(self.flow.text),
            "marks": [[mark.style, mark.own] for _, mark in pool.values()],
            "runs": runs,
            "named": {key: [item.name, *item.span] for key, item in self.named.items()},
            "lists": self.lists,
            "threads": self.threads,
            "anchors": self.anchors,
            "revision": self.revision,
            "style": self.style,
            "namedStyles": self.named_styles,
            "history": self.history,
        }

    def copy(self) -> "Document":
        """A document that can be changed without this one noticing."""
        return replace(
            self,
            flow=self.flow.copy(),
            named=dict(self.named),
            lists=dict(self.lists),
            threads=dict(self.threads),
            anchors=dict(self.anchors),
            named_styles=dict(self.named_styles),
            splices=[],
        )

    def become(self, other: "Document") -> None:
        """Take over everything the other one holds: the commit of an atomic batch."""
        self.flow, self.named, self.lists = other.flow, other.named, other.lists
        self.threads, self.anchors, self.revision = other.threads, other.anchors, other.revision
        self.style, self.named_styles, self.history = other.style, other.named_styles, other.history

    def insert(self, at: int, text: str, marks: list[Mark]) -> None:
        """Put units in; ranges behind move, ranges around grow."""
        size = len(text)
        self._splice(at, at, text, marks)
        self._follow(lambda start, end: (start + size * (start >= at), end + size * (end > at)))

    def replace(self, start: int, end: int, text: str = "", marks: Sequence[Mark] = ()) -> None:
        """Put units in the place of others; ranges keep what is left of them, or are gone."""
        size = len(text)
        self._splice(start, end, text, list(marks))

        def moved(index: int) -> int:
            return index + size - (end - start) if index >= end else min(index, start + size)

        self._follow(lambda first, last: (moved(first), moved(last)))

    def _splice(self, start: int, end: int, text: str, marks: list[Mark]) -> None:
        if len(self.flow) + len(text) - (end - start) > LONGEST:
            raise bad_request(f"The document would exceed {LONGEST} characters.")
        self.flow.splice(start, end, text, marks)
        self.splices.append((start, end, len(text)))

    def next_revision(self) -> None:
        """Close a batch of edits: it can be told apart for as long as it is among the last ones."""
        history = [*self.history, (self.revision, self.splices)]
        while history and sum(len(batch) for _, batch in history) + len(history) > _REMEMBERED:
            del history[0]
        self.history = history
        self.revision, self.splices = new_revision(), []

    def _follow(self, move: Move) -> None:
        """Move every range along with an edit."""
        named = {key: NamedRange(item.name, move(*item.span)) for key, item in self.named.items()}
        self.named = {key: item for key, item in named.items() if item.span[0] < item.span[1]}
        anchors = {key: move(*span) for key, span in self.anchors.items()}
        self.anchors = {key: span for key, span in anchors.items() if span[0] < span[1]}


def new_revision() -> str:
    """An opaque revision id."""
    return "ALBJ4L" + secrets.token_urlsafe(24)


def new_id(prefix: str) -> str:
    """A short id as Google's editors make them: `kix.` for named ranges and lists, `h.` for headings."""
    return prefix + "".join(secrets.choice("abcdefghijklmnopqrstuvwxyz0123456789") for _ in range(12))
