"""The tables of what people around a plan did and wish: members, sign-offs, suggestions, mails.

They stand beside the plan's own tables, in the same schema.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, false

from addon.adapters.store.tables import Serial, UtcTime, Words, metadata


def _plan_id(*, primary_key: bool = False) -> Column[str]:
    return Column("plan_id", String, ForeignKey("plans.id"), nullable=False, primary_key=primary_key)


members = Table(
    "members",
    metadata,
    Column("email", String, primary_key=True),
    Column("name", Words, nullable=False, server_default=""),
    Column("subject", String, unique=True),  # NULL until the person was seen
    Column("role", String, nullable=False, server_default="seller"),
    Column("team", Words, nullable=False, server_default=""),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id_hash", String, primary_key=True),
    Column("email", String, nullable=False, index=True),
    Column("started_at", UtcTime, nullable=False),
    Column("seen_at", UtcTime, nullable=False),
    Column("ended", Boolean, nullable=False, server_default=false()),
)

grants = Table(
    "grants",
    metadata,
    Column("email", String, primary_key=True),
    Column("scopes", Text, nullable=False),
    Column("token", Text, nullable=False),  # encrypted
    Column("granted_at", UtcTime, nullable=False),
)

links = Table(
    "links",
    metadata,
    Column("id", String, primary_key=True),
    _plan_id(),
    Column("email", String, nullable=False),
    Column("name", Words, nullable=False),
    Column("made_by", String, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("revoked_at", UtcTime),
    Column("opened_at", UtcTime),  # NULL until somebody, or a mail program, looked
    Index("ix_links_plan_id", "plan_id"),
)

approvals = Table(
    "approvals",
    metadata,
    Column("id", String, primary_key=True),  # Drive's
    _plan_id(),
    Column("document_id", String, nullable=False),
    Column("reviewers", Text, nullable=False),  # JSON: what each said
    Column("status", String, nullable=False),
    Column("state", String, nullable=False),  # the dates it was asked about
    Column("asked_by", String, nullable=False),
    Column("asked_at", UtcTime, nullable=False),
    Column("reminded_at", UtcTime),  # NULL until they were
    Index("ix_approvals_plan_id", "plan_id"),
)

sign_offs = Table(
    "sign_offs",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    _plan_id(),
    Column("via", String, nullable=False, unique=True),  # what it came through, so that it counts once
    Column("email", String, nullable=False),
    Column("name", Words, nullable=False),
    Column("decision", String, nullable=False),
    Column("comment", Words, nullable=False, server_default=""),
    Column("state", String, nullable=False),  # the dates it was said of
    Column("at", UtcTime, nullable=False),
    Index("ix_sign_offs_plan_id", "plan_id", "id"),
)

briefs = Table(
    "briefs",
    metadata,
    _plan_id(primary_key=True),
    Column("document_id", String, nullable=False),
    Column("digest", String, nullable=False),  # of what it says
    Column("pages", Integer, nullable=False),
    Column("written_at", UtcTime, nullable=False),
)

dismissals = Table(
    "dismissals",
    metadata,
    _plan_id(primary_key=True),
    Column("key", Words, primary_key=True),
    Column("cause", Words, nullable=False),
    Column("short", Words, nullable=False),  # what it said
    Column("reason", Words, nullable=False),
    Column("who", String, nullable=False),
    Column("at", UtcTime, nullable=False),
)

visits = Table(
    "visits",
    metadata,
    _plan_id(primary_key=True),
    Column("email", String, primary_key=True),
    Column("entry_id", Integer, nullable=False),  # the last ledger entry they were shown
    Column("at", UtcTime, nullable=False),
)

suggestions = Table(
    "suggestions",
    metadata,
    _plan_id(primary_key=True),
    Column("id", String, primary_key=True),
    Column("content", Text, nullable=False),  # JSON: what is suggested, and where it was said
    Column("status", String, nullable=False, server_default="open"),
    Column("made_at", UtcTime, nullable=False),
    Column("decided_by", String, nullable=False, server_default=""),
    Column("decided_at", UtcTime),
    Column("reason", Words, nullable=False, server_default=""),
    Index("ix_suggestions_plan_id", "plan_id", "made_at"),
)

preferences = Table(
    "preferences",
    metadata,
    _plan_id(primary_key=True),
    Column("reminders", Text, nullable=False),  # JSON
)

mails = Table(
    "mails",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("person", String, nullable=False),
    Column("day", String, nullable=False),  # ISO: one mail a person and day
    Column("seller", String, nullable=False),  # whose mailbox it goes out from
    Column("state", String, nullable=False),  # claimed, prepared, drafted, sent, failed
    Column("claim", String, nullable=False),  # who works on it: each claim has a name of its own
    Column("claimed_at", UtcTime, nullable=False),
    Column("draft", String, nullable=False, server_default=""),  # Gmail's id, once it is prepared
    Index("ux_mails_person_day", "person", "day", unique=True),
)

mail_facts = Table(
    "mail_facts",
    metadata,
    Column("mail_id", Integer, ForeignKey("mails.id"), primary_key=True),
    Column("plan_id", String, primary_key=True),
    Column("person", String, nullable=False),
    Column("fact", String, primary_key=True),
    Index("ux_mail_facts_fact", "plan_id", "person", "fact", unique=True),
)

drafts = Table(
    "drafts",
    metadata,
    Column("seller", String, primary_key=True),
    Column("message_id", String, primary_key=True),
    Column("draft", String, nullable=False),  # Gmail's id
    Column("url", String, nullable=False),  # where it opens
    Column("at", UtcTime, nullable=False),
)

recaps = Table(
    "recaps",
    metadata,
    _plan_id(primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("digest", String, nullable=False),  # of its words
    Column("draft", String, nullable=False),  # where it opens
)

opt_outs = Table(
    "opt_outs",
    metadata,
    Column("email", String, primary_key=True),
    Column("at", UtcTime, nullable=False),
)
