"""Requests about how text and paragraphs look, and about lists."""

from local_workspace.docs.defaults import LEVELS, LINK_BLUE, NORMAL, points
from local_workspace.docs.document import new_id
from local_workspace.docs.flow import NEWLINE, STRUCTURE, Mark
from local_workspace.docs.requests.edit import Edit, Handler, required, set_own, text_range
from local_workspace.errors import bad_request
from local_workspace.sheets.fieldmask import ALL, Path, check_names, merge, parse_mask
from local_workspace.sheets.grid import Json

TEXT_FIELDS = (
    "bold", "italic", "underline", "strikethrough", "smallCaps", "backgroundColor", "foregroundColor",
    "fontSize", "weightedFontFamily", "baselineOffset", "link",
)  # fmt: skip
PARAGRAPH_FIELDS = (
    "namedStyleType", "alignment", "lineSpacing", "direction", "spacingMode", "spaceAbove", "spaceBelow",
    "borderBetween", "borderTop", "borderBottom", "borderLeft", "borderRight", "indentFirstLine", "indentStart",
    "indentEnd", "keepLinesTogether", "keepWithNext", "avoidWidowAndOrphan", "shading", "pageBreakBefore",
)  # fmt: skip
_LINKED = ("underline", "foregroundColor")


def named_paths(request: Json, names: tuple[str, ...]) -> tuple[Path, ...]:
    """A request's mask, each name known; `*` as all the names."""
    paths = parse_mask(request.get("fields", ""))
    check_names(paths, names)
    return tuple((name,) for name in names) if ALL in paths else paths


def update_text_style(edit: Edit, request: Json) -> None:
    """Style every unit of a range; a new link looks like one, and an ended one no longer."""
    start, end = text_range(edit, request)
    # both halves of a character look alike
    start -= edit.flow.is_inside_pair(start)
    end += edit.flow.is_inside_pair(end)
    paths = named_paths(request, TEXT_FIELDS)
    style = dict(required(request, "textStyle"))
    heads = {path[0] for path in paths}
    if "link" in heads:
        looks: Json = {"underline": True, "foregroundColor": LINK_BLUE} if style.get("link") else {}
        paths += tuple((name,) for name in _LINKED if name not in heads)
        style |= {name: looks[name] for name in _LINKED if name not in heads and name in looks}
    plain = tuple(path for path in paths if path[0] != "link" and (path[0] in heads or "link" not in heads))
    restyled: dict[tuple[int, bool], Mark] = {}
    for at in range(start, end):
        unit, mark = edit.flow.text[at], edit.flow.marks[at]
        if unit in STRUCTURE:
            continue
        key = (id(mark), unit == NEWLINE)
        if key not in restyled:
            changed = merge(mark.style, style, plain if unit == NEWLINE else paths)
            restyled[key] = Mark(changed, mark.own)
        edit.flow.marks[at] = restyled[key]
    _style_bullets(edit, start, end, style, plain)


def _style_bullets(edit: Edit, start: int, end: int, style: Json, paths: tuple[Path, ...]) -> None:
    """The bullets of paragraphs that lie wholly in a range look like their text."""
    for newline in list(edit.flow.paragraph_ends(start, end)):
        own = edit.flow.marks[newline].own
        if "bullet" in own and start <= edit.flow.paragraph(newline)[0] and newline <= end:
            looks = merge(own["bullet"].get("textStyle", {}), style, paths)
            set_own(edit, newline, {**own, "bullet": {**own["bullet"], "textStyle": looks}})


def update_paragraph_style(edit: Edit, request: Json) -> None:
    """Style every paragraph that a range overlaps."""
    start, end = text_range(edit, request)
    paths = named_paths(request, PARAGRAPH_FIELDS)
    style = required(request, "paragraphStyle")
    for newline in list(edit.flow.paragraph_ends(start, end)):
        own = edit.flow.marks[newline].own
        changed = merge(own["style"], style, paths)
        if changed.get("namedStyleType", NORMAL) in {NORMAL, "NAMED_STYLE_TYPE_UNSPECIFIED"}:
            changed["namedStyleType"] = NORMAL
            changed.pop("headingId", None)
        elif "headingId" not in changed:
            changed["headingId"] = new_id("h.")
        changed.setdefault("direction", "LEFT_TO_RIGHT")
        set_own(edit, newline, {**own, "style": changed})


def create_paragraph_bullets(edit: Edit, request: Json) -> None:
    """Make list items of paragraphs; leading tabs say how deep and go."""
    start, end = text_range(edit, request)
    preset = request.get("bulletPreset", "BULLET_GLYPH_PRESET_UNSPECIFIED")
    if preset == "BULLET_GLYPH_PRESET_UNSPECIFIED":
        raise bad_request("bulletPreset must be specified.")
    list_id = _list_before(edit, start, preset)
    for newline in reversed(list(edit.flow.paragraph_ends(start, end))):
        first, _ = edit.flow.paragraph(newline)
        text = edit.flow.text[first:newline]
        tabs = len(text) - len(text.lstrip("\t"))
        if tabs:
            edit.doc.replace(first, first + tabs)
        own = edit.flow.marks[newline - tabs].own
        bullet: Json = {"listId": list_id, "textStyle": {}}
        if tabs:
            bullet["nestingLevel"] = min(tabs, LEVELS - 1)
        set_own(edit, newline - tabs, {**own, "bullet": bullet})


def _list_before(edit: Edit, start: int, preset: str) -> str:
    """The list that ends right before a range if its glyphs are the same, else a new one."""
    first, _ = edit.flow.paragraph(edit.flow.text.index(NEWLINE, start))
    before = edit.flow.marks[first - 1].own.get("bullet") if first else None
    if before and edit.doc.lists.get(before["listId"]) == preset:
        return str(before["listId"])
    list_id = new_id("kix.")
    edit.doc.lists[list_id] = preset
    return list_id


def delete_paragraph_bullets(edit: Edit, request: Json) -> None:
    """Make plain paragraphs of list items; they stay indented."""
    start, end = text_range(edit, request)
    for newline in list(edit.flow.paragraph_ends(start, end)):
        own = dict(edit.flow.marks[newline].own)
        bullet = own.pop("bullet", None)
        level = bullet.get("nestingLevel", 0) if bullet else 0
        if level:
            indent = points(36 * level)
            own["style"] = {**own["style"], "indentStart": indent, "indentFirstLine": indent}
        set_own(edit, newline, own)


HANDLERS: dict[str, Handler] = {
    "updateTextStyle": update_text_style,
    "updateParagraphStyle": update_paragraph_style,
    "createParagraphBullets": create_paragraph_bullets,
    "deleteParagraphBullets": delete_paragraph_bullets,
}
