"""Reports of errors by visitors, and the key that signs their form and hashes their address.

Must not lock for long, and must work with the code of the previous version.
"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    keys = op.create_table(
        "server_keys",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_server_keys")),
    )
    op.bulk_insert(keys, [{"name": "reports", "value": secrets.token_bytes(32)}])
    op.create_table(
        "reports",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=True, comment="Deleted when the report is closed"),
        sa.Column("language", sa.String(), nullable=False, comment="That the visitor reads"),
        sa.Column("state", sa.String(), server_default="new", nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "sender_hash",
            sa.LargeBinary(),
            nullable=True,
            comment="Keyed hash of the sender's address, forgotten after a day",
        ),
        sa.Column(
            "fingerprint",
            sa.LargeBinary(),
            nullable=True,
            comment="Of project, message and source, to know a report sent twice; "
            "forgotten after a day",
        ),
        sa.CheckConstraint(
            "char_length(message) BETWEEN 1 AND 4000", name=op.f("ck_reports_message")
        ),
        sa.CheckConstraint(
            "char_length(source) BETWEEN 1 AND 1000", name=op.f("ck_reports_source")
        ),
        sa.CheckConstraint("char_length(email) BETWEEN 3 AND 254", name=op.f("ck_reports_email")),
        sa.CheckConstraint("language IN ('fr', 'ar', 'en')", name=op.f("ck_reports_language")),
        sa.CheckConstraint("state IN ('new', 'closed')", name=op.f("ck_reports_state")),
        sa.CheckConstraint(
            "(state = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_reports_closed_at")
        ),
        sa.CheckConstraint(
            "state <> 'closed' OR email IS NULL", name=op.f("ck_reports_email_is_forgotten")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_reports_project_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
    )
    op.create_index("ix_reports_project_id", "reports", ["project_id"])
    op.create_index("ix_reports_state_created_at", "reports", ["state", "created_at"])
    op.create_index("ix_reports_created_at", "reports", ["created_at"])
    op.create_index(
        "ix_reports_sender_hash_created_at",
        "reports",
        ["sender_hash", "created_at"],
        postgresql_where=sa.text("sender_hash IS NOT NULL"),
    )
    op.create_index(
        "ix_reports_fingerprint",
        "reports",
        ["fingerprint"],
        postgresql_where=sa.text("fingerprint IS NOT NULL"),
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.drop_table("reports")
    op.drop_table("server_keys")
