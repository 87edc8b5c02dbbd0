"""Gmail of the local Workspace, driven by Google's own client."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from itertools import count
from typing import Any

import pytest
from googleapiclient.errors import HttpError

from tests.integration.workspace_clients import Http, google_client, running_workspace

Users = Callable[[str], Any]
_numbers = count(1)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_workspace(tmp_path_factory.mktemp("gmail")) as process:
        yield process.ready["workspace"]


@pytest.fixture
def people() -> tuple[str, str]:
    """Two people nobody has written to yet."""
    number = next(_numbers)
    return f"sam{number}@northwind.example", f"mia{number}@acme.example"


@pytest.fixture
def users(base: str) -> Users:
    return lambda person: google_client("gmail", "v1", base, person).users()


def letter(
    to: str, subject: str = "The plan", text: str = "See you on Monday.\n", **headers: str
) -> EmailMessage:
    message = EmailMessage()
    message["To"], message["Subject"] = to, subject
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def raw(message: EmailMessage) -> dict[str, str]:
    return {"raw": base64.urlsafe_b64encode(message.as_bytes()).decode()}


def send(users: Any, message: EmailMessage, **more: str) -> dict[str, Any]:
    sent: dict[str, Any] = users.messages().send(userId="me", body={**raw(message), **more}).execute()
    return sent


def found(users: Any, query: str) -> list[dict[str, Any]]:
    answer = users.messages().list(userId="me", q=query).execute()
    return [users.messages().get(userId="me", id=hit["id"]).execute() for hit in answer.get("messages", [])]


def header(message: dict[str, Any], name: str) -> str:
    values: list[str] = [entry["value"] for entry in message["payload"]["headers"] if entry["name"] == name]
    return values[0]


def refusal(call: Any) -> HttpError:
    with pytest.raises(HttpError) as caught:
        call.execute()
    return caught.value


def test_a_draft_is_kept_changed_and_sent(users: Users, people: tuple[str, str]) -> None:
    sam, mia = people
    drafts = users(sam).drafts()
    made = drafts.create(userId="me", body={"message": raw(letter(mia, "first"))}).execute()
    drafts.update(userId="me", id=made["id"], body={"message": raw(letter(mia, "second"))}).execute()
    assert [draft["id"] for draft in drafts.list(userId="me").execute()["drafts"]] == [made["id"]]
    assert header(drafts.get(userId="me", id=made["id"]).execute()["message"], "Subject") == "second"

    sent = drafts.send(userId="me", body={"id": made["id"]}).execute()

    assert sent["labelIds"] == ["SENT"]
    assert drafts.list(userId="me").execute() == {"resultSizeEstimate": 0}
    assert [header(mail, "Subject") for mail in found(users(mia), "in:inbox")] == ["second"]


def test_a_draft_without_a_recipient_is_kept_and_not_sent(users: Users, people: tuple[str, str]) -> None:
    message = EmailMessage()
    message["Subject"] = "to whom?"
    drafts = users(people[0]).drafts()
    made = drafts.create(userId="me", body={"message": raw(message)}).execute()

    refused = refusal(drafts.send(userId="me", body={"id": made["id"]}))

    assert (refused.status_code, refused.reason) == (400, "Recipient address required")
    assert drafts.get(userId="me", id=made["id"]).execute()["id"] == made["id"]


def test_a_sent_message_arrives_with_everybody_it_names_and_bcc_stays_secret(
    users: Users, people: tuple[str, str]
) -> None:
    sam, mia = people
    send(users(sam), letter(mia, Bcc=f"boss.{sam}"))

    for person in (mia, f"boss.{sam}"):
        (mail,) = found(users(person), f"from:{sam}")
        assert mail["labelIds"] == ["UNREAD", "INBOX"]
        assert mail["snippet"] == "See you on Monday."
        assert "Bcc" not in [entry["name"] for entry in mail["payload"]["headers"]]
    assert header(found(users(sam), "in:sent")[0], "Bcc") == f"boss.{sam}"


def test_nobody_writes_under_another_name(users: Users, people: tuple[str, str]) -> None:
    sam, mia = people
    send(users(sam), letter(mia, From="The Boss <boss@acme.example>"))

    assert header(found(users(mia), "in:inbox")[0], "From") == f"The Boss <{sam}>"


def test_the_parts_of_a_message_are_googles_tree(users: Users, people: tuple[str, str]) -> None:
    sam, mia = people
    message = letter(mia, "Grüße", "plain ü\n")
    message.add_alternative("<b>rich</b>", subtype="html")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="plan.pdf")
    send(users(sam), message)

    (mail,) = found(users(mia), 'subject:"grüße" has:attachment')
    words, pdf = mail["payload"]["parts"]
    assert [part["partId"] for part in (*words["parts"], pdf)] == ["0.0", "0.1", "1"]
    assert base64.urlsafe_b64decode(words["parts"][0]["body"]["data"]).decode() == "plain ü\n"
    assert (pdf["filename"], pdf["body"]["size"]) == ("plan.pdf", 4)
    attachments = users(mia).messages().attachments()
    data = attachments.get(userId="me", messageId=mail["id"], id=pdf["body"]["attachmentId"]).execute()
    assert base64.urlsafe_b64decode(data["data"]) == b"%PDF"


def test_the_formats_of_a_message(users: Users, people: tuple[str, str]) -> None:
    sam, mia = people
    sent = send(users(sam), letter(mia))
    get = users(sam).messages().get

    whole = get(userId="me", id=sent["id"], format="raw").execute()
    heads = get(userId="me", id=sent["id"], format="metadata", metadataHeaders=["Subject"]).execute()
    least = get(userId="me", id=sent["id"], format="minimal").execute()

    assert b"See you on Monday." in base64.urlsafe_b64decode(whole["raw"])
    assert "payload" not in whole
    assert heads["payload"]["headers"] == [{"name": "Subject", "value": "The plan"}]
    assert {"payload", "raw"}.isdisjoint(least)
    assert least["sizeEstimate"] == len(base64.urlsafe_b64decode(whole["raw"]))


def test_an_answer_is_in_the_thread_of_both(users: Users, people: tuple[str, str]) -> None:
    sam, mia = people
    send(users(sam), letter(mia))
    (mail,) = found(users(mia), "in:inbox")
    reply = letter(sam, "Re: The plan", "Fine.\n", In_Reply_To=header(mail, "Message-ID"))

    sent = send(users(mia), reply, threadId=mail["threadId"])

    assert sent["threadId"] == mail["threadId"]
    (thread,) = users(sam).threads().list(userId="me").execute()["threads"]
    mails = users(sam).threads().get(userId="me", id=thread["id"]).execute()["messages"]
    assert [header(mail, "Subject") for mail in mails] == ["The plan", "Re: The plan"]
    send(users(mia), letter(sam, "Something else", In_Reply_To=header(mail, "Message-ID")))
    assert len(users(sam).threads().list(userId="me").execute()["threads"]) == 2


@pytest.mark.parametrize(
    ("query", "subjects"),
    [
        ("subject:budget", ["Budget"]),
        ("-subject:budget", ["Kick-off"]),
        ("in:sent", []),
        ("is:unread kick-off", ["Kick-off"]),
        ("from:nobody@else.example", []),
        ('"numbers for"', ["Budget"]),
        ("newer_than:1d", ["Kick-off", "Budget"]),
        ("before:2020/01/01", []),
        ("has:attachment", []),
    ],
)
def test_a_search_finds(users: Users, people: tuple[str, str], query: str, subjects: list[str]) -> None:
    sam, mia = people
    send(users(sam), letter(mia, "Budget", "numbers for 2027\n"))
    send(users(sam), letter(mia, "Kick-off"))

    assert [header(mail, "Subject") for mail in found(users(mia), query)] == subjects


def test_a_message_is_found_by_its_id(users: Users, people: tuple[str, str]) -> None:
    sam, mia = people
    send(users(sam), letter(mia, "Budget", Message_ID="<plan-7@northwind.example>"))

    (mail,) = found(users(mia), "rfc822msgid:plan-7@northwind.example")
    assert header(mail, "Subject") == "Budget"


def test_labels_are_made_given_and_counted(users: Users, people: tuple[str, str]) -> None:
    sam, mia = people
    send(users(sam), letter(mia))
    (mail,) = found(users(mia), "in:inbox")
    label = users(mia).labels().create(userId="me", body={"name": "Deals/Open"}).execute()

    change = {"addLabelIds": [label["id"]], "removeLabelIds": ["UNREAD"]}
    users(mia).messages().modify(userId="me", id=mail["id"], body=change).execute()

    assert users(mia).labels().get(userId="me", id=label["id"]).execute()["messagesTotal"] == 1
    assert [hit["id"] for hit in found(users(mia), "label:deals-open is:read")] == [mail["id"]]
    again = refusal(users(mia).labels().create(userId="me", body={"name": "deals/open"}))
    assert (again.status_code, again.reason) == (409, "Label name exists or conflicts")


def test_the_trash_is_hidden_until_it_is_asked_for(users: Users, people: tuple[str, str]) -> None:
    sam, mia = people
    send(users(sam), letter(mia))
    messages = users(mia).messages()
    (mail,) = found(users(mia), "")

    messages.trash(userId="me", id=mail["id"]).execute()
    assert found(users(mia), "") == []
    assert len(found(users(mia), "in:trash")) == 1
    messages.untrash(userId="me", id=mail["id"]).execute()
    assert len(found(users(mia), "")) == 1
    messages.delete(userId="me", id=mail["id"]).execute()
    assert refusal(messages.get(userId="me", id=mail["id"])).status_code == 404


def test_the_history_number_grows_and_pages_follow(users: Users, people: tuple[str, str]) -> None:
    sam, mia = people
    before = users(mia).getProfile(userId="me").execute()
    for number in range(3):
        send(users(sam), letter(mia, str(number)))

    after = users(mia).getProfile(userId="me").execute()
    assert after["messagesTotal"] == after["threadsTotal"] == 3
    assert int(after["historyId"]) > int(before["historyId"])
    messages = users(mia).messages()
    first = messages.list(userId="me", maxResults=2)
    second = messages.list_next(first, first.execute())
    assert len(second.execute()["messages"]) == 1


def test_a_batch_reads_many_messages_at_once(base: str, users: Users, people: tuple[str, str]) -> None:
    sam, mia = people
    client = google_client("gmail", "v1", base, sam)
    ids = [send(users(sam), letter(mia, f"letter {number}"))["id"] for number in range(3)]
    seen: list[str] = []
    batch = client.new_batch_http_request(
        callback=lambda _id, mail, _error: seen.append(header(mail, "Subject"))
    )
    batch._batch_uri = f"{base}/batch/gmail/v1"
    for mail_id in ids:
        batch.add(users(sam).messages().get(userId="me", id=mail_id))

    batch.execute()

    assert seen == ["letter 0", "letter 1", "letter 2"]


def test_another_persons_mailbox_is_refused(base: str, users: Users, people: tuple[str, str]) -> None:
    sam, mia = people
    status, answer = Http(base, f"local:{mia}")("GET", f"/gmail/v1/users/{sam}/messages")

    assert (status, answer["error"]["message"]) == (403, f"Delegation denied for {sam}")
    assert answer["error"]["errors"][0]["reason"] == "forbidden"
    assert users(mia).getProfile(userId=mia).execute()["emailAddress"] == mia
    sent = send(users(sam), letter(mia))
    assert refusal(users(mia).messages().get(userId="me", id=sent["id"])).status_code == 404


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"raw": "not base64!"}, "Base64 decoding failed"),
        ({}, "'raw' RFC822 payload message string or uploading message via /upload/* URL required"),
        ({"raw": base64.urlsafe_b64encode(b"Subject: x\n\ny").decode()}, "Recipient address required"),
        ({"raw": "VG86IGFAYi5jCgo=", "threadId": "zz"}, "Invalid id value"),
    ],
)
def test_a_message_that_makes_no_sense_is_a_400(
    base: str, people: tuple[str, str], body: dict[str, str], words: str
) -> None:
    status, answer = Http(base, f"local:{people[0]}")("POST", "/gmail/v1/users/me/messages/send", json=body)

    assert status == answer["error"]["code"] == 400
    assert words in answer["error"]["message"]
    assert answer["error"]["status"] == "INVALID_ARGUMENT"


def test_what_is_missing_is_named(users: Users, people: tuple[str, str]) -> None:
    watch = refusal(users(people[0]).watch(userId="me", body={"topicName": "projects/x/topics/y"}))
    search = refusal(users(people[0]).messages().list(userId="me", q="a OR b"))

    assert (watch.status_code, search.status_code) == (501, 501)
    assert "gmail.users.watch" in watch.reason
    assert "OR" in search.reason
