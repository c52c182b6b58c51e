"""What lets the holder of a reminder's link write one draft.

Must not lock for long, and must work with the code of the previous version.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.create_table(
        "draft_passes",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column(
            "token_hash", sa.LargeBinary(), nullable=False, comment="SHA-256 of a random token"
        ),
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["link_id"],
            ["reminder_links.id"],
            name=op.f("fk_draft_passes_link_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submissions.id"],
            name=op.f("fk_draft_passes_submission_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_passes")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_draft_passes_token_hash")),
    )
    op.create_index("ix_draft_passes_link_id", "draft_passes", ["link_id"], unique=False)
    op.create_index(
        "ix_draft_passes_submission_id", "draft_passes", ["submission_id"], unique=False
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.drop_index("ix_draft_passes_submission_id", table_name="draft_passes")
    op.drop_index("ix_draft_passes_link_id", table_name="draft_passes")
    op.drop_table("draft_passes")
