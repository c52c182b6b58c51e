"""An index over the contributions that are stated, which are few among the participations.

Must not lock for long, and must work with the code of the previous version.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.create_index(
        "ix_participations_contributions",
        "participations",
        ["project_id"],
        postgresql_where=sa.text("contribution_value IS NOT NULL"),
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.drop_index("ix_participations_contributions", table_name="participations")
