"""HTML as a Doc: headings, paragraphs, lists, tables, links and the looks of text; anything else as its text."""

import re
from html.parser import HTMLParser

from local_workspace.docs import css
from local_workspace.docs.defaults import LEVELS, LINK_BLUE, PARAGRAPH_STYLE
from local_workspace.docs.document import Document, new_id
from local_workspace.docs.html_tables import Box, Grid
from local_workspace.docs.tables import DEEPEST
from local_workspace.sheets.grid import Json

_LOOKS: dict[str, Json] = {
    "b": {"bold": True},
    "strong": {"bold": True},
    "i": {"italic": True},
    "em": {"italic": True},
    "u": {"underline": True},
    "s": {"strikethrough": True},
    "del": {"strikethrough": True},
    "sup": {"baselineOffset": "SUPERSCRIPT"},
    "sub": {"baselineOffset": "SUBSCRIPT"},
}
_HEADINGS = {f"h{level}": f"HEADING_{level}" for level in range(1, 7)}
_BLOCKS = {
    "p",
    "div",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "blockquote",
    "pre",
    "li",
    *_HEADINGS,
}
_TABLE_PARTS = {"table", "tr", "td", "th"}
_LISTS = {"ul": "BULLET_DISC_CIRCLE_SQUARE", "ol": "NUMBERED_DECIMAL_ALPHA_ROMAN"}
_SILENT = {"head", "style", "script", "title", "template"}
_VOID = {"br", "hr", "img", "meta", "link", "input", "col", "wbr", "area", "base", "embed", "source", "track"}
_CELL_LOOK = "cell"
_SPACES = re.compile(r"[ \t\n\r\f]+")


def document_from_html(html: str) -> Document:
    """The Doc that Drive makes of an HTML file; its id and title are up to the caller."""
    reader = _Reader()
    reader.feed(html)
    reader.finish()
    doc = Document.new("", "")
    doc.lists = reader.lists
    doc.insert(1, reader.top.text, reader.top.marks)
    doc.replace(len(doc.flow) - 1, len(doc.flow))  # the content has a last paragraph of its own
    return doc


class _Reader(HTMLParser):
    """Writes what it reads into the innermost open box."""

    def __init__(self) -> None:
        super().__init__()
        self.top = Box()
        self.lists: dict[str, str] = {}
        self._boxes = [self.top]
        self._grids: list[Grid] = []
        self._looks: list[tuple[str, Json]] = []
        self._open_lists: list[str] = []
        self._silent = 0
        self._too_deep = 0

    def finish(self) -> None:
        """Close what the file left open."""
        self.close()
        while self._grids:
            self._end_table()
        self.top.settle()

    @property
    def _box(self) -> Box:
        return self._boxes[-1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "body":
            self._silent = 0
        elif tag == "br":
            self._box.write("\v", {})
        elif tag == "hr":
            self._box.end()
        elif tag in _BLOCKS:
            self._start_block(tag, dict(attrs))
        elif tag in _LISTS:
            self._box.end()
            if not self._open_lists:
                self.lists[new_id("kix.")] = _LISTS[tag]
            self._open_lists.append(next(reversed(self.lists)))
        elif tag in _TABLE_PARTS:
            self._start_table_part(tag, dict(attrs))
        elif tag not in _VOID:
            self._looks.append((tag, _look(tag, dict(attrs))))

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _BLOCKS:
            self._box.end()
            self._box.own = {"style": PARAGRAPH_STYLE}
            self._end_look(tag)
        elif tag in _LISTS and self._open_lists:
            self._box.end()
            self._open_lists.pop()
        elif self._too_deep and tag in _TABLE_PARTS:
            self._box.end()
            self._too_deep -= tag == "table"
        elif tag in {"td", "th"}:
            self._end_cell()
        elif tag == "table" and self._grids:
            self._end_table()
        else:
            self._end_look(tag)

    def _end_look(self, tag: str) -> None:
        for at in range(len(self._looks) - 1, -1, -1):
            if self._looks[at][0] == tag:
                del self._looks[at]
                return

    def handle_data(self, data: str) -> None:
        if self._silent or (self._grids and not self._in_cell()):
            return
        text = _SPACES.sub(" ", data)
        if not self._box.is_open:
            text = text.lstrip(" ")
        if self._box.last == " ":
            text = text.lstrip(" ")
        self._box.write(text, self._look)

    @property
    def _look(self) -> Json:
        """What all open tags together make of text."""
        style: Json = {}
        for _, look in self._looks:
            style = style | look
        return style

    def _start_block(self, tag: str, attributes: dict[str, str | None]) -> None:
        self._box.end()
        if self._looks and self._looks[-1][0] == "p":
            self._looks.pop()  # a paragraph ends where the next block begins
        self._looks.append((tag, _look(tag, attributes)))
        if tag in {"p", "div"} and "bullet" in self._box.own:
            return  # the paragraph of a list item
        style = PARAGRAPH_STYLE | css.paragraph_style(css.declared(attributes.get("style") or ""))
        if tag in _HEADINGS:
            style |= {"namedStyleType": _HEADINGS[tag], "headingId": new_id("h.")}
        self._box.own = {"style": style}
        if tag == "li" and self._open_lists:
            bullet: Json = {"listId": self._open_lists[-1], "textStyle": {}}
            level = min(len(self._open_lists), LEVELS) - 1
            self._box.own["bullet"] = bullet | ({"nestingLevel": level} if level else {})

    def _start_table_part(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag == "table" and len(self._grids) == DEEPEST:
            self._too_deep += 1
        if self._too_deep:
            self._box.end()
        elif tag == "table":
            self._box.end()
            self._grids.append(Grid())
        elif self._grids:
            self._end_cell()
            grid = self._grids[-1]
            if tag == "tr" or not grid.rows:
                grid.rows.append([])
            if tag != "tr":
                grid.rows[-1].append(Box.cell(attributes))
                self._boxes.append(grid.rows[-1][-1])
                bold = {"bold": True} if tag == "th" else {}
                self._looks.append((_CELL_LOOK, bold | _look(tag, attributes)))

    def _end_table(self) -> None:
        self._end_cell()
        self._grids.pop().write(self._box)

    def _in_cell(self) -> bool:
        """Whether the innermost table has an open cell."""
        rows = self._grids[-1].rows
        return bool(rows and rows[-1]) and self._box is rows[-1][-1]

    def _end_cell(self) -> None:
        """End the open cell of the innermost table."""
        if self._grids and self._in_cell():
            look = self._look
            self._boxes.pop().settle(look)
            while self._looks.pop()[0] != _CELL_LOOK:
                pass  # what the cell left open


def _look(tag: str, attributes: dict[str, str | None]) -> Json:
    own = css.text_style(css.declared(attributes.get("style") or ""))
    if tag == "a" and attributes.get("href"):
        link = {"link": {"url": attributes["href"]}, "underline": True, "foregroundColor": LINK_BLUE}
        return link | own
    return _LOOKS.get(tag, {}) | own
