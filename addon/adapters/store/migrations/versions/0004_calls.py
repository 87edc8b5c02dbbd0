"""Calls with their turns and what was found in them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

Serial = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Nothing that stands is changed."""
    _create_calls()
    _create_call_turns()


def _create_calls() -> None:
    op.create_table(
        "calls",
        sa.Column("plan_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("language", sa.String(), server_default="", nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("added_at", Moment, nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.Column("call", sa.Text(), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name="fk_calls_plan_id"),
        sa.PrimaryKeyConstraint("plan_id", "id", name="pk_calls"),
    )
    op.create_index("ix_calls_plan_id", "calls", ["plan_id", "day"], unique=False)


def _create_call_turns() -> None:
    op.create_table(
        "call_turns",
        sa.Column("id", Serial, autoincrement=True, nullable=False),
        sa.Column("plan_id", sa.String(), nullable=False),
        sa.Column("call_id", sa.String(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=False),
        sa.Column("side", sa.String(), server_default="", nullable=False),
        sa.Column("at", sa.Float(), nullable=True),
        sa.Column("until", sa.Float(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id", "call_id"], ["calls.plan_id", "calls.id"], name="fk_call_turns_plan_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_call_turns"),
    )
    op.create_index("ux_call_turns_turn", "call_turns", ["plan_id", "call_id", "turn"], unique=True)
