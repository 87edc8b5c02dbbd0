"""Where a vendor's requests may go."""

from __future__ import annotations

from typing import Any, cast

import pytest

from addon.adapters.http import Given, Pace, Refusals, Wire
from closeplan.errors import RefusedError


class Nobody:
    """A session that nothing may be sent by."""

    def request(self, _method: str, url: str, **_more: object) -> None:
        pytest.fail(f"the token went to {url}")


@pytest.mark.parametrize(
    "path",
    [
        "https://evil.example/rest",
        "https://api.vendor.example.evil.example/rest",
        "HTTPS://evil.example/rest",
        "@evil.example/rest",
        ".evil.example/rest",
        ":8080/rest",
    ],
)
def test_a_token_goes_to_no_host_but_the_vendors_own_whatever_its_answers_name(path: str) -> None:
    access = Given(url="https://api.vendor.example", sends={"Authorization": "Bearer secret"})
    refusals = Refusals(reason=lambda _status, _content: "")
    wire = Wire("vendor", access, Pace(), refusals, session=cast(Any, Nobody()))
    with pytest.raises(RefusedError, match="not its own"):
        wire.json("GET", path)
