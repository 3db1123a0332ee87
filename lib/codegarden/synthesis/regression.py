"""Logistic regressions that were fitted to training problems and are shipped as data."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Regression:
    """A logistic regression: ``intercept`` and a coefficient for each feature."""

    intercept: float
    coefficients: Mapping[str, float]

    def probability(self, features: Mapping[str, float]) -> float:
        """Return the probability for features; those without a coefficient say nothing."""
        score = self.intercept
        score += sum(self.coefficients.get(name, 0.0) * value for name, value in features.items())
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, score))))


@cache
def read(file: Path, name: str = "") -> Regression:
    """Return the regression of a JSON file, or the one of a name in it."""
    record = json.loads(file.read_text(encoding="utf-8"))
    record = record[name] if name else record
    return Regression(record["intercept"], record["coefficients"])
