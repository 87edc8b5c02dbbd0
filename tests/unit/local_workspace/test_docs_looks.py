"""How a Doc looks, its chips and comments, and HTML in both directions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local_workspace.docs import Document, batch_update, document_from_html, render, to_html, to_text
from local_workspace.people import Actor
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
)

SAM = Actor("sam@northwind.example", "Sam")


@pytest.fixture
def doc() -> Document:
    doc = Document.new("id", "Plan")
    run(doc, insert(1, "one two three"))
    return doc


def styled(start: int, end: int, fields: str, **style: object) -> Json:
    return {"updateTextStyle": {**span(start, end), "textStyle": style, "fields": fields}}


def runs(doc: Document, paragraph: int = 1) -> list[tuple[str, Json]]:
    elements = body(doc)[paragraph]["paragraph"]["elements"]
    return [(part["textRun"]["content"], part["textRun"]["textStyle"]) for part in elements]


def test_a_style_splits_a_run_and_its_end_joins_it_again(doc: Document) -> None:
    run(doc, styled(5, 8, "bold,italic", bold=True, italic=True))
    assert [text for text, _ in runs(doc)] == ["one ", "two", " three\n"]

    run(doc, styled(1, 14, "bold,italic"))

    assert runs(doc) == [("one two three\n", {})]


def test_half_a_character_is_never_styled_alone(doc: Document) -> None:
    run(doc, insert(1, "😀"), styled(2, 4, "bold", bold=True))

    assert [text for text, _ in runs(doc)] == ["😀o", "ne two three\n"]


def test_a_link_looks_like_one_until_it_ends_and_never_covers_a_newline(doc: Document) -> None:
    run(doc, styled(9, 15, "link", link={"url": "https://acme.example"}))
    (_, plain), (linked, style), (_, end) = runs(doc)
    assert (linked, style["underline"], plain, end) == ("three", True, {}, {})

    run(doc, styled(9, 15, "link"))

    assert runs(doc) == [("one two three\n", {})]


def test_an_unknown_or_missing_field_is_refused(doc: Document) -> None:
    assert "Invalid field: boldness" in refusal(doc, styled(1, 2, "boldness"))
    assert "At least one field must be listed" in refusal(doc, styled(1, 2, ""))


def test_the_page_sections_and_named_styles_change(doc: Document) -> None:
    margin = {"magnitude": 20, "unit": "PT"}
    heading = {"namedStyleType": "HEADING_1", "textStyle": {"bold": True}}
    run(
        doc,
        {"updateDocumentStyle": {"documentStyle": {"marginTop": margin}, "fields": "marginTop"}},
        {"insertSectionBreak": {"location": {"index": 4}, "sectionType": "NEXT_PAGE"}},
        {"updateSectionStyle": {**span(6, 7), "sectionStyle": {"marginTop": margin}, "fields": "marginTop"}},
        {"updateNamedStyle": {"namedStyle": heading, "fields": "textStyle.bold"}},
    )

    shown = render(doc, DANA, tabs=False)
    first, _, second, _ = shown["body"]["content"]
    assert (
        shown["documentStyle"]["marginTop"] == second["sectionBreak"]["sectionStyle"]["marginTop"] == margin
    )
    assert "marginTop" not in first["sectionBreak"]["sectionStyle"]
    assert shown["namedStyles"]["styles"][1]["textStyle"]["bold"]
    check(doc)
    run(doc, delete(4, 6))
    assert to_text(doc) == "one two three"


def test_a_comment_follows_its_text_and_belongs_to_its_author(doc: Document) -> None:
    comment = {"content": "Really?", **span(5, 8)}
    thread = run(doc, {"insertComment": comment})[0]["insertComment"]["commentThread"]
    run(doc, insert(1, "zero "))

    assert thread["plainTextQuote"] == "two"
    assert doc.anchors[thread["anchorId"]] == (10, 13)
    mine = {"deleteComment": {"commentId": thread["commentId"]}}
    with pytest.raises(Exception, match="not the author"):
        batch_update(doc, [mine], SAM, NOW)
    run(doc, delete(10, 13))
    shown = render(doc, DANA, tabs=True, with_comments=True)
    assert shown["comments"][0]["commentId"] == thread["commentId"]
    assert shown["tabs"][0]["documentTab"]["commentAnchors"] == {}


@pytest.mark.parametrize(
    ("properties", "shown"),
    [
        ({}, "Mar 31, 2027"),
        ({"dateFormat": "DATE_FORMAT_MONTH_DAY_FULL", "locale": "de"}, "März 31"),
        ({"timeFormat": "TIME_FORMAT_HOUR_MINUTE", "timeZoneId": "America/New_York"}, "Mar 31, 2027 5:00 AM"),
    ],
)
def test_a_date_is_shown_as_it_is_asked_for(doc: Document, properties: Json, shown: str) -> None:
    given_ = {"timestamp": "2027-03-31T09:00:00Z", **properties}
    run(doc, {"insertDate": {"location": {"index": 1}, "dateElementProperties": given_}})

    date = body(doc)[1]["paragraph"]["elements"][0]["dateElement"]["dateElementProperties"]
    assert date["displayText"].replace("\u202f", " ") == shown


def test_a_chip_that_nobody_could_read_is_refused(doc: Document) -> None:
    zone = {"timestamp": "2027-03-31T09:00:00Z", "timeZoneId": "Nowhere/Land"}
    for kind, name, value in (
        ("insertPerson", "personProperties", {"name": "Mia"}),
        ("insertRichLink", "richLinkProperties", {"uri": "javascript:alert(1)"}),
        ("insertDate", "dateElementProperties", {}),
        ("insertDate", "dateElementProperties", zone),
    ):
        refusal(doc, {kind: {"location": {"index": 1}, name: value}})


PAGE = (
    "<html><head><title>no</title><style>p {}</style></head><body><h2>Goal</h2>"
    "<p>a <b>b</b> <i>c</i> <a href='https://acme.example/'>d</a><br>e &amp; f</p>"
    "<ol><li>one</li><li>two<ul><li>deep</li></ul></li></ol>"
    "<table><tr><th>A</th><td>B</td></tr><tr><td>C</td></tr></table></body></html>"
)


def test_html_becomes_headings_text_lists_and_tables() -> None:
    doc = document_from_html(PAGE)

    check(doc)
    assert to_text(doc).split("\r\n") == [
        "Goal", "a b c d", "e & f", "* one", "* two", "   * deep", "A", "B", "C", "", "",
    ]  # fmt: skip
    assert body(doc)[1]["paragraph"]["paragraphStyle"]["namedStyleType"] == "HEADING_2"
    assert to_html(document_from_html(to_html(doc))) == to_html(doc)


def test_html_of_a_doc_has_no_more_than_the_doc(doc: Document) -> None:
    run(doc, insert(1, "<script>"), styled(1, 4, "link", link={"url": "javascript:alert(1)"}))

    assert "<body><p>&lt;script&gt;one two three</p></body>" in to_html(doc).replace("<u>", "").replace(
        "</u>", ""
    )


TAGS = st.sampled_from(
    ["<p>", "</p>", "<b>", "</b>", "<ul>", "<li>", "</ul>", "<table>", "<tr>", "<td>", "</table>"]
)


@given(
    st.lists(TAGS | st.sampled_from([" ", "x", "y z", "\n", "<h1>", "<br>", "</td>", "<title>"]), max_size=20)
)
def test_broken_html_becomes_a_whole_doc(parts: list[str]) -> None:
    check(document_from_html("".join(parts)))


def test_tables_in_tables_end_somewhere() -> None:
    doc = document_from_html("<table><tr><td>x" * 3000)

    check(doc)
    assert doc.flow.text.count("x") == 3000
    deepest = {"insertTable": {"location": {"index": doc.flow.text.index("x")}, "rows": 1, "columns": 1}}
    run(doc, deepest)
    within = doc.flow.text.rindex("x")
    assert "more than 10 deep" in refusal(
        doc, {"insertTable": {**deepest["insertTable"], "location": {"index": within}}}
    )
