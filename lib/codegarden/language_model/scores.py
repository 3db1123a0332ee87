"""What the log probabilities of token ids say about a model, in the figures that people compare.

Any model with ``token_log_probs`` can be measured. Nothing is computed by a model here.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from codegarden.language_model.tokens.lexemes import Kind
from codegarden.language_model.tokens.vocabulary import Vocabulary


def figures(
    log_probs: Sequence[np.ndarray], ids: Sequence[np.ndarray], vocabulary: Vocabulary
) -> dict[str, float]:
    """Return the loss and perplexities of programs.

    Parameters
    ----------
    log_probs
        For each program, the log probability in nats of each of its ids and of ``<end>``: arrays
        of shape ``(length + 1,)``.
    ids
        For each program, its ids as ``Vocabulary.encode`` returns them, of shape ``(length,)``.

    Returns
    -------
    dict
        ``loss`` in nats an id; ``perplexity`` an id; ``lexeme_perplexity`` a token of the language,
        which can be compared between vocabularies; ``ids`` and ``lexemes``, how many there were,
        with one ``<end>`` a program.
    """
    total = -sum(float(one.sum()) for one in log_probs)
    count = sum(len(one) for one in log_probs)
    lexemes = sum(int(vocabulary.begins_lexeme(one).sum()) + 1 for one in ids)
    return {
        "loss": total / count,
        "perplexity": float(np.exp(total / count)),
        "lexeme_perplexity": float(np.exp(total / lexemes)),
        "ids": count,
        "lexemes": lexemes,
    }


def by_lexeme(log_probs: np.ndarray, ids: np.ndarray, vocabulary: Vocabulary) -> np.ndarray:
    """Return the log probability in nats of each token of the language, ``<end>`` left out.

    With it, models of different vocabularies are compared on the tokens that both spell.
    """
    lexeme = np.cumsum(vocabulary.begins_lexeme(ids)) - 1
    return np.bincount(lexeme, weights=log_probs[: len(ids)])


class Preference(NamedTuple):
    """How often the first of a pair scores higher, and the 95 % interval of that share."""

    pairs: int
    share: float
    low: float
    high: float


def preference(first: np.ndarray, second: np.ndarray) -> Preference:
    """Return how often the first of each pair scores higher; a draw counts for a half.

    The interval is Wilson's (1927), which is sound for few pairs. Log probabilities of whole
    programs prefer the shorter, whatever is right: compare pairs of equal length, or look at what
    preferring the longer would give.

    >>> preference(np.array([2.0, 3.0]), np.array([1.0, 4.0]))[:2]
    (2, 0.5)
    """
    count = len(first)
    if not count:
        return Preference(0, float("nan"), 0.0, 1.0)
    share = float((np.greater(first, second) + 0.5 * np.equal(first, second)).mean())
    z = 1.96
    middle = (share + z**2 / (2 * count)) / (1 + z**2 / count)
    half = z * np.sqrt(share * (1 - share) / count + (z / (2 * count)) ** 2) / (1 + z**2 / count)
    return Preference(count, share, float(middle - half), float(middle + half))


def surprise_by_token(model: Any, source: str) -> list[tuple[str, float]]:
    """Return the tokens of a program in their order, each with its surprise in nats.

    What stands between two tokens is a text of its own, with 0; the texts together are the program
    as the vocabulary spells it. ``model`` has ``vocabulary`` and ``token_log_probs``.
    """
    vocabulary = model.vocabulary
    ids = vocabulary.encode(source)
    text = vocabulary.decode(ids)
    surprises = -by_lexeme(model.token_log_probs([source])[0], ids, vocabulary)
    found, end = [], 0
    for lexeme, nats in zip(vocabulary.lexemes(ids), surprises, strict=True):
        if lexeme.kind is Kind.MARK:
            continue
        start = text.index(lexeme.text, end)
        found += [(text[end:start], 0.0), (lexeme.text, float(nats))]
        end = start + len(lexeme.text)
    return [*(pair for pair in found if pair[0]), (text[end:], 0.0)]
