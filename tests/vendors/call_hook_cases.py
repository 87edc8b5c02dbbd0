"""Right messages of meeting and telephone systems; see `hook_cases` for what a case is."""

from __future__ import annotations

import base64
import hmac
from datetime import UTC, datetime

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from addon.adapters.meetings.aircall_hooks import AircallHooks
from addon.adapters.meetings.meet_hooks import MeetHooks
from addon.adapters.meetings.quo_hooks import QuoHooks
from addon.adapters.meetings.signed_tokens import SignedTokens
from addon.adapters.meetings.teams_hooks import TeamsHooks, client_state
from addon.adapters.meetings.zoom_hooks import ZoomHooks
from closeplan.ports.hooks import HookRequest
from tests.vendors.hook_cases import HookCase, as_json, hmac_hex, posted

_ZOOM_BODY = (
    b'{"event":"recording.transcript_completed","event_ts":1767225600123,"payload":{"account_id":"AAAAAABBBB","object":{"id":1234567890,'
    b'"uuid":"4444AAAiAAAAAiAiAiiAii==","host_id":"x1yCzABCDEfg23HiJKl4mN","account_id":"x1yCzABCDEfg23HiJKl4mN","topic":"Kick-off",'
    b'"type":8,"start_time":"2026-07-01T09:00:00Z","timezone":"Europe/Berlin","host_email":"jchill@example.com","duration":60,'
    b'"share_url":"https://example.zoom.us/rec/share/abc","total_size":3328371,"recording_count":1,"recording_files":[{'
    b'"id":"ed6c2f27-2ae7-42f4-b3d0-835b493e4fa8","meeting_id":"098765ABCD","recording_start":"2026-07-01T09:00:00Z",'
    b'"recording_end":"2026-07-01T10:00:00Z","recording_type":"audio_transcript","file_type":"TRANSCRIPT","file_size":142,'
    b'"file_extension":"VTT","play_url":"https://example.zoom.us/rec/play/abc",'
    b'"download_url":"https://example.zoom.us/rec/download/abc","status":"completed"}]}},"download_token":"abJhbGciOiJIUzUxMiJ9.e30.x"}'
)
"""As `/work/shared/specs/webhooks.json` has it, with the signature beside it."""


def _zoom(secret: str, body: bytes, at: datetime) -> HookRequest:
    stamp = str(int(at.timestamp()))
    signature = "v0=" + hmac_hex(secret, f"v0:{stamp}:".encode() + body)
    return posted("zoom", body, {"x-zm-signature": signature, "x-zm-request-timestamp": stamp})


_QUO_BODY = (
    b'{"id":"EV1","object":"event","apiVersion":"v4","createdAt":"2026-07-01T09:05:00.000Z","type":"call.transcript.completed",'
    b'"data":{"object":{"object":"callTranscript","callId":"AC1","createdAt":"2026-07-01T09:05:00.000Z","dialogue":['
    b'{"content":"Hello","start":0.1,"end":1.2,"identifier":"+19876543210","userId":"US1"}],"duration":100,"status":"completed"}}}'
)


def _aircall(secret: str, body: bytes, at: datetime) -> HookRequest:
    """The token is a part of the body."""
    return posted("aircall", body.replace(b"TOKEN", secret.encode()))


def _openphone(secret: str, body: bytes, at: datetime) -> HookRequest:
    stamp = str(int(at.timestamp() * 1000))
    digest = hmac.digest(_key(secret), f"{stamp}.".encode() + body, "sha256")
    signature = base64.b64encode(digest).decode()
    return posted("quo", body, {"openphone-signature": f"hmac;1;{stamp};{signature}"})


def _standard(secret: str, body: bytes, at: datetime) -> HookRequest:
    stamp = str(int(at.timestamp()))
    digest = hmac.digest(_key(secret.removeprefix("whsec_")), f"msg_1.{stamp}.".encode() + body, "sha256")
    signature = f"v1,{base64.b64encode(digest).decode()}"
    return posted(
        "quo", body, {"webhook-id": "msg_1", "webhook-timestamp": stamp, "webhook-signature": signature}
    )


def _teams(secret: str, body: bytes, at: datetime) -> HookRequest:
    """Graph gives back in each change what it was told when the subscription was made."""
    return posted("teams", body.replace(b"STATE", client_state(secret).encode()))


_TRANSCRIPT = (
    "users('b935e675-5e67-48b9-8d45-249d5f88e964')/onlineMeetings('YzFiNjY')/transcripts('MSMjMCMj')"
)


_GOOGLE = RSAKey.generate_key(2048, {"kid": "g1"})
_ADDRESS = "https://map.example/webhooks/meet"


def _meet(secret: str, body: bytes, at: datetime) -> HookRequest:
    """Pub/Sub pushes with a token of its service account, whose address is what nobody else can sign for."""
    claims = {"iss": "https://accounts.google.com", "aud": _ADDRESS, "email": secret, "email_verified": True}
    token = jwt.encode({"alg": "RS256", "kid": "g1"}, {**claims, "exp": int(at.timestamp()) + 3_600}, _GOOGLE)
    return posted("meet", body, {"Authorization": f"Bearer {token}"}, _ADDRESS)


