"""Watched folders and the transcripts in them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0004"
branch_labels = None
depends_on = None

Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Nothing that stands is changed."""
    op.create_table(
        "call_folders",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("seller", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("since", Moment, nullable=False),
        sa.Column("plan_id", sa.String(), server_default="", nullable=False),
        sa.Column("told", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_call_folders"),
    )
    op.create_table(
        "call_files",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("folder_id", sa.String(), nullable=False),
        sa.Column("seller", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", Moment, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("plan_id", sa.String(), server_default="", nullable=False),
        sa.Column("call_id", sa.String(), server_default="", nullable=False),
        sa.Column("told", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_call_files"),
    )
    op.create_index("ix_call_files_state", "call_files", ["state", "seen_at"], unique=False)
