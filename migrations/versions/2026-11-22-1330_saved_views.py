"""Views of the analysis that analysts keep under a name.

Must not lock for long, and must work with the code of the previous version.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "saved_views",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False, comment="The page"),
        sa.Column("query", sa.String(), nullable=False, comment="Of its address, without `?`"),
        sa.Column("sharing", sa.String(), nullable=False),
        sa.Column("created_at", moment, server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", moment, server_default=sa.text("now()"), nullable=False),
        sa.Column(
            "version",
            sa.Integer(),
            server_default="1",
            nullable=False,
            comment="Grows with each write",
        ),
        sa.CheckConstraint("char_length(name) BETWEEN 1 AND 120", name=op.f("ck_saved_views_name")),
        sa.CheckConstraint("char_length(query) <= 4000", name=op.f("ck_saved_views_query")),
        sa.CheckConstraint(
            "kind IN ('dashboard', 'table', 'coverage', 'network', 'money')",
            name=op.f("ck_saved_views_kind"),
        ),
        sa.CheckConstraint(
            "sharing IN ('private', 'analysts', 'signed_in')", name=op.f("ck_saved_views_sharing")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_saved_views_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_views")),
    )
    op.create_index("ix_saved_views_owner_id", "saved_views", ["owner_id"])


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.drop_table("saved_views")
