"""The add-on's deployment resource, with the URLs of one installation."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

_PLACEHOLDER = "https://closeplan.example"


def deployment(base_url: str) -> dict[str, Any]:
    """What `gcloud workspace-add-ons deployments create` takes, for a backend that is reached at `base_url`."""
    text = (files("addon") / "deployment.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text.replace(_PLACEHOLDER, base_url.rstrip("/")))
    return found
