"""Sign in one seller on their own machine; the pages' sign-in is another matter."""

from __future__ import annotations

import os
from pathlib import Path

from google_auth_oauthlib.flow import InstalledAppFlow

from addon.adapters.google.accounts import DRIVE_FILE
from addon.settings import Settings
from closeplan.errors import SettingsError


def sign_in(settings: Settings, target: Path) -> None:
    """Ask Google for an offline grant of drive.file and write it to `target`, readable by its owner alone."""
    if settings.oauth_client_file is None:
        raise SettingsError("set CLOSEPLAN_OAUTH_CLIENT_FILE to the OAuth client's JSON (type Desktop app)")
    try:
        flow = InstalledAppFlow.from_client_secrets_file(str(settings.oauth_client_file), [DRIVE_FILE])
    except (OSError, ValueError) as error:
        raise SettingsError(f"{settings.oauth_client_file}: not an OAuth client file ({error})") from error
    granted = flow.run_local_server(port=0, prompt="consent")
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(granted.to_json())
