"""A seller's mailbox in Gmail."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Callable
from typing import Any, TypeVar

from addon.adapters.google import mime
from addon.adapters.google.clients import PerThread
from addon.adapters.google.faults import translated
from addon.adapters.google.mail_reading import MESSAGE_TOKEN
from closeplan.errors import ForbiddenError, NotFoundError
from closeplan.records.mail import Answered, LaidDraft, Mail

GMAIL_COMPOSE = "https://www.googleapis.com/auth/gmail.compose"
"""What drafting and sending ask for outside an open mail (the API's discovery document: drafts.create, drafts.list,
drafts.send). In Gmail's own sidebar `gmail.addons.current.action.compose` drafts, and sends, but sees no list.
"""

Done = TypeVar("Done")

_HEADERS = ["Subject", "Message-ID", "References"]


class GmailMailbox:
    """`closeplan.ports.mail.Mailbox` and `Outbox` with the seller's token.

    A mail with a `message_id` is looked for before it is written, where the token's scopes allow that; where they
    don't, a second call writes a second draft (what `LayDraft` is for), or sends a second time. `prepare` and `dispatch` together never send
    twice: Gmail takes a draft away as it sends it, so the same id can't be sent again. What a crash can leave behind
    is a draft that is never sent.
    """

    def __init__(self, client: Callable[[], PerThread], base_url: str) -> None:
        self._client = client
        self._base_url = base_url

    def draft(self, mail: Mail) -> str:
        return self.lay(mail).url

    def lay(self, mail: Mail) -> LaidDraft:
        draft = self._drafted(mail)
        return LaidDraft(id=draft["id"], url=self._url(draft))

    def find(self, draft_id: str) -> str | None:
        try:
            with translated("looking for the draft"):
                return self._url(
                    self._users().drafts().get(userId="me", id=draft_id, format="minimal").execute()
                )
        except NotFoundError:
            return None

    def _url(self, draft: Any) -> str:
        if self._base_url:
            return f"{self._base_url}/#/mail/drafts/{draft['id']}"
        return f"https://mail.google.com/mail/#drafts/{draft['message']['id']}"

    def prepare(self, mail: Mail) -> str:
        return str(self._drafted(mail)["id"])

    def dispatch(self, draft_id: str) -> bool:
        try:
            with translated("sending the prepared mail"):
                self._users().drafts().send(userId="me", body={"id": draft_id}).execute()
        except NotFoundError:
            return False
        return True

    def send(self, mail: Mail) -> None:
        query = f"in:sent rfc822msgid:{mime.message_id(mail)}" if mail.message_id else ""
        body = self._message(mail)
        if query and self._first(self._users().messages(), query, "messages") is not None:
            return
        with translated(f"sending the mail to {', '.join(mail.to)}"):
            self._users().messages().send(userId="me", body=body).execute()

    def _drafted(self, mail: Mail) -> Any:
        body = self._message(mail)
        if mail.message_id:
            query = f"rfc822msgid:{mime.message_id(mail)}"
            found = self._first(self._users().drafts(), query, "drafts")
            if found is not None:
                return found
        with translated("writing the draft"):
            return self._users().drafts().create(userId="me", body={"message": body}).execute()

    def _message(self, mail: Mail) -> dict[str, str]:
        """The message as the API takes it, in its thread where the token lets us read what it answers."""
        envelope = self._envelope(mail.answers) if mail.answers else None
        made = {"raw": urlsafe_b64encode(mime.message_bytes(mail, envelope)).decode("ascii")}
        return made | ({"threadId": mail.answers.thread} if mail.answers and envelope else {})

    def _envelope(self, answered: Answered) -> mime.Envelope | None:
        """The headers that an answer needs; None where the token may not read them, or the mail is gone."""
        asked = self._users().messages().get(
            userId="me", id=answered.id, format="metadata", metadataHeaders=_HEADERS, fields="payload/headers"
        )  # fmt: skip
        if answered.token:
            asked.headers[MESSAGE_TOKEN] = answered.token
        try:
            with translated("reading the open mail's envelope"):
                found = asked.execute()
        except (ForbiddenError, NotFoundError):
            return None
        headers = {one["name"].lower(): one["value"] for one in found.get("payload", {}).get("headers", ())}
        message_id, references = headers.get("message-id", ""), headers.get("references", "")
        if not message_id or not (message_id + references).isascii():
            return None
        return mime.Envelope(subject=headers.get("subject", ""), message_id=message_id, references=references)

    def _first(self, collection: Any, query: str, name: str) -> Any | None:
        """The first hit of a search; None also where the token may not search."""
        try:
            with translated("looking for the mail"):
                found = collection.list(userId="me", q=query, maxResults=1).execute()
        except ForbiddenError:
            return None
        return next(iter(found.get(name, ())), None)

    def _users(self) -> Any:
        return self._client().gmail().users()


class EitherMailbox:
    """A click's mailbox; where its token may not write mails (the sidebar beside a Sheet has no such scope), that of the
    seller's grant. ForbiddenError says what to do where there is neither.
    """

    def __init__(self, first: GmailMailbox, other: Callable[[], GmailMailbox | None]) -> None:
        self._first = first
        self._other = other

    def lay(self, mail: Mail) -> LaidDraft:
        return self._either(lambda box: box.lay(mail))

    def find(self, draft_id: str) -> str | None:
        return self._either(lambda box: box.find(draft_id))

    def prepare(self, mail: Mail) -> str:
        return self._either(lambda box: box.prepare(mail))

    def dispatch(self, draft_id: str) -> bool:
        return self._either(lambda box: box.dispatch(draft_id))

    def _either(self, ask: Callable[[GmailMailbox], Done]) -> Done:
        try:
            return ask(self._first)
        except ForbiddenError as error:
            other = self._other()
            if other is None:
                raise ForbiddenError(
                    "Gmail does not let closeplan write mails from here. Open the sidebar beside a mail, or let "
                    "closeplan write mails for you under Reminders, and try again."
                ) from error
            return ask(other)
