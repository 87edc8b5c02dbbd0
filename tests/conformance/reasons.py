"""Why an answer of ours differs from the recorded one; an exchange without a reason fails the test."""

from __future__ import annotations

from tests.conformance.replay import Compared

FONTS = "Google measures the text in its own fonts, which it doesn't publish; ours go by the width of Arial's letters"
UPLOAD_V2 = "gspread uploads a CSV over Drive v2; ours answers v2's main fields only, without `owners`, `etag`, `capabilities`…"
ZONE = "after a conversion Google sets the time zone of its own machines, ours keeps the file's"


def reason(difference: Compared) -> str:
    """The reason, or an empty text."""
    if (
        difference.recording == "WorksheetTest.test_auto_resize_columns"
        and ".pixelSize" in difference.difference
    ):
        return FONTS
    if difference.recording == "ClientTest.test_import_csv":
        return ZONE if "timeZone" in difference.difference else UPLOAD_V2
    return ""
