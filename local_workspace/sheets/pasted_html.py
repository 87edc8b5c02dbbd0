"""The cells of a table in pasted HTML, as spreadsheets and browsers put it on the clipboard."""

from html.parser import HTMLParser


def table_of(html: str) -> list[list[str]]:
    """The texts of the first table, or of the whole text as one cell where there is none."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if reader.rows:
        return reader.rows
    text = reader.text()
    return [[text]] if text else []


class _Reader(HTMLParser):
    """Collects the texts of table cells; a cell over several columns leaves the others empty."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._parts: list[str] = []
        self._inside = False
        self._span = 1
        self._hidden = 0

    def text(self) -> str:
        """What was collected, its blanks as a browser shows them."""
        lines = "".join(self._parts).split("\n")
        return "\n".join(" ".join(line.split()) for line in lines).strip("\n")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a row or a cell; <br> is a new line."""
        if tag in ("style", "script", "head", "title"):
            self._hidden += 1
        elif tag == "tr":
            self._end_cell()
            self.rows.append([])
        elif tag in ("td", "th"):
            self._end_cell()
            span = dict(attrs).get("colspan") or "1"
            self._inside, self._span = True, min(int(span), 1000) if span.isdecimal() else 1
            self._parts = []
        elif tag == "br":
            self._parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a cell or what isn't shown."""
        if tag in ("style", "script", "head", "title"):
            self._hidden = max(0, self._hidden - 1)
        elif tag in ("td", "th", "tr", "table"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        """Collect a text; line ends of the source are blanks."""
        if not self._hidden:
            self._parts.append(data.replace("\n", " "))

    def _end_cell(self) -> None:
        if self._inside:
            if not self.rows:
                self.rows.append([])
            self.rows[-1] += [self.text(), *[""] * (self._span - 1)]
        self._inside, self._parts = False, []
