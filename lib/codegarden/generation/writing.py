"""Candidates that a language model writes: it continues the function's header, under a grammar.

The model knows no description: a header with the right name and parameters is all that it is told.
Which of its programs are worth anything is for the tests to say.
"""

import math
import random
import time
from typing import Any

import numpy as np

from codegarden.description import Specification
from codegarden.language_model.sampling import PythonGrammar, nucleus, sample
from codegarden.language_model.tokens import TokensError
from codegarden.synthesis.candidates import Candidate

COUNT = 16
LENGTH = 120  # tokens after the header


class OutOfTimeError(RuntimeError):
    """Raised in the middle of a program when the time to write is over."""


class Timed:
    """A model that writes until a time of ``time.monotonic``."""

    def __init__(self, model: Any, deadline: float):
        self.model, self.deadline = model, deadline
        self.vocabulary, self.begin = model.vocabulary, model.begin

    def next_log_probs(self, ids: np.ndarray, state: Any) -> tuple[np.ndarray, Any]:
        """Return what the model does; raise ``OutOfTimeError`` when the time is over."""
        if time.monotonic() > self.deadline:
            raise OutOfTimeError("no time was left to write")
        return self.model.next_log_probs(ids, state)


def written(
    model: Any, specification: Specification, draw: random.Random, deadline: float
) -> list[Candidate]:
    """Return programs that a model writes for a specification's header, the likely first.

    ``model`` has ``vocabulary``, ``begin`` and ``next_log_probs``, as the LSTM and the n-gram model
    have. A header that the model cannot read gives none, and neither do another sort of model, and
    one that is not done at the time ``deadline`` of ``time.monotonic``.
    """
    if not hasattr(model, "next_log_probs"):
        return []
    names = ", ".join(p.name for p in specification.parameters)
    prompt = f"def {specification.entry_point}({names}):\n    "
    try:
        samples = sample(
            Timed(model, deadline),
            COUNT,
            nucleus(0.95, 0.8),
            PythonGrammar(model.vocabulary),
            prompt,
            LENGTH,
            draw.randrange(2**31),
        )
    except (TokensError, OutOfTimeError):
        return []
    ranked = sorted(samples, key=lambda one: -one.log_prob)
    return [
        Candidate(one.source, "language model", -one.log_prob / math.log(2), "header continued")
        for one in ranked
        if one.ended
    ]
