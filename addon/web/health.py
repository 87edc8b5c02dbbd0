"""Whether the process lives, and whether it can work."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Blueprint, Response, jsonify

from closeplan.errors import CloseplanError


def health(checks: Mapping[str, Callable[[], None]]) -> Blueprint:
    """`/healthz` answers as long as the process does; `/readyz` names each check that fails."""
    blueprint = Blueprint("health", __name__)

    @blueprint.get("/healthz")
    def alive() -> Response:
        return jsonify(status="ok")

    @blueprint.get("/readyz")
    def ready() -> tuple[Response, int]:
        failed = {}
        for name, check in checks.items():
            try:
                check()
            except CloseplanError:
                # the reason may name hosts or accounts: it goes to `closeplan doctor`, not to the public
                failed[name] = "failing"
        return jsonify(status="failing" if failed else "ok", **failed), 503 if failed else 200

    return blueprint
