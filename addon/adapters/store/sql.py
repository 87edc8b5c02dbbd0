"""The store on SQLite or PostgreSQL: one implementation for both."""

from __future__ import annotations

from addon.adapters.store.briefs import BriefBook
from addon.adapters.store.call_files import CallFileShelf
from addon.adapters.store.call_search import CallFinder
from addon.adapters.store.calls import CallShelf
from addon.adapters.store.connections import ConnectionShelf
from addon.adapters.store.crm import CrmShelf
from addon.adapters.store.deliveries import DeliveryShelf
from addon.adapters.store.engine import open_engine, our_errors
from addon.adapters.store.feeds import Channels, DuePlans, Feeds
from addon.adapters.store.mails import MailBook
from addon.adapters.store.members import GrantBook, MemberBook, SessionBook
from addon.adapters.store.migrate import upgrade
from addon.adapters.store.places import PlaceShelf
from addon.adapters.store.plans import Plans
from addon.adapters.store.sign_offs import SignOffBook
from addon.adapters.store.signals import DismissalBook, VisitBook
from addon.adapters.store.suggestions import SuggestionShelf


class SqlStore(
    Plans,
    Feeds,
    DuePlans,
    Channels,
    MemberBook,
    SessionBook,
    GrantBook,
    SignOffBook,
    DismissalBook,
    VisitBook,
    SuggestionShelf,
    CallShelf,
    CallFinder,
    CallFileShelf,
    MailBook,
    BriefBook,
    PlaceShelf,
    ConnectionShelf,
    CrmShelf,
    DeliveryShelf,
):
    """`closeplan.ports.PlanStore` on the database at `url`, whose schema it brings up to date first.

    Claims of processes that were killed on this machine are given back at once, not when they run out.
    """

    def __init__(self, url: str) -> None:
        engine = open_engine(url)
        super().__init__(engine)
        with our_errors():
            upgrade(engine)
        self.free_dead_claims()
        self.free_dead_deliveries()
