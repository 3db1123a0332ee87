"""Scores of programs that differ little from one: what they have in common is read once.

A mutant costs its changed region and what follows, or, with ``regions``, a few ids of what follows.
What comes before the edit is never read again: the state is kept at every sixteenth id.
"""

from collections.abc import Sequence

import numpy as np

from codegarden.language_model.lstm.model import LanguageModel
from codegarden.language_model.scores import Edit, edit

EVERY = 16  # ids from one state that is kept to the next


class Rescorer:
    """A model that has read one program, and scores others like it.

    ``log_probs`` are those of the program itself, as ``LanguageModel.token_log_probs`` gives them.
    Raises ``TokensError`` for a parent that does not tokenize.
    """

    def __init__(self, model: LanguageModel, parent: str):
        self.model = model
        self.ids = model.vocabulary.frame(model.vocabulary.encode(parent))
        self._states = [model.begin(1)]  # before each sixteenth id
        parts = []
        for start in range(0, len(self.ids) - 1, EVERY):
            log_probs, state = model.read(self.ids[start : start + EVERY + 1], self._states[-1])
            parts.append(log_probs)
            self._states.append(state)
        self.log_probs = np.concatenate(parts)

    def token_log_probs(self, sources: Sequence[str]) -> list[np.ndarray]:
        """Return what the model's ``token_log_probs`` returns, to within rounding."""
        framed = [self._frame(source) for source in sources]
        edits = [edit(self.ids, ids) for ids in framed]
        rest = self._read(framed, edits, [len(ids) for ids in framed])
        return [
            np.concatenate([self.log_probs[: one.start - 1], new])
            for one, new in zip(edits, rest, strict=True)
        ]

    def regions(
        self, sources: Sequence[str], following: int = 8
    ) -> list[tuple[np.ndarray, np.ndarray]]:
        """Return the log probabilities of the changed region, in the parent and in each source.

        A region ends ``following`` ids after the edit. Where nothing differs, both are empty.
        """
        framed = [self._frame(source) for source in sources]
        edits = [edit(self.ids, ids) for ids in framed]
        ends = [min(len(ids), one.stop + following) for ids, one in zip(framed, edits, strict=True)]
        ends = [end if one.differs else one.start for end, one in zip(ends, edits, strict=True)]
        own = [
            self.log_probs[one.start - 1 : one.stop_of_first - 1 + following * one.differs]
            for one in edits
        ]
        return list(zip(own, self._read(framed, edits, ends), strict=True))

    def _frame(self, source: str) -> np.ndarray:
        return self.model.vocabulary.frame(self.model.vocabulary.encode(source))

    def _read(
        self, framed: Sequence[np.ndarray], edits: Sequence[Edit], ends: Sequence[int]
    ) -> list[np.ndarray]:
        """Return the log probabilities of the ids from each edit's start to each end."""
        kept = [(one.start - 1) // EVERY for one in edits]
        rows = [
            ids[EVERY * at : max(end, EVERY * at + 1)]
            for ids, at, end in zip(framed, kept, ends, strict=True)
        ]
        found = self.model.run(rows, [self._states[at] for at in kept])
        return [
            log_probs[one.start - 1 - EVERY * at :]
            for (log_probs, _), one, at in zip(found, edits, kept, strict=True)
        ]
