"""Messages as Gmail shows them, also those that no mail program would write."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local_workspace.errors import ApiError
from local_workspace.gmail import mime

JUNK = st.one_of(
    st.binary(max_size=300),
    st.text(
        alphabet="To:Subject From\n\r=?utf-8qb<>@,;\"'xContent-Type/multipart boundary", max_size=300
    ).map(str.encode),
)


@given(JUNK)
def test_any_bytes_can_be_shown(raw: bytes) -> None:
    message = mime.parse(raw)
    tree = mime.payload(message, deep=True, wanted=[])

    assert tree["partId"] == ""
    assert isinstance(mime.snippet(message), str)
    assert mime.addresses(message, "To", "Cc") == [
        email.lower() for email in mime.addresses(message, "To", "Cc")
    ]


@given(st.binary(max_size=200), st.booleans())
def test_raw_is_read_with_and_without_padding(data: bytes, padded: bool) -> None:
    raw = base64.urlsafe_b64encode(data).decode()
    if data:
        assert mime.decode({"raw": raw if padded else raw.rstrip("=")}, "message.raw") == data


def test_raw_that_is_not_base64_is_named_with_its_place() -> None:
    with pytest.raises(ApiError, match=r"Invalid value at 'draft\.message\.raw'") as refused:
        mime.decode({"raw": "Täg"}, "draft.message.raw")
    assert refused.value.code == 400


@pytest.mark.parametrize("subject", ["Re: The Plan", "AW: re:  the plan", "Fwd: THE PLAN", "the plan"])
def test_reply_marks_do_not_make_another_subject(subject: str) -> None:
    assert mime.subject_key(mime.parse(f"Subject: {subject}\n\nx".encode())) == "the plan"


def test_a_snippet_is_words_without_markup() -> None:
    html = b"Content-Type: text/html\n\n<style>p {}</style><p>Tom &amp; <b>Mia</b></p>"
    assert mime.snippet(mime.parse(html)) == "Tom &amp; Mia"


def test_encoded_headers_are_read() -> None:
    message = mime.parse(b"Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\n folded\n\nx")
    assert mime.header(message, "subject") == "Grüße folded"
