"""Alembic environment: online only, one transaction for all the migrations."""

from alembic import context
from geoalchemy2 import alembic_helpers
from sqlalchemy import NullPool, create_engine

from app.db.engine import database_url
from app.models import Base
from app.settings import Settings


def run_migrations() -> None:
    url = context.config.attributes.get("url") or database_url(Settings())
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            include_object=alembic_helpers.include_object,
            process_revision_directives=alembic_helpers.writer,
            render_item=alembic_helpers.render_item,
            compare_server_default=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run_migrations()
