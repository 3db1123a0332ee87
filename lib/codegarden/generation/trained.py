"""The trained models that a search is given: the tuned ones, where there are any."""

import sys
from pathlib import Path
from typing import Any

from codegarden.guide.model import Guide, GuideError


def trained_model(models: Path) -> Any:
    """Return the tuned language model, else the trained one, else None; a damaged one is told of.

    Loading one takes seconds: Keras is imported for it.
    """
    for name in ("tuned", "language_model"):
        if (models / name / "card.json").is_file():
            from codegarden.language_model.lstm import LanguageModel

            try:
                return LanguageModel.load(models / name)
            except (OSError, ValueError) as error:
                print(f"searching without this language model: {error}", file=sys.stderr)
    return None


def trained_guide(models: Path) -> Guide | None:
    """Return the tuned guide, else the trained one, else None; a damaged one is told of."""
    for name in ("tuned_guide", "guide"):
        if (models / name / "card.json").is_file():
            try:
                return Guide.load(models / name)
            except GuideError as error:
                print(f"searching without this guide: {error}", file=sys.stderr)
    return None
