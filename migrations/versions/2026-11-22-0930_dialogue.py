"""Answers kept for requests sent again; comments erased by their author; the weekly digest.

Must not lock for long, and must work with the code of the previous version.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BEFORE = "RFC 5322, kept when sent again"
AFTER = "Left part of Message-ID, RFC 5322; kept when sent again"
ERASED = "Erased by its author: the row stays, so that the answers keep their place"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.create_table(
        "idempotency_keys",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column(
            "request_hash",
            sa.LargeBinary(),
            nullable=False,
            comment="SHA-256 of method, path and body",
        ),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("headers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "char_length(key) BETWEEN 1 AND 255", name=op.f("ck_idempotency_keys_key")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_idempotency_keys_user_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", "key", name=op.f("pk_idempotency_keys")),
    )
    op.create_index(
        "ix_idempotency_keys_created_at", "idempotency_keys", ["created_at"], unique=False
    )
    op.add_column("comments", sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True))
    op.alter_column("comments", "body", existing_type=sa.String(), nullable=True, comment=ERASED)
    op.create_check_constraint(
        op.f("ck_comments_deleted"), "comments", "num_nulls(body, deleted_at) = 1"
    )
    op.create_index(
        "ix_notifications_unread",
        "notifications",
        ["user_id"],
        unique=False,
        postgresql_where=sa.text("read_at IS NULL"),
    )
    op.add_column(
        "users",
        sa.Column(
            "last_digest_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When the last weekly digest was put in the outbox",
        ),
    )
    _comment_message_id(AFTER, BEFORE)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    _comment_message_id(BEFORE, AFTER)
    op.drop_column("users", "last_digest_at")
    op.drop_index("ix_notifications_unread", table_name="notifications")
    op.drop_constraint(op.f("ck_comments_deleted"), "comments")
    op.execute("UPDATE comments SET body = '…' WHERE body IS NULL")
    op.alter_column("comments", "body", existing_type=sa.String(), nullable=False, comment=None)
    op.drop_column("comments", "deleted_at")
    op.drop_index("ix_idempotency_keys_created_at", table_name="idempotency_keys")
    op.drop_table("idempotency_keys")


def _comment_message_id(comment: str, existing: str) -> None:
    op.alter_column(
        "outbox_messages",
        "message_id",
        existing_type=sa.String(),
        existing_nullable=False,
        existing_comment=existing,
        comment=comment,
    )
