"""Sign in one seller on their own machine; the pages' sign-in is another matter."""

from __future__ import annotations

import os
import webbrowser
from pathlib import Path

from google_auth_oauthlib.flow import InstalledAppFlow, WSGITimeoutError
from oauthlib.oauth2 import OAuth2Error  # type: ignore[import-untyped]

from addon.adapters.google.accounts import DRIVE_FILE
from addon.adapters.google.faults import translated
from addon.settings import Settings
from closeplan.errors import ForbiddenError, SettingsError


def sign_in(settings: Settings, target: Path) -> None:
    """Ask Google for an offline grant of drive.file and write it to `target`, readable by its owner alone."""
    flow = _flow(settings.oauth_client_file)
    handle = _private_file(target)  # before anybody is sent to the browser for nothing
    try:
        with os.fdopen(handle, "r+", encoding="utf-8") as file:
            granted = _granted(flow)
            file.truncate()
            file.write(granted)
    finally:
        if not target.stat().st_size:
            target.unlink()


def _flow(client_file: Path | None) -> InstalledAppFlow:
    if client_file is None:
        raise SettingsError("set CLOSEPLAN_OAUTH_CLIENT_FILE to the OAuth client's JSON (type Desktop app)")
    try:
        return InstalledAppFlow.from_client_secrets_file(str(client_file), [DRIVE_FILE])
    except (OSError, ValueError) as error:
        raise SettingsError(f"{client_file}: not an OAuth client file ({error})") from error


def _private_file(target: Path) -> int:
    """Open a file that its owner alone may read, what stands in it untouched."""
    try:
        handle = os.open(target, os.O_RDWR | os.O_CREAT, 0o600)
        os.fchmod(handle, 0o600)
    except OSError as error:
        raise SettingsError(f"{target} can't be written ({error.strerror})") from error
    return handle


def _granted(flow: InstalledAppFlow) -> str:
    """The token as JSON; without a browser here, the address to open is only printed."""
    try:
        webbrowser.get()
        has_browser = True
    except webbrowser.Error:
        has_browser = False
    try:
        with translated("signing in"):
            granted = flow.run_local_server(port=0, prompt="consent", open_browser=has_browser)
    except (OAuth2Error, WSGITimeoutError, Warning) as error:
        # oauthlib raises a Warning where the person unticked the scope
        raise ForbiddenError(f"Google granted nothing ({error}); sign in again") from error
    token: str = granted.to_json()
    return token
