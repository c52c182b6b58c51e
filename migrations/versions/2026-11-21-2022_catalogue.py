# GeoAlchemy2 adds its operations to `op` when it is imported.
# mypy: disable-error-code="attr-defined"
"""The catalogue: regions, codelists, organisations, projects and what is derived from them.

Must not lock for long, and must work with the code of the previous version.
"""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.create_table(
        "catalogue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "version", sa.Integer(), nullable=False, comment="Grows with each published change"
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint("id = 1", name=op.f("ck_catalogue_single_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue")),
    )
    op.execute("INSERT INTO catalogue (id, version) VALUES (1, 1)")
    op.create_table(
        "codelist_items",
        sa.Column("list", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("labels", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "references",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            comment="Codes of the same thing elsewhere: dac (OECD purpose), iati",
        ),
        sa.Column("retired_at", sa.DateTime(), nullable=True),
        sa.Column(
            "loaded_hash", sa.String(), nullable=True, comment="SHA-256 of the item last loaded"
        ),
        sa.PrimaryKeyConstraint("list", "code", name=op.f("pk_codelist_items")),
    )
    op.create_geospatial_table(
        "regions",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("admin_level", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("parent_code", sa.String(), nullable=True),
        sa.Column("names", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("chef_lieu", sa.String(), nullable=True),
        sa.Column(
            "geom",
            Geometry(
                geometry_type="MULTIPOLYGON",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.Column(
            "geom_simplified",
            Geometry(
                geometry_type="MULTIPOLYGON",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.Column(
            "label_point",
            Geometry(
                geometry_type="POINT",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.Column("population_2014", sa.Integer(), nullable=True),
        sa.Column("population_2024", sa.Integer(), nullable=True),
        sa.Column(
            "loaded_hash", sa.String(), nullable=True, comment="SHA-256 of the feature last loaded"
        ),
        sa.CheckConstraint(
            "(admin_level = 1) = (parent_code IS NULL)", name=op.f("ck_regions_parent")
        ),
        sa.CheckConstraint(
            "ST_IsValid(geom) AND ST_IsValid(geom_simplified)", name=op.f("ck_regions_valid")
        ),
        sa.CheckConstraint("admin_level IN (1, 2)", name=op.f("ck_regions_admin_level")),
        sa.ForeignKeyConstraint(
            ["parent_code"], ["regions.code"], name=op.f("fk_regions_parent_code")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_regions")),
    )
    op.create_geospatial_index(
        "idx_regions_geom",
        "regions",
        ["geom"],
        unique=False,
        postgresql_using="gist",
        postgresql_ops={},
    )
    op.create_geospatial_index(
        "idx_regions_geom_simplified",
        "regions",
        ["geom_simplified"],
        unique=False,
        postgresql_using="gist",
        postgresql_ops={},
    )
    op.create_table(
        "search_words",
        sa.Column("word", sa.Text(collation="C"), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_search_words")),
    )
    op.create_table(
        "organisations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("names", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("acronym", sa.String(), nullable=True),
        sa.Column("aliases", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("organisation_type", sa.String(), nullable=True),
        sa.Column(
            "organisation_type_list",
            sa.String(),
            sa.Computed("'organisation_type'::text", persisted=True),
            nullable=False,
        ),
        sa.Column("country", sa.String(), nullable=True, comment="ISO 3166-1 alpha-2"),
        sa.Column("scope", sa.String(), nullable=True),
        sa.Column("website", sa.String(), nullable=True),
        sa.Column("iati_ref", sa.String(), nullable=True),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column(
            "loaded_hash", sa.String(), nullable=True, comment="SHA-256 of the entry last loaded"
        ),
        sa.CheckConstraint(
            "country IS NULL OR country ~ '^[A-Z]{2}$'", name=op.f("ck_organisations_country")
        ),
        sa.CheckConstraint("names ->> 'fr' IS NOT NULL", name=op.f("ck_organisations_french_name")),
        sa.CheckConstraint("scope IN ('international', 'eu')", name=op.f("ck_organisations_scope")),
        sa.CheckConstraint(
            "country IS NULL OR scope IS NULL", name=op.f("ck_organisations_country_or_scope")
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["organisations.id"], name=op.f("fk_organisations_merged_into_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_type_list", "organisation_type"],
            ["codelist_items.list", "codelist_items.code"],
            name=op.f("fk_organisations_organisation_type_list_organisation_type"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
        sa.UniqueConstraint("slug", name=op.f("uq_organisations_slug")),
    )
    op.create_table(
        "projects",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("identifier", sa.String(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("acronym", sa.String(), nullable=True),
        sa.Column("title", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("title_original", sa.String(), nullable=True),
        sa.Column("original_language", sa.String(), nullable=True, comment="ISO 639-1"),
        sa.Column("description", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("objectives", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("results", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("activity_status", sa.String(), nullable=True, comment="IATI ActivityStatus"),
        sa.Column("start_date", sa.String(), nullable=True, comment="YYYY, YYYY-MM or YYYY-MM-DD"),
        sa.Column("end_date", sa.String(), nullable=True),
        sa.Column(
            "start_first",
            sa.Date(),
            sa.Computed("partial_date_first(start_date)", persisted=True),
            nullable=True,
        ),
        sa.Column(
            "end_last",
            sa.Date(),
            sa.Computed("partial_date_last(end_date)", persisted=True),
            nullable=True,
        ),
        sa.Column("active_first", sa.Date(), nullable=True, comment="null: in no period"),
        sa.Column("active_last", sa.Date(), nullable=True, comment="null: until today"),
        sa.Column("residence_countries", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("budget_value", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("budget_currency", sa.String(), nullable=True, comment="ISO 4217"),
        sa.Column("budget_scope", sa.String(), nullable=True),
        sa.Column("budget_note", sa.String(), nullable=True),
        sa.Column(
            "good_practice", sa.Boolean(), nullable=True, comment="null: no source says either way"
        ),
        sa.Column("confidence", sa.String(), nullable=True),
        sa.Column("uncertain", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("part_of_id", sa.Integer(), nullable=True),
        sa.Column("steward_id", sa.Integer(), nullable=True),
        sa.Column("last_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column(
            "loaded_hash", sa.String(), nullable=True, comment="SHA-256 of the file last loaded"
        ),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("archive_reason", sa.String(), nullable=True),
        sa.CheckConstraint(
            "activity_status IN ('1', '2', '3', '4', '5', '6')",
            name=op.f("ck_projects_activity_status"),
        ),
        sa.CheckConstraint(
            "budget_scope IN ('morocco', 'several_countries', 'unknown')",
            name=op.f("ck_projects_budget_scope"),
        ),
        sa.CheckConstraint(
            "confidence IN ('high', 'medium', 'low')", name=op.f("ck_projects_confidence")
        ),
        sa.CheckConstraint(
            "end_date ~ '^\\d{4}(-\\d{2}(-\\d{2})?)?$'", name=op.f("ck_projects_end_date")
        ),
        sa.CheckConstraint("identifier ~ '^MA-MD-\\d{4,}$'", name=op.f("ck_projects_identifier")),
        sa.CheckConstraint("slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'", name=op.f("ck_projects_slug")),
        sa.CheckConstraint(
            "start_date ~ '^\\d{4}(-\\d{2}(-\\d{2})?)?$'", name=op.f("ck_projects_start_date")
        ),
        sa.CheckConstraint("title ->> 'fr' IS NOT NULL", name=op.f("ck_projects_french_title")),
        sa.CheckConstraint("budget_value >= 0", name=op.f("ck_projects_budget_value")),
        sa.CheckConstraint(
            "num_nulls(budget_value, budget_currency, budget_scope) IN (0, 3)",
            name=op.f("ck_projects_budget"),
        ),
        sa.CheckConstraint("part_of_id <> id", name=op.f("ck_projects_part_of")),
        sa.CheckConstraint("start_first <= end_last", name=op.f("ck_projects_period")),
        sa.ForeignKeyConstraint(
            ["part_of_id"], ["projects.id"], name=op.f("fk_projects_part_of_id")
        ),
        sa.ForeignKeyConstraint(
            ["steward_id"], ["organisations.id"], name=op.f("fk_projects_steward_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_projects")),
        sa.UniqueConstraint("identifier", name=op.f("uq_projects_identifier")),
        sa.UniqueConstraint("slug", name=op.f("uq_projects_slug")),
    )
    op.create_index("ix_projects_part_of_id", "projects", ["part_of_id"], unique=False)
    op.create_table(
        "document_links",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["projects.id"],
            name=op.f("fk_document_links_project_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_links")),
    )
    op.create_index("ix_document_links_project_id", "document_links", ["project_id"], unique=False)
    op.create_table(
        "former_slugs",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["projects.id"],
            name=op.f("fk_former_slugs_project_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_former_slugs")),
    )
    op.create_geospatial_table(
        "locations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("region_code", sa.String(), nullable=True),
        sa.Column("province_code", sa.String(), nullable=True),
        sa.Column("country", sa.String(), nullable=False, comment="ISO 3166-1 alpha-2"),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "point",
            Geometry(
                geometry_type="POINT",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
            ),
            nullable=True,
        ),
        sa.Column("exactness", sa.String(), nullable=True, comment="IATI GeographicExactness"),
        sa.Column("point_source", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(level = 'abroad') = (country <> 'MA')", name=op.f("ck_locations_abroad")
        ),
        sa.CheckConstraint(
            "(level IN ('commune', 'province')) = (province_code IS NOT NULL)",
            name=op.f("ck_locations_province"),
        ),
        sa.CheckConstraint(
            "(level IN ('commune', 'province', 'region')) = (region_code IS NOT NULL)",
            name=op.f("ck_locations_region"),
        ),
        sa.CheckConstraint("exactness IN ('1', '2')", name=op.f("ck_locations_exactness")),
        sa.CheckConstraint(
            "level IN ('commune', 'province', 'region', 'national', 'abroad')",
            name=op.f("ck_locations_level"),
        ),
        sa.CheckConstraint(
            "point IS NULL OR level = 'commune'", name=op.f("ck_locations_point_level")
        ),
        sa.CheckConstraint(
            "(point IS NULL) = (exactness IS NULL)", name=op.f("ck_locations_point")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["projects.id"],
            name=op.f("fk_locations_project_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["province_code"], ["regions.code"], name=op.f("fk_locations_province_code")
        ),
        sa.ForeignKeyConstraint(
            ["region_code"], ["regions.code"], name=op.f("fk_locations_region_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_locations")),
    )
    op.create_index("ix_locations_project_id", "locations", ["project_id"], unique=False)
    op.create_table(
        "participations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("partner_kind", sa.String(), nullable=True),
        sa.Column(
            "partner_kind_list",
            sa.String(),
            sa.Computed("'partner_kind'::text", persisted=True),
            nullable=False,
        ),
        sa.Column("contribution_value", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("contribution_currency", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(role = 'partner') = (partner_kind IS NOT NULL)",
            name=op.f("ck_participations_partner_kind"),
        ),
        sa.CheckConstraint(
            "role IN ('funding', 'accountable', 'extending', 'implementing', 'partner')",
            name=op.f("ck_participations_role"),
        ),
        sa.CheckConstraint(
            "num_nulls(contribution_value, contribution_currency) IN (0, 2)",
            name=op.f("ck_participations_contribution"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_participations_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partner_kind_list", "partner_kind"],
            ["codelist_items.list", "codelist_items.code"],
            name=op.f("fk_participations_partner_kind_list_partner_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["projects.id"],
            name=op.f("fk_participations_project_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participations")),
        sa.UniqueConstraint(
            "project_id",
            "organisation_id",
            "role",
            name=op.f("uq_participations_project_id_organisation_id_role"),
        ),
    )
    op.create_index(
        "ix_participations_organisation_id", "participations", ["organisation_id"], unique=False
    )
    op.create_table(
        "project_codes",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("list", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "list IN ('theme', 'target_group', 'migration_dimension')",
            name=op.f("ck_project_codes_list"),
        ),
        sa.ForeignKeyConstraint(
            ["list", "code"],
            ["codelist_items.list", "codelist_items.code"],
            name=op.f("fk_project_codes_list_code"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["projects.id"],
            name=op.f("fk_project_codes_project_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("project_id", "list", "code", name=op.f("pk_project_codes")),
    )
    op.create_geospatial_table(
        "project_listings",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("identifier", sa.String(), nullable=False),
        sa.Column(
            "item",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            comment="What lists show, in all languages",
        ),
        sa.Column("regions", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("provinces", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("levels", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column(
            "participants",
            sa.ARRAY(sa.Text()),
            nullable=False,
            comment="role:slug, :slug (in any role) and role: (any organisation)",
        ),
        sa.Column("themes", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("target_groups", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("migration_dimensions", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("residence_countries", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column(
            "areas",
            sa.ARRAY(sa.Text()),
            nullable=False,
            comment="Codes whose whole shape stands for a location of the project",
        ),
        sa.Column("status", sa.String(), nullable=False, comment="IATI ActivityStatus, or unknown"),
        sa.Column("good_practice", sa.Boolean(), nullable=False),
        sa.Column("active_first", sa.Date(), nullable=True, comment="null: in no period"),
        sa.Column("active_last", sa.Date(), nullable=True, comment="null: until today"),
        sa.Column("start_first", sa.Date(), nullable=True),
        sa.Column("end_last", sa.Date(), nullable=True),
        sa.Column("budget_value", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("budget_currency", sa.String(), nullable=True),
        sa.Column("search", postgresql.TSVECTOR(), nullable=False),
        sa.Column(
            "points",
            Geometry(
                geometry_type="MULTIPOINT",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
            ),
            nullable=True,
        ),
        sa.Column(
            "shape",
            Geometry(
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
            ),
            nullable=True,
            comment="The points, else the provinces, else the regions",
        ),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["projects.id"],
            name=op.f("fk_project_listings_project_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("project_id", name=op.f("pk_project_listings")),
        sa.UniqueConstraint("identifier", name=op.f("uq_project_listings_identifier")),
    )
    op.create_index(
        "ix_project_listings_active",
        "project_listings",
        ["active_first", "active_last"],
        unique=False,
    )
    op.create_index(
        "ix_project_listings_arrays",
        "project_listings",
        [
            "regions",
            "provinces",
            "levels",
            "participants",
            "themes",
            "target_groups",
            "migration_dimensions",
            "residence_countries",
            "areas",
        ],
        unique=False,
        postgresql_using="gin",
    )
    op.create_geospatial_index(
        "ix_project_listings_points",
        "project_listings",
        ["points"],
        unique=False,
        postgresql_using="gist",
        postgresql_ops={},
    )
    op.create_index(
        "ix_project_listings_search",
        "project_listings",
        ["search"],
        unique=False,
        postgresql_using="gin",
    )
    op.create_table(
        "revisions",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "snapshot",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            comment="A project document (JSON Schema)",
        ),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_revisions_project_id")
        ),
        sa.PrimaryKeyConstraint("project_id", "number", name=op.f("pk_revisions")),
    )
    op.create_table(
        "sources",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("supports", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("evidence", sa.String(), nullable=True),
        sa.Column("accessed_at", sa.Date(), nullable=True),
        sa.Column("archive_url", sa.String(), nullable=True),
        sa.CheckConstraint(
            "url IS NOT NULL OR title IS NOT NULL", name=op.f("ck_sources_url_or_title")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_sources_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
    )
    op.create_index("ix_sources_project_id", "sources", ["project_id"], unique=False)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.drop_index("ix_sources_project_id", table_name="sources")
    op.drop_table("sources")
    op.drop_table("revisions")
    op.drop_index(
        "ix_project_listings_search", table_name="project_listings", postgresql_using="gin"
    )
    op.drop_geospatial_index(
        "ix_project_listings_points",
        table_name="project_listings",
        postgresql_using="gist",
        column_name="points",
    )
    op.drop_index(
        "ix_project_listings_arrays", table_name="project_listings", postgresql_using="gin"
    )
    op.drop_index("ix_project_listings_active", table_name="project_listings")
    op.drop_geospatial_table("project_listings")
    op.drop_table("project_codes")
    op.drop_index("ix_participations_organisation_id", table_name="participations")
    op.drop_table("participations")
    op.drop_index("ix_locations_project_id", table_name="locations")
    op.drop_geospatial_table("locations")
    op.drop_table("former_slugs")
    op.drop_index("ix_document_links_project_id", table_name="document_links")
    op.drop_table("document_links")
    op.drop_index("ix_projects_part_of_id", table_name="projects")
    op.drop_table("projects")
    op.drop_table("organisations")
    op.drop_table("search_words")
    op.drop_geospatial_index(
        "idx_regions_geom_simplified",
        table_name="regions",
        postgresql_using="gist",
        column_name="geom_simplified",
    )
    op.drop_geospatial_index(
        "idx_regions_geom", table_name="regions", postgresql_using="gist", column_name="geom"
    )
    op.drop_geospatial_table("regions")
    op.drop_table("codelist_items")
    op.drop_table("catalogue")
