"""The words people see and pick in a plan's Sheet, and what they mean.

The one place where a dropdown's labels, a tab's title or a top block's label meet our enums and keys. The labels
themselves come from the catalogues. Reading is tolerant: any language, any case, any spacing, and the synonyms
listed here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache, cached_property
from typing import Generic, TypeVar

from closeplan.plan.languages import LANGUAGES, language_of, words_for
from closeplan.plan.model import (
    DecisionPower,
    Engagement,
    RiskCategory,
    RiskKind,
    RiskStatus,
    Role,
    Side,
    Status,
)
from closeplan.plan.wording import ENGLISH_WORDS, Words

E = TypeVar("E", bound=StrEnum)

_GAPS = re.compile(r"[\s_\-–/]+")


def normal(text: str) -> str:
    """A text as labels are compared: lower case, single spaces, no colon or star at its ends."""
    return _GAPS.sub(" ", text).strip(" :*.?").casefold()


class Labels(Generic[E]):
    """The labels of one enum, in the order a dropdown shows them.

    A value's label is the message `<prefix>.<value>` of the plan's language; reading knows every language's label
    and the `synonyms`. `otherwise` is the value that any other word means, None where such a word can't be read.
    """

    def __init__(
        self, prefix: str, synonyms: Mapping[E, tuple[str, ...]], otherwise: E | None = None
    ) -> None:
        self._prefix = prefix
        self._synonyms = synonyms
        self.otherwise = otherwise

    @property
    def enum(self) -> type[E]:
        """What the labels are of."""
        return type(next(iter(self._synonyms)))

    def words_in(self, words: Words) -> tuple[str, ...]:
        """Every label in that language, in dropdown order."""
        return tuple(self.label(value, words) for value in self._synonyms)

    @property
    def words(self) -> tuple[str, ...]:
        """Every English label, in dropdown order."""
        return self.words_in(ENGLISH_WORDS)

    def label(self, value: E | None, words: Words = ENGLISH_WORDS) -> str:
        """How a value is written; nothing for None."""
        return "" if value is None else words.t(f"{self._prefix}.{value}")

    def find(self, text: str, language: str = "en") -> E | None:
        """What a person's word means, to a plan of that language first; None where it means nothing known."""
        word = normal(text)
        value = self._labelled(language_of(language) or "en").get(word)
        return self._known.get(word) if value is None else value

    @cache  # noqa: B019 - the labels are a handful of constants
    def _labelled(self, language: str) -> dict[str, E]:
        words = words_for(language)
        return {normal(self.label(value, words)): value for value in self._synonyms}

    @cached_property
    def _known(self) -> dict[str, E]:
        """What any word means; of two meanings, the label's before the synonym's and the language listed first."""
        known = {normal(word): value for value, words in self._synonyms.items() for word in words}
        known |= {normal(value.value): value for value in self._synonyms}
        for language in reversed(LANGUAGES):
            known |= self._labelled(language)
        return known


SIDES = Labels(
    "side",
    {
        Side.BUYER: ("Buyer", "customer", "client", "Käufer", "Kunde", "acheteur", "comprador"),
        Side.SELLER: ("Seller", "vendor", "supplier", "Verkäufer", "Anbieter", "vendeur", "vendedor"),
        Side.BOTH: ("Both", "joint", "shared", "buyer and seller", "buyer & seller", "beide", "les deux"),
    },
)

STATUSES = Labels(
    "status",
    {
        Status.NOT_STARTED: (
            *("Not started", "to do", "todo", "open", "new", "planned", "pending", "upcoming"),
            *("nicht begonnen", "offen", "geplant", "à faire", "pendiente"),
        ),
        Status.IN_PROGRESS: (
            *("In progress", "ongoing", "started", "doing", "wip", "underway", "on track"),
            *("in Arbeit", "läuft", "en cours", "en curso"),
        ),
        Status.BLOCKED: (
            "Blocked",
            "stuck",
            "on hold",
            "waiting",
            "blockiert",
            "wartet",
            "bloqué",
            "bloqueado",
        ),
        Status.DONE: (
            *("Done", "complete", "completed", "finished", "closed", "yes", "x", "✓", "✔", "✅"),
            *("erledigt", "fertig", "abgeschlossen", "terminé", "fait", "hecho"),
        ),
        Status.NOT_NEEDED: (
            *(
                "Not needed",
                "n/a",
                "na",
                "not applicable",
                "not required",
                "cancelled",
                "canceled",
                "skipped",
            ),
            *("entfällt", "nicht nötig", "pas nécessaire", "no aplica"),
        ),
    },
)

