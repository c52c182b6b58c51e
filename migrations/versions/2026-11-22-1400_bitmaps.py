"""Strings of bits that tell which projects have which value (derived), to count large selections.

Must not lock for long, and must work with the code of the previous version.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import BIT

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.create_table(
        "dimension_bitmaps",
        sa.Column("dimension", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("chunk", sa.Integer(), nullable=False),
        sa.Column("bits", BIT(14336), nullable=False),
        sa.PrimaryKeyConstraint("dimension", "value", "chunk", name=op.f("pk_dimension_bitmaps")),
    )
    op.create_table(
        "bitmap_chunks",
        sa.Column("chunk", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "changes",
            sa.Integer(),
            server_default=sa.text("1"),
            nullable=False,
            comment="Grows when a listing of the chunk is made anew",
        ),
        sa.Column(
            "built", sa.Integer(), nullable=True, comment="The changes that the bitmaps hold"
        ),
        sa.Column(
            "built_year",
            sa.Integer(),
            nullable=True,
            comment="In which open projects were active until today",
        ),
        sa.PrimaryKeyConstraint("chunk", name=op.f("pk_bitmap_chunks")),
    )
    # Listings that are there already are counted row by row until their chunk is noted.
    op.execute(
        "INSERT INTO bitmap_chunks (chunk) "
        "SELECT DISTINCT project_id / 14336 FROM project_listings ORDER BY 1"
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.drop_table("bitmap_chunks")
    op.drop_table("dimension_bitmaps")
