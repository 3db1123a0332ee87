"""What the log probabilities of token ids say about a model, in the figures that people compare.

Any model with ``token_log_probs`` can be measured. Nothing is computed by a model here.
"""

from collections.abc import Sequence

import numpy as np

from codegarden.tokens.vocabulary import Vocabulary


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
