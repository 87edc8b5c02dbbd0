"""How vendors' adapters are put together from the parts of one backend: each when it is first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from addon.acting import Acting
from addon.adapters.http import Pace, VendorAccount
from addon.crm_wiring import CrmWiring
from addon.deal_wiring import DealWiring
from addon.oauth_wiring import OAuthWiring
from addon.vendors import VENDORS, VendorKind, VendorRow
from closeplan.errors import InputError, NotFoundError, SettingsError
from closeplan.services.post import Post
from closeplan.services.tell_vendors import TellVendors

if TYPE_CHECKING:
    from addon.vendor_keys import VendorKeys
    from addon.wiring import Parts
    from closeplan.ports.call_sources import CallSource
    from closeplan.ports.crm import Crm
    from closeplan.ports.deliveries import Handler, Listener
    from closeplan.ports.pages import Pages
    from closeplan.ports.talk import Talk

LONGEST_WAIT = 60.0
"""Seconds that a request may wait for its turn, as where a minute's are used up; where an hour's are, it is tried later."""


@dataclass(frozen=True)
class VendorWiring:
    """The vendors that this installation has set up; `rows` are all that closeplan knows."""

    parts: Parts
    rows: tuple[VendorRow, ...] = VENDORS
    _made: dict[str, Any] = field(default_factory=dict)

    def set_up(self, kind: VendorKind | None = None) -> tuple[VendorRow, ...]:
        """The vendors for whom something is set, in the table's order."""
        keys = self.parts.settings.vendors
        named = (row for row in self.rows if row.name in keys and keys[row.name].is_set)
        return tuple(row for row in named if kind is None or row.kind is kind)

    def crm(self, name: str) -> Crm:
        """The CRM of that name; NotFoundError where it is not set up."""
        made: Crm = self._connected(self._row(name, VendorKind.CRM))
        return made

    @cached_property
    def crms(self) -> tuple[str, ...]:
        """The names of the CRMs that are set up."""
        return tuple(row.name for row in self.set_up(VendorKind.CRM))

    def call_source(self, name: str) -> CallSource:
        """The meeting or telephone system of that name; NotFoundError where it is not set up."""
        made: CallSource = self._connected(self._row(name, VendorKind.CALLS))
        return made

    def talk(self, name: str) -> Talk:
        """The talk system of that name; NotFoundError where it is not set up."""
        made: Talk = self._connected(self._row(name, VendorKind.TALK))
        return made

    def pages(self, name: str) -> Pages:
        """The system of that name whose pages plans go on; NotFoundError where it is not set up."""
        made: Pages = self._connected(self._row(name, VendorKind.PAGES))
        return made

    def handlers(self) -> Mapping[str, Handler]:
        """What brings deliveries to their vendors, by the deliveries' kind. Asked for once something is due."""
        return {**self.of_crms.handlers(), **self.of_deals.handlers(), **self.parts.talk_wiring.handlers()}

    def listeners(self) -> Mapping[VendorKind, Listener]:
        """What asks vendors for their news, by what kind of vendor they are."""
        return {VendorKind.CALLS: self.parts.call_wiring.arrived.listen, VendorKind.CRM: self.of_deals.poll}

    @cached_property
    def post(self) -> Post:
        """Keeps what is to be brought to vendors, and has it brought soon."""
        return Post(book=self.parts.store, jobs=self.parts.jobs, clock=self.parts.clock)

    @cached_property
    def of_crms(self) -> CrmWiring:
        """What keeps plans and deals in step."""
        return CrmWiring(self.parts)

    @cached_property
    def of_deals(self) -> DealWiring:
        """What hears of deals."""
        return DealWiring(self.parts)

    def tell(self, plan_id: str) -> None:
        """Keep what there is to tell vendors of a plan that was just looked at."""
        if self.set_up():
            TellVendors(
                plans=self.parts.store,
                tellers=(self.of_crms.posts, *self.parts.talk_wiring.tellers()),
                post=self.post,
            )(plan_id)

    def _row(self, name: str, kind: VendorKind) -> VendorRow:
        found = next((row for row in self.set_up(kind) if row.name == name), None)
        if found is None:
            raise NotFoundError(f"{name} is not set up; docs/vendors.md says which settings it needs")
        return found

    def _connected(self, row: VendorRow) -> Any:
        """What the vendor's module makes of what is set, one for the whole process: it keeps the pace."""
        if row.name not in self._made:
            module = import_module(row.module)
            pace = Pace(*module.RATES, most=LONGEST_WAIT)
            try:
                self._made[row.name] = module.connect(self.account(row), pace)
            except InputError as error:
                # what is missing was not given with the delivery in hand, which waits until it is set
                raise SettingsError(str(error)) from error
        return self._made[row.name]

    def forget_made(self, name: str) -> None:
        """Make the vendor's adapter anew when it is next asked for: its account is another one."""
        self._made.pop(name, None)

    @cached_property
    def oauth(self) -> OAuthWiring:
        """Accounts that are connected by OAuth."""
        return OAuthWiring(self.parts)

    def account(self, row: VendorRow) -> VendorAccount:
        """What is set of a vendor."""
        keys = self.parts.settings.vendors[row.name]
        account = VendorAccount(
            name=row.name,
            url=keys.url,
            token=keys.token.get_secret_value(),
            client_id=keys.client_id,
            client_secret=keys.client_secret.get_secret_value(),
            secret=keys.secret.get_secret_value(),
            account=keys.account,
            private_key=_private_key(row.name, keys),
            hook_url=f"{self.parts.settings.public_url}/webhooks/{row.name}",
            people=Acting(self.parts),
        )
        return replace(account, oauth=self.oauth.access(row, account))


def _private_key(name: str, keys: VendorKeys) -> bytes:
    if keys.key_file is None:
        return b""
    try:
        return keys.key_file.read_bytes()
    except OSError as error:
        place = f"CLOSEPLAN_VENDORS__{name.upper()}__KEY_FILE"
        raise SettingsError(f"{place}: can't be read ({error.strerror})") from error
