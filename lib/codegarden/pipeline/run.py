"""One run of the pipeline, and how each of its stages went."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from codegarden.pipeline.profiles import Profile
from codegarden.pipeline.stages import StageRecord


@dataclass
class Stage:
    """One notebook of a run, and how it went: "waiting", "skipped", "finished" or "failed"."""

    notebook: Path
    parameters: dict[str, Any]
    key: str = ""
    status: str = "waiting"
    reason: str = ""
    record: StageRecord | None = None


@dataclass
class Run:
    """One run of the pipeline."""

    folder: Path
    profile: Profile
    stages: list[Stage]
    started: datetime
    status: str = "running"
    provenance: dict[str, Any] = field(default_factory=dict)
