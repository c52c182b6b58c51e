"""An index over the number in the identifier of a project: the next one is found at once.

Must not lock for long, and must work with the code of the previous version.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    number = sa.text("CAST(substr(identifier, 7) AS bigint)")
    op.create_index("ix_projects_number", "projects", [number])


def downgrade() -> None:
    op.drop_index("ix_projects_number", table_name="projects")
