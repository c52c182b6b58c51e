"""An index over when revisions were made: what changed since, and what changed last.

Must not lock for long, and must work with the code of the previous version.
"""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.create_index("ix_revisions_created_at", "revisions", ["created_at"])


def downgrade() -> None:
    op.drop_index("ix_revisions_created_at", table_name="revisions")
