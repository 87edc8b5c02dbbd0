"""Whose token a request carries: the robot's, or a seller's."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol, cast

import google.auth
from google.auth.credentials import Credentials
from google.auth.exceptions import GoogleAuthError
from google.oauth2.credentials import Credentials as UserCredentials
from google.oauth2.service_account import Credentials as ServiceAccountCredentials

from closeplan.errors import SettingsError

DRIVE_FILE = "https://www.googleapis.com/auth/drive.file"
"""The narrow scope: files the app made or was handed. Every Sheets and Drive method used here accepts it."""

ROBOT_SCOPES = ("https://www.googleapis.com/auth/drive",)
"""The robot reads files that others made and shared with it; its own account sees nothing else."""


class Accounts(Protocol):
    """Who the backend can act as."""

    def robot(self, address: str) -> Credentials:
        """The robot's credentials."""

    def seller(self, address: str) -> Credentials:
        """The seller's credentials."""


class LocalAccounts:
    """Anybody, on a local Workspace: the token is the address."""

    def robot(self, address: str) -> Credentials:
        return UserCredentials(token=f"local:{address}")

    def seller(self, address: str) -> Credentials:
        return UserCredentials(token=f"local:{address}")


class WithToken:
    """The accounts of an installation, with the seller who clicks: their own token of this one event."""

    def __init__(self, accounts: Accounts, token: str) -> None:
        self._accounts = accounts
        self._token = token

    def robot(self, address: str) -> Credentials:
        return self._accounts.robot(address)

    def seller(self, address: str) -> Credentials:  # noqa: ARG002 - the token is the person
        return UserCredentials(token=self._token)


class GoogleAccounts:
    """A service account as the robot and one signed-in seller, from files."""

    def __init__(self, robot_key_file: Path | None, seller_token_file: Path | None) -> None:
        self._robot_key_file = robot_key_file
        self._seller_token_file = seller_token_file

    def robot(self, address: str) -> Credentials:
        try:
            if self._robot_key_file is None:
                credentials, _project = google.auth.default(scopes=ROBOT_SCOPES)
                return credentials
            path = str(self._robot_key_file)
            return cast(
                Credentials, ServiceAccountCredentials.from_service_account_file(path, scopes=ROBOT_SCOPES)
            )
        except (OSError, ValueError, GoogleAuthError) as error:
            raise SettingsError(
                f"no credentials for the robot {address}: set CLOSEPLAN_ROBOT_KEY_FILE to its key file ({error})"
            ) from error

    def seller(self, address: str) -> Credentials:
        if self._seller_token_file is None:
            raise SettingsError(
                f"no token for {address}: run `closeplan sign-in` and set CLOSEPLAN_SELLER_TOKEN_FILE"
            )
        try:
            return cast(
                Credentials,
                UserCredentials.from_authorized_user_file(str(self._seller_token_file), [DRIVE_FILE]),
            )
        except (OSError, ValueError) as error:
            raise SettingsError(f"{self._seller_token_file}: not a seller's token ({error})") from error
