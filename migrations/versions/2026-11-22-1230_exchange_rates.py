"""The table of exchange rates, and an index over what is added of the budgets.

Must not lock for long, and must work with the code of the previous version.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.create_table(
        "rate_tables",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "reference",
            sa.String(),
            nullable=False,
            comment="Currency that the rates lead to, ISO 4217",
        ),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column(
            "content_hash",
            sa.String(),
            nullable=False,
            comment="SHA-256 of the reference and the rates",
        ),
        sa.Column(
            "loaded_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint("id = 1", name=op.f("ck_rate_tables_single_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rate_tables")),
    )
    op.create_table(
        "exchange_rates",
        sa.Column("table_id", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False, comment="ISO 4217"),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("rate", sa.Numeric(precision=24, scale=12), nullable=False),
        sa.Column("source_title", sa.String(), nullable=True),
        sa.Column("source_url", sa.String(), nullable=True),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_exchange_rates_period")),
        sa.CheckConstraint("rate > 0", name=op.f("ck_exchange_rates_rate")),
        sa.CheckConstraint(
            "source_title IS NOT NULL OR source_url IS NOT NULL",
            name=op.f("ck_exchange_rates_source"),
        ),
        sa.ForeignKeyConstraint(
            ["table_id"],
            ["rate_tables.id"],
            name=op.f("fk_exchange_rates_table_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("currency", "first_day", name=op.f("pk_exchange_rates")),
    )
    op.create_index(
        "ix_projects_budgets",
        "projects",
        ["id"],
        postgresql_include=["budget_scope", "start_date", "part_of_id"],
        postgresql_where=sa.text("budget_value IS NOT NULL"),
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.drop_index("ix_projects_budgets", table_name="projects")
    op.drop_table("exchange_rates")
    op.drop_table("rate_tables")
