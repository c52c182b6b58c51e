"""What a reviewer saw and who wrote each change; size and regions of a submission, for the queue.

Must not lock for long, and must work with the code of the previous version.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.add_column(
        "submissions",
        sa.Column(
            "size",
            sa.Integer(),
            server_default="0",
            nullable=False,
            comment="How many changes it has",
        ),
    )
    op.add_column(
        "submissions",
        sa.Column(
            "regions",
            postgresql.ARRAY(sa.Text()),
            server_default="{}",
            nullable=False,
            comment="Of the locations that it changes",
        ),
    )
    op.add_column(
        "field_changes",
        sa.Column(
            "proposed_by_id",
            sa.Uuid(),
            nullable=True,
            comment="Who wrote it last; may not decide on it",
        ),
    )
    op.add_column(
        "field_changes",
        sa.Column(
            "seen",
            postgresql.JSONB(none_as_null=True, astext_type=sa.Text()),
            nullable=True,
            comment="Live value that the reviewer saw when deciding",
        ),
    )
    op.create_foreign_key(
        op.f("fk_field_changes_proposed_by_id"),
        "field_changes",
        "users",
        ["proposed_by_id"],
        ["id"],
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.drop_constraint(op.f("fk_field_changes_proposed_by_id"), "field_changes", type_="foreignkey")
    op.drop_column("field_changes", "seen")
    op.drop_column("field_changes", "proposed_by_id")
    op.drop_column("submissions", "regions")
    op.drop_column("submissions", "size")
