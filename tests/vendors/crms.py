"""What the contract suite of CRMs needs: a row for each, and the same handles on whatever stands behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from importlib import import_module
from typing import Protocol, cast

from closeplan.crm.model import FieldKind
from closeplan.ports.crm import Crm
from tests.vendors.access import Clock, TokenOf
from tests.vendors.server import FakeVendor

START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


class FakeCrm(Protocol):
    """The inside of a CRM: what people do there, past its API."""

    def put_deal(
        self,
        name: str,
        *,
        is_open: bool = True,
        amount: str = "",
        close_date: date | None = None,
        owner_email: str = "",
        changed_at: datetime = START,
    ) -> str:
        """A deal in an open stage, or a lost one; its id."""

    def touch(self, deal_id: str, changed_at: datetime) -> None:
        """Somebody changed it then."""

    def remove_deal(self, deal_id: str) -> None:
        """It is deleted."""

    def lock(self, deal_id: str) -> None:
        """A rule of the account refuses every write of that deal, in these words: "the test locks it"."""

    def put_person(self, name: str, email: str = "") -> str:
        """Somebody whom the CRM knows; the id."""

    def put_on(self, deal_id: str, person_id: str, role: str = "") -> None:
        """That person is on the deal, in that role."""

    def people_on(self, deal_id: str) -> Sequence[tuple[str, str]]:
        """Address (else name) and role of the deal's people; one of several roles on one line each."""

    def entries(self, deal_id: str) -> Sequence[tuple[str, str]]:
        """Subject and text of the deal's history, as a person reads them there (HTML undone)."""


@dataclass(kw_only=True)
class CrmStand:
    """A CRM's adapter and what is behind it. `fields` are writable fields of the deal by kind, `choice` an option of the
    choice among them; `roles` two words that the CRM has for roles, nothing where it keeps none. `page` is how many changed
    deals the adapter takes at once; `absent` an id that no deal has. `reads` and `writes` are how many deals one request reads
    and changes, where that are fewer than the adapter's `batch`. `vendor` is there where requests go over HTTP.
    """

    crm: Crm
    fake: FakeCrm
    fields: Mapping[FieldKind, str]
    page: int
    absent: str
    choice: str = ""
    roles: tuple[str, ...] = ()
    reads: int = 0
    writes: int = 0
    vendor: FakeVendor | None = None
    access: TokenOf | None = None
    clock: Clock = field(default_factory=Clock)

    @property
    def asked(self) -> int:
        """How many requests came so far."""
        return len(self.vendor.asked) if self.vendor else 0


@dataclass(frozen=True)
class CrmCase:
    """A CRM of the suite: its name, its description in the shared folder (empty where there is none), and the module whose
    `stand()` opens one.
    """

    name: str
    spec: str
    module: str

    def open(self) -> AbstractContextManager[CrmStand]:
        return cast("AbstractContextManager[CrmStand]", import_module(self.module).stand())


CASES = (
    CrmCase("memory", "", "tests.vendors.memory_crm"),
    CrmCase("tally", "", "tests.vendors.tally_server"),
    CrmCase("hubspot", "hubspot.json", "tests.vendors.hubspot"),
    CrmCase("freshworks", "", "tests.vendors.freshworks"),
    CrmCase("monday", "monday.graphql", "tests.vendors.monday"),
    CrmCase("salesforce", "salesforce.json", "tests.vendors.salesforce"),
    CrmCase("pipedrive", "pipedrive.json", "tests.vendors.pipedrive"),
    CrmCase("zoho", "zoho.json", "tests.vendors.zoho"),
)
