"""The tables, as SQLAlchemy Core sees them; the same on SQLite and on MySQL.

What a row is, is decided by SHA-256 identities of its content in BINARY(32): a text key would merge
``x = A`` with ``x = a`` on most MySQL servers, and ``x`` with ``x `` on all of them. The character
set and collation are named on every table, because a server's own default may be latin1. Points of
time are ISO 8601 text in UTC and structured values are JSON text, so that a query gives the same on
both engines. Nothing here connects to a database; a change here is also a step in ``migrations``.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.dialects import mysql

NAMES = (
    "problems",
    "code_examples",
    "test_cases",
    "verdicts",
    "trials",
    "runs",
    "generations",
)
# the last step of migrations/versions, which makes what is described here
REVISION = "0003"
# what the tables are called beside a user's own table of one of these names
PREFIX = "codegarden_"

# SQLite counts rows by itself only for INTEGER
BigId = mysql.BIGINT().with_variant(Integer, "sqlite")
LongText = Text().with_variant(mysql.LONGTEXT(), "mysql", "mariadb")


class Sha256(TypeDecorator):
    """A SHA-256: 64 hexadecimal characters in Python, 32 bytes in the database."""

    impl = LargeBinary(32).with_variant(mysql.BINARY(32), "mysql", "mariadb")
    cache_ok = True

    def process_bind_param(self, value, dialect):
        """Return the bytes of a hexadecimal identity."""
        return None if value is None else bytes.fromhex(value)

    def process_result_value(self, value, dialect):
        """Return a stored identity in hexadecimal."""
        return None if value is None else bytes(value).hex()


class Tables:
    """The tables of one database, each an attribute: ``tables.problems`` and so on."""

    def __init__(self, prefix: str = ""):
        self.prefix = prefix
        self.metadata = MetaData()
        self.problems = self._problems()
        self.code_examples = self._code_examples()
        self.test_cases = self._test_cases()
        self.verdicts = self._verdicts()
        self.trials = self._trials()
        self.runs = self._runs()
        self.generations = self._generations()

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

    def _belongs_to(self, name: str, index: bool = True) -> Column:
        key = ForeignKey(f"{self.prefix}{name}.id", ondelete="CASCADE")
        column = {"problems": "problem_id", "code_examples": "program_id"}[name]
        return Column(column, BigId, key, nullable=False, index=index)

    def _problems(self) -> Table:
        return self._table(
            "problems",
            Column("id", BigId, primary_key=True),
            # "" is the problem of programs that belong to none
            Column("name", String(255), nullable=False, unique=True),
            Column("description", LongText, nullable=False),
            Column("entry_point", String(255), nullable=False),
            Column("origin", String(255), nullable=False),
            Column("split", String(32), nullable=False),
            Column("topics", LongText, nullable=False),  # JSON list
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
            Column("parents", Text, nullable=False),  # identities with spaces between
            Column("sha256", Sha256, nullable=False),
            # in this order it also finds a program by its identity alone
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
            Column("arguments", LongText, nullable=False),  # of plain.to_text
            Column("expected", LongText, nullable=False),  # of plain.to_text
            Column("source", LongText, nullable=False),
            Column("setup", LongText, nullable=False),
            Column("tolerance", Double, nullable=False),
            Column("origin", String(255), nullable=False),
            Column("sha256", Sha256, nullable=False),
            UniqueConstraint("problem_id", "sha256"),
        )

    def _verdicts(self) -> Table:
        # a test need not be in test_cases: it may come from the user's main_definitions.py
        return self._table(
            "verdicts",
            Column("id", BigId, primary_key=True),
            self._belongs_to("code_examples", index=False),
            Column("test", String(255), nullable=False),
            Column("test_sha256", Sha256, nullable=False),
            Column("outcome", String(32), nullable=False),
            Column("message", LongText, nullable=False),
            Column("cpu_s", Double, nullable=False),
            Column("returned", LongText, nullable=False),
            Column("stdout", LongText, nullable=False),
            Column("run", String(64), nullable=False),
            UniqueConstraint("program_id", "test_sha256"),
            # how often each test had each outcome is counted from it, without the long rows
            Index(f"ix_{self.prefix}verdicts_said", "program_id", "test_sha256", "outcome"),
        )

    def _trials(self) -> Table:
        return self._table(
            "trials",
            Column("id", BigId, primary_key=True),
            Column("study", String(255), nullable=False),
            Column("number", Integer, nullable=False),
            Column("parameters", LongText, nullable=False),  # JSON object
            Column("value", Double),
            Column("status", String(32), nullable=False),
            Column("reason", LongText, nullable=False),
            Column("history", LongText, nullable=False),  # JSON list, one item an epoch
            Column("seconds", Double, nullable=False),
            Column("seed", BigId),
            Column("space_hash", String(64), nullable=False),
            Column("code_hash", String(64), nullable=False),
            Column("data_hash", String(64), nullable=False),
            Column("started", String(32), nullable=False),
            Column("ended", String(32), nullable=False),
            Column("notes", LongText, nullable=False),  # JSON object
            # whose claim it is while it runs, and when that was renewed, by the database's clock
            Column("owner", String(255), nullable=False, default=""),
            Column("heartbeat", Double, nullable=False, default=0.0),  # Unix time, seconds
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
            Column("manifest", LongText, nullable=False),  # JSON object
        )

    def _generations(self) -> Table:
        return self._table(
            "generations",
            Column("id", BigId, primary_key=True),
            Column("sha256", Sha256, nullable=False, unique=True),
            Column("created", String(32), nullable=False),
            Column("description", LongText, nullable=False),
            Column("specification", LongText, nullable=False),  # JSON object
            Column("code", LongText, nullable=False),
            Column("status", String(32), nullable=False),
            Column("verdicts", LongText, nullable=False),  # JSON list
            Column("seconds", Double, nullable=False),
            Column("provenance", LongText, nullable=False),  # JSON object
        )
