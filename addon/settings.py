"""The only reader of the environment: every `CLOSEPLAN_*` variable, typed, with its meaning."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict
from pydantic_settings import SettingsError as UnreadableError

from addon.vendor_keys import VendorKeys, misread
from closeplan.calls.file_kinds import folder_id_in
from closeplan.errors import InputError, SettingsError

LOCAL_ROBOT = "robot@closeplan.local"
LOCAL_ADDON_ACCOUNT = "service-0@gcp-sa-gsuiteaddons.iam.gserviceaccount.com"
LOCAL_ADDON_CLIENT = "local-addon.apps.googleusercontent.com"
LOCAL_PAGES_CLIENT = "local-pages.apps.googleusercontent.com"
GOOGLE_OPENID = (
    "https://accounts.google.com/.well-known/openid-configuration",
    "https://oauth2.googleapis.com/token",
    "https://oauth2.googleapis.com/revoke",
)
GOOGLE_CERTIFICATES = "https://www.googleapis.com/oauth2/v1/certs"


class AddonCaller(NamedTuple):
    """The service account add-on events come from, the add-on's OAuth client, and where the public keys are."""

    account: str
    client: str
    certificates: str


class WebClient(NamedTuple):
    """The pages' OAuth client, and where its provider describes itself, gives tokens and takes grants back."""

    id: str
    secret: str
    discovery_url: str
    token_url: str
    revoke_url: str


