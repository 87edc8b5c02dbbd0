"""A mail as the bytes that Gmail takes (RFC 5322, RFC 2045 to 2047), by the standard library."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from typing import Any

from closeplan.errors import InputError, Mistake
from closeplan.records.mail import Mail

_MESSAGE_ID = re.compile(r"[!-;=?A-~]+@[!-;=?A-~]+")
_LONGEST_REFERENCES = 900
"""Characters; a header line may have 998."""

_UNFOLDED = frozenset({"message-id", "in-reply-to", "references", "list-unsubscribe"})


class _Policy(EmailPolicy):
    """Long ids and URLs stay whole: the library would write what doesn't fit into a line as encoded words, which
    nobody reads in these headers.
    """

    def fold_binary(self, name: str, value: Any) -> bytes:
        if name.lower() in _UNFOLDED:
            return f"{name}: {value}\r\n".encode("ascii")
        return super().fold_binary(name, value)


_POLICY = _Policy(linesep="\r\n", cte_type="7bit")


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """What an answer needs to know of the mail it answers: its subject, its id and the ids it answered itself."""

    subject: str
    message_id: str
    references: str = ""


def message_bytes(mail: Mail, answered: Envelope | None = None) -> bytes:
    """The message, without sender and date, which Gmail adds. Whatever people wrote stays a header's value or text:
    line ends in a header become spaces. InputError where an address or the id is none.
    """
    message = EmailMessage(policy=_POLICY)
    message["To"] = _addresses(mail.to)
    if mail.cc:
        message["Cc"] = _addresses(mail.cc)
    message["Subject"] = _one_line(_subject(mail, answered))
    if mail.message_id:
        message["Message-ID"] = f"<{message_id(mail)}>"
    if answered is not None:
        message["In-Reply-To"] = answered.message_id
        message["References"] = _references(answered)
    if mail.unsubscribe:
        message["List-Unsubscribe"] = f"<{_one_line(mail.unsubscribe)}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(_sendable(mail.text))
    if mail.html:
        message.add_alternative(_sendable(mail.html), subtype="html")
    for one in mail.attachments:
        main, _, sub = one.type.partition("/")
        message.add_attachment(one.content, maintype=main, subtype=sub, filename=_one_line(one.name))
    return message.as_bytes()


def message_id(mail: Mail) -> str:
    """The mail's own id without brackets."""
    bare = mail.message_id.strip().removeprefix("<").removesuffix(">")
    if not _MESSAGE_ID.fullmatch(bare):
        raise InputError([Mistake("message_id", f"{bare!r} is not of the form left@right")])
    return bare


def _subject(mail: Mail, answered: Envelope | None) -> str:
    """Gmail keeps an answer in its thread only under the thread's own subject."""
    if answered is None:
        return mail.subject
    is_answer = answered.subject.lower().startswith("re:")
    return answered.subject if is_answer else f"Re: {answered.subject}"


def _references(answered: Envelope) -> str:
    """The newest ids that fit into a line, whole."""
    ids = _one_line(f"{answered.references} {answered.message_id}").split()
    while len(" ".join(ids)) > _LONGEST_REFERENCES and len(ids) > 1:
        ids.pop(0)
    return " ".join(ids)


def _addresses(people: Iterable[str]) -> tuple[Address, ...]:
    return tuple(_address(person) for person in people)


def _address(person: str) -> Address:
    wanted = person.strip()
    try:
        local, _, domain = wanted.rpartition("@")
        address = Address(addr_spec=f"{local}@{domain.encode('idna').decode('ascii')}" if domain else wanted)
        if address.addr_spec.isascii() and local and domain:
            return address
    except (MessageError, ValueError, IndexError) as error:
        raise _no_address(person) from error
    raise _no_address(person)


def _no_address(person: str) -> InputError:
    return InputError([Mistake(_one_line(person)[:80], "is no mail address; correct it and try again")])


def _one_line(text: str) -> str:
    """A header's value: no line end or other control character can begin another header."""
    return " ".join("".join(c if c.isprintable() or c in _MARKS else " " for c in _sendable(text)).split())


_MARKS = frozenset("\u200c\u200d\u200e\u200f\u061c")
"""What joins letters or turns their direction, and belongs to names; not printable as Python sees it."""


def _sendable(text: str) -> str:
    """Text without halves of characters, which no encoding has."""
    return text.encode("utf-8", "replace").decode("utf-8")
