"""All of Google at one place: who acts, and the clients that act for them."""

from __future__ import annotations

import secrets
from functools import cache, cached_property

from addon.adapters.google.accounts import Accounts, WithToken
from addon.adapters.google.adopting import GoogleForeignSheets
from addon.adapters.google.approvals import GoogleApprovals
from addon.adapters.google.asking import DocThreads, SheetThreads
from addon.adapters.google.briefs import GoogleBriefs
from addon.adapters.google.calendar import GoogleCalendar
from addon.adapters.google.clients import PerThread, SheetsClient
from addon.adapters.google.docs import GoogleDocs
from addon.adapters.google.documents import GoogleSheets
from addon.adapters.google.editing import DocEditor, SheetEditor
from addon.adapters.google.feed import DriveFeed
from addon.adapters.google.layouts import GoogleLayouts
from addon.adapters.google.mail_reading import GmailOpenMails
from addon.adapters.google.mailbox import GmailMailbox
from addon.adapters.google.own_files import GoogleOwnFiles
from addon.adapters.google.transcripts import GoogleTranscripts
from closeplan.plan.document import DocumentKind
from closeplan.ports import PlanDocuments
from closeplan.ports.editing import PlanEditors
from closeplan.ports.signals import ThreadsByKind


class Google:
    """Google's clients, made when first needed: a command that asks for nothing signs in nowhere."""

    def __init__(self, accounts: Accounts, *, seller: str, robot: str, base_url: str) -> None:
        self._accounts = accounts
        self._seller = seller
        self._robot = robot
        self._base_url = base_url
        self.feed = cache(self._feed)
        self.robot_approvals = cache(self._robot_approvals)

    def acting_with(self, token: str) -> Google:
        """The same with the seller's own token of one click, which is never kept."""
        accounts = WithToken(self._accounts, token)
        return Google(accounts, seller=self._seller, robot=self._robot, base_url=self._base_url)

    @cached_property
    def documents(self) -> PlanDocuments:
        """Where plans live, by kind."""
        return {DocumentKind.SHEET: self.sheets(), DocumentKind.DOC: self.docs()}

    def sheets(self) -> GoogleSheets:
        """Plans in Sheets."""
        return GoogleSheets(
            seller_sheets=cache(lambda: SheetsClient(self._accounts.seller(self._seller), self._base_url)),
            seller_drive=cache(lambda: PerThread(self._accounts.seller(self._seller), self._base_url)),
            robot_sheets=cache(lambda: SheetsClient(self._accounts.robot(self._robot), self._base_url)),
            mint=_mint,
            base_url=self._base_url,
        )

    @cached_property
    def foreign(self) -> GoogleForeignSheets:
        """Spreadsheets that people made."""
        return GoogleForeignSheets(
            seller_sheets=cache(lambda: SheetsClient(self._accounts.seller(self._seller), self._base_url)),
            seller_drive=cache(lambda: PerThread(self._accounts.seller(self._seller), self._base_url)),
            robot_drive=cache(lambda: PerThread(self._accounts.robot(self._robot), self._base_url)),
            mint=_mint,
        )

    @cached_property
    def mailbox(self) -> GmailMailbox:
        """The seller's mailbox."""
        client = cache(lambda: PerThread(self._accounts.seller(self._seller), self._base_url))
        return GmailMailbox(client, self._base_url)

    @cached_property
    def calendar(self) -> GoogleCalendar:
        """The seller's calendar."""
        return GoogleCalendar(cache(lambda: PerThread(self._accounts.seller(self._seller), self._base_url)))

    @cached_property
    def editors(self) -> PlanEditors:
        """What writes into people's cells as the seller, by kind."""
        sheets = cache(lambda: SheetsClient(self._accounts.seller(self._seller), self._base_url))
        docs = cache(lambda: PerThread(self._accounts.seller(self._seller), self._base_url))
        return {
            DocumentKind.SHEET: SheetEditor(seller=sheets, mint=_mint),
            DocumentKind.DOC: DocEditor(seller=docs, mint=_mint),
        }

    @cached_property
    def threads(self) -> ThreadsByKind:
        """Where the seller asks, by kind."""
        sheets = cache(lambda: SheetsClient(self._accounts.seller(self._seller), self._base_url))
        docs = cache(lambda: PerThread(self._accounts.seller(self._seller), self._base_url))
        return {
            DocumentKind.SHEET: SheetThreads(seller=sheets, mint=_mint),
            DocumentKind.DOC: DocThreads(seller=docs, mint=_mint),
        }

    @cached_property
    def approvals(self) -> GoogleApprovals:
        """Drive's approvals, as the seller asks for them."""
        return GoogleApprovals(cache(lambda: PerThread(self._accounts.seller(self._seller), self._base_url)))

    @cached_property
    def briefs(self) -> GoogleBriefs:
        """Briefs, as the seller makes and sends them."""
        client = cache(lambda: PerThread(self._accounts.seller(self._seller), self._base_url))
        return GoogleBriefs(client, self._base_url)

    @cached_property
    def robot_briefs(self) -> GoogleBriefs:
        """Briefs, as the robot keeps them."""
        client = cache(lambda: PerThread(self._accounts.robot(self._robot), self._base_url))
        return GoogleBriefs(client, self._base_url)

    @cached_property
    def own_files(self) -> GoogleOwnFiles:
        """The files the seller made."""
        return GoogleOwnFiles(cache(lambda: PerThread(self._accounts.seller(self._seller), self._base_url)))

    @cached_property
    def transcripts(self) -> GoogleTranscripts:
        """Transcripts that the seller shows the add-on."""
        return GoogleTranscripts(
            cache(lambda: PerThread(self._accounts.seller(self._seller), self._base_url))
        )

    @cached_property
    def robot_transcripts(self) -> GoogleTranscripts:
        """Transcripts in folders that are shared with the robot."""
        return GoogleTranscripts(cache(lambda: PerThread(self._accounts.robot(self._robot), self._base_url)))

    @cached_property
    def open_mails(self) -> GmailOpenMails:
        """The mail that is open beside the sidebar."""
        return GmailOpenMails(cache(lambda: PerThread(self._accounts.seller(self._seller), self._base_url)))

    def layouts(self) -> GoogleLayouts:
        """The layout of plans in Sheets."""
        return GoogleLayouts(cache(lambda: SheetsClient(self._accounts.robot(self._robot), self._base_url)))

    def docs(self) -> GoogleDocs:
        """Plans in Docs."""
        return GoogleDocs(
            seller=cache(lambda: PerThread(self._accounts.seller(self._seller), self._base_url)),
            robot=cache(lambda: PerThread(self._accounts.robot(self._robot), self._base_url)),
            mint=_mint,
            base_url=self._base_url,
        )

    def _robot_approvals(self, robot: str) -> GoogleApprovals:
        """Drive's approvals, as that robot sees them."""
        return GoogleApprovals(cache(lambda: PerThread(self._accounts.robot(robot), self._base_url)))

    def _feed(self, robot: str) -> DriveFeed:
        return DriveFeed(PerThread(self._accounts.robot(self._robot), self._base_url), robot)


def _mint() -> str:
    return secrets.token_hex(4)
