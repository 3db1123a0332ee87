"""What Alembic runs to apply the migrations; the connection comes from ``migrating.upgrade``."""

from alembic import context

attributes = context.config.attributes
context.configure(connection=attributes["connection"], version_table=attributes["version_table"])
with context.begin_transaction():
    context.run_migrations()
