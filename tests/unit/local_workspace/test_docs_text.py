"""A Doc's text: indexes as Google counts them, edits that keep them in order, ranges that follow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local_workspace.docs import Document, batch_update, render, to_text
from local_workspace.errors import ApiError
from tests.unit.local_workspace.docs_edits import (
    DANA,
    NOW,
    Json,
    body,
    check,
    delete,
    insert,
    refusal,
    run,
    span,
    table,
)

WORDS = st.text(st.sampled_from("ab \n\tß😀\v"), min_size=1, max_size=8)


@pytest.fixture
def doc() -> Document:
    return Document.new("id", "Plan")


def test_a_new_doc_is_a_section_break_and_an_empty_paragraph(doc: Document) -> None:
    section, paragraph = body(doc)

    assert section["endIndex"] == 1
    assert "startIndex" not in section
    assert (paragraph["startIndex"], paragraph["endIndex"]) == (1, 2)
    assert paragraph["paragraph"]["elements"][0]["textRun"]["content"] == "\n"


def test_indexes_count_utf_16_units(doc: Document) -> None:
    run(doc, insert(1, "a😀b"))

    assert body(doc)[1]["endIndex"] == 6
    assert "grapheme" in refusal(doc, insert(3, "x"))
    assert "surrogate" in refusal(doc, delete(3, 5))


def test_what_google_strips_is_not_inserted(doc: Document) -> None:
    run(doc, insert(1, "a\x00\x10\ue907\rb"))

    assert to_text(doc) == "ab"


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (
            insert(99, "x"),
            "insertText: Index 99 must be less than the end index of the referenced segment, 2.",
        ),
        (
            insert(0, "x"),
            "insertText: The insertion index must be inside the bounds of an existing paragraph.",
        ),
        (insert(1, ""), "insertText: Insert text requests must specify text to insert."),
        (delete(1, 1), "deleteContentRange: The range should not be empty."),
        (
            delete(1, 2),
            "deleteContentRange: The range cannot include the newline character at the end of the",
        ),
        (delete(0, 1), "deleteContentRange: Invalid deletion range."),
        (
            {"insertText": {"location": {"index": 1, "segmentId": "kix.1"}, "text": "x"}},
            "kix.1 was not found",
        ),
        ({"insertText": {"location": {"index": 1, "tabId": "t.9"}, "text": "x"}}, "t.9 was not found"),
    ],
)
def test_a_wrong_place_is_refused_in_googles_words(doc: Document, request_: Json, words: str) -> None:
    message = refusal(doc, request_)

    assert message.startswith("Invalid requests[0].")
    assert words in message


def test_a_batch_is_done_whole_or_not_at_all(doc: Document) -> None:
    revision = doc.revision

    message = refusal(doc, insert(1, "kept?"), delete(50, 60))

    assert message.startswith("Invalid requests[1].deleteContentRange: Index 50 must be less than")
    assert doc.revision == revision


def test_text_takes_the_style_before_it_but_not_the_end_of_a_link(doc: Document) -> None:
    style = {"bold": True, "link": {"url": "https://acme.example"}}
    run(doc, insert(1, "ab"), {"updateTextStyle": {**span(1, 3), "textStyle": style, "fields": "bold,link"}})
    run(doc, insert(3, "c"), insert(2, "x"))

    linked, after, end = (part["textRun"] for part in body(doc)[1]["paragraph"]["elements"])
    assert linked["content"] == "axb"
    assert linked["textStyle"]["underline"]
    assert (after["content"], after["textStyle"], end["textStyle"]) == ("c", {"bold": True}, {})


def test_a_new_paragraph_is_like_the_one_it_splits(doc: Document) -> None:
    heading = {"paragraphStyle": {"namedStyleType": "HEADING_1"}, "fields": "namedStyleType"}
    run(doc, insert(1, "one two"), {"updateParagraphStyle": {**span(1, 2), **heading}}, insert(4, "\n"))

    first, second = (element["paragraph"]["paragraphStyle"] for element in body(doc)[1:])
    assert first["namedStyleType"] == second["namedStyleType"] == "HEADING_1"
    assert first["headingId"] != second["headingId"]


def test_joined_paragraphs_look_like_the_first(doc: Document) -> None:
    centred = {"paragraphStyle": {"alignment": "CENTER"}, "fields": "alignment"}
    run(doc, insert(1, "one\ntwo"), {"updateParagraphStyle": {**span(1, 2), **centred}}, delete(3, 6))

    assert to_text(doc) == "onwo"
    assert body(doc)[1]["paragraph"]["paragraphStyle"]["alignment"] == "CENTER"


def test_every_match_is_replaced_in_its_own_style(doc: Document) -> None:
    bold = {"textStyle": {"bold": True}, "fields": "bold"}
    run(doc, insert(1, "😀 {{who}} and {{WHO}}"), {"updateTextStyle": {**span(4, 11), **bold}})

    replies = run(doc, {"replaceAllText": {"containsText": {"text": "{{who}}"}, "replaceText": "Mia"}})

    assert replies == [{"replaceAllText": {"occurrencesChanged": 2}}]
    assert to_text(doc) == "😀 Mia and Mia"
    assert body(doc)[1]["paragraph"]["elements"][1]["textRun"] == {
        "content": "Mia", "textStyle": {"bold": True},
    }  # fmt: skip


def test_a_regular_expression_finds_and_a_broken_one_is_refused(doc: Document) -> None:
    run(doc, insert(1, "a1 b22"))
    found = {"text": "[0-9]+", "searchByRegex": True}

    run(doc, {"replaceAllText": {"containsText": found, "replaceText": "#"}})

    assert to_text(doc) == "a# b#"
    broken = {"text": "(", "searchByRegex": True}
    assert "regular expression" in refusal(doc, {"replaceAllText": {"containsText": broken}})


def named(doc: Document, start: int, end: int, name: str = "n") -> str:
    key: str = run(doc, {"createNamedRange": {"name": name, **span(start, end)}})[0]["createNamedRange"][
        "namedRangeId"
    ]
    return key


def test_named_ranges_follow_edits(doc: Document) -> None:
    run(doc, insert(1, "one two three"))
    key = named(doc, 5, 8)

    run(doc, insert(1, "zero "), insert(11, "!"))
    assert doc.named[key].span == (10, 14)
    run(doc, delete(8, 11))
    assert doc.named[key].span == (8, 11)
    run(doc, delete(8, 11))
    assert doc.named == {}


def test_the_content_of_named_ranges_is_replaced(doc: Document) -> None:
    run(doc, insert(1, "Dear X, from Y."))
    named(doc, 6, 7, "who")
    named(doc, 14, 15, "who")

    run(doc, {"replaceNamedRangeContent": {"namedRangeName": "who", "text": "Mia"}})
    run(doc, {"replaceNamedRangeContent": {"namedRangeName": "who", "text": "Sam\nand Jo"}})

    assert to_text(doc) == "Dear Sam\r\nand Jo, from Sam\r\nand Jo."
    run(doc, {"deleteNamedRange": {"name": "who"}})
    assert doc.named == {}
    assert "was not found" in refusal(doc, {"deleteNamedRange": {"namedRangeId": "kix.none"}})


def test_bullets_join_the_list_before_and_tabs_say_how_deep(doc: Document) -> None:
    bullets = {"bulletPreset": "BULLET_DISC_CIRCLE_SQUARE"}
    run(doc, insert(1, "one\n\t\ttwo\nthree"), {"createParagraphBullets": {**span(1, 9), **bullets}})
    run(doc, {"createParagraphBullets": {**span(10, 11), **bullets}})

    shown = [element["paragraph"]["bullet"] for element in body(doc)[1:]]
    assert len({bullet["listId"] for bullet in shown}) == 1
    assert [bullet.get("nestingLevel", 0) for bullet in shown] == [0, 2, 0]
    assert to_text(doc) == "* one\r\n      * two\r\n* three"
    run(doc, {"deleteParagraphBullets": span(1, 12)})
    assert "lists" not in render(doc, DANA, tabs=False)


edits = st.lists(
    st.tuples(st.sampled_from("iidtb"), st.integers(0, 60), st.integers(1, 12), WORDS), max_size=12
)


@given(edits)
def test_indexes_stay_without_gaps_whatever_is_edited(steps: list[tuple[str, int, int, str]]) -> None:
    doc = Document.new("id", "Plan")
    for kind, at, size, words in steps:
        request_ = {
            "i": insert(at, words),
            "d": delete(at, at + size),
            "t": table(at, 1 + size % 2, size % 3 + 1),
            "b": {"createParagraphBullets": {**span(at, at + size), "bulletPreset": "BULLET_CHECKBOX"}},
        }[kind]
        try:
            run(doc, request_)
        except ApiError as refused:
            if refused.code != 400:
                raise
        check(doc)


@given(WORDS, WORDS, st.integers(1, 12))
def test_deleting_what_was_inserted_restores_the_doc(old: str, new: str, at: int) -> None:
    doc = Document.new("id", "Plan")
    run(doc, insert(1, old))
    before, end = body(doc), len(doc.flow)
    try:
        run(doc, insert(at, new))
    except ApiError:
        return

    run(doc, delete(at, at + len(doc.flow) - end))

    assert body(doc) == before


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 40), st.integers(1, 6)), max_size=10))
def test_a_named_range_keeps_the_text_it_names(steps: list[tuple[bool, int, int]]) -> None:
    doc = Document.new("id", "Plan")
    run(doc, insert(1, "." * 20 + "NAMED" + "." * 14))
    key = named(doc, 21, 26)
    for inserts, at, size in steps:
        request_ = insert(at, "," * size) if inserts else delete(at, at + size)
        try:
            run(doc, request_)
        except ApiError:
            continue
    left = "".join(sign for sign in doc.flow.text if sign in "NAMED")
    if not left:
        assert key not in doc.named
        return
    start, end = doc.named[key].span
    assert left in doc.flow.text[start:end].replace(",", "")


def test_a_write_against_an_earlier_revision_lands_where_it_was_meant(doc: Document) -> None:
    run(doc, insert(1, "one two three"))
    seen = doc.revision
    run(doc, insert(1, "zero "), delete(14, 19))

    batch_update(doc, [insert(5, "X"), delete(6, 9), insert(6, "Y")], DANA, NOW, target=seen)

    assert to_text(doc) == "zero one XY "


def test_a_revision_that_nobody_saw_is_no_target(doc: Document) -> None:
    with pytest.raises(ApiError, match="too far behind the latest revision"):
        batch_update(doc, [insert(1, "x")], DANA, NOW, target="unknown")


@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from("xyz")), min_size=1, max_size=4), st.data())
def test_edits_of_two_people_in_different_places_both_count(
    steps: list[tuple[int, str]], data: st.DataObject
) -> None:
    doc = Document.new("id", "Plan")
    run(doc, insert(1, "left side|right side"))
    seen = doc.revision
    for at, sign in steps:
        run(doc, insert(1 + at, sign))  # the collaborator, left of the bar
    theirs = to_text(doc).partition("|")[0]
    at = data.draw(st.integers(11, 20))

    batch_update(
        doc,
        [insert(at, "!!"), delete(at + 2, at + 3), insert(at + 1, "?")],
        DANA,
        NOW,
        target=seen,
    )

    left, _, right = to_text(doc).partition("|")
    alone = "right side"[: at - 11] + "!?!" + "right side"[at - 10 :]
    assert (left, right) == (theirs, alone)
