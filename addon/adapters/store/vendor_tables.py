"""The tables of what passes between us and vendors: deliveries, deals of CRMs, connected accounts, places plans show up in."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, Text, false, true

from addon.adapters.store.tables import Serial, UtcTime, Words, metadata

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Serial, primary_key=True, autoincrement=True),
    Column("vendor", String, nullable=False),
    Column("lane", Words, nullable=False),  # of one lane one goes after the other
    Column("kind", String, nullable=False),
    Column("key", Words, nullable=False),
    Column("body", Text, nullable=False),  # JSON, words to words
    Column("made_at", UtcTime, nullable=False),
    Column("due_at", UtcTime, nullable=False),
    Column("state", String, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("unsure", Boolean, nullable=False, server_default=false()),  # the last try may have arrived
    Column("held_until", UtcTime),  # NULL: nobody has it in hand
    Column("holder", String, nullable=False, server_default=""),  # whoever has it in hand
    Column("again", Boolean, nullable=False, server_default=false()),  # posted anew while in hand
    Column("told", Words, nullable=False, server_default=""),
    Index("ux_deliveries_key", "vendor", "key", unique=True),
    Index("ix_deliveries_state", "vendor", "state", "lane", "id"),
)

vendor_states = Table(
    "vendor_states",
    metadata,
    Column("vendor", String, primary_key=True),
    Column("down_since", UtcTime),
    Column("until", UtcTime),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("told", Words, nullable=False, server_default=""),
    Column("met_at", UtcTime),
)

connections = Table(
    "connections",
    metadata,
    Column("vendor", String, primary_key=True),
    Column("access_token", Text, nullable=False),  # encrypted
    Column("refresh_token", Text, nullable=False),  # encrypted; empty where there is none
    Column("expires_at", UtcTime),
    Column("base_url", String, nullable=False, server_default=""),
    Column("account", Words, nullable=False, server_default=""),
    Column("connected_by", String, nullable=False),
    Column("connected_at", UtcTime, nullable=False),
)

crm_links = Table(
    "crm_links",
    metadata,
    Column("plan_id", String, ForeignKey("plans.id"), primary_key=True),
    Column("vendor", String, primary_key=True),
    Column("deal_id", String, nullable=False),
    Column("name", Words, nullable=False, server_default=""),
    Column("url", Words, nullable=False, server_default=""),
    Column("stage", Words, nullable=False, server_default=""),
    Column("is_open", Boolean, nullable=False, server_default=true()),
    Column("is_won", Boolean, nullable=False, server_default=false()),
    Column("amount", String, nullable=False, server_default=""),  # a decimal; empty for none
    Column("currency", String, nullable=False, server_default=""),
    Column("close_date", Date),
    Column("written", Text, nullable=False, server_default="{}"),  # JSON
    Column("wanted", Text, nullable=False, server_default="{}"),  # JSON
    Column("edited", Text, nullable=False, server_default="{}"),  # JSON
    Column("seen_at", UtcTime),
    Column("synced_at", UtcTime),
    Column("told", Words, nullable=False, server_default=""),
    Index("ux_crm_links_deal", "vendor", "deal_id", unique=True),
)

crm_deals = Table(
    "crm_deals",
    metadata,
    Column("vendor", String, primary_key=True),
    Column("deal_id", String, primary_key=True),
    Column("name", Words, nullable=False),
    Column("owner", String, nullable=False, server_default=""),
    Column("state", String, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    Column("stage", Words, nullable=False, server_default=""),
    Column("company", Words, nullable=False, server_default=""),
    Column("amount", String, nullable=False, server_default=""),
    Column("currency", String, nullable=False, server_default=""),
    Column("close_date", Date),
    Column("url", Words, nullable=False, server_default=""),
    Column("contacts", Text, nullable=False, server_default="[]"),  # JSON
    Index("ix_crm_deals_state", "state", "owner", "changed_at"),
)

crm_cursors = Table(
    "crm_cursors",
    metadata,
    Column("vendor", String, primary_key=True),
    Column("cursor", Text, nullable=False),
)

plan_places = Table(
    "plan_places",
    metadata,
    Column("plan_id", String, ForeignKey("plans.id"), primary_key=True),
    Column("vendor", String, primary_key=True),
    Column("id", String, nullable=False),  # the vendor's
    Column("name", Words, nullable=False, server_default=""),
    Column("url", Words, nullable=False, server_default=""),
    Column("shows", String, nullable=False, server_default=""),  # a digest
    Column("seen", Text, nullable=False, server_default="{}"),  # JSON
    Column("made_by", String, nullable=False, server_default=""),
    Column("made_at", UtcTime),
    Index("ix_plan_places_id", "vendor", "id"),
)
