"""Calls come in by themselves and by a click, on the demo: pasted, selected in Drive, put into a watched folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests
from google.oauth2.credentials import Credentials
from googleapiclient.http import MediaInMemoryUpload

from addon.adapters.google import transcripts
from addon.adapters.google.clients import PerThread
from addon.adapters.jobs import RecordingJobs
from addon.bootstrap import bootstrap
from addon.settings import read_settings
from tests.integration.workspace_clients import google_client
from tests.running import ROBOT, SELLER, eventually, running_demo
from tests.sidebar import Sidebar

FOLDER = "application/vnd.google-apps.folder"
DOC = "application/vnd.google-apps.document"
CALL = """WEBVTT

00:00:01.000 --> 00:00:04.000
<v Dana Fischer>{said}</v>

00:00:05.000 --> 00:00:09.000
<v Sam>Thank you, Dana.</v>
"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    data = tmp_path_factory.mktemp("demo") / "data"
    with running_demo(data) as ready:
        yield {**ready, "data": data}


@pytest.fixture
def sidebar(demo: dict[str, Any]) -> Sidebar:
    return Sidebar(demo)


@pytest.fixture(scope="module")
def drive(demo: dict[str, Any]) -> Any:
    return google_client("drive", "v3", demo["workspace"], SELLER)


@pytest.fixture
def folder(drive: Any) -> str:
    made = drive.files().create(body={"name": "Transcripts", "mimeType": FOLDER}).execute()["id"]
    body = {"type": "user", "role": "reader", "emailAddress": ROBOT}
    drive.permissions().create(fileId=made, body=body, sendNotificationEmail=False).execute()
    return str(made)


def put(drive: Any, name: str, said: str, parent: str = "root", mime_type: str = "text/vtt") -> str:
    media = MediaInMemoryUpload(said.encode(), mimetype="text/plain" if mime_type == DOC else mime_type)
    body = {"name": name, "parents": [parent], "mimeType": mime_type}
    return str(drive.files().create(body=body, media_body=media).execute()["id"])


def shows(sidebar: Sidebar, path: str, *words: str, **parameters: str) -> bool:
    sidebar.click(path, None, **parameters)
    return all(word in sidebar.text for word in words)


def test_a_pasted_call_is_read_at_once_and_comes_back_with_what_is_missing(sidebar: Sidebar) -> None:
    sidebar.click("calls")
    text = CALL.format(said="I will send you the data processing agreement.")
    sidebar.press("Read it", {"text": text, "title": "Acme / Northwind <b>"})
    assert "give its day" in sidebar.text
    assert sidebar.fields["text"] == text.strip()

    today = datetime.now(UTC).date()  # of an older call no recap is laid
    sidebar.press("Read it", {"text": text, "day": today, "title": "Acme / Northwind <b>"})
    assert "Acme - Northwind &lt;b&gt;" in sidebar.text
    assert "1 commitment" in sidebar.text
    mail = google_client("gmail", "v1", sidebar.demo["workspace"], SELLER).users().drafts()
    eventually(lambda: mail.list(userId="me").execute().get("drafts"), says="no recap was laid")
    sidebar.click("calls")
    sidebar.press("Read it", {"text": text, "day": today})
    assert "Known already" in sidebar.text


def test_a_transcript_selected_in_drive_is_read_with_the_clicks_own_token(
    demo: dict[str, Any], drive: Any
) -> None:
    file_id = put(drive, "2026-11-19 Acme review.vtt", CALL.format(said="We will decide on December 4th."))
    beside = Sidebar(demo, host="drive", beside={"selected": [file_id]})
    beside.open()
    assert "Let closeplan see this file" in beside.text
    beside.beside = {"selected": [file_id], "consent": file_id}
    beside.open()
    beside.press("Read this call", {"plan": demo["plan_id"]})
    assert "Acme review" in beside.text
    assert "New" in beside.text


