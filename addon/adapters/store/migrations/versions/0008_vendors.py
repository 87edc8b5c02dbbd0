"""What passes between us and vendors: deliveries, deals of CRMs, connected accounts, places plans show up in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

Moment = sa.DateTime(timezone=True)
Serial = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Nothing that stands is changed."""
    _deliveries()
    _vendor_states()
    _connections()
    _crm_links()
    _crm_deals()
    _crm_cursors()
    _plan_places()


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", Serial, autoincrement=True, nullable=False),
        sa.Column("vendor", sa.String(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("due_at", Moment, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("unsure", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("held_until", Moment, nullable=True),
        sa.Column("holder", sa.String(), server_default="", nullable=False),
        sa.Column("again", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("told", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
    )
    op.create_index("ux_deliveries_key", "deliveries", ["vendor", "key"], unique=True)
    op.create_index("ix_deliveries_state", "deliveries", ["vendor", "state", "lane", "id"], unique=False)


def _vendor_states() -> None:
    op.create_table(
        "vendor_states",
        sa.Column("vendor", sa.String(), nullable=False),
        sa.Column("down_since", Moment, nullable=True),
        sa.Column("until", Moment, nullable=True),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("told", sa.Text(), server_default="", nullable=False),
        sa.Column("met_at", Moment, nullable=True),
        sa.PrimaryKeyConstraint("vendor", name="pk_vendor_states"),
    )


def _connections() -> None:
    op.create_table(
        "connections",
        sa.Column("vendor", sa.String(), nullable=False),
        sa.Column("access_token", sa.Text(), nullable=False),
        sa.Column("refresh_token", sa.Text(), nullable=False),
        sa.Column("expires_at", Moment, nullable=True),
        sa.Column("base_url", sa.String(), server_default="", nullable=False),
        sa.Column("account", sa.Text(), server_default="", nullable=False),
        sa.Column("connected_by", sa.String(), nullable=False),
        sa.Column("connected_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("vendor", name="pk_connections"),
    )


def _crm_links() -> None:
    op.create_table(
        "crm_links",
        sa.Column("plan_id", sa.String(), nullable=False),
        sa.Column("vendor", sa.String(), nullable=False),
        sa.Column("deal_id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("url", sa.Text(), server_default="", nullable=False),
        sa.Column("stage", sa.Text(), server_default="", nullable=False),
        sa.Column("is_open", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("is_won", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("amount", sa.String(), server_default="", nullable=False),
        sa.Column("currency", sa.String(), server_default="", nullable=False),
        sa.Column("close_date", sa.Date(), nullable=True),
        sa.Column("written", sa.Text(), server_default="{}", nullable=False),
        sa.Column("wanted", sa.Text(), server_default="{}", nullable=False),
        sa.Column("edited", sa.Text(), server_default="{}", nullable=False),
        sa.Column("seen_at", Moment, nullable=True),
        sa.Column("synced_at", Moment, nullable=True),
        sa.Column("told", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name="fk_crm_links_plan_id"),
        sa.PrimaryKeyConstraint("plan_id", "vendor", name="pk_crm_links"),
    )
    op.create_index("ux_crm_links_deal", "crm_links", ["vendor", "deal_id"], unique=True)


def _crm_deals() -> None:
    op.create_table(
        "crm_deals",
        sa.Column("vendor", sa.String(), nullable=False),
        sa.Column("deal_id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(), server_default="", nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("changed_at", Moment, nullable=False),
        sa.Column("stage", sa.Text(), server_default="", nullable=False),
        sa.Column("company", sa.Text(), server_default="", nullable=False),
        sa.Column("amount", sa.String(), server_default="", nullable=False),
        sa.Column("currency", sa.String(), server_default="", nullable=False),
        sa.Column("close_date", sa.Date(), nullable=True),
        sa.Column("url", sa.Text(), server_default="", nullable=False),
        sa.Column("contacts", sa.Text(), server_default="[]", nullable=False),
        sa.PrimaryKeyConstraint("vendor", "deal_id", name="pk_crm_deals"),
    )
    op.create_index("ix_crm_deals_state", "crm_deals", ["state", "owner", "changed_at"], unique=False)


def _crm_cursors() -> None:
    op.create_table(
        "crm_cursors",
        sa.Column("vendor", sa.String(), nullable=False),
        sa.Column("cursor", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("vendor", name="pk_crm_cursors"),
    )


def _plan_places() -> None:
    op.create_table(
        "plan_places",
        sa.Column("plan_id", sa.String(), nullable=False),
        sa.Column("vendor", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("url", sa.Text(), server_default="", nullable=False),
        sa.Column("shows", sa.String(), server_default="", nullable=False),
        sa.Column("seen", sa.Text(), server_default="{}", nullable=False),
        sa.Column("made_by", sa.String(), server_default="", nullable=False),
        sa.Column("made_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name="fk_plan_places_plan_id"),
        sa.PrimaryKeyConstraint("plan_id", "vendor", name="pk_plan_places"),
    )
    op.create_index("ix_plan_places_id", "plan_places", ["vendor", "id"], unique=False)
