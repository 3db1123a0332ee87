"""A trained language model: its scores, its next-token distributions, its files.

A model is a folder: ``network.keras``, ``vocabulary.json`` and ``card.json``, which says what it
was made of and ties the three together. Nothing is trained here.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from codegarden.files import filled
from codegarden.language_model.lstm.backend import keras, tf
from codegarden.language_model.lstm.network import Config
from codegarden.language_model.lstm.stepping import State, Stepper
from codegarden.language_model.scores import figures
from codegarden.language_model.tokens import START, Vocabulary

ROWS = 64  # programs that are scored side by side
CHUNK = 64  # ids that are scored before the logits are thrown away


class ModelError(ValueError):
    """A saved model that cannot be used; the message names the file and the remedy."""


class LanguageModel:
    """A network with the vocabulary that it was trained on.

    ``card`` holds the hashes, figures and versions that go with it.
    """

    def __init__(self, network: keras.Model, vocabulary: Vocabulary, config: Config, card: dict):
        self.network = network
        self.vocabulary = vocabulary
        self.config = config
        self.card = card
        if network.outputs[0].shape[-1] != len(vocabulary):
            raise ModelError(
                f"the network has {network.outputs[0].shape[-1]} outputs and the vocabulary "
                f"{len(vocabulary)} entries: they do not belong together"
            )
        states = [tf.TensorSpec((None, config.units))] * (2 * config.layers)
        ids = tf.TensorSpec((None, None), tf.int32)
        self._score = tf.function(self._score_chunk, input_signature=[ids, ids, states])
        self._stepper: Stepper | None = None

    def _score_chunk(self, inputs, targets, states):
        logits, *states = self.network([inputs, *states], training=False)
        nats = tf.nn.sparse_softmax_cross_entropy_with_logits(targets, logits)
        return -nats, tf.argmax(logits, axis=-1, output_type=tf.int32) == targets, states

    def begin(self, count: int) -> State:
        """Return the state of ``count`` programs of which nothing is written yet."""
        shape = (count, self.config.units)
        return tuple(np.zeros(shape, np.float32) for _ in range(2 * self.config.layers))

    def next_log_probs(self, ids: np.ndarray, state: State) -> tuple[np.ndarray, State]:
        """Take one id a program and return log probabilities of the next, and the new state.

        The shapes are ``(programs,)`` for the ids, the first of which is ``<start>``, and
        ``(programs, size of the vocabulary)`` for the log probabilities in nats. A state is a tuple
        of arrays with a row a program, so that rows can be taken from it.
        """
        self._stepper = self._stepper or Stepper(self.network)
        return self._stepper(ids, state)

    def log_prob(self, sources: Sequence[str]) -> np.ndarray:
        """Return the log probability in nats of each program, of shape ``(programs,)``.

        Raises ``TokensError`` for a source that does not tokenize.
        """
        return np.array([one.sum(dtype=np.float64) for one in self.token_log_probs(sources)])

    def token_log_probs(self, sources: Sequence[str]) -> list[np.ndarray]:
        """Return the log probability in nats of each id of each program, and of ``<end>``."""
        return self.score([self.vocabulary.encode(source) for source in sources])

    def score(self, programs: Sequence[np.ndarray]) -> list[np.ndarray]:
        """Return what ``token_log_probs`` does, for programs given as ids."""
        return [log_probs for log_probs, _ in self._scores(programs)]

    def figures(self, programs: Sequence[str | np.ndarray]) -> dict[str, float]:
        """Return loss, perplexities and the accuracy of the likeliest next id.

        The programs are sources, or ids as ``Vocabulary.encode`` returns them.
        """
        ids = [self.vocabulary.encode(one) if isinstance(one, str) else one for one in programs]
        scores = self._scores(ids)
        accuracy = float(np.concatenate([hits for _, hits in scores]).mean())
        log_probs = [log_probs for log_probs, _ in scores]
        return figures(log_probs, ids, self.vocabulary) | {"accuracy": accuracy}

    def _scores(self, programs: Sequence[np.ndarray]) -> list[tuple[np.ndarray, np.ndarray]]:
        """Return for each program how its ids, framed, were predicted, each but the first.

        That is the log probability in nats, and whether the id was the likeliest, both of shape
        ``(length - 1,)``.
        """
        rows = [self.vocabulary.frame(ids) for ids in programs]
        found: list = [None] * len(rows)
        order = sorted(range(len(rows)), key=lambda index: len(rows[index]))
        for first in range(0, len(order), ROWS):
            some = order[first : first + ROWS]
            ids = np.zeros((len(some), max(2, len(rows[some[-1]]))), np.int32)
            for row, index in enumerate(some):
                ids[row, : len(rows[index])] = rows[index]
            log_probs, hits = zip(*self._chunks(ids, [*self.begin(len(some))]), strict=True)
            log_probs, hits = np.concatenate(log_probs, axis=1), np.concatenate(hits, axis=1)
            for row, index in enumerate(some):
                length = len(rows[index]) - 1
                found[index] = (log_probs[row, :length], hits[row, :length])
        return found

    def _chunks(self, ids: np.ndarray, states: list) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        for start in range(0, ids.shape[1] - 1, CHUNK):
            chunk = ids[:, start : start + CHUNK + 1]
            log_probs, hits, states = self._score(chunk[:, :-1], chunk[:, 1:], states)
            yield log_probs.numpy(), hits.numpy()

    @property
    def start(self) -> int:
        """The id that every program begins with."""
        return self.vocabulary[START]

    def save(self, folder: Path) -> None:
        """Write the model; its files replace those that were there when all are."""
        with filled(folder) as new:
            self.vocabulary.save(new / "vocabulary.json")
            self.network.save(new / "network.keras")
            files = {"network_sha256": _sha256(new / "network.keras")}
            card = json.dumps(self.card | files, indent=2) + "\n"
            (new / "card.json").write_text(card, encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "LanguageModel":
        """Read a model that ``save`` wrote; Keras's safe mode is on, and nothing is unpickled.

        Raises ``ModelError`` for a folder that is incomplete or whose files do not belong together,
        and ``VocabularyError`` for a damaged vocabulary.
        """
        try:
            card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise ModelError(f"{folder}: no model here ({error}); train one first") from None
        vocabulary = Vocabulary.load(folder / "vocabulary.json")
        if vocabulary.sha256 != card["vocabulary_sha256"]:
            raise ModelError(
                f"{folder / 'vocabulary.json'} is not the vocabulary that this model was trained "
                "with: put its own file back or train the model again"
            )
        path = folder / "network.keras"
        if not path.is_file() or _sha256(path) != card["network_sha256"]:
            raise ModelError(f"{path} is absent or damaged: train the model again")
        network = keras.saving.load_model(path, compile=False, safe_mode=True)
        return cls(network, vocabulary, Config(**card["config"]), card)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