def test_what_is_put_into_a_watched_folder_becomes_a_call_once(
    sidebar: Sidebar, drive: Any, folder: str
) -> None:
    sidebar.click("calls/folders")
    sidebar.press("Watch it", {"folder": f"https://drive.google.com/drive/folders/{folder}", "plan": []})
    assert "is watched from now on" in sidebar.text
    said = CALL.format(said="I will bring the security questionnaire to the next call.")
    file_id = put(drive, "2026-11-18 Acme and Northwind.vtt", said, folder)
    eventually(lambda: shows(sidebar, "calls", "Acme and Northwind"), seconds=10)
    put(drive, "2026-11-18 Acme again.vtt", said, folder)
    put(drive, "2026-11-18 Acme.mp4", "a recording", folder, "video/mp4")

    more = MediaInMemoryUpload(said.replace("the next call", "Monday").encode(), mimetype="text/vtt")
    drive.files().update(fileId=file_id, media_body=more).execute()
    put(drive, "2026-11-16 Acme last.vtt", CALL.format(said="Bye."), folder)
    eventually(lambda: shows(sidebar, "calls", "Acme last"), seconds=10)
    eventually(lambda: sidebar.click("calls") and sidebar.text.count("Acme and Northwind") == 1)
    assert "Acme again" not in sidebar.text
    assert not shows(sidebar, "calls/waiting", ".mp4")


def test_a_file_that_tells_no_plan_waits_for_a_word(
    demo: dict[str, Any], sidebar: Sidebar, drive: Any, folder: str
) -> None:
    sidebar.click("calls/watch", {"folder": folder})
    said = CALL.format(said="Let's talk.").replace("Dana Fischer", "Uma Rao")
    file_id = put(drive, "2026-11-17 unheard of.vtt", said, folder)
    eventually(lambda: shows(sidebar, "calls/waiting", "unheard of", "can't tell which plan"), seconds=10)
    sidebar.click("calls/place", {f"plan {file_id}": [demo["plan_id"]]}, file=file_id)
    eventually(lambda: shows(sidebar, "calls", "unheard of"), seconds=10)
    assert not shows(sidebar, "calls/waiting", "unheard of")


def test_a_broken_file_says_so_until_somebody_puts_it_aside(
    sidebar: Sidebar, drive: Any, folder: str
) -> None:
    sidebar.click("calls/watch", {"folder": folder})
    file_id = put(drive, "broken.vtt", "\x00\x01\x02", folder)
    eventually(lambda: shows(sidebar, "calls/waiting", "broken.vtt"), seconds=10)
    sidebar.click("calls/ignore", file=file_id)
    assert "is left alone" in sidebar.text
    drive.files().update(fileId=file_id, body={"name": "still broken.vtt"}).execute()
    sidebar.click("calls/again", file=file_id)
    assert "waits for nothing any more" in sidebar.text


def test_a_folder_is_looked_through_page_by_page(
    demo: dict[str, Any], drive: Any, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transcripts, "PAGE", 2)
    put(drive, "call.vtt", "x", folder)
    names = {put(drive, f"{at}.vtt", "x", folder): f"{at}.vtt" for at in range(4)}
    client = PerThread(Credentials(token=f"local:{ROBOT}"), demo["workspace"])
    reading = transcripts.GoogleTranscripts(lambda: client)

    found = list(reading.listed(folder, datetime(2020, 1, 1, tzinfo=UTC)))
    assert {file.id: file.name for file in found}.items() >= names.items()
    assert len(found) == 5
    assert not list(reading.listed(folder, datetime.now(UTC) + timedelta(hours=1)))


def test_what_lies_in_a_folder_already_is_read_only_after_it_was_counted(
    sidebar: Sidebar, drive: Any, folder: str
) -> None:
    for day in (12, 13):
        put(drive, f"2026-11-{day} Acme.vtt", CALL.format(said=f"I have {day} points."), folder)
    put(drive, "recording.mp4", "x", folder, "video/mp4")
    sidebar.click("calls/folders")
    sidebar.press("Watch it", {"folder": folder, "old": ["yes"]})
    assert "2 transcripts lie in “Transcripts” already" in sidebar.text
    sidebar.press("Read them all")
    eventually(lambda: shows(sidebar, "calls", "2026-11-12 Acme", "2026-11-13 Acme"), seconds=10)


