"""The page as a host of an add-on: mail, calendar and Drive beside it, its cards, its answers, what Google would mail."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.page import Sheet, barriers, becomes
from tests.listening import Listener, listening
from tests.running import BUYER, SELLER, eventually

PHONE = (390, 844)


@pytest.fixture
def addon(sheet: Sheet) -> Iterator[Listener]:
    with listening() as made:
        made.answers = {
            path: {"action": {"navigations": [{"pushCard": card(f"At {path}")}]}} for path in PATHS
        }
        sheet.call("POST", "/_control/addon", made.deployment())
        yield made


PATHS = ("/home", "/docs", "/sheets", "/granted", "/mail", "/event", "/selected")


def card(title: str, *widgets: dict[str, Any]) -> dict[str, Any]:
    return {"header": {"title": title}, "sections": [{"widgets": list(widgets)}]}


def clicked(path: str, addon: Listener, **more: Any) -> dict[str, Any]:
    return {"action": {"function": f"{addon.url}/{path}", **more}}


@pytest.fixture
def visit(browser: Browser, sheet: Sheet) -> Iterator[Any]:
    contexts, errors = [], []

    def opened(place: str, person: str = SELLER, size: tuple[int, int] = (1280, 800)) -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, timezone_id="Europe/Berlin", locale="en-GB"
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{sheet.workspace}/#/{place}?as={person}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not errors


def sidebar(page: Page) -> Locator:
    page.get_by_test_id("toggle-addon").click()
    return page.get_by_test_id("addon-sidebar")


def send(sheet: Sheet, text: str) -> None:
    raw = base64.urlsafe_b64encode(text.encode()).decode()
    sheet.call("POST", "/gmail/v1/users/me/messages/send", {"raw": raw}, BUYER)


# --- what the add-on is told --------------------------------------------------------


def test_an_open_mail_is_told_to_the_add_on_and_so_is_the_next_one(
    sheet: Sheet, addon: Listener, visit: Any
) -> None:
    send(sheet, f"To: {SELLER}\nSubject: Timeline\n\nSee https://acme.example/plan.")
    page = visit("mail")
    beside = sidebar(page)
    expect(beside).to_contain_text("At /home")
    page.get_by_test_id("thread").filter(has_text="Timeline").first.click()
    expect(beside).to_contain_text("At /mail")
    path, event = addon.last
    assert path == "/mail"
    assert event["gmail"].keys() == {"messageId", "threadId", "accessToken"}
    expect(page.get_by_test_id("message").get_by_role("link")).to_have_attribute("rel", "noopener")

    send(sheet, f"To: {SELLER}\nSubject: Budget\n\nIs approved")
    page.get_by_test_id("thread").filter(has_text="Budget").first.click()
    expect(page.get_by_test_id("message")).to_contain_text("Is approved")
    eventually(lambda: addon.last[1]["gmail"]["messageId"] != event["gmail"]["messageId"])
    assert not barriers(page)


def test_files_that_are_selected_in_drive_are_told(sheet: Sheet, addon: Listener, visit: Any) -> None:
    page = visit("")
    beside = sidebar(page)
    expect(beside).to_contain_text("At /home")
    page.get_by_test_id("select-file").first.check()
    expect(beside).to_contain_text("At /selected")
    assert addon.last[1]["drive"]["selectedItems"][0]["title"] == "Acme × Northwind"
    page.get_by_test_id("select-file").first.uncheck()
    expect(beside).to_contain_text("At /home")
    assert not barriers(page)


def test_a_file_is_the_add_ons_only_after_the_persons_yes(sheet: Sheet, addon: Listener, visit: Any) -> None:
    ask: dict[str, Any] = {"hostAppAction": {"editorAction": {"requestFileScopeForActiveDocument": {}}}}
    button = {"text": "Let me see it", "onClick": clicked("ask", addon)}
    asking = card("Who?", {"buttonList": {"buttons": [button]}})
    addon.answers |= {
        "/sheets": {"action": {"navigations": [{"pushCard": asking}]}},
        "/ask": {"renderActions": ask},
    }
    page = visit(f"file/{sheet.id}")
    beside = sidebar(page)
    beside.get_by_role("button", name="Let me see it").click()
    page.get_by_role("button", name="Cancel").click()
    assert addon.last[1]["sheets"] == {"addonHasFileScopePermission": False}

    beside.get_by_role("button", name="Let me see it").click()
    page.get_by_test_id("confirm-yes").click()
    expect(beside).to_contain_text("At /granted")
    assert addon.last[1]["sheets"]["id"] == sheet.id


def test_beside_a_doc_the_add_on_and_the_comments_take_turns(
    sheet: Sheet, addon: Listener, visit: Any
) -> None:
    made = sheet.call("POST", "/v1/documents", {"title": "Brief"})
    page = visit(f"file/{made['documentId']}")
    expect(page.get_by_test_id("comments-panel").last).to_be_visible()
    beside = sidebar(page)
    expect(beside).to_contain_text("At /docs")
    expect(page.get_by_test_id("comments-panel").last).to_be_hidden()
    assert addon.last[1]["docs"] == {"addonHasFileScopePermission": False}
    page.get_by_test_id("toggle-comments").click()
    expect(beside).to_be_hidden()
    assert not barriers(page)


# --- cards ---------------------------------------------------------------------------


def every_widget(addon: Listener) -> dict[str, Any]:
    choices = [{"text": "One", "value": "1", "selected": True}, {"text": "Two", "value": "2"}]
    push = {"text": "Go", "onClick": clicked("go", addon, requiredWidgets=["who"])}
    return card(
        "All of them",
        {"textParagraph": {"text": '<b>bold</b> <script>x</script> &amp; <a href="javascript:x">no</a>'}},
        {"decoratedText": {"text": "Mail me", "switchControl": {"name": "mail", "value": "yes"}}},
        {"textInput": {"name": "who", "label": "Who", "value": ""}},
        {"textInput": {"name": "why", "label": "Why", "type": "MULTIPLE_LINE", "value": "two\nlines"}},
        {"selectionInput": {"name": "drop", "label": "Drop", "type": "DROPDOWN", "items": choices}},
        {"selectionInput": {"name": "multi", "label": "Multi", "type": "MULTI_SELECT", "items": choices}},
        {"selectionInput": {"name": "check", "label": "Check", "type": "CHECK_BOX", "items": choices}},
        {"selectionInput": {"name": "radio", "label": "Radio", "type": "RADIO_BUTTON", "items": choices}},
        {"dateTimePicker": {"name": "day", "label": "Day", "type": "DATE_ONLY", "valueMsEpoch": "1796083200000"}},
        {"dateTimePicker": {"name": "at", "label": "At", "type": "DATE_AND_TIME", "valueMsEpoch": "1796083200000"}},
        {"dateTimePicker": {"name": "hour", "label": "Hour", "type": "TIME_ONLY", "valueMsEpoch": "34200000"}},
        {"divider": {}},
        {"grid": {"title": "Grid", "items": [{"id": "g1", "title": "Tile"}], "onClick": clicked("tile", addon)}},
        {"columns": {"columnItems": [{"widgets": [{"textParagraph": {"text": "left"}}]}]}},
        {"chipList": {"chips": [{"label": "Chip", "onClick": clicked("chip", addon)}]}},
        {"buttonList": {"buttons": [push]}},
    )  # fmt: skip


def test_fields_are_told_in_googles_shapes_and_required_ones_are_asked_for(
    addon: Listener, visit: Any
) -> None:
    addon.answers["/home"] = {"action": {"navigations": [{"pushCard": every_widget(addon)}]}}
    page = visit("mail")
    beside = sidebar(page)
    expect(beside.locator("p").first).to_have_text("bold <script>x</script> & no")
    assert not barriers(page)
    beside.get_by_role("button", name="Go").click()
    expect(beside.get_by_label("Who")).to_be_focused()
    assert addon.last[0] == "/home"

    beside.get_by_label("Who").fill("Mia")
    beside.get_by_role("switch").check()
    beside.get_by_role("button", name="Go").click()
    eventually(lambda: addon.last[0] == "/go")
    assert addon.last[1]["commonEventObject"]["formInputs"] == {
        "who": {"stringInputs": {"value": ["Mia"]}},
        "why": {"stringInputs": {"value": ["two\nlines"]}},
        "mail": {"stringInputs": {"value": ["yes"]}},
        **{name: {"stringInputs": {"value": ["1"]}} for name in ("drop", "multi", "check", "radio")},
        "day": {"dateInput": {"msSinceEpoch": "1796083200000"}},
        "at": {"dateTimeInput": {"hasDate": True, "hasTime": True, "msSinceEpoch": "1796083200000"}},
        "hour": {"timeInput": {"hours": 9, "minutes": 30}},
    }
    beside.get_by_role("button", name="Tile").click()
    eventually(lambda: addon.last[0] == "/tile")
    assert addon.last[1]["commonEventObject"]["parameters"] == {"grid_item_identifier": "g1"}


def test_an_answer_moves_between_cards_and_a_failure_can_be_tried_again(addon: Listener, visit: Any) -> None:
    more = {"text": "More", "onClick": clicked("more", addon)}
    addon.answers["/home"] = {
        "action": {"navigations": [{"pushCard": card("Root", {"buttonList": {"buttons": [more]}})}]}
    }
    addon.answers["/more"] = None
    page = visit("mail")
    beside = sidebar(page)
    beside.get_by_role("button", name="More").click()
    expect(beside).to_contain_text("Something went wrong")

    steps = [{"pushCard": card("Second", {"buttonList": {"buttons": [more]}})}]
    addon.answers["/more"] = {
        "renderActions": {"action": {"navigations": steps, "notification": {"text": "Done"}}}
    }
    beside.get_by_role("button", name="Try again").click()
    expect(beside).to_contain_text("Second")
    expect(page.get_by_test_id("toast")).to_contain_text("Done")
    beside.get_by_role("button", name="Back").click()
    expect(beside).to_contain_text("Root")


def test_a_page_that_is_closed_again_makes_the_card_anew(sheet: Sheet, addon: Listener, visit: Any) -> None:
    link = {"url": f"{sheet.workspace}/page/icon.svg", "openAs": "OVERLAY", "onClose": "RELOAD"}
    addon.answers["/plans"] = {"renderActions": {"action": {"link": link}}}
    page = visit("mail")
    beside = sidebar(page)
    expect(beside).to_contain_text("At /home")
    beside.get_by_test_id("addon-menu").click()
    with page.expect_popup() as opened:
        page.get_by_role("menuitem", name="Plans").click()
    before = len(addon.heard)
    opened.value.close()
    eventually(lambda: len(addon.heard) > before)
    assert addon.last[0] == "/home"


def test_named_cards_are_gone_back_to_and_typed_words_stay_where_the_action_says_so(
    addon: Listener, visit: Any
) -> None:
    def steps(*made: dict[str, Any]) -> dict[str, Any]:
        return {"renderActions": {"action": {"navigations": list(made)}}}

    field = {"textInput": {"name": "who", "label": "Who"}}
    keep = {"text": "Keep", "onClick": clicked("keep", addon, persistValues=True)}
    back = {"text": "To one", "onClick": clicked("back", addon)}
    two = card("Two", field, {"buttonList": {"buttons": [keep, back]}})
    cards = [{"pushCard": card("One") | {"name": "one"}}, {"pushCard": card("Between")}, {"pushCard": two}]
    addon.answers |= {
        "/home": {"action": {"navigations": cards}},
        "/keep": steps({"updateCard": two | {"header": {"title": "Kept"}}}),
        "/back": steps({"popToCard": "one"}),
    }
    beside = sidebar(visit("mail"))
    beside.get_by_label("Who").fill("Mia")
    beside.get_by_role("button", name="Keep").click()
    expect(beside).to_contain_text("Kept")
    expect(beside.get_by_label("Who")).to_have_value("Mia")
    beside.get_by_role("button", name="To one").click()
    expect(beside.get_by_role("heading", name="One")).to_be_visible()
    expect(beside.get_by_role("button", name="Back")).to_have_count(0)


# --- mail, calendar, approvals as people use them ---------------------------------------


def test_an_invitation_to_a_file_is_in_the_inbox_and_leads_to_it(sheet: Sheet, visit: Any) -> None:
    body = {"type": "user", "role": "writer", "emailAddress": "ivy@acme.example"}
    path = f"/drive/v3/files/{sheet.id}/permissions?emailMessage=Our+plan"
    sheet.call("POST", path, body)
    page = visit("mail", "ivy@acme.example", PHONE)
    page.get_by_test_id("thread").click()
    expect(page.get_by_test_id("message")).to_contain_text("Our plan")
    assert not barriers(page)
    page.get_by_test_id("message").get_by_role("link").click()
    expect(page.locator("#title")).to_have_text("Acme × Northwind")
    assert page.url.endswith("as=ivy%40acme.example")


def test_a_draft_is_changed_and_sent_with_the_file_it_came_with(sheet: Sheet, visit: Any) -> None:
    raw = (
        'To: zoe@acme.example\nSubject: Recap\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nWhat we agreed\n--b\nContent-Type: text/plain\n"
        'Content-Disposition: attachment; filename="brief.txt"\n\nThe brief\n--b--\n'
    )
    message = {"message": {"raw": base64.urlsafe_b64encode(raw.encode()).decode()}}
    sheet.call("POST", "/gmail/v1/users/me/drafts", message)
    page = visit("mail/drafts")
    page.get_by_test_id("thread").filter(has_text="Recap").click()
    page.get_by_test_id("draft-text").fill("What we agreed: ünïcode ✔")
    assert not barriers(page)
    page.get_by_test_id("draft-send").click()
    expect(page.get_by_test_id("toast")).to_contain_text("Message sent")

    reader = visit("mail", "zoe@acme.example")
    reader.get_by_test_id("thread").click()
    expect(reader.get_by_test_id("message")).to_contain_text("What we agreed: ünïcode ✔")
    expect(reader.get_by_test_id("message")).to_contain_text("brief.txt")
    reader.get_by_test_id("reply").click()
    reader.get_by_test_id("draft-text").fill("Agreed.")
    reader.get_by_test_id("draft-send").click()
    page.get_by_role("link", name="Inbox").click()
    expect(page.get_by_test_id("thread").filter(has_text="Agreed.")).to_contain_text("Zoe (2)")


def test_a_guest_answers_and_the_organizer_sees_it(sheet: Sheet, addon: Listener, visit: Any) -> None:
    now = sheet.call("GET", "/_control/time")["now"][:11]
    body = {
        "summary": "Security talk", "description": "R&amp;D: why<br>it slipped",
        "start": {"dateTime": f"{now}10:00:00Z"}, "end": {"dateTime": f"{now}10:30:00Z"},
        "attendees": [{"email": BUYER}],
    }  # fmt: skip
    path = "/calendar/v3/calendars/primary/events"
    made = sheet.call("POST", f"{path}?sendUpdates=all", body)
    page = visit("calendar", BUYER)
    beside = sidebar(page)
    expect(beside).to_contain_text("At /home")
    page.get_by_test_id("event-row").filter(has_text="Security talk").click()
    expect(page.get_by_test_id("event")).to_contain_text("R&D: why it slipped")
    expect(page.get_by_test_id("event")).to_contain_text("11:00 – 11:30")
    expect(beside).to_contain_text("At /event")
    assert addon.last[1]["calendar"]["id"] == made["id"]
    page.get_by_test_id("answer-accepted").click()
    expect(page.get_by_test_id("guests")).to_contain_text("yes")
    assert not barriers(page)
    seen = sheet.call("GET", f"{path}/{made['id']}")
    assert seen["attendees"][0]["responseStatus"] == "accepted"


def test_a_reviewer_declines_on_the_file_and_says_why(sheet: Sheet, visit: Any) -> None:
    path = f"/drive/v3/files/{sheet.id}/approvals"
    sheet.call("POST", f"{path}:start", {"reviewerEmails": [BUYER]})
    page = visit(f"file/{sheet.id}", BUYER)
    expect(page.get_by_test_id("approval-banner")).to_contain_text("Sam asks for approval")
    assert not barriers(page)
    page.get_by_test_id("approval-decline").click()
    page.get_by_test_id("approval-text").fill("Not before April")
    page.get_by_test_id("approval-yes").click()
    expect(page.get_by_test_id("approval-banner")).to_contain_text("Declined by you")
    becomes(lambda: sheet.call("GET", f"{path}?fields=items")["items"][0]["status"], "DECLINED")


@pytest.mark.parametrize("place", ["", "mail", "mail/drafts/new", "calendar"])
def test_every_place_fits_a_phone(sheet: Sheet, addon: Listener, visit: Any, place: str) -> None:
    page = visit(place, SELLER, PHONE)
    expect(sidebar(page).locator(".card")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    assert not barriers(page)
