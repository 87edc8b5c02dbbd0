"""Right messages of meeting and telephone systems; see `hook_cases` for what a case is."""

from __future__ import annotations

from datetime import UTC, datetime

from addon.adapters.meetings.zoom_hooks import ZoomHooks
from closeplan.ports.hooks import HookRequest
from tests.vendors.hook_cases import HookCase, hmac_hex, posted

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
)
