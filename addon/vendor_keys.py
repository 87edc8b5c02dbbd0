"""What an installation may set of one vendor."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator
from pydantic_core import PydanticCustomError


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
