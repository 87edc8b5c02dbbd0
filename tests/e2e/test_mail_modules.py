"""The page's modules for card text and mail: what people wrote comes out as they wrote it, whatever it is."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from email import message_from_bytes, policy
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

# what JSON carries: no halves of characters; what a header carries: no control characters
lines = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=80)
texts = st.lists(lines, max_size=4).map("\n".join)
HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(1)>=IMPORTXML("x") \u202eabc 🙂'


@pytest.fixture(scope="module")
def modules(browser: Browser, workspace: str) -> Iterator[Page]:
    page = browser.new_page()
    page.goto(workspace)
    page.evaluate(
        """async () => {
            for (const name of ["cardtext", "mailmodel"]) window[name] = await import(`/page/js/${name}.js`);
            window.drawn = (text) => {
                const host = document.createElement("div");
                host.append(...cardtext.formatted(text));
                return [host.textContent, [...host.querySelectorAll("*")].map((node) => node.localName)];
            };
        }"""
    )
    yield page
    page.close()


@settings(max_examples=50, deadline=None)
@given(text=st.one_of(texts, st.just(HOSTILE)))
def test_escaped_text_in_a_card_is_the_text_itself(modules: Page, text: str) -> None:
    shown, tags = modules.evaluate("text => drawn(text)", escape(text))
    assert shown == text.replace("\n", "")
    assert set(tags) <= {"br"}


@pytest.mark.parametrize(
    ("text", "shown", "tags"),
    [
        ("<b>bold <i>both</i></b> <u>u</u>", "bold both u", ["b", "i", "u"]),
        (HOSTILE, HOSTILE, []),
        ("one<br>two", "onetwo", ["br"]),
        ('<a href="https://x.example">x</a>', "x", ["a"]),
        ('<a href="javascript:alert(1)">x</a>', "x", ["span"]),
        ("</b>unopened <b>unclosed", "</b>unopened unclosed", ["b"]),
    ],
)
def test_card_text_knows_googles_little_markup_and_no_more(
    modules: Page, text: str, shown: str, tags: list[str]
) -> None:
    assert modules.evaluate("text => drawn(text)", text) == [shown, tags]


@settings(max_examples=40, deadline=None)
@given(subject=lines, text=texts, content=st.none() | st.binary(max_size=200), name=lines)
def test_a_letter_that_is_written_is_read_as_it_was(
    modules: Page, subject: str, text: str, content: bytes | None, name: str
) -> None:
    data = base64.urlsafe_b64encode(content or b"").decode()
    files = [{"name": f"{name}.pdf", "type": "application/pdf", "data": data}] if content is not None else []
    people = ('"Wölf, Mia" <mia@acme.example>', "Sam <sam@northwind.example>", "zoë <zoe@acme.example>")
    letter = {"to": ", ".join(people), "cc": "", "subject": subject, "text": text, "files": files}
    raw = modules.evaluate("letter => mailmodel.rawOf(letter)", letter)

    mail = message_from_bytes(base64.urlsafe_b64decode(raw), policy=policy.default)
    body = mail.get_body(("plain",))
    assert body is not None
    assert " ".join(str(mail["Subject"] or "").split()) == " ".join(subject.split())
    assert [one.display_name for one in mail["To"].addresses] == ["Wölf, Mia", "Sam", "zoë"]
    assert body.get_payload(decode=True) == text.encode()
    assert [part.get_payload(decode=True) for part in mail.iter_attachments()] == [content] * len(files)


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ('"Wolf, Mia" <mia@acme.example>, sam@northwind.example', "Wolf, Mia, sam@northwind.example"),
        ("Mia Wolf <mia@acme.example>", "Mia Wolf"),
        ("<mia@acme.example>", "mia@acme.example"),
        ("", ""),
    ],
)
def test_people_are_shown_by_their_names(modules: Page, header: str, names: str) -> None:
    assert modules.evaluate("text => mailmodel.names(text)", header) == names
