"""The people around a plan: members, sign-offs, briefs, suggestions, mails; what a plan has to tell."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

Serial = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Nothing that stands is changed."""
    op.add_column("due", sa.Column("again", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("plans", sa.Column("signals", sa.Text(), nullable=True))
    op.add_column("plans", sa.Column("made_at", Moment, nullable=True))
    _create_drafts()
    _create_grants()
    _create_mails()
    _create_members()
    _create_opt_outs()
    _create_sessions()
    _create_approvals()
    _create_briefs()
    _create_dismissals()
    _create_links()
    _create_mail_facts()
    _create_preferences()
    _create_recaps()
    _create_sign_offs()
    _create_suggestions()
    _create_visits()


def _create_drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("seller", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("draft", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("seller", "message_id", name="pk_drafts"),
    )


def _create_grants() -> None:
    op.create_table(
        "grants",
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("granted_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("email", name="pk_grants"),
    )


def _create_mails() -> None:
    op.create_table(
        "mails",
        sa.Column("id", Serial, autoincrement=True, nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("seller", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("claim", sa.String(), nullable=False),
        sa.Column("claimed_at", Moment, nullable=False),
        sa.Column("draft", sa.String(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_mails"),
    )
    op.create_index("ux_mails_person_day", "mails", ["person", "day"], unique=True)


def _create_members() -> None:
    op.create_table(
        "members",
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("subject", sa.String(), nullable=True),
        sa.Column("role", sa.String(), server_default="seller", nullable=False),
        sa.Column("team", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("email", name="pk_members"),
        sa.UniqueConstraint("subject", name="uq_members_subject"),
    )


def _create_opt_outs() -> None:
    op.create_table(
        "opt_outs",
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("email", name="pk_opt_outs"),
    )


def _create_sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("id_hash", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("started_at", Moment, nullable=False),
        sa.Column("seen_at", Moment, nullable=False),
        sa.Column("ended", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id_hash", name="pk_sessions"),
    )
    op.create_index("ix_sessions_email", "sessions", ["email"], unique=False)


def _create_approvals() -> None:
    op.create_table(
        "approvals",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("plan_id", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("reviewers", sa.Text(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_at", Moment, nullable=False),
        sa.Column("reminded_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name="fk_approvals_plan_id"),
        sa.PrimaryKeyConstraint("id", name="pk_approvals"),
    )
    op.create_index("ix_approvals_plan_id", "approvals", ["plan_id"], unique=False)


def _create_briefs() -> None:
    op.create_table(
        "briefs",
        sa.Column("plan_id", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("written_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name="fk_briefs_plan_id"),
        sa.PrimaryKeyConstraint("plan_id", name="pk_briefs"),
    )


def _create_dismissals() -> None:
    op.create_table(
        "dismissals",
        sa.Column("plan_id", sa.String(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("short", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name="fk_dismissals_plan_id"),
        sa.PrimaryKeyConstraint("plan_id", "key", name="pk_dismissals"),
    )


def _create_links() -> None:
    op.create_table(
        "links",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("plan_id", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
        sa.Column("revoked_at", Moment, nullable=True),
        sa.Column("opened_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name="fk_links_plan_id"),
        sa.PrimaryKeyConstraint("id", name="pk_links"),
    )
    op.create_index("ix_links_plan_id", "links", ["plan_id"], unique=False)


def _create_mail_facts() -> None:
    op.create_table(
        "mail_facts",
        sa.Column("mail_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("fact", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["mail_id"], ["mails.id"], name="fk_mail_facts_mail_id"),
        sa.PrimaryKeyConstraint("mail_id", "plan_id", "fact", name="pk_mail_facts"),
    )
    op.create_index("ux_mail_facts_fact", "mail_facts", ["plan_id", "person", "fact"], unique=True)


def _create_preferences() -> None:
    op.create_table(
        "preferences",
        sa.Column("plan_id", sa.String(), nullable=False),
        sa.Column("reminders", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name="fk_preferences_plan_id"),
        sa.PrimaryKeyConstraint("plan_id", name="pk_preferences"),
    )


def _create_recaps() -> None:
    op.create_table(
        "recaps",
        sa.Column("plan_id", sa.String(), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("draft", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name="fk_recaps_plan_id"),
        sa.PrimaryKeyConstraint("plan_id", name="pk_recaps"),
    )


def _create_sign_offs() -> None:
    op.create_table(
        "sign_offs",
        sa.Column("id", Serial, autoincrement=True, nullable=False),
        sa.Column("plan_id", sa.String(), nullable=False),
        sa.Column("via", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("comment", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name="fk_sign_offs_plan_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sign_offs"),
        sa.UniqueConstraint("via", name="uq_sign_offs_via"),
    )
    op.create_index("ix_sign_offs_plan_id", "sign_offs", ["plan_id", "id"], unique=False)


def _create_suggestions() -> None:
    op.create_table(
        "suggestions",
        sa.Column("plan_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("status", sa.String(), server_default="open", nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("decided_by", sa.String(), server_default="", nullable=False),
        sa.Column("decided_at", Moment, nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name="fk_suggestions_plan_id"),
        sa.PrimaryKeyConstraint("plan_id", "id", name="pk_suggestions"),
    )
    op.create_index("ix_suggestions_plan_id", "suggestions", ["plan_id", "made_at"], unique=False)


def _create_visits() -> None:
    op.create_table(
        "visits",
        sa.Column("plan_id", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name="fk_visits_plan_id"),
        sa.PrimaryKeyConstraint("plan_id", "email", name="pk_visits"),
    )
