"""A seller's mailbox, as the backend writes into the local Workspace's Gmail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from google.oauth2.credentials import Credentials

from addon.adapters.google.clients import PerThread
from addon.adapters.google.mailbox import GmailMailbox
from addon.adapters.store import SqlStore
from closeplan.errors import InputError
from closeplan.records.mail import Answered, Attachment, Mail
from closeplan.services.lay_draft import UNSEEN_DRAFT, LayDraft
from tests.integration.workspace_clients import google_client, running_workspace

COMPOSE_ONLY = "?scopes=gmail.addons.current.action.compose"
HOSTILE = "=IMPORTXML(1) <script>alert(1)</script> \u202eflip 👩‍🚀 " + "ö" * 50_000
MOMENT = datetime(2026, 11, 23, 9, tzinfo=UTC)
_numbers = count(1)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_workspace(tmp_path_factory.mktemp("mailbox")) as process:
        yield process.ready["workspace"]


@pytest.fixture
def sam() -> str:
    """A seller who has not written yet."""
    return f"sam{next(_numbers)}@northwind.example"


def mailbox(base: str, person: str, scopes: str = "") -> GmailMailbox:
    credentials = Credentials(token=f"local:{person}{scopes}")
    return GmailMailbox(lambda: PerThread(credentials, base), base)


def mails(base: str, person: str, query: str = "") -> list[dict[str, Any]]:
    messages = google_client("gmail", "v1", base, person).users().messages()
    hits = messages.list(userId="me", q=query).execute().get("messages", [])
    return [messages.get(userId="me", id=hit["id"]).execute() for hit in hits]


def headers(message: dict[str, Any]) -> dict[str, str]:
    return {one["name"]: one["value"] for one in message["payload"]["headers"]}


def mail(**more: Any) -> Mail:
    return Mail(**{"to": ("dana@acme.example",), "subject": "Your plan", "text": "Hello", **more})


def test_a_draft_is_written_once_and_keeps_what_the_seller_made_of_it(base: str, sam: str) -> None:
    box = mailbox(base, sam)

    first = box.draft(mail(message_id="recap-1@closeplan"))
    second = box.draft(mail(message_id="recap-1@closeplan", text="another text"))

    assert first == second
    (draft,) = mails(base, sam, "in:drafts")
    assert draft["snippet"] == "Hello"


@dataclass(frozen=True)
class At:
    """A clock that stands."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment


@pytest.mark.parametrize("scopes", ["", COMPOSE_ONLY])
def test_a_draft_is_remembered_until_it_is_gone(base: str, sam: str, scopes: str, tmp_path: Path) -> None:
    """Where the token sees no drafts, for as long as a second click takes."""
    store = SqlStore(f"sqlite:///{tmp_path / 'store.db'}")
    lay = LayDraft(drafts=mailbox(base, sam, scopes), log=store, seller=sam, clock=At(MOMENT))
    asked = mail(message_id="ask-1@closeplan")

    assert lay.draft(asked) == lay.draft(asked)
    assert len(mails(base, sam, "in:drafts")) == 1
    drafts = google_client("gmail", "v1", base, sam).users().drafts()
    drafts.delete(userId="me", id=drafts.list(userId="me").execute()["drafts"][0]["id"]).execute()
    replace(lay, clock=At(MOMENT + UNSEEN_DRAFT)).draft(asked)
    assert len(mails(base, sam, "in:drafts")) == 1


def test_a_sent_mail_is_not_sent_again(base: str, sam: str) -> None:
    to = f"dana-{sam}"
    for _ in range(2):
        mailbox(base, sam).send(mail(to=(to,), message_id="due-1@closeplan"))

    assert len(mails(base, to, "in:inbox")) == 1


def test_a_prepared_mail_leaves_once_whoever_asks_again(base: str, sam: str) -> None:
    box, to = mailbox(base, sam, "?scopes=gmail.compose"), f"dana-{sam}"
    draft = box.prepare(mail(to=(to,), message_id="due-2@closeplan"))

    assert box.prepare(mail(to=(to,), message_id="due-2@closeplan")) == draft
    assert [box.dispatch(draft), box.dispatch(draft)] == [True, False]
    assert len(mails(base, to, "in:inbox")) == 1


def test_the_scope_of_an_open_mail_is_enough_to_draft_and_to_send(base: str, sam: str) -> None:
    box = mailbox(base, sam, COMPOSE_ONLY)

    box.draft(mail(message_id="recap-2@closeplan"))
    box.send(mail(to=(f"dana-{sam}",), message_id="due-3@closeplan"))

    assert len(mails(base, sam, "in:drafts")) == len(mails(base, sam, "in:sent")) == 1


def test_an_answer_lands_in_the_open_thread_and_names_what_it_answers(base: str, sam: str) -> None:
    dana = f"dana-{sam}"
    mailbox(base, dana).send(mail(to=(sam,), subject="Dates", message_id="from-dana@acme.example"))
    (asked,) = mails(base, sam)

    mailbox(base, sam).draft(
        mail(to=(dana,), subject="Recap", answers=Answered(id=asked["id"], thread=asked["threadId"]))
    )

    (draft,) = mails(base, sam, "in:drafts")
    assert draft["threadId"] == asked["threadId"]
    assert headers(draft)["Subject"] == "Re: Dates"
    assert headers(draft)["In-Reply-To"] == "<from-dana@acme.example>"


def test_what_people_wrote_can_not_become_a_header(base: str, sam: str) -> None:
    subject = "Plan\r\nBcc: eve@evil.example\n\n<b>x</b> \ud83d"
    mailbox(base, sam).draft(mail(subject=subject, text=HOSTILE, html=f"<p>{len(HOSTILE)}</p>"))

    (draft,) = mails(base, sam, "in:drafts")
    assert "Bcc" not in headers(draft)
    assert headers(draft)["Subject"] == "Plan Bcc: eve@evil.example <b>x</b> ?"


@pytest.mark.parametrize(
    "wrong", ["", "dana", "a@b\r\nBcc: x@y.example", "a@b.example, c@d.example", "ü@b.example", "@x"]
)
def test_an_address_that_is_none_is_named(base: str, sam: str, wrong: str) -> None:
    with pytest.raises(InputError, match="no mail address"):
        mailbox(base, sam).draft(mail(to=(wrong,)))


def test_one_click_stops_such_mails_and_a_file_goes_along(base: str, sam: str) -> None:
    url = "https://closeplan.example/stop/" + "t" * 200
    pdf = Attachment(name="Kurz & gut — プラン.pdf", type="application/pdf", content=b"%PDF-1.7")
    mailbox(base, sam).draft(mail(unsubscribe=url, attachments=(pdf,), html="<p>Hello</p>"))

    (draft,) = mails(base, sam, "in:drafts")
    assert headers(draft)["List-Unsubscribe"] == f"<{url}>"
    assert headers(draft)["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    text, file = draft["payload"]["parts"]
    assert [part["mimeType"] for part in text["parts"]] == ["text/plain", "text/html"]
    assert (file["filename"], file["mimeType"]) == (pdf.name, "application/pdf")
