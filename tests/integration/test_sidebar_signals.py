"""Acting on signals from the sidebar, on the demo: what is shown is what is written, and nothing before a click."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import requests

from tests.running import SELLER, PlanSheet, eventually, running_demo
from tests.sidebar import Sidebar

REVIEW, SCOPE, DPA = (
    "SOC 2 and penetration test review",
    "Agree scope and success criteria",
    "Data processing agreement agreed",
)
EXIT, APPROVAL, INTEGRATION = (
    "Exit review against the criteria",
    "Budget approval",
    "CRM integration scoped and connected",
)
ROI = "ROI model with Acme's own figures"
TRAINING = "Training of the first cohort"
HOSTILE = '=IMPORTXML("https://evil.example") <script>alert(1)</script> \u202eabc 🚀'


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    with running_demo(tmp_path_factory.mktemp("demo") / "data") as ready:
        yield ready


@pytest.fixture
def sidebar(demo: dict[str, Any]) -> Sidebar:
    return Sidebar(demo)


@pytest.fixture
def sheet(demo: dict[str, Any]) -> PlanSheet:
    return PlanSheet(demo["workspace"], demo["spreadsheet_id"])


def slip(sheet: PlanSheet, milestone: str, days: int = 14) -> date:
    """Dana moves a due date; the day it is now, once the plan has told it."""
    day = date.fromisoformat(sheet.rows()[milestone]["Due"]) + timedelta(days=days)
    sheet.set(milestone, "Due", day.isoformat())
    eventually(lambda: [milestone, day.isoformat()] in [[row[2], row[5]] for row in sheet.grid("History")])
    eventually(lambda: "Slipped" in sheet.rows()[milestone]["Signal"])
    return day


@pytest.fixture(scope="module")
def slipped(demo: dict[str, Any]) -> None:
    """A slip that the tests leave alone."""
    slip(PlanSheet(demo["workspace"], demo["spreadsheet_id"]), ROI)
    eventually(lambda: listed(Sidebar(demo), "slipped:roi"))


def listed(sidebar: Sidebar, key: str) -> bool:
    sidebar.click("signals")
    return f"'{key}'" in sidebar.text


def test_a_slip_is_proposed_anew_previewed_written_and_taken_back(sidebar: Sidebar, sheet: PlanSheet) -> None:
    day = slip(sheet, REVIEW)
    before = sheet.rows()
    eventually(lambda: listed(sidebar, "slipped:security-review"))
    sidebar.click("signals/open", key="slipped:security-review")
    assert "Agreed: " in sidebar.text

    sidebar.press("See what it moves", {"new_date": day + timedelta(days=7)})
    assert all(words in sidebar.text for words in ("as you propose", "it waits for", "at the earliest"))
    assert sheet.rows() == before
    sidebar.press("Write these dates into the plan")
    after = sheet.rows()
    assert after[REVIEW]["Due"] == (day + timedelta(days=7)).isoformat()
    assert after["Signature"]["Due"] > before["Signature"]["Due"]
    assert after[ROI] == before[ROI]

    undo = sidebar.button("Undo")
    sheet.set("Signature", "Due", "2027-12-01")
    sidebar.click(undo[0], {}, **undo[1])
    assert "Not taken back" in sidebar.text
    back = sheet.rows()
    assert (back[REVIEW]["Due"], back["Signature"]["Due"]) == (before[REVIEW]["Due"], "2027-12-01")


def test_only_the_wished_date_can_be_written_and_twice_is_once(sidebar: Sidebar, sheet: PlanSheet) -> None:
    day = slip(sheet, SCOPE) + timedelta(days=7)
    before = sheet.rows()
    eventually(lambda: listed(sidebar, "slipped:pov-scope"))
    sidebar.click("signals/open", key="slipped:pov-scope")
    sidebar.press("See what it moves", {"new_date": day})
    only = sidebar.button("Only this date")
    for _ in range(2):
        sidebar.click(only[0], {}, **only[1])
        assert "Not written" not in sidebar.text

    moved = {name for name, row in sheet.rows().items() if row["Due"] != before[name]["Due"]}
    assert moved == {SCOPE}


def test_a_preview_whose_plan_changed_meanwhile_is_shown_anew_and_nothing_written(
    sidebar: Sidebar, sheet: PlanSheet
) -> None:
    day = slip(sheet, DPA)
    eventually(lambda: listed(sidebar, "slipped:dpa"))
    sidebar.click("signals/open", key="slipped:dpa")
    sidebar.press("See what it moves", {"new_date": day + timedelta(days=1)})
    sheet.set(DPA, "Due", "2027-11-11")
    before = dues(sheet)
    sidebar.press("Write these dates into the plan")

    assert "Nothing was written" in sidebar.text
    assert "says “11 Nov 2027” now" in sidebar.text
    assert "11 Nov 2027 → " in sidebar.text
    assert dues(sheet) == before
    sidebar.press("Write these dates into the plan")
    assert sheet.rows()[DPA]["Due"] == (day + timedelta(days=1)).isoformat()


@pytest.mark.usefixtures("slipped")
def test_a_day_that_is_past_or_missing_is_asked_for_again(sidebar: Sidebar) -> None:
    for given, said in (({}, "pick a day"), ({"new_date": date(2020, 1, 1)}, "is past")):
        sidebar.click("signals/replan", given, key="slipped:roi")
        assert said in sidebar.text
    sidebar.click("signals/replan/confirm", moves='[{"id": 1}]')
    assert "open the signal again" in sidebar.text


def test_a_question_is_a_comment_in_the_sellers_name_once(sidebar: Sidebar, sheet: PlanSheet) -> None:
    slip(sheet, EXIT)
    eventually(lambda: listed(sidebar, "slipped:pov-exit"))
    sidebar.click("signals/ask", key="slipped:pov-exit")
    assert sidebar.fields["assignee"] == "dana@acme.example"
    ask = sidebar.button("Ask in the Sheet")
    for _ in range(2):
        sidebar.click(ask[0], {**sidebar.fields, "text": HOSTILE, "assignee": "dana@acme.example"}, **ask[1])

    asked = [one for one in sheet.threads() if one["headPost"]["content"] == HOSTILE]
    assert [one["headPost"]["assigneeEmail"] for one in asked] == ["dana@acme.example"]
    assert asked[0]["cell"][:2] == ("Plan", int(sheet.rows()[EXIT]["_row"]))
    assert "still open" in sidebar.text


@pytest.mark.usefixtures("slipped")
def test_a_mail_is_drafted_and_never_sent(sidebar: Sidebar, demo: dict[str, Any]) -> None:
    sidebar.click("signals/ask", key="slipped:roi")
    asking = sidebar.button("Draft a mail")
    given = {**sidebar.fields, "text": HOSTILE}
    for _ in range(2):
        sidebar.click(asking[0], given, **asking[1])
    headers = {"Authorization": f"Bearer local:{SELLER}"}
    drafts = requests.get(f"{demo['workspace']}/gmail/v1/users/me/drafts", headers=headers, timeout=10).json()

    assert drafts["resultSizeEstimate"] == 1
    sidebar.click("signals/ask/mail", {"text": "When?", "assignee": "nobody"}, key="slipped:roi")
    assert "no mail address" in sidebar.text


def test_a_missing_person_is_added_once_and_shared_with_only_if_asked(
    sidebar: Sidebar, sheet: PlanSheet, demo: dict[str, Any]
) -> None:
    eventually(lambda: listed(sidebar, "missing_role:economic_buyer"))
    sidebar.click("signals/invite", key="missing_role:economic_buyer")
    assert sidebar.fields["role"] == ["economic_buyer"]
    given = {"name": HOSTILE, "email": "carla@acme.example", "role": "economic_buyer"}
    for _ in range(2):
        sidebar.click("signals/invite/confirm", given, key="missing_role:economic_buyer")
    people = sheet.rows("Stakeholders", "Name")
    assert [row["Email"] for name, row in people.items() if name == HOSTILE] == ["carla@acme.example"]
    assert "carla@acme.example" not in shared_with(demo)

    sidebar.click("signals/invite/confirm", {**given, "share": ["yes"]}, key="missing_role:economic_buyer")
    assert "carla@acme.example" in shared_with(demo)


def shared_with(demo: dict[str, Any]) -> set[str]:
    answer = requests.get(
        f"{demo['workspace']}/drive/v3/files/{demo['spreadsheet_id']}/permissions?fields=permissions(emailAddress)",
        headers={"Authorization": f"Bearer local:{SELLER}"},
        timeout=10,
    )
    return {one.get("emailAddress", "") for one in answer.json()["permissions"]}


def test_a_dismissed_signal_leaves_the_sheet_without_its_reason_until_its_cause_changes(
    sidebar: Sidebar, sheet: PlanSheet
) -> None:
    slip(sheet, APPROVAL)
    eventually(lambda: listed(sidebar, "slipped:approval"))
    sidebar.click("signals/dismiss", {"new_date": date(2027, 5, 5)}, key="slipped:approval")
    assert "say in a few words" in sidebar.text
    assert sidebar.fields["new_date"] == date(2027, 5, 5)
    assert sidebar.button("Dismiss")[0] == "signals/dismiss"
    for _ in range(2):
        sidebar.click("signals/dismiss", {"reason": "QXZ agreed by phone"}, key="slipped:approval")
    assert "Dismissed (1)" in sidebar.text
    eventually(lambda: "Slipped" not in sheet.rows()[APPROVAL]["Signal"])
    assert not any("QXZ" in str(sheet.grid(tab)) for tab in ("Plan", "Stakeholders", "Risks", "History"))
    assert "QXZ" not in str(sheet.threads())

    sidebar.press("Bring back")
    eventually(lambda: "Slipped" in sheet.rows()[APPROVAL]["Signal"])
    assert listed(sidebar, "slipped:approval")


def test_an_owner_is_set_a_date_confirmed_and_a_step_marked_done(sidebar: Sidebar, sheet: PlanSheet) -> None:
    slip(sheet, INTEGRATION)
    eventually(lambda: listed(sidebar, "slipped:integration"))
    key = "slipped:integration"
    sidebar.click("signals/edit", {"confirmed_by": HOSTILE}, key=key, action="confirm")
    assert sheet.rows()[INTEGRATION]["Confirmed by"] == HOSTILE
    sidebar.click("signals/edit", key=key, action="done")
    assert sheet.rows()[INTEGRATION]["Status"] == "Done"
    eventually(lambda: not listed(sidebar, "slipped:integration"))
    sidebar.click("signals/open", key=key)
    assert "This is settled" in sidebar.text


def test_what_changed_is_told_once_and_the_last_entries_always(sidebar: Sidebar, sheet: PlanSheet) -> None:
    sidebar.click("changes")
    sidebar.click("changes")
    assert "Nothing changed since" in sidebar.text
    slip(sheet, TRAINING)
    eventually(lambda: sidebar.click("changes") and TRAINING in sidebar.text)
    assert "dana@acme.example" in sidebar.text
    sidebar.click("changes")
    assert "Nothing changed since" in sidebar.text
    sidebar.press("Show the last 50 entries")
    assert TRAINING in sidebar.text


PATHS = (
    "signals", "signals/open", "signals/edit", "signals/dismiss", "signals/restore", "signals/replan",
    "signals/replan/confirm", "signals/replan/undo", "signals/ask", "signals/ask/comment", "signals/ask/mail",
    "signals/invite", "signals/invite/confirm", "changes",
)  # fmt: skip


@pytest.mark.usefixtures("slipped")
def test_nobody_acts_on_somebody_elses_plan(demo: dict[str, Any], sheet: PlanSheet) -> None:
    before = dues(sheet), sheet.grid("Stakeholders")
    other = Sidebar(demo, person="eve@northwind.example", host="drive")
    for path in PATHS:
        other.click(path, {"reason": "x", "name": "x", "text": "x"}, key="slipped:roi", moves="[]")
        assert "plan of your own" in other.text, path
        assert ROI not in other.text, path
    assert (dues(sheet), sheet.grid("Stakeholders")) == before


def dues(sheet: PlanSheet) -> dict[str, str]:
    return {name: row["Due"] for name, row in sheet.rows().items()}


@pytest.mark.usefixtures("slipped")
def test_the_cards_of_signals_take_their_time_from_the_store_alone(sidebar: Sidebar) -> None:
    for path in ("signals", "signals/open", "changes"):
        begun = time.monotonic()
        sidebar.click(path, key="slipped:roi")
        assert time.monotonic() - begun < 0.5, path  # with the Workspace's own part of the way
