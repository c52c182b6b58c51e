"""Pairs of projects that have much in common (derived), and what analysts say of them.

Must not lock for long, and must work with the code of the previous version.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.create_table(
        "overlap_looks",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["project_listings.project_id"],
            name=op.f("fk_overlap_looks_project_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("project_id", name=op.f("pk_overlap_looks")),
    )
    op.create_table(
        "overlap_pairs",
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("score", sa.Numeric(4, 3), nullable=False, comment="0 to 1"),
        sa.Column(
            "months", sa.Integer(), nullable=False, comment="Together, on the day of the look"
        ),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_overlap_pairs_order")),
        sa.CheckConstraint(
            "kind IN ('likely_duplicate', 'overlap', 'synergy')",
            name=op.f("ck_overlap_pairs_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["first_id"],
            ["project_listings.project_id"],
            name=op.f("fk_overlap_pairs_first_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["second_id"],
            ["project_listings.project_id"],
            name=op.f("fk_overlap_pairs_second_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_overlap_pairs")),
    )
    op.create_index("ix_overlap_pairs_second_id", "overlap_pairs", ["second_id"])
    op.create_index("ix_overlap_pairs_score", "overlap_pairs", ["score", "first_id", "second_id"])
    op.create_table(
        "overlap_verdicts",
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column(
            "project_id",
            sa.Integer(),
            nullable=True,
            comment="That stays, of a duplicate; that the draft changes",
        ),
        sa.Column("submission_id", sa.Uuid(), nullable=True, comment="That the verdict opened"),
        sa.Column("judged_by_id", sa.Uuid(), nullable=False),
        sa.Column(
            "judged_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "version",
            sa.Integer(),
            server_default="1",
            nullable=False,
            comment="Grows with each write",
        ),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_overlap_verdicts_order")),
        sa.CheckConstraint(
            "verdict IN ('duplicate', 'co_funded', 'synergy', 'not_related')",
            name=op.f("ck_overlap_verdicts_verdict"),
        ),
        sa.CheckConstraint(
            "char_length(note) BETWEEN 1 AND 4000", name=op.f("ck_overlap_verdicts_note")
        ),
        sa.CheckConstraint(
            "project_id IN (first_id, second_id)", name=op.f("ck_overlap_verdicts_project")
        ),
        sa.CheckConstraint(
            "verdict <> 'duplicate' OR project_id IS NOT NULL",
            name=op.f("ck_overlap_verdicts_duplicate"),
        ),
        sa.ForeignKeyConstraint(
            ["first_id"], ["projects.id"], name=op.f("fk_overlap_verdicts_first_id")
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["projects.id"], name=op.f("fk_overlap_verdicts_second_id")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_overlap_verdicts_project_id")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submissions.id"],
            name=op.f("fk_overlap_verdicts_submission_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["judged_by_id"], ["users.id"], name=op.f("fk_overlap_verdicts_judged_by_id")
        ),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_overlap_verdicts")),
    )
    op.create_index("ix_overlap_verdicts_second_id", "overlap_verdicts", ["second_id"])
    op.create_index("ix_overlap_verdicts_submission_id", "overlap_verdicts", ["submission_id"])


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.drop_table("overlap_verdicts")
    op.drop_table("overlap_pairs")
    op.drop_table("overlap_looks")
