"""What tests said of programs is counted from an index alone, which takes another's place."""

from alembic import context, op
from sqlalchemy import Column, Index, MetaData, String, Table

from codegarden.store.migrating import add_index, drop_index
from codegarden.store.schema import BigId, Sha256

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the index, and drop the one that the unique key begins with anyway."""
    name = context.config.attributes["prefix"] + "verdicts"
    table = Table(
        name,
        MetaData(),
        Column("program_id", BigId),
        Column("test_sha256", Sha256),
        Column("outcome", String(32)),
    )
    add_index(op.get_bind(), Index(f"ix_{name}_said", *table.columns))
    drop_index(op.get_bind(), Index(f"ix_{name}_program_id", table.c.program_id))
