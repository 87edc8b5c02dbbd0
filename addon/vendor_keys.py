"""What an installation may set of one vendor."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator
from pydantic_core import PydanticCustomError

PREFIX = "CLOSEPLAN_VENDORS__"


class VendorKeys(BaseModel):
    """Each field is the variable `CLOSEPLAN_VENDORS__<VENDOR>__<NAME>`; which ones a vendor needs says docs/vendors.md."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    token: SecretStr = Field(
        SecretStr(""), description="A key or token that is given once: private-app token, API key, bot token."
    )
    client_id: str = Field("", description="The OAuth client, or the id that goes with the token.")
    client_secret: SecretStr = Field(SecretStr(""), description="The OAuth client's secret.")
    secret: SecretStr = Field(SecretStr(""), description="What the vendor's messages to us are signed with.")
    account: str = Field(
        "",
        description="Which account is meant where a key does not say so: the Zoom account, the Entra tenant, the monday.com board, the "
        "Notion page that plans go under.",
    )
    url: str = Field(
        "", description="Its address where it is not the vendor's usual one: a sandbox, one's own domain."
    )
    mapping: Path | None = Field(
        None,
        description="A CRM's field mapping: a YAML file, or a folder of them with a file a team (`<team>.yaml`, else `default.yaml`). "
        "What it does not name is as in the one that closeplan ships.",
    )
    key_file: Path | None = Field(None, description="A private key (PEM) that messages are encrypted to.")

    @field_validator("url")
    @classmethod
    def _without_slash(cls, url: str) -> str:
        if url and not url.startswith(("https://", "http://")):
            raise PydanticCustomError("url", "should be a URL such as https://example.my.salesforce.com")
        return url.rstrip("/")

    @property
    def is_set(self) -> bool:
        """Whether anything was given that lets closeplan in."""
        return bool(self.token.get_secret_value() or self.client_id or self.url)

    def lacks(self, needs: Sequence[Sequence[str]]) -> tuple[str, ...]:
        """The fields that are missing of the sets of which one is needed: of the set that lacks fewest, and has most."""
        missing = [tuple(name for name in one if not self._has(name)) for one in needs]
        order = sorted(range(len(needs)), key=lambda at: (len(missing[at]), -len(needs[at])))
        return missing[order[0]] if order else ()

    def _has(self, name: str) -> bool:
        found = getattr(self, name)
        return bool(found.get_secret_value() if isinstance(found, SecretStr) else found)


def variable(vendor: str, name: str) -> str:
    """The environment's variable that sets the field of that name."""
    return f"{PREFIX}{vendor.upper()}__{name.upper()}"


def nearest(name: str, known: Sequence[str]) -> str:
    """A question whether the known name that is most like this one was meant; empty where none is like it."""
    found = get_close_matches(name.lower(), known, n=1)
    return f"; did you mean {found[0].upper()}?" if found else ""


def misread(kind: str, place: Sequence[int | str]) -> str:
    """What is wrong with a variable of a vendor's, in words, by pydantic's kind of error and its place in the settings;
    empty where pydantic says it well enough.
    """
    names = list(VendorKeys.model_fields)
    if kind == "extra_forbidden" and len(place) == 3:
        listed = ", ".join(name.upper() for name in names)
        return f"there is no such setting, only {listed}{nearest(str(place[2]), names)}"
    if kind in {"model_type", "dict_type"}:
        vendor = str(place[1]) if len(place) > 1 and place[1] else "hubspot"
        return f"is no setting by itself; name which one, such as {variable(vendor, 'token')}"
    return ""
