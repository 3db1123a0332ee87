"""The seven tables as they were before there were migrations.

A database of that time has no mark: its tables stay, and get the columns that they lack.
"""

from alembic import context, op
from sqlalchemy import (
    Boolean,
    Column,
    Double,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from codegarden.store.migrating import make
from codegarden.store.schema import BigId, LongText, Sha256

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables, those first that others refer to."""
    for table in Tables(context.config.attributes["prefix"]).metadata.sorted_tables:
        make(op.get_bind(), table)


class Tables:
    """The tables of that time."""

    def __init__(self, prefix: str):
        self.prefix = prefix
        self.metadata = MetaData()
        self._problems()
        self._code_examples()
        self._test_cases()
        self._verdicts()
        self._trials()
        self._runs()
        self._generations()

    def _table(self, name: str, *parts) -> Table:
        return Table(
            self.prefix + name,
            self.metadata,
            *parts,
            mysql_engine="InnoDB",
            mysql_charset="utf8mb4",
            mysql_collate="utf8mb4_bin",
            mariadb_engine="InnoDB",
            mariadb_charset="utf8mb4",
            mariadb_collate="utf8mb4_bin",
        )

    def _belongs_to(self, name: str) -> Column:
        key = ForeignKey(f"{self.prefix}{name}.id", ondelete="CASCADE")
        column = {"problems": "problem_id", "code_examples": "program_id"}[name]
        return Column(column, BigId, key, nullable=False, index=True)

    def _problems(self) -> Table:
        return self._table(
            "problems",
            Column("id", BigId, primary_key=True),
            Column("name", String(255), nullable=False, unique=True),
            Column("description", LongText, nullable=False),
            Column("entry_point", String(255), nullable=False),
            Column("origin", String(255), nullable=False),
            Column("split", String(32), nullable=False),
            Column("topics", LongText, nullable=False, info={"before": "[]"}),
        )

    def _code_examples(self) -> Table:
        return self._table(
            "code_examples",
            Column("id", BigId, primary_key=True),
            self._belongs_to("problems"),
            Column("code", LongText, nullable=False),
            Column("is_correct", Boolean),
            Column("entry_point", String(255), nullable=False),
            Column("origin", String(255), nullable=False),
            Column("operator", String(255), nullable=False),
            Column("label", String(255), nullable=False),
            Column("parents", Text, nullable=False),
            Column("sha256", Sha256, nullable=False),
            UniqueConstraint("sha256", "problem_id"),
        )

    def _test_cases(self) -> Table:
        return self._table(
            "test_cases",
            Column("id", BigId, primary_key=True),
            self._belongs_to("problems"),
            Column("position", Integer, nullable=False),
            Column("name", String(255), nullable=False),
            Column("kind", String(32), nullable=False),
            Column("arguments", LongText, nullable=False),
            Column("expected", LongText, nullable=False),
            Column("source", LongText, nullable=False),
            Column("setup", LongText, nullable=False),
            Column("tolerance", Double, nullable=False, info={"before": 0.0}),
            Column("origin", String(255), nullable=False),
            Column("sha256", Sha256, nullable=False),
            UniqueConstraint("problem_id", "sha256"),
        )

    def _verdicts(self) -> Table:
        return self._table(
            "verdicts",
            Column("id", BigId, primary_key=True),
            self._belongs_to("code_examples"),
            Column("test", String(255), nullable=False),
            Column("test_sha256", Sha256, nullable=False),
            Column("outcome", String(32), nullable=False),
            Column("message", LongText, nullable=False),
            Column("cpu_s", Double, nullable=False, info={"before": 0.0}),
            Column("returned", LongText, nullable=False),
            Column("stdout", LongText, nullable=False),
            Column("run", String(64), nullable=False),
            UniqueConstraint("program_id", "test_sha256"),
        )

    def _trials(self) -> Table:
        return self._table(
            "trials",
            Column("id", BigId, primary_key=True),
            Column("study", String(255), nullable=False),
            Column("number", Integer, nullable=False),
            Column("parameters", LongText, nullable=False),
            Column("value", Double),
            Column("status", String(32), nullable=False),
            Column("reason", LongText, nullable=False),
            Column("history", LongText, nullable=False, info={"before": "[]"}),
            Column("seconds", Double, nullable=False, info={"before": 0.0}),
            Column("seed", BigId),
            Column("space_hash", String(64), nullable=False),
            Column("code_hash", String(64), nullable=False),
            Column("data_hash", String(64), nullable=False),
            Column("started", String(32), nullable=False),
            Column("ended", String(32), nullable=False),
            Column("notes", LongText, nullable=False, info={"before": "{}"}),
            UniqueConstraint("study", "number"),
        )

    def _runs(self) -> Table:
        return self._table(
            "runs",
            Column("id", String(64), primary_key=True),
            Column("started", String(32), nullable=False),
            Column("ended", String(32), nullable=False),
            Column("profile", String(64), nullable=False),
            Column("status", String(32), nullable=False),
            Column("git_commit", String(64), nullable=False),
            Column("manifest", LongText, nullable=False, info={"before": "{}"}),
        )

    def _generations(self) -> Table:
        return self._table(
            "generations",
            Column("id", BigId, primary_key=True),
            Column("sha256", Sha256, nullable=False, unique=True),
            Column("created", String(32), nullable=False),
            Column("description", LongText, nullable=False),
            Column("specification", LongText, nullable=False, info={"before": "{}"}),
            Column("code", LongText, nullable=False),
            Column("status", String(32), nullable=False),
            Column("verdicts", LongText, nullable=False, info={"before": "[]"}),
            Column("seconds", Double, nullable=False, info={"before": 0.0}),
            Column("provenance", LongText, nullable=False, info={"before": "{}"}),
        )
