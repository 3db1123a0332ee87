"""Trials are claimed before they run: by whom, and when the claim was last renewed."""

from alembic import context, op
from sqlalchemy import Column, Double, MetaData, String, Table

from codegarden.store.migrating import make

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the two columns."""
    table = Table(
        context.config.attributes["prefix"] + "trials",
        MetaData(),
        Column("owner", String(255), nullable=False),
        Column("heartbeat", Double, nullable=False, info={"before": 0.0}),
    )
    make(op.get_bind(), table)
