"""An index over what calls said, which the database keeps by itself."""

from __future__ import annotations

from alembic import op

from addon.adapters.store.call_index import make_call_index

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing that stands is changed; calls that were kept before are indexed."""
    make_call_index(op.get_bind())
