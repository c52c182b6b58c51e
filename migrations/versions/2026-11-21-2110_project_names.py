"""Folded names of the projects, for suggestions while one types.

Must not lock for long, and must work with the code of the previous version.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

FILL = """
INSERT INTO project_names (folded, project_id)
SELECT DISTINCT left(form, 200), p.id
FROM project_listings l
JOIN projects p ON p.id = l.project_id
CROSS JOIN LATERAL unnest(ARRAY[
    p.acronym, p.identifier, p.title ->> 'fr', p.title ->> 'ar', p.title ->> 'en']) AS name
CROSS JOIN LATERAL search_fold(name) AS folded
CROSS JOIN LATERAL unnest(ARRAY[folded, search_strip(folded)]) AS form
WHERE form <> ''
"""


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.create_table(
        "project_names",
        sa.Column("folded", sa.Text(collation="C"), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column(
            "words",
            postgresql.TSVECTOR(),
            sa.Computed("to_tsvector('simple'::regconfig, folded)", persisted=True),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["project_listings.project_id"],
            name=op.f("fk_project_names_project_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("folded", "project_id", name=op.f("pk_project_names")),
    )
    op.execute(FILL)
    op.create_index("ix_project_names_project_id", "project_names", ["project_id"])
    op.create_index("ix_project_names_words", "project_names", ["words"], postgresql_using="gin")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.drop_table("project_names")