ROLES = Labels(
    "role_label",
    {
        Role.ECONOMIC_BUYER: ("Economic buyer", "EB", "budget owner", "budget holder", "sponsor"),
        Role.CHAMPION: ("Champion", "coach", "internal champion"),
        Role.TECHNICAL_EVALUATOR: ("Technical evaluator", "technical", "tech evaluator", "evaluator", "IT"),
        Role.END_USER: ("End user", "user", "users", "Anwender", "utilisateur", "usuario"),
        Role.PROCUREMENT: ("Procurement", "purchasing", "Einkauf", "achats", "compras"),
        Role.LEGAL: ("Legal", "counsel", "Recht", "juridique"),
        Role.SECURITY: ("Security", "infosec", "information security", "CISO", "Sicherheit", "sécurité"),
        Role.FINANCE: ("Finance", "CFO", "controlling", "Finanzen", "finanzas"),
        Role.OTHER: ("Other", "Sonstige", "autre", "otro"),
    },
    otherwise=Role.OTHER,
)

POWERS = Labels(
    "power",
    {
        DecisionPower.DECIDER: ("Decider", "decision maker", "approver", "signer", "Entscheider"),
        DecisionPower.INFLUENCER: ("Influencer", "recommender", "advisor", "Beeinflusser"),
        DecisionPower.BLOCKER: ("Blocker", "veto", "gatekeeper"),
        DecisionPower.USER: ("User", "end user", "Anwender"),
    },
)

ENGAGEMENTS = Labels(
    "engagement",
    {
        Engagement.NOT_CONTACTED: ("Not contacted", "unknown", "none", "cold"),
        Engagement.AWARE: ("Aware", "informed", "contacted"),
        Engagement.ENGAGED: ("Engaged", "active", "involved"),
        Engagement.SUPPORTIVE: ("Supportive", "supporter", "advocate", "positive"),
        Engagement.OPPOSED: ("Opposed", "against", "detractor", "negative"),
    },
)

RISK_KINDS = Labels(
    "risk_kind",
    {
        RiskKind.RISK: ("Risk", "Risiko", "risque", "riesgo"),
        RiskKind.ASSUMPTION: ("Assumption", "Annahme", "hypothèse", "suposición"),
        RiskKind.OPEN_QUESTION: ("Open question", "question", "issue", "offene Frage", "question ouverte"),
    },
)

RISK_CATEGORIES = Labels(
    "risk_category",
    {
        RiskCategory.BUDGET: ("Budget", "financial", "money", "finance"),
        RiskCategory.COMPETITIVE: ("Competitive", "competition", "competitor"),
        RiskCategory.ORGANIZATIONAL: (
            "Organizational",
            "organisational",
            "organisation",
            "people",
            "political",
        ),
        RiskCategory.TECHNICAL: ("Technical", "technology", "integration", "IT"),
        RiskCategory.OTHER: ("Other", "Sonstiges", "autre", "otro"),
    },
)

RISK_STATUSES = Labels(
    "risk_status",
    {
        RiskStatus.OPEN: ("Open", "new", "active", "offen"),
        RiskStatus.MITIGATED: ("Mitigated", "in control", "managed", "gemindert"),
        RiskStatus.ACCEPTED: ("Accepted", "akzeptiert"),
        RiskStatus.CLOSED: ("Closed", "done", "resolved", "answered", "geschlossen"),
    },
)


class Tab(StrEnum):
    """Our tabs, by the key their developer metadata holds."""

    PLAN = "plan"
    STAKEHOLDERS = "stakeholders"
    RISKS = "risks"
    HISTORY = "history"


TABS = Labels(
    "tab",
    {
        Tab.PLAN: ("Plan", "timeline", "mutual action plan", "MAP", "action plan", "milestones", "Zeitplan"),
        Tab.STAKEHOLDERS: ("Stakeholders", "stakeholder map", "people", "stakeholder", "parties prenantes"),
        Tab.RISKS: ("Risks", "risk register", "risks and assumptions", "Risiken", "risques", "riesgos"),
        Tab.HISTORY: ("History", "change log", "changes", "Verlauf", "historique", "historial"),
    },
)


class Label(StrEnum):
    """The top block's lines, each named as the model's field it holds; OUTLOOK is the robot's."""

    GO_LIVE = "go_live"
    WHY = "why"
    OBJECTIVE = "objective"
    METRICS = "metrics"
    COST_OF_INACTION = "cost_of_inaction"
    ACKNOWLEDGED_BY = "acknowledged_by"
    OUTLOOK = "outlook"


TOP_BLOCK = Labels(
    "field",
    {
        Label.GO_LIVE: ("Go-live", "go live date", "launch", "launch date", "golive", "Produktivstart"),
        Label.WHY: ("Why this date", "why", "why now", "compelling event", "Warum dieses Datum"),
        Label.OBJECTIVE: ("Objective", "goal", "objectives", "Ziel", "objectif", "objetivo"),
        Label.METRICS: ("Success metrics", "success metric", "metrics", "success criteria", "KPIs"),
        Label.COST_OF_INACTION: (
            *("Cost of doing nothing", "cost of inaction", "cost of delay"),
            "Kosten des Nichtstuns",
        ),
        Label.ACKNOWLEDGED_BY: ("Acknowledged by", "sign off", "signed off by", "agreed by", "approved by"),
        Label.OUTLOOK: ("Outlook", "forecast", "Ausblick", "perspective"),
    },
)
