"""A plan's kind of document; how sure the ledger is of a row, and why an entry counts for nothing."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Plans made before are Sheets; entries seen before count, and their rows are taken for certain."""
    op.add_column("plans", sa.Column("kind", sa.String(), nullable=False, server_default="sheet"))
    op.add_column("ledger", sa.Column("certainty", sa.Float(), nullable=False, server_default=sa.text("1")))
    op.add_column("ledger", sa.Column("void", sa.String(), nullable=False, server_default=""))
