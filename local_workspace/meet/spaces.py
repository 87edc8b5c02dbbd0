"""spaces.*: places to meet."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from local_workspace.call import Call
from local_workspace.errors import ApiError, bad_request
from local_workspace.meet import access, store
from local_workspace.meet.store import Space


def create(call: Call) -> dict[str, Any]:
    """spaces.create"""
    return _resource(call, store.create_space(call.db, access.person(call), config=call.body.get("config")))


def get(call: Call) -> dict[str, Any]:
    """spaces.get: by id, or by the code that people type."""
    return _resource(call, access.space(call))


def patch(call: Call) -> dict[str, Any]:
    """spaces.patch: the owner's settings."""
    space = access.space(call, own=True)
    given = call.body.get("config", {})
    paths = [path.strip() for path in (call.params.get("updateMask") or "").split(",") if path.strip()]
    config = space.config
    if not paths:
        config = _merged(config, given)
    elif "*" in paths or "config" in paths:
        config = given
    else:
        for path in paths:
            config = _set(config, given, _steps(path))
    space = replace(space, config=config)
    store.save_space(call.db, space)
    return _resource(call, space)


def end_active_conference(call: Call) -> dict[str, Any]:
    """spaces.endActiveConference: nobody really meets here, so there is none to end."""
    access.space(call, own=True)
    raise ApiError(400, "FAILED_PRECONDITION", "There is no active conference for the given space.")


def _resource(call: Call, space: Space) -> dict[str, Any]:
    return {
        "name": space.name,
        "meetingUri": store.meeting_uri(call.base_url, space.code),
        "meetingCode": space.code,
        "config": space.config,
    }


def _steps(path: str) -> list[str]:
    """A mask's path below `config`, in JSON's names."""
    head, *rest = (_json_name(step) for step in path.split("."))
    if head != "config" or not rest:
        raise bad_request(f"Request contains an invalid argument: update_mask {path}")
    return rest


def _json_name(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def _merged(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    merged = dict(old)
    for name, value in new.items():
        merged[name] = _merged(old.get(name, {}), value) if isinstance(value, dict) else value
    return merged


def _set(old: dict[str, Any], given: dict[str, Any], steps: list[str]) -> dict[str, Any]:
    """The settings with one of them as given; one that is not given is taken away."""
    name, *rest = steps
    kept = {key: value for key, value in old.items() if key != name}
    if name not in given:
        return kept
    value = given[name]
    if rest:
        if not isinstance(value, dict):
            raise bad_request("Request contains an invalid argument: update_mask")
        value = _set(old.get(name, {}), value, rest)
    return {**kept, name: value}
