"""Requests about the page and its sections, and about the named styles that paragraphs inherit from."""

from local_workspace.docs.defaults import SECTION_STYLE
from local_workspace.docs.flow import NEWLINE, SECTION, Mark
from local_workspace.docs.requests.edit import Edit, Handler, insertion_index, required, set_own, text_range
from local_workspace.docs.requests.styles import PARAGRAPH_FIELDS, TEXT_FIELDS, named_paths
from local_workspace.docs.requests.text import put_text, style_at
from local_workspace.docs.tables import is_whole
from local_workspace.errors import bad_request
from local_workspace.sheets.fieldmask import check_names, merge
from local_workspace.sheets.grid import Json

_PAGE = (
    "background", "useEvenPageHeaderFooter", "useFirstPageHeaderFooter", "pageNumberStart", "marginTop",
    "marginBottom", "marginRight", "marginLeft", "marginHeader", "marginFooter", "pageSize",
    "flipPageOrientation", "documentFormat",
)  # fmt: skip
_SECTION = (
    "columnProperties", "columnSeparatorStyle", "contentDirection", "marginTop", "marginBottom", "marginRight",
    "marginLeft", "marginHeader", "marginFooter", "pageNumberStart", "sectionType", "useFirstPageHeaderFooter",
    "flipPageOrientation",
)  # fmt: skip
_OWN_MARGINS = {"marginHeader", "marginFooter"}


def update_document_style(edit: Edit, request: Json) -> None:
    """Change the page: its size, margins and background."""
    paths = named_paths(request, _PAGE)
    style = merge(edit.doc.style, required(request, "documentStyle"), paths)
    if any(path[0] in _OWN_MARGINS for path in paths):
        style["useCustomHeaderFooterMargins"] = True
    edit.doc.style = style


def update_section_style(edit: Edit, request: Json) -> None:
    """Style the sections that a range overlaps; a section begins with its break."""
    start, end = text_range(edit, request)
    paths = named_paths(request, _SECTION)
    style = required(request, "sectionStyle")
    at = edit.flow.text.rfind(SECTION, 0, start + 1)
    while 0 <= at < end:
        set_own(edit, at, merge(edit.flow.marks[at].own, style, paths))
        at = edit.flow.text.find(SECTION, at + 1)


def insert_section_break(edit: Edit, request: Json) -> None:
    """Insert a newline and behind it a section break; not inside a table."""
    kind = request.get("sectionType", "SECTION_TYPE_UNSPECIFIED")
    if kind == "SECTION_TYPE_UNSPECIFIED":
        raise bad_request("sectionType must be specified.")
    at = insertion_index(edit, request)
    if not is_whole(edit.flow.text[at:]):
        raise bad_request("Section breaks cannot be inserted inside a table.")
    put_text(edit, at, NEWLINE, style_at(edit, at))
    edit.doc.insert(at + 1, SECTION, [Mark(own={**SECTION_STYLE, "sectionType": kind})])


def update_named_style(edit: Edit, request: Json) -> None:
    """Change what all paragraphs of a named style inherit."""
    given = required(request, "namedStyle")
    known = edit.doc.named_styles.get(given.get("namedStyleType", ""))
    if known is None:
        raise bad_request("namedStyle.namedStyleType must be specified.")
    paths = named_paths(request, ("textStyle", "paragraphStyle"))
    for name, fields in (("textStyle", TEXT_FIELDS), ("paragraphStyle", PARAGRAPH_FIELDS)):
        check_names([path[1:] for path in paths if path[0] == name and path[1:]], fields)
    changed = merge(known, given, paths)
    changed["paragraphStyle"] = {**changed.get("paragraphStyle", {}), "namedStyleType": "NORMAL_TEXT"}
    edit.doc.named_styles[given["namedStyleType"]] = changed


HANDLERS: dict[str, Handler] = {
    "updateDocumentStyle": update_document_style,
    "updateSectionStyle": update_section_style,
    "insertSectionBreak": insert_section_break,
    "updateNamedStyle": update_named_style,
}
