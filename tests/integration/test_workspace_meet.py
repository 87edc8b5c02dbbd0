"""Meet of the local Workspace, driven by Google's own client."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest
import requests
from googleapiclient.errors import HttpError

from tests.integration.workspace_clients import google_client, running_workspace

Meet = Callable[[str], Any]
People = tuple[str, str]
_numbers = count(1)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_workspace(tmp_path_factory.mktemp("meet")) as process:
        yield process.ready["workspace"]


@pytest.fixture
def people() -> People:
    number = next(_numbers)
    return f"sam{number}@northwind.example", f"mia{number}@acme.example"


@pytest.fixture
def meet(base: str) -> Meet:
    return lambda person: google_client("meet", "v2", base, person)


@pytest.fixture
def held(base: str, people: People) -> Callable[..., dict[str, Any]]:
    """Let a meeting be over."""

    def hold(**more: Any) -> dict[str, Any]:
        sam, mia = people
        guests = [{"name": "Sam", "email": sam}, {"name": "Mia Wolf", "email": mia}, {"name": "A guest"}]
        said = [entry("Sam", "Shall we start?", 1), entry(mia, "Legal is done on Friday.", 2)]
        body = {"organizer": sam, "start": "2026-11-20T10:00:00Z", "participants": guests, "entries": said}
        answer = requests.post(f"{base}/_control/meetings", json=body | more, timeout=10)
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        return made

    return hold


def entry(person: str, text: str, minute: int) -> dict[str, str]:
    start, end = f"2026-11-20T10:{minute:02}:00Z", f"2026-11-20T10:{minute:02}:30Z"
    return {"participant": person, "text": text, "start": start, "end": end}


def refusal(call: Any) -> HttpError:
    with pytest.raises(HttpError) as caught:
        call.execute()
    return caught.value


def test_a_space_is_found_by_id_and_by_code(meet: Meet, people: People) -> None:
    spaces = meet(people[0]).spaces()
    made = spaces.create(body={"config": {"accessType": "OPEN"}}).execute()

    assert made["config"]["accessType"] == "OPEN"
    assert [len(part) for part in made["meetingCode"].split("-")] == [3, 4, 3]
    assert spaces.get(name=made["name"]).execute() == made
    assert spaces.get(name=f"spaces/{made['meetingCode'].upper()}").execute() == made


def test_a_spaces_settings_are_its_owners(meet: Meet, people: People) -> None:
    sam, mia = people
    spaces = meet(sam).spaces()
    made = spaces.create(body={}).execute()
    config = {"accessType": "RESTRICTED", "moderation": "ON"}
    patched = spaces.patch(
        name=made["name"], updateMask="config.access_type", body={"config": config}
    ).execute()

    assert patched["config"] == made["config"] | {"accessType": "RESTRICTED"}
    for call in (
        meet(mia).spaces().get(name=made["name"]),
        meet(mia).spaces().patch(name=made["name"], body={}),
    ):
        refused = refusal(call)
        assert (refused.status_code, "Permission denied on resource Space" in refused.reason) == (403, True)


def test_there_is_no_active_conference_to_end(meet: Meet, people: People) -> None:
    made = meet(people[0]).spaces().create(body={}).execute()
    assert (
        refusal(meet(people[0]).spaces().endActiveConference(name=made["name"], body={})).status_code == 400
    )


def test_a_finished_meeting_is_found_by_its_code(
    meet: Meet, people: People, held: Callable[..., dict[str, Any]]
) -> None:
    made, _ = held(), held()
    records = meet(people[1]).conferenceRecords()

    found = records.list(filter=f'space.meeting_code = "{made["meetingCode"]}"').execute()

    (record,) = found["conferenceRecords"]
    assert record == records.get(name=made["conferenceRecord"]).execute()
    assert (record["startTime"], record["endTime"]) == ("2026-11-20T10:00:00Z", "2026-11-20T10:02:30Z")
    assert record["expireTime"] == "2026-12-20T10:02:30Z"
    assert record["space"] == made["space"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ('start_time>="2026-11-20T00:00:00Z" AND start_time<="2026-11-21T00:00:00.000Z"', 2),
        ('start_time > "2026-11-20T12:00:00Z"', 1),
        ('end_time < "2026-11-20T12:00:00+01:00"', 1),
        ("end_time IS NULL", 0),
        ('space.name = "spaces/none"', 0),
    ],
)
def test_a_filter_finds(
    meet: Meet, people: People, held: Callable[..., dict[str, Any]], text: str, number: int
) -> None:
    held()
    held(start="2026-11-20T15:00:00Z", entries=[])

    answer = meet(people[0]).conferenceRecords().list(filter=text).execute()
    assert len(answer.get("conferenceRecords", [])) == number


def test_a_filter_that_cant_be_read_is_a_400(meet: Meet, people: People) -> None:
    for text in ("owner = me", 'start_time > "yesterday"', "space.name"):
        assert refusal(meet(people[0]).conferenceRecords().list(filter=text)).status_code == 400


def test_who_was_there_and_when(meet: Meet, people: People, held: Callable[..., dict[str, Any]]) -> None:
    parts = meet(people[0]).conferenceRecords().participants()
    record = held()["conferenceRecord"]

    answer = parts.list(parent=record).execute()

    sam, mia, guest = answer["participants"]
    assert answer["totalSize"] == 3
    assert mia["signedinUser"]["displayName"] == "Mia Wolf"
    assert guest["anonymousUser"] == {"displayName": "A guest"}
    assert parts.get(name=sam["name"]).execute() == sam
    (session,) = parts.participantSessions().list(parent=sam["name"]).execute()["participantSessions"]
    assert (
        parts.participantSessions().get(name=session["name"]).execute()["startTime"]
        == sam["earliestStartTime"]
    )


def test_what_was_said_comes_in_order_and_in_pages(
    meet: Meet, people: People, held: Callable[..., dict[str, Any]]
) -> None:
    said = [entry("Sam", f"sentence {number}", number // 3) for number in range(130)]
    transcripts = meet(people[1]).conferenceRecords().transcripts()
    (transcript,) = transcripts.list(parent=held(entries=said)["conferenceRecord"]).execute()["transcripts"]

    first = transcripts.entries().list(parent=transcript["name"], pageSize=500)
    answer = first.execute()
    rest = transcripts.entries().list_next(first, answer).execute()["transcriptEntries"]

    assert len(answer["transcriptEntries"]) == 100
    texts = [said["text"] for said in answer["transcriptEntries"] + rest]
    assert texts == [f"sentence {number}" for number in range(130)]
    assert transcripts.entries().get(name=rest[0]["name"]).execute() == rest[0]
    assert rest[0]["languageCode"] == "en-US"
    assert transcripts.get(name=transcript["name"]).execute()["state"] == "FILE_GENERATED"


def test_a_transcript_is_a_doc_that_who_was_there_may_read(
    base: str, meet: Meet, people: People, held: Callable[..., dict[str, Any]]
) -> None:
    sam, mia = people
    transcripts = meet(mia).conferenceRecords().transcripts()
    (transcript,) = transcripts.list(parent=held()["conferenceRecord"]).execute()["transcripts"]
    file_id = transcript["docsDestination"]["document"]

    file = google_client("drive", "v3", base, mia).files()
    text = file.export(fileId=file_id, mimeType="text/plain").execute().decode()
    owners = file.get(fileId=file_id, fields="owners(emailAddress)").execute()["owners"]

    assert "Sam: Shall we start?" in text
    assert owners == [{"emailAddress": sam}]
    assert (
        refusal(
            google_client("drive", "v3", base, "eve@elsewhere.example").files().get(fileId=file_id)
        ).status_code
        == 404
    )


def test_a_robots_meeting_has_no_doc(meet: Meet, held: Callable[..., dict[str, Any]]) -> None:
    made = held(organizer="robot@closeplan.local")
    transcripts = meet("robot@closeplan.local").conferenceRecords().transcripts()
    transcript = transcripts.get(name=made["transcripts"][0]).execute()
    assert (transcript["state"], "docsDestination" in transcript) == ("ENDED", False)


def test_notes_and_recordings_are_there_when_they_were_made(
    meet: Meet, people: People, held: Callable[..., dict[str, Any]]
) -> None:
    records = meet(people[0]).conferenceRecords()
    plain, noted = held()["conferenceRecord"], held(smart_notes=True)["conferenceRecord"]

    assert records.smartNotes().list(parent=plain).execute() == {}
    (notes,) = records.smartNotes().list(parent=noted).execute()["smartNotes"]
    assert records.smartNotes().get(name=notes["name"]).execute() == notes
    assert records.recordings().list(parent=noted).execute() == {}
    assert refusal(records.recordings().get(name=f"{noted}/recordings/x")).status_code == 404


def test_who_was_not_there_learns_nothing(
    meet: Meet, people: People, held: Callable[..., dict[str, Any]]
) -> None:
    made = held()
    stranger = meet("eve@elsewhere.example").conferenceRecords()

    assert stranger.list().execute() == {}
    assert refusal(stranger.get(name=made["conferenceRecord"])).status_code == 403
    assert refusal(stranger.transcripts().list(parent=made["conferenceRecord"])).status_code == 403
    assert refusal(stranger.transcripts().entries().list(parent=made["transcripts"][0])).status_code == 403
    assert refusal(meet("eve@elsewhere.example").spaces().get(name=made["space"])).status_code == 403


def test_a_record_is_gone_thirty_days_after_the_meeting(
    meet: Meet, people: People, held: Callable[..., dict[str, Any]]
) -> None:
    old = held(start="2026-01-05T10:00:00Z", entries=[])

    assert refusal(meet(people[0]).conferenceRecords().get(name=old["conferenceRecord"])).status_code == 403
    assert meet(people[0]).conferenceRecords().list().execute() == {}


def test_a_meeting_that_makes_no_sense_is_not_kept(base: str, people: People) -> None:
    body = {"organizer": people[0], "start": "2026-11-20T10:00:00Z", "participants": [{"name": "Sam"}]}
    wrong = body | {"entries": [entry("Nobody", "hi", 1)], "when": "now"}
    answer = requests.post(f"{base}/_control/meetings", json=wrong, timeout=10)

    assert answer.status_code == 400
    assert answer.json()["errors"] == ["when: Extra inputs are not permitted"]
    answer = requests.post(
        f"{base}/_control/meetings", json=body | {"entries": [entry("Nobody", "hi", 1)]}, timeout=10
    )
    assert "'Nobody' is not among the participants" in answer.json()["errors"][0]


def test_what_is_missing_is_named(meet: Meet, people: People) -> None:
    made = meet(people[0]).spaces().create(body={}).execute()
    refused = refusal(meet(people[0]).spaces().members().list(parent=made["name"]))
    assert (refused.status_code, "meet.spaces.members.list" in refused.reason) == (501, True)
