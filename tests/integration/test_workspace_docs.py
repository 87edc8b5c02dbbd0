"""Unmodified google-api-python-client writes and reads Docs of the local Workspace, through Docs and Drive."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from googleapiclient.errors import HttpError
from googleapiclient.http import MediaInMemoryUpload

from tests.integration.workspace_clients import google_client, running_workspace
from tests.running import BUYER, SELLER

DOC = "application/vnd.google-apps.document"
INLINE = {"suggestionsViewMode": "SUGGESTIONS_INLINE", "commentsViewMode": "COMMENTS_VIEW_MODE_INCLUDED"}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_workspace(tmp_path_factory.mktemp("workspace")) as process:
        yield process.ready["workspace"]


@pytest.fixture(scope="module")
def drive(base: str) -> Iterator[Any]:
    client = google_client("drive", "v3", base, SELLER)
    yield client
    client.close()


@pytest.fixture(scope="module")
def docs(base: str) -> Iterator[Any]:
    client = google_client("docs", "v1", base, SELLER)
    yield client.documents()
    client.close()


@pytest.fixture(scope="module")
def buyers_docs(base: str) -> Iterator[Any]:
    client = google_client("docs", "v1", base, BUYER)
    yield client.documents()
    client.close()


@pytest.fixture
def doc_id(docs: Any) -> str:
    made: str = docs.create(body={"title": "Narrative"}).execute()["documentId"]
    return made


def write(docs: Any, doc_id: str, *requests: Any, **control: Any) -> Any:
    body = {"requests": list(requests), **({"writeControl": control} if control else {})}
    return docs.batchUpdate(documentId=doc_id, body=body).execute()


def insert(text: str, index: int = 1) -> Any:
    return {"insertText": {"location": {"index": index}, "text": text}}


def text_of(drive: Any, doc_id: str) -> str:
    exported: bytes = drive.files().export(fileId=doc_id, mimeType="text/plain").execute()
    return exported.decode("utf-8-sig")


def test_a_doc_is_created_written_and_read(docs: Any, drive: Any, doc_id: str) -> None:
    answer = write(
        docs,
        doc_id,
        insert("Hello 😀\n"),
        {"insertTable": {"rows": 1, "columns": 2, "endOfSegmentLocation": {}}},
    )

    read = docs.get(documentId=doc_id).execute()
    assert read["title"] == "Narrative"
    assert answer["writeControl"] == {"requiredRevisionId": read["revisionId"]}
    assert answer["replies"] == [{}, {}]
    assert [element["endIndex"] for element in read["body"]["content"]] == [1, 10, 11, 18, 19]
    assert drive.files().get(fileId=doc_id, fields="mimeType,name").execute() == {
        "mimeType": DOC,
        "name": "Narrative",
    }


def test_a_write_on_an_older_revision_changes_nothing(docs: Any, drive: Any, doc_id: str) -> None:
    before = docs.get(documentId=doc_id, fields="revisionId").execute()["revisionId"]
    write(docs, doc_id, insert("first"), requiredRevisionId=before)

    with pytest.raises(HttpError) as refused:
        write(docs, doc_id, insert("second"), requiredRevisionId=before)

    assert refused.value.status_code == 400
    assert "does not match the latest revision" in refused.value.reason
    assert text_of(drive, doc_id) == "first"


def test_a_batch_with_one_wrong_request_changes_nothing(docs: Any, drive: Any, doc_id: str) -> None:
    with pytest.raises(HttpError) as refused:
        write(docs, doc_id, insert("x"), insert("y", 99))

    assert refused.value.reason == (
        "Invalid requests[1].insertText: Index 99 must be less than the end index of the referenced segment, 3."
    )
    assert text_of(drive, doc_id) == ""


def test_what_is_not_there_yet_says_so(docs: Any, doc_id: str) -> None:
    for request, control in (
        ({"createHeader": {"type": "DEFAULT"}}, {}),
        (insert("x"), {"writeMode": "SUGGEST"}),
    ):
        with pytest.raises(HttpError) as refused:
            write(docs, doc_id, request, **control)
        assert refused.value.status_code == 501
        assert "docs.documents.batchUpdate" in refused.value.reason


def test_a_batch_without_a_request_is_refused(docs: Any, doc_id: str) -> None:
    with pytest.raises(HttpError, match="Must specify at least one request"):
        write(docs, doc_id)


def test_a_write_against_an_earlier_revision_finds_its_place(docs: Any, drive: Any, doc_id: str) -> None:
    write(docs, doc_id, insert("three"))
    seen = docs.get(documentId=doc_id, fields="revisionId").execute()["revisionId"]
    write(docs, doc_id, insert("one "))

    write(docs, doc_id, insert("two "), targetRevisionId=seen)

    assert text_of(drive, doc_id) == "one two three"


def test_a_comment_is_no_revision(docs: Any, doc_id: str) -> None:
    seen = docs.get(documentId=doc_id, fields="revisionId").execute()["revisionId"]
    comment = {"content": "hm", "range": {"startIndex": 1, "endIndex": 2}}

    assert write(docs, doc_id, {"insertComment": comment})["writeControl"] == {"requiredRevisionId": seen}


def test_tabs_show_the_same_content_and_comments_with_their_place(docs: Any, doc_id: str) -> None:
    comment = {"content": "Which quarter?", "range": {"startIndex": 1, "endIndex": 5}}
    answer = write(docs, doc_id, insert("Goal: live"), {"insertComment": comment})

    read = docs.get(documentId=doc_id, includeTabsContent=True, **INLINE).execute()
    tab = read["tabs"][0]["documentTab"]
    assert "body" not in read
    assert read["comments"][0]["headPost"]["content"] == "Which quarter?"
    assert read["comments"][0]["plainTextQuote"] == "Goal"
    assert tab["commentAnchors"][read["comments"][0]["anchorId"]]["ranges"][0]["endIndex"] == 5
    assert answer["commentUpdateState"] == "ALL_SAVED"


def test_drive_sees_a_docs_comments_and_the_doc_drives(docs: Any, drive: Any, doc_id: str) -> None:
    made = drive.comments().create(fileId=doc_id, body={"content": "From Drive"}, fields="id").execute()
    write(docs, doc_id, {"addCommentReply": {"commentId": made["id"], "post": {"content": "From Docs"}}})

    listed = drive.comments().list(fileId=doc_id, fields="comments(content,replies(content))").execute()

    assert listed == {"comments": [{"content": "From Drive", "replies": [{"content": "From Docs"}]}]}


def test_chips_show_who_when_and_what(docs: Any, drive: Any, doc_id: str) -> None:
    end: Any = {"endOfSegmentLocation": {}}
    date = {"timestamp": "2027-03-31T23:30:00Z", "timeZoneId": "Europe/Berlin", "locale": "de"}
    write(
        docs, doc_id,
        {"insertPerson": {**end, "personProperties": {"email": "mia.wolf@acme.example"}}},
        {"insertDate": {**end, "dateElementProperties": date | {"dateFormat": "DATE_FORMAT_ISO8601"}}},
        {"insertRichLink": {**end, "richLinkProperties": {"uri": "https://acme.example/plan"}}},
    )  # fmt: skip

    person, day, link, _ = docs.get(documentId=doc_id).execute()["body"]["content"][1]["paragraph"][
        "elements"
    ]
    assert person["person"]["personProperties"]["name"] == "Mia Wolf"
    assert day["dateElement"]["dateElementProperties"]["displayText"] == "2027-04-01"
    assert link["richLink"]["richLinkProperties"]["uri"] == "https://acme.example/plan"
    assert (person["endIndex"], link["endIndex"]) == (2, 4)
    assert text_of(drive, doc_id) == "Mia Wolf2027-04-01https://acme.example/plan"


def test_drive_makes_renames_and_copies_docs(docs: Any, drive: Any) -> None:
    made = drive.files().create(body={"name": "plan", "mimeType": DOC}, fields="id").execute()["id"]
    write(docs, made, insert("kept"))
    drive.files().update(fileId=made, body={"name": "renamed"}).execute()

    twin = drive.files().copy(fileId=made, fields="id,name").execute()

    assert docs.get(documentId=made, fields="title").execute() == {"title": "renamed"}
    assert twin["name"] == "Copy of renamed"
    assert text_of(drive, twin["id"]) == "kept"
    write(docs, twin["id"], insert("not "))
    assert text_of(drive, made) == "kept"


def test_html_becomes_a_doc_and_html_again(docs: Any, drive: Any) -> None:
    html = "<h1>Plan</h1><p>with <b>bold</b></p><ul><li>one</li></ul><table><tr><td>a</td></tr></table>"
    upload = MediaInMemoryUpload(html.encode(), "text/html")
    made = (
        drive.files()
        .create(body={"name": "up", "mimeType": DOC}, media_body=upload, fields="id")
        .execute()["id"]
    )

    heading = docs.get(documentId=made).execute()["body"]["content"][1]["paragraph"]
    page = drive.files().export(fileId=made, mimeType="text/html").execute().decode()

    assert heading["paragraphStyle"]["namedStyleType"] == "HEADING_1"
    assert "<h1>Plan</h1><p>with <b>bold</b></p><ul><li>one</li></ul>" in page
    assert "<td><p>a</p></td>" in page


def test_roles_decide_who_reads_comments_and_writes(
    docs: Any, buyers_docs: Any, drive: Any, doc_id: str
) -> None:
    with pytest.raises(HttpError, match="403"):
        buyers_docs.get(documentId=doc_id).execute()
    share = {"type": "user", "role": "commenter", "emailAddress": BUYER}
    drive.permissions().create(fileId=doc_id, body=share, sendNotificationEmail=False).execute()

    read = buyers_docs.get(documentId=doc_id).execute()

    assert "revisionId" not in read
    write(
        buyers_docs, doc_id, {"insertComment": {"content": "hm", "range": {"startIndex": 1, "endIndex": 2}}}
    )
    with pytest.raises(HttpError, match="403"):
        write(buyers_docs, doc_id, insert("x"))


def test_other_files_and_no_files_are_no_docs(docs: Any, drive: Any) -> None:
    folder = {"name": "f", "mimeType": "application/vnd.google-apps.folder"}
    made = drive.files().create(body=folder, fields="id").execute()["id"]
    for file_id, status in ((made, 400), ("nowhere", 404)):
        with pytest.raises(HttpError) as refused:
            docs.get(documentId=file_id).execute()
        assert refused.value.status_code == status


def test_a_field_mask_that_names_tabs_asks_for_them(docs: Any, doc_id: str) -> None:
    read = docs.get(documentId=doc_id, fields="tabs(tabProperties(tabId)),body").execute()

    assert read == {"tabs": [{"tabProperties": {"tabId": "t.0"}}]}
