"""A Doc as HTML: what `document_from_html` reads, and browsers show."""

from html import escape

from local_workspace.docs import css
from local_workspace.docs.defaults import nesting_levels
from local_workspace.docs.document import Document
from local_workspace.docs.flow import NEWLINE
from local_workspace.docs.render import content
from local_workspace.docs.to_text import shown
from local_workspace.sheets.grid import Json

_TAGS = {f"HEADING_{level}": f"h{level}" for level in range(1, 7)} | {"TITLE": "h1", "SUBTITLE": "h2"}
_LOOKS = (("bold", "b"), ("italic", "i"), ("strikethrough", "s"))
_OFFSETS = {"SUPERSCRIPT": "sup", "SUBSCRIPT": "sub"}


def to_html(doc: Document) -> str:
    """The whole page."""
    body = _blocks(doc, list(content(doc.flow, 0, len(doc.flow))))
    title = escape(doc.title)
    return f'<html><head><meta charset="utf-8"><title>{title}</title></head><body>{body}</body></html>'


def _blocks(doc: Document, elements: list[Json]) -> str:
    written: list[str] = []
    open_lists: list[str] = []
    for element in elements:
        paragraph = element.get("paragraph", {})
        bullet = paragraph.get("bullet")
        depth = bullet.get("nestingLevel", 0) + 1 if bullet else 0
        while len(open_lists) > depth:
            written.append(f"</{open_lists.pop()}>")
        if bullet:
            tag = _list_tag(doc, bullet)
            while len(open_lists) < depth:
                open_lists.append(tag)
                written.append(f"<{tag}>")
            written.append(f"<li>{_inline(paragraph)}</li>")
        elif paragraph:
            tag = _TAGS.get(paragraph["paragraphStyle"]["namedStyleType"], "p")
            style = _styled_by(css.paragraph_css(paragraph["paragraphStyle"]))
            written.append(f"<{tag}{style}>{_inline(paragraph)}</{tag}>")
        elif "table" in element:
            written.append(_table(doc, element["table"]))
    written += [f"</{tag}>" for tag in reversed(open_lists)]
    return "".join(written)


def _list_tag(doc: Document, bullet: Json) -> str:
    level = nesting_levels(doc.lists[bullet["listId"]])[bullet.get("nestingLevel", 0)]
    return "ol" if level.get("glyphType", "GLYPH_TYPE_UNSPECIFIED") != "GLYPH_TYPE_UNSPECIFIED" else "ul"


def _table(doc: Document, table: Json) -> str:
    covered: set[tuple[int, int]] = set()
    widths = table["tableStyle"]["tableColumnProperties"]
    rows = []
    for r, row in enumerate(table["tableRows"]):
        cells = []
        for c, cell in enumerate(row["tableCells"]):
            if (r, c) in covered:
                continue
            down, right = cell["tableCellStyle"]["rowSpan"], cell["tableCellStyle"]["columnSpan"]
            covered |= {(r + i, c + j) for i in range(down) for j in range(right)}
            spans = (f' rowspan="{down}"' if down > 1 else "") + (f' colspan="{right}"' if right > 1 else "")
            width = widths[c].get("width", {}).get("magnitude")
            style = _styled_by(css.cell_css(cell["tableCellStyle"], width))
            cells.append(f"<td{spans}{style}>{_blocks(doc, cell['content'])}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f'<table border="1">{"".join(rows)}</table>'


def _styled_by(declarations: str) -> str:
    return f' style="{declarations}"' if declarations else ""


def _inline(paragraph: Json) -> str:
    return "".join(_element(element) for element in paragraph["elements"])


def _element(element: Json) -> str:
    if "pageBreak" in element:
        return '<hr style="page-break-before:always">'
    text = escape(shown(element).removesuffix(NEWLINE)).replace("\v", "<br>")
    if not text:
        return ""
    if "richLink" in element:
        return _link(element["richLink"]["richLinkProperties"]["uri"], text)
    if "person" in element:
        return _link("mailto:" + element["person"]["personProperties"]["email"], text)
    style = element["textRun"]["textStyle"] if "textRun" in element else {}
    return _styled(text, style)


def _styled(text: str, style: Json) -> str:
    for name, tag in _LOOKS:
        if style.get(name):
            text = f"<{tag}>{text}</{tag}>"
    offset = _OFFSETS.get(style.get("baselineOffset", ""))
    if offset:
        text = f"<{offset}>{text}</{offset}>"
    url = style.get("link", {}).get("url")
    if url:
        return _link(url, text)
    declarations = css.text_css(style)
    if declarations:
        text = f"<span{_styled_by(declarations)}>{text}</span>"
    return f"<u>{text}</u>" if style.get("underline") else text


def _link(url: str, text: str) -> str:
    """A link, where its address is one that a browser may follow from a page."""
    if not url.lower().startswith(("http://", "https://", "mailto:", "#")):
        return text
    return f'<a href="{escape(url)}">{text}</a>'