def _meet_hooks(secret: str) -> MeetHooks:
    tokens = SignedTokens("https://keys.example", lambda _url: KeySet([_GOOGLE]).as_dict(private=False))
    return MeetHooks(pusher=secret, audience=_ADDRESS, tokens=tokens)


def _key(secret: str) -> bytes:
    """A key that is base64; of one that is none any bytes will do."""
    try:
        return base64.b64decode(secret, validate=True)
    except ValueError:
        return secret.encode()


CALL_HOOK_CASES: tuple[HookCase, ...] = (
    HookCase(
        vendor="zoom",
        sender=lambda secret: ZoomHooks(secret=secret),
        signed=_zoom,
        body=_ZOOM_BODY,
        tells=(("call", "4444AAAiAAAAAiAiAiiAii=="),),
        secret="zoom-test-secret",
        vector=posted(
            "zoom",
            _ZOOM_BODY,
            {
                "x-zm-signature": "v0=533cc9875fbb043240cdb3b8e771c262795c077e5aedd572ae71d8b2ef2dd6f4",
                "x-zm-request-timestamp": "1767225600",
            },
        ),
        vector_at=datetime.fromtimestamp(1767225600, UTC),
    ),
    HookCase(
        vendor="aircall",
        sender=lambda secret: AircallHooks(secret=secret),
        signed=_aircall,
        body=as_json(
            {
                "resource": "transcription",
                "event": "transcription.created",
                "timestamp": 1767225600,
                "token": "TOKEN",
                "data": {"id": 1, "call_id": 812, "type": "call"},
            }
        ),
        tells=(("call", "812"),),
        secret="45XXYYZZa08",
        timed=False,
        covers_body=False,
    ),
    HookCase(
        vendor="quo, as OpenPhone signed",
        sender=lambda secret: QuoHooks(secret=secret),
        signed=_openphone,
        body=_QUO_BODY,
        tells=(("call", "AC1"),),
        secret="cXVvLWxlZ2FjeS10ZXN0LXNpZ25pbmcta2V5LTAwMDE=",
        vector=posted(
            "quo",
            _QUO_BODY,
            {"openphone-signature": "hmac;1;1767225600123;n1P3S9Abh0sSKe7y50deegIKAJZTUlQ+yjq0wL4XnFw="},
        ),
        vector_at=datetime.fromtimestamp(1767225600, UTC),
    ),
    HookCase(
        vendor="quo",
        sender=lambda secret: QuoHooks(secret=secret),
        signed=_standard,
        body=_QUO_BODY,
        tells=(("call", "AC1"),),
        secret="whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        vector=posted(
            "quo",
            b'{"test": 2432232314}',
            {
                "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
                "webhook-timestamp": "1614265330",
                "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            },
        ),
        vector_at=datetime.fromtimestamp(1614265330, UTC),
    ),
    HookCase(
        vendor="teams",
        sender=lambda secret: TeamsHooks(secret=secret),
        signed=_teams,
        body=as_json(
            {
                "value": [
                    {
                        "subscriptionId": "10493aa0-4d29-4df5-bc0c-ef742cc6cd7f",
                        "changeType": "created",
                        "clientState": "STATE",
                        "subscriptionExpirationDateTime": "2026-07-03T00:00:00Z",
                        "tenantId": "2432b57b-0abd-43db-aa7b-16eadd115d34",
                        "resource": _TRANSCRIPT,
                        "resourceData": {"@odata.type": "#microsoft.graph.callTranscript", "id": "MSMjMCMj"},
                    }
                ]
            }
        ),
        tells=(("call", "b935e675-5e67-48b9-8d45-249d5f88e964|YzFiNjY|MSMjMCMj"),),
        secret="a-long-secret-of-ours",
        in_body=client_state,
        timed=False,
        covers_body=False,
    ),
    HookCase(
        vendor="meet",
        sender=_meet_hooks,
        signed=_meet,
        body=as_json(
            {
                "message": {
                    "attributes": {
                        "ce-id": "e7f0",
                        "ce-source": "//workspaceevents.googleapis.com/subscriptions/meet-abc",
                        "ce-specversion": "1.0",
                        "ce-subject": "//meet.googleapis.com/conferenceRecords/abc/transcripts/def",
                        "ce-time": "2026-07-01T10:00:00Z",
                        "ce-type": "google.workspace.meet.transcript.v2.fileGenerated",
                        "content-type": "application/json",
                    },
                    "data": "eyJ0cmFuc2NyaXB0Ijp7Im5hbWUiOiJjb25mZXJlbmNlUmVjb3Jkcy9hYmMvdHJhbnNjcmlwdHMvZGVmIn19",
                    "messageId": "1",
                    "publishTime": "2026-07-01T10:00:01Z",
                },
                "subscription": "projects/p/subscriptions/s",
            }
        ),
        tells=(("call", "abc"),),
        secret="push@project.iam.gserviceaccount.com",
        timed=False,
        covers_body=False,
    ),
)