def test_a_folder_of_somebody_else_is_not_watched(sidebar: Sidebar, demo: dict[str, Any]) -> None:
    other = google_client("drive", "v3", demo["workspace"], "eve@elsewhere.example")
    made = other.files().create(body={"name": "Secret", "mimeType": FOLDER}).execute()["id"]
    body = {"type": "user", "role": "reader", "emailAddress": ROBOT}
    other.permissions().create(fileId=made, body=body, sendNotificationEmail=False).execute()
    for where in (made, "1NoSuchFolderAtAllxxxxxxxxxx"):
        sidebar.click("calls/watch", {"folder": where})
        assert "share it with robot@closeplan.local" in sidebar.text
        assert "Secret" not in sidebar.text


def test_a_meet_call_arrives_in_its_plan_and_a_strangers_asks_which(
    demo: dict[str, Any], sidebar: Sidebar
) -> None:
    look = looking_at_meet(demo)
    held(demo, "Dana Fischer", "I will confirm the pilot's scope with our board.")
    look()
    sidebar.click("calls")
    assert "Dana Fischer" in sidebar.text
    look()

    held(demo, "Kim Oh", "Could you send me a price list?", invited="kim@gamma.example")
    look()
    home = Sidebar(demo, host="gmail")
    home.open()
    assert "A call waits: which plan?" in home.text
    assert "Prices" in home.text
    assert "with Kim Oh" in home.text
    home.press("Not a call")
    home.open()
    assert "A call waits" not in home.text


def held(demo: dict[str, Any], guest: str, said: str, invited: str = "") -> None:
    """Sam met a guest on Meet just now; with an address there is an invitation in Sam's calendar."""
    start = datetime.now(UTC) - timedelta(minutes=30)
    code = {"meeting_code": invite(demo, start, invited)} if invited else {}
    stamps = [(start + timedelta(minutes=minute)).isoformat() for minute in (1, 2, 3)]
    entries = [
        {"participant": guest, "text": said, "start": stamps[0], "end": stamps[1]},
        {"participant": SELLER, "text": "Thank you.", "start": stamps[1], "end": stamps[2]},
    ]
    people = [{"name": "Sam Ortiz", "email": SELLER}, {"name": guest}]
    body = {
        "organizer": SELLER,
        "start": start.isoformat(),
        "participants": people,
        "entries": entries,
        **code,
    }
    answer = requests.post(f"{demo['workspace']}/_control/meetings", json=body, timeout=10)
    assert answer.status_code == 201, answer.text


def invite(demo: dict[str, Any], start: datetime, guest: str) -> str:
    """The code of a meeting in Sam's calendar."""
    event = {
        "summary": "Prices",
        "start": {"dateTime": start.isoformat()},
        "end": {"dateTime": (start + timedelta(minutes=20)).isoformat()},
        "attendees": [{"email": guest, "displayName": "Kim Oh"}],
        "conferenceData": {"createRequest": {"requestId": "r1"}},
    }
    events = google_client("calendar", "v3", demo["workspace"], SELLER).events()
    made = events.insert(calendarId="primary", body=event, conferenceDataVersion=1).execute()
    return str(made["conferenceData"]["conferenceId"])


def looking_at_meet(demo: dict[str, Any]) -> Callable[[], None]:
    """What asks Meet for calls and reads them, as another process of the demo's installation would."""
    jobs = RecordingJobs()
    settings = read_settings(
        data=demo["data"] / "backend",
        workspace_url=demo["workspace"],
        public_url=demo["app"],
        vendors={"meet": {"url": demo["workspace"]}},
    )
    calls = bootstrap(settings, jobs=jobs).parts.call_wiring

    def look() -> None:
        calls.arrived.listen("meet")
        due = [about for kind, about in jobs.asked if kind == "ingest"]
        jobs.asked.clear()
        for file_id in due:
            calls.read(file_id)

    return look
