"""`POST /_control/meetings`: a meeting that is over, since nobody really meets here."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request

from local_workspace.storage import Storage


def blueprint(storage: Storage) -> Blueprint:
    """The control surface for meetings over that store."""
    control = Blueprint("meetings", __name__, url_prefix="/_control")

    @control.post("/meetings")
    def meetings() -> Any:
        # pydantic costs memory and time that only a described meeting is worth
        from pydantic import ValidationError  # noqa: PLC0415

        from local_workspace.meet.given import GivenMeeting  # noqa: PLC0415
        from local_workspace.meet.meetings import hold  # noqa: PLC0415

        try:
            given = GivenMeeting.model_validate_json(request.get_data())
        except ValidationError as wrong:
            return {"errors": [f"{_place(error['loc'])}{error['msg']}" for error in wrong.errors()]}, 400
        with storage.transaction() as db:
            return hold(db, given, request.host_url.rstrip("/")), 201

    return control


def _place(steps: tuple[int | str, ...]) -> str:
    return ".".join(str(step) for step in steps) + ": " if steps else ""
