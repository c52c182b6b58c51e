"""Accounts, submissions, discussion, notices and the audit log.

Must not lock for long, and must work with the code of the previous version.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

APPEND_ONLY = ("audit_events", "revisions")


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.create_table(
        "outbox_messages",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column(
            "message_id", sa.String(), nullable=False, comment="RFC 5322, kept when sent again"
        ),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column(
            "body", sa.String(), nullable=True, comment="Deleted once sent: it may hold a link"
        ),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "next_attempt_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_error", sa.String(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("given_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_messages")),
        sa.UniqueConstraint("message_id", name=op.f("uq_outbox_messages_message_id")),
    )
    op.create_index(
        "ix_outbox_messages_waiting",
        "outbox_messages",
        ["next_attempt_at"],
        unique=False,
        postgresql_where=sa.text("sent_at IS NULL AND given_up_at IS NULL"),
    )
    op.create_table(
        "users",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column(
            "email",
            sa.String(),
            nullable=True,
            comment="Lower case; null once the account is anonymised",
        ),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True, comment="Argon2id"),
        sa.Column(
            "mail_choices",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default="{}",
            nullable=False,
            comment="For each event that is not left as it is by default",
        ),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("anonymised_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("language IN ('fr', 'ar', 'en')", name=op.f("ck_users_language")),
        sa.CheckConstraint(
            "role IN ('contributor', 'analyst', 'administrator')", name=op.f("ck_users_role")
        ),
        sa.CheckConstraint(
            "anonymised_at IS NULL OR password_hash IS NULL", name=op.f("ck_users_anonymised")
        ),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_users_email_folded")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("email", name=op.f("uq_users_email")),
    )
    op.create_table(
        "notifications",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column(
            "data",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            comment="What its sentence and its link need",
        ),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "digested_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When it was mailed, at once or in a digest, or needed not",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_notifications_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notifications")),
    )
    op.create_index(
        "ix_notifications_not_digested",
        "notifications",
        ["user_id"],
        unique=False,
        postgresql_where=sa.text("digested_at IS NULL"),
    )
    op.create_index(
        "ix_notifications_user_id_created_at",
        "notifications",
        ["user_id", "created_at"],
        unique=False,
    )
    op.create_table(
        "memberships",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("focal_point", sa.Boolean(), server_default="false", nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_memberships_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_memberships_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "organisation_id", name=op.f("pk_memberships")),
    )
    op.create_index(
        "ix_memberships_organisation_id", "memberships", ["organisation_id"], unique=False
    )
    op.create_table(
        "audit_events",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column(
            "at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column(
            "actor_id",
            sa.Uuid(),
            nullable=True,
            comment="null: a command, or a link that names no account",
        ),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column(
            "action", sa.String(), nullable=False, comment="`submission.approved`, `user.invited`…"
        ),
        sa.Column(
            "subject_kind", sa.String(), nullable=False, comment="`submission`, `project`, `user`…"
        ),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column(
            "data", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False
        ),
        sa.CheckConstraint(
            "channel IN ('session', 'token', 'link', 'command')",
            name=op.f("ck_audit_events_channel"),
        ),
        sa.ForeignKeyConstraint(["actor_id"], ["users.id"], name=op.f("fk_audit_events_actor_id")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_audit_events_project_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_events")),
    )
    op.create_index("ix_audit_events_actor_id", "audit_events", ["actor_id"], unique=False)
    op.create_index("ix_audit_events_at", "audit_events", ["at"], unique=False)
    op.create_index("ix_audit_events_project_id", "audit_events", ["project_id"], unique=False)
    op.create_index(
        "ix_audit_events_subject", "audit_events", ["subject_kind", "subject_id"], unique=False
    )
    op.create_table(
        "submissions",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column(
            "number",
            sa.Integer(),
            sa.Identity(always=False),
            nullable=False,
            comment="Short name for people",
        ),
        sa.Column(
            "project_id",
            sa.Integer(),
            nullable=True,
            comment="null: proposes a new project, until it is accepted",
        ),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column(
            "organisation_id",
            sa.Integer(),
            nullable=True,
            comment="For which the author acts; null: the ministry",
        ),
        sa.Column("state", sa.String(), server_default="draft", nullable=False),
        sa.Column(
            "version",
            sa.Integer(),
            server_default="1",
            nullable=False,
            comment="Grows with each write",
        ),
        sa.Column("note", sa.String(), nullable=True, comment="Of the author, to the reviewer"),
        sa.Column("report_id", sa.Uuid(), nullable=True),
        sa.Column("restored_revision", sa.Integer(), nullable=True),
        sa.Column("reviewer_id", sa.Uuid(), nullable=True),
        sa.Column(
            "published_revision", sa.Integer(), nullable=True, comment="That its acceptance made"
        ),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state IN ('approved', 'rejected')) = (decided_at IS NOT NULL)",
            name=op.f("ck_submissions_decided_at"),
        ),
        sa.CheckConstraint(
            "state <> 'approved' OR project_id IS NOT NULL", name=op.f("ck_submissions_approved")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'in_review', 'changes_requested', 'approved', "
            "'rejected', 'withdrawn')",
            name=op.f("ck_submissions_state"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'withdrawn') OR submitted_at IS NOT NULL",
            name=op.f("ck_submissions_submitted_at"),
        ),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_submissions_author_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_submissions_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["project_id", "restored_revision"],
            ["revisions.project_id", "revisions.number"],
            name="fk_submissions_restored_revision",
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_submissions_project_id")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name=op.f("fk_submissions_report_id")
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["users.id"], name=op.f("fk_submissions_reviewer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submissions")),
        sa.UniqueConstraint("number", name=op.f("uq_submissions_number")),
    )
    op.create_index("ix_submissions_author_id", "submissions", ["author_id"], unique=False)
    op.create_index(
        "ix_submissions_organisation_id", "submissions", ["organisation_id"], unique=False
    )
    op.create_index("ix_submissions_project_id", "submissions", ["project_id"], unique=False)
    op.create_index(
        "ix_submissions_state_submitted_at", "submissions", ["state", "submitted_at"], unique=False
    )
    op.create_table(
        "comments",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=True),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("mentions", postgresql.ARRAY(sa.Uuid()), server_default="{}", nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_by_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("char_length(body) BETWEEN 1 AND 8000", name=op.f("ck_comments_body")),
        sa.CheckConstraint(
            "num_nonnulls(submission_id, project_id) = 1", name=op.f("ck_comments_subject")
        ),
        sa.CheckConstraint(
            "num_nulls(resolved_at, resolved_by_id) IN (0, 2)", name=op.f("ck_comments_resolved_by")
        ),
        sa.CheckConstraint(
            "parent_id IS NULL OR resolved_at IS NULL", name=op.f("ck_comments_resolved")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_comments_author_id")),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["comments.id"], name=op.f("fk_comments_parent_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_comments_project_id")
        ),
        sa.ForeignKeyConstraint(
            ["resolved_by_id"], ["users.id"], name=op.f("fk_comments_resolved_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submissions.id"],
            name=op.f("fk_comments_submission_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comments")),
    )
    op.create_index("ix_comments_parent_id", "comments", ["parent_id"], unique=False)
    op.create_index("ix_comments_project_id", "comments", ["project_id"], unique=False)
    op.create_index("ix_comments_submission_id", "comments", ["submission_id"], unique=False)
    op.create_table(
        "field_changes",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column(
            "path",
            sa.String(),
            nullable=False,
            comment="`title.fr`, `budget`, `participations[uuid]`…",
        ),
        sa.Column(
            "base",
            postgresql.JSONB(none_as_null=True, astext_type=sa.Text()),
            nullable=True,
            comment="Live value when it was proposed",
        ),
        sa.Column(
            "proposed",
            postgresql.JSONB(none_as_null=True, astext_type=sa.Text()),
            nullable=True,
            comment="null: remove, or not known",
        ),
        sa.Column(
            "source",
            postgresql.JSONB(none_as_null=True, astext_type=sa.Text()),
            nullable=True,
            comment="url, title, evidence, accessed_at of the source that bears it out",
        ),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column(
            "accepted",
            postgresql.JSONB(none_as_null=True, astext_type=sa.Text()),
            nullable=True,
            comment="What was published, where the reviewer edited it",
        ),
        sa.Column(
            "edited",
            sa.Boolean(),
            server_default="false",
            nullable=False,
            comment="By the reviewer",
        ),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "decision IN ('accepted', 'rejected')", name=op.f("ck_field_changes_decision")
        ),
        sa.CheckConstraint(
            "edited IS FALSE OR decision = 'accepted'", name=op.f("ck_field_changes_edited")
        ),
        sa.CheckConstraint(
            "(decision IS NULL) = (decided_at IS NULL)", name=op.f("ck_field_changes_decided_at")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["users.id"], name=op.f("fk_field_changes_decided_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submissions.id"],
            name=op.f("fk_field_changes_submission_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_field_changes")),
        sa.UniqueConstraint(
            "submission_id", "path", name=op.f("uq_field_changes_submission_id_path")
        ),
    )
    op.create_table(
        "reviews",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("reviewer_id", sa.Uuid(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "outcome IN ('changes_requested', 'approved', 'rejected')",
            name=op.f("ck_reviews_outcome"),
        ),
        sa.ForeignKeyConstraint(["reviewer_id"], ["users.id"], name=op.f("fk_reviews_reviewer_id")),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submissions.id"],
            name=op.f("fk_reviews_submission_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
    )
    op.create_index("ix_reviews_submission_id", "reviews", ["submission_id"], unique=False)
    op.add_column("revisions", sa.Column("author_id", sa.Uuid(), nullable=True))
    op.add_column("revisions", sa.Column("approver_id", sa.Uuid(), nullable=True))
    op.add_column("revisions", sa.Column("submission_id", sa.Uuid(), nullable=True))
    op.alter_column(
        "revisions",
        "author",
        existing_type=sa.VARCHAR(),
        comment="`catalogue`, or the slug of an organisation",
        existing_nullable=False,
    )
    op.create_foreign_key(
        op.f("fk_revisions_approver_id"), "revisions", "users", ["approver_id"], ["id"]
    )
    op.create_foreign_key(
        op.f("fk_revisions_author_id"), "revisions", "users", ["author_id"], ["id"]
    )
    op.create_foreign_key(
        op.f("fk_revisions_submission_id"),
        "revisions",
        "submissions",
        ["submission_id"],
        ["id"],
    )
    op.execute(
        """
        CREATE FUNCTION public.refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME;
        END $$
        """
    )
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_rewriting()"
        )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    for table in APPEND_ONLY:
        op.execute(f"DROP TRIGGER append_only ON {table}")
    op.execute("DROP FUNCTION public.refuse_rewriting()")
    op.drop_constraint(op.f("fk_revisions_submission_id"), "revisions", type_="foreignkey")
    op.drop_constraint(op.f("fk_revisions_author_id"), "revisions", type_="foreignkey")
    op.drop_constraint(op.f("fk_revisions_approver_id"), "revisions", type_="foreignkey")
    op.alter_column(
        "revisions",
        "author",
        existing_type=sa.VARCHAR(),
        comment=None,
        existing_comment="`catalogue`, or the slug of an organisation",
        existing_nullable=False,
    )
    op.drop_column("revisions", "submission_id")
    op.drop_column("revisions", "approver_id")
    op.drop_column("revisions", "author_id")
    op.drop_index("ix_reviews_submission_id", table_name="reviews")
    op.drop_table("reviews")
    op.drop_table("field_changes")
    op.drop_index("ix_comments_submission_id", table_name="comments")
    op.drop_index("ix_comments_project_id", table_name="comments")
    op.drop_index("ix_comments_parent_id", table_name="comments")
    op.drop_table("comments")
    op.drop_index("ix_submissions_state_submitted_at", table_name="submissions")
    op.drop_index("ix_submissions_project_id", table_name="submissions")
    op.drop_index("ix_submissions_organisation_id", table_name="submissions")
    op.drop_index("ix_submissions_author_id", table_name="submissions")
    op.drop_table("submissions")
    op.drop_index("ix_audit_events_subject", table_name="audit_events")
    op.drop_index("ix_audit_events_project_id", table_name="audit_events")
    op.drop_index("ix_audit_events_at", table_name="audit_events")
    op.drop_index("ix_audit_events_actor_id", table_name="audit_events")
    op.drop_table("audit_events")
    op.drop_index("ix_memberships_organisation_id", table_name="memberships")
    op.drop_table("memberships")
    op.drop_index("ix_notifications_user_id_created_at", table_name="notifications")
    op.drop_index(
        "ix_notifications_not_digested",
        table_name="notifications",
        postgresql_where=sa.text("digested_at IS NULL"),
    )
    op.drop_table("notifications")
    op.drop_table("users")
    op.drop_index(
        "ix_outbox_messages_waiting",
        table_name="outbox_messages",
        postgresql_where=sa.text("sent_at IS NULL AND given_up_at IS NULL"),
    )
    op.drop_table("outbox_messages")