class Settings(BaseSettings):
    """What an installation may set. Every field is the variable `CLOSEPLAN_<NAME>`, and of a vendor
    `CLOSEPLAN_VENDORS__<VENDOR>__<NAME>`.
    """

    model_config = SettingsConfigDict(
        env_prefix="CLOSEPLAN_", env_nested_delimiter="__", frozen=True, extra="ignore"
    )

    data: Path = Field(
        Path("data"), description="Folder for the embedded database, jobs and the local Workspace's files."
    )
    database_url: str = Field(
        "",
        description="Database: sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME; empty means SQLite in the data folder.",
    )
    public_url: str = Field(
        "",
        description="Where Google reaches this backend (https). Empty: with real Google the feed is polled; a local "
        "Workspace posts to the port of `closeplan serve`.",
    )
    workspace_url: str = Field("", description="Base URL of a local Workspace; empty means Google.")
    robot: str = Field(LOCAL_ROBOT, description="Address of the service account that watches and annotates.")
    robot_key_file: Path | None = Field(
        None,
        description="The robot's service account key (JSON); empty means the machine's default credentials.",
    )
    seller: str = Field(
        "sam@northwind.example", description="Whose account the command line acts as when it creates files."
    )
    seller_token_file: Path | None = Field(
        None,
        description="The seller's OAuth token (JSON, scope drive.file), as written by `closeplan sign-in`.",
    )
    oauth_client_file: Path | None = Field(
        None, description="The OAuth client (JSON, type Desktop app) that `closeplan sign-in` uses."
    )
    oauth_client_id: str = Field(
        "", description="The OAuth client (type Web application) that people sign in to the pages with."
    )
    oauth_client_secret: SecretStr = Field(SecretStr(""), description="Its secret.")
    time_zone: str = Field(
        "Etc/UTC", description="Time zone of new plans and of the day that counts as today (IANA name)."
    )
    watch: Literal["auto", "push", "poll"] = Field(
        "auto",
        description="How edits are heard of: pushed by Drive, polled, or whichever the public URL allows.",
    )
    poll_seconds: float = Field(5.0, gt=0, description="How often the feed is polled where it is not pushed.")
    sweep_seconds: float = Field(
        600.0, gt=0, description="How often the feed is read even without a notification, to heal a lost one."
    )
    channel_hours: float = Field(
        144.0,
        gt=0,
        le=168,
        description="Life of a notification channel in hours; Drive allows at most seven days.",
    )
    addon_account: str = Field(
        "",
        description="Service account that Google's add-on events come from (`gcloud workspace-add-ons get-authorization`).",
    )
    addon_client: str = Field(
        "",
        description="OAuth client id of the add-on, from the same command; the audience of people's tokens.",
    )
    check_cards: bool = Field(
        False,
        description="Hold every card of the sidebar against Google's own messages and log what is wrong; needs "
        "google-apps-card. The demo does where that is installed.",
    )
    quiet_minutes: float = Field(
        10.0,
        ge=0,
        le=525_600,
        description="How long a date that was moved can be moved back as if nothing had happened: no slip, no move.",
    )
    mail_hour: int = Field(
        8,
        ge=0,
        le=23,
        description="The hour of the day, in CLOSEPLAN_TIME_ZONE, from which reminders and digests are written.",
    )
    channel_seconds: float = Field(
        60.0,
        ge=0,
        le=86_400,
        description="How long news of a plan are gathered before its Slack channel is told: edits in a row are one message.",
    )
    secret: SecretStr = Field(
        SecretStr(""),
        description="Key for channel tokens and signed links; empty means one kept in the data folder.",
    )
    domains: str = Field(
        "",
        description="Google Workspace domains whose people may sign in as sellers, comma-separated. Empty: only who an admin added "
        "(with a local Workspace also the seller's own domain).",
    )
    admins: str = Field("", description="Addresses that are admins from the start, comma-separated.")
    proxies: int = Field(
        0,
        ge=0,
        le=5,
        description="How many proxies stand before the backend, each of which adds whom it serves to X-Forwarded-For. "
        "With too many people could name any address as theirs.",
    )
    link_days: float = Field(
        30.0,
        gt=0,
        le=365,
        description="How long a signed link to acknowledge a timeline works, unless it is revoked before.",
    )
    map_mentioned: bool = Field(
        True,
        description="Whether a person of the buyer's who is named on a call lands on the stakeholder map at once, with who mentioned "
        "them. Off: they wait as a proposal.",
    )
    method: str = Field(
        "meddic",
        description="The sales method that deals are scored by for the seller's side: meddic, meddpicc, bant, spiced, or a YAML file of "
        "your own.",
    )
    recap_drafts: bool = Field(
        True,
        description="Whether the recap of a call is laid among its seller's Gmail drafts as soon as the call was taken in, where the "
        "seller allowed writing drafts while they are away. Nothing is sent.",
    )
    llm_model: str = Field(
        "",
        description="A language model that reads calls beside the rules, as provider:model (google:…, anthropic:…, openai-chat:…); needs "
        "closeplan[llm]. Empty: none is asked, and no word of a call leaves the installation.",
    )
    llm_key: SecretStr = Field(SecretStr(""), description="Its provider's key.")
    llm_url: str = Field(
        "", description="Its address where it is not the provider's own: a model on one's own machine."
    )
    llm_seconds: float = Field(
        60.0, gt=0, le=600, description="How long it may read one call; after that the rules stand alone."
    )
    llm_tokens: int = Field(60_000, gt=0, description="How many tokens one call may cost.")
    llm_tokens_a_day: int = Field(
        2_000_000, gt=0, description="How many tokens all calls of a day may cost in one process."
    )
    call_folders: str = Field(
        "",
        description="Drive folders whose transcripts may be of any plan, shared with the robot: ids or addresses, comma-separated.",
    )
    vendors: dict[str, VendorKeys] = Field(
        default={},
        description="CRMs, meeting and talk systems that closeplan works with, a variable a value: "
        "CLOSEPLAN_VENDORS__HUBSPOT__TOKEN. docs/vendors.md has what each vendor needs.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="The least level that is logged."
    )
    crash_at: str = Field("", description="Tests only: the checkpoint at which the process kills itself.")

    @field_validator("workspace_url", "public_url", "llm_url")
    @classmethod
    def _without_slash(cls, url: str) -> str:
        parts = urlsplit(url)
        if url and not (parts.scheme in {"http", "https"} and parts.hostname):
            raise PydanticCustomError("url", "should be a URL such as http://127.0.0.1:8085")
        return url.rstrip("/")

    @field_validator("call_folders")
    @classmethod
    def _named(cls, folders: str) -> str:
        try:
            return ",".join(folder_id_in(part) for part in folders.split(",") if part.strip())
        except InputError:
            raise PydanticCustomError("folders", "should be ids or addresses of Drive folders") from None

    @field_validator("time_zone")
    @classmethod
    def _known(cls, name: str) -> str:
        try:
            return ZoneInfo(name).key
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise PydanticCustomError("time_zone", "should be an IANA name such as Europe/Berlin") from None

    @cached_property
    def database(self) -> str:
        """The database's URL with the default filled in."""
        return self.database_url or f"sqlite:///{(self.data / 'closeplan.db').resolve()}"

    @property
    def addon_caller(self) -> AddonCaller:
        """Who may call the add-on; a local Workspace signs with a key of its own."""
        if not self.workspace_url:
            return AddonCaller(self.addon_account, self.addon_client, GOOGLE_CERTIFICATES)
        account, client = self.addon_account or LOCAL_ADDON_ACCOUNT, self.addon_client or LOCAL_ADDON_CLIENT
        return AddonCaller(account, client, f"{self.workspace_url}/oauth2/v1/certs")

    @property
    def web_client(self) -> WebClient:
        """The OAuth client of the pages, with the provider's addresses; a local Workspace is its own provider."""
        if not self.workspace_url:
            secret = self.oauth_client_secret.get_secret_value()
            return WebClient(self.oauth_client_id, secret, *GOOGLE_OPENID)
        here = self.workspace_url
        return WebClient(
            self.oauth_client_id or LOCAL_PAGES_CLIENT,
            self.oauth_client_secret.get_secret_value() or "local",
            f"{here}/.well-known/openid-configuration",
            f"{here}/token",
            f"{here}/revoke",
        )

    @property
    def open_domains(self) -> frozenset[str]:
        """The domains whose people become members by themselves."""
        named = _listed(self.domains)
        return named or (_listed(self.seller.rpartition("@")[2]) if self.workspace_url else frozenset())

    @property
    def first_admins(self) -> frozenset[str]:
        """Who is an admin whatever the store says: there has to be somebody to begin with."""
        return _listed(self.admins)

    @property
    def call_folder_ids(self) -> tuple[str, ...]:
        """The folders whose transcripts may be of any plan."""
        return tuple(filter(None, self.call_folders.split(",")))

    @property
    def pushed(self) -> bool:
        """Whether edits come as notifications rather than by polling."""
        if self.watch != "auto":
            return self.watch == "push"
        return bool(self.public_url) and (
            bool(self.workspace_url) or urlsplit(self.public_url).scheme == "https"
        )

    @property
    def webhook_url(self) -> str:
        """Where Drive posts its notifications; empty where the feed is polled."""
        return f"{self.public_url}/webhooks/drive" if self.pushed else ""

    def serving_on(self, port: int) -> Settings:
        """The same, where a local Workspace is told the port it can reach this backend on."""
        if self.public_url or not self.workspace_url:
            return self
        return self.model_copy(update={"public_url": f"http://127.0.0.1:{port}"})


def _variable(place: tuple[int | str, ...]) -> str:
    return "__".join(str(part).upper() for part in place)


def _listed(text: str) -> frozenset[str]:
    return frozenset(part.strip().lower() for part in text.split(",") if part.strip())


def read_settings(**overrides: object) -> Settings:
    """Read the environment once; SettingsError names each variable that is wrong."""
    try:
        return Settings(**{name: value for name, value in overrides.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        lines = [
            f"CLOSEPLAN_{_variable(e['loc'])}: {misread(e['type'], e['loc']) or e['msg']}"
            for e in error.errors()
            if e["loc"]
        ]
        raise SettingsError("\n".join(lines)) from error
    except UnreadableError as error:  # the vendors are all that could be JSON, and this is none
        raise SettingsError(f"CLOSEPLAN_VENDORS: {misread('dict_type', ['vendors'])}") from error
