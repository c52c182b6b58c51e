"""Reminders and their links; who closed a report and why; versions of what administrators edit.

Must not lock for long, and must work with the code of the previous version.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    _add_reminders()
    for table in ("codelist_items", "organisations"):
        op.add_column(
            table,
            sa.Column(
                "version",
                sa.Integer(),
                server_default="1",
                nullable=False,
                comment="Grows with each write",
            ),
        )
    op.alter_column(
        "codelist_items",
        "retired_at",
        existing_type=sa.DateTime(),
        type_=sa.DateTime(timezone=True),
        postgresql_using="retired_at AT TIME ZONE 'UTC'",
        existing_nullable=True,
        comment="Kept where it is used, offered no longer",
    )
    op.add_column("reports", sa.Column("closed_by_id", sa.Uuid(), nullable=True))
    op.add_column("reports", sa.Column("close_reason", sa.String(), nullable=True))
    op.create_foreign_key(
        op.f("fk_reports_closed_by_id"), "reports", "users", ["closed_by_id"], ["id"]
    )
    op.create_check_constraint(
        op.f("ck_reports_closed_by"),
        "reports",
        "state = 'closed' OR num_nonnulls(closed_by_id, close_reason) = 0",
    )
    op.create_check_constraint(
        op.f("ck_reports_close_reason"), "reports", "char_length(close_reason) BETWEEN 1 AND 1000"
    )
    op.create_index(
        "ix_audit_events_confirmations",
        "audit_events",
        ["at"],
        unique=False,
        postgresql_where=sa.text("action = 'project.confirmed'"),
    )


def _add_reminders() -> None:
    op.create_table(
        "reminder_links",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column(
            "token_hash", sa.LargeBinary(), nullable=False, comment="SHA-256 of a random token"
        ),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_reminder_links_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_reminder_links_token_hash")),
    )
    op.create_index("ix_reminder_links_user_id", "reminder_links", ["user_id"], unique=False)
    op.create_table(
        "reminders",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column(
            "since",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="The round: when the project was last confirmed, else when it was first "
            "published",
        ),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("link_id", sa.Uuid(), nullable=True),
        sa.Column(
            "sent_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.CheckConstraint(
            "step IN ('focal_point', 'colleagues', 'analysts')", name=op.f("ck_reminders_step")
        ),
        sa.CheckConstraint(
            "(step = 'analysts') = (user_id IS NULL)", name=op.f("ck_reminders_analysts")
        ),
        sa.CheckConstraint("num_nulls(user_id, link_id) IN (0, 2)", name=op.f("ck_reminders_link")),
        sa.ForeignKeyConstraint(
            ["link_id"],
            ["reminder_links.id"],
            name=op.f("fk_reminders_link_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_reminders_project_id")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_reminders_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
        sa.UniqueConstraint(
            "project_id",
            "since",
            "step",
            "user_id",
            name=op.f("uq_reminders_project_id_since_step_user_id"),
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_index("ix_reminders_link_id", "reminders", ["link_id"], unique=False)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.drop_index(
        "ix_audit_events_confirmations",
        table_name="audit_events",
        postgresql_where=sa.text("action = 'project.confirmed'"),
    )
    op.drop_constraint(op.f("ck_reports_close_reason"), "reports", type_="check")
    op.drop_constraint(op.f("ck_reports_closed_by"), "reports", type_="check")
    op.drop_constraint(op.f("fk_reports_closed_by_id"), "reports", type_="foreignkey")
    op.drop_column("reports", "close_reason")
    op.drop_column("reports", "closed_by_id")
    op.alter_column(
        "codelist_items",
        "retired_at",
        existing_type=sa.DateTime(timezone=True),
        type_=sa.DateTime(),
        postgresql_using="retired_at AT TIME ZONE 'UTC'",
        existing_nullable=True,
        comment=None,
        existing_comment="Kept where it is used, offered no longer",
    )
    for table in ("organisations", "codelist_items"):
        op.drop_column(table, "version")
    op.drop_index("ix_reminders_link_id", table_name="reminders")
    op.drop_table("reminders")
    op.drop_index("ix_reminder_links_user_id", table_name="reminder_links")
    op.drop_table("reminder_links")
