"""Candidates that a language model writes: it continues the function's header, under a grammar.

The model knows no description: a header with the right name and parameters is all that it is told.
Which of its programs are worth anything is for the tests to say.
"""

import random
from typing import Any

from codegarden.description import Specification
from codegarden.sampling import PythonGrammar, nucleus, sample
from codegarden.synthesis.candidates import Candidate
from codegarden.tokens import TokensError

COUNT = 16
LENGTH = 120  # tokens after the header
COST = 8.0  # of a program of average log-probability, on the queue's common scale


def written(model: Any, specification: Specification, draw: random.Random) -> list[Candidate]:
    """Return programs that a model writes for a specification's header, the likely first.

    ``model`` has ``vocabulary``, ``begin`` and ``next_log_probs``, as the LSTM and the n-gram model
    have. A header that the model cannot read gives none.
    """
    names = ", ".join(p.name for p in specification.parameters)
    prompt = f"def {specification.entry_point}({names}):\n    "
    try:
        samples = sample(
            model,
            COUNT,
            nucleus(0.95, 0.8),
            PythonGrammar(model.vocabulary),
            prompt,
            LENGTH,
            draw.randrange(2**31),
        )
    except TokensError:
        return []
    ranked = sorted(samples, key=lambda one: -one.log_prob)
    return [
        Candidate(one.source, "language model", COST - 0.05 * one.log_prob, "header continued")
        for one in ranked
        if one.ended
    ]
