"""Train a language model: ``fit``, a figure an epoch, and a way back after an interruption.

Everything random comes from the seed, and everything that changes while training is in a
checkpoint: weights, optimizer, the states of the dropout generators, the figures of the unfinished
epoch, the place in it. So a training that is killed and started again ends with the same bits.
"""

import hashlib
import platform
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import numpy as np
import pandas as pd

from codegarden.language_model import checkpoints
from codegarden.language_model.backend import keras, tf
from codegarden.language_model.model import LanguageModel
from codegarden.language_model.network import Config, build
from codegarden.tokens import PAD, Vocabulary, encode_all
from codegarden.windows import batches_of_streams, batches_of_windows, pack

OnEpoch = Callable[[int, dict], object]


@dataclass(frozen=True)
class EncodedCorpus:
    """The token ids of the programs to learn from and of those to validate on."""

    train: list[np.ndarray]
    validation: list[np.ndarray]
    vocabulary: Vocabulary

    @classmethod
    def of(
        cls,
        train: Sequence[str],
        validation: Sequence[str],
        vocabulary: Vocabulary,
        cache: Path | None = None,
    ) -> "EncodedCorpus":
        """Encode sources; those that do not tokenize are left out (``encode_all`` names them)."""
        parts = (encode_all(sources, vocabulary, cache).ids for sources in (train, validation))
        return cls(*parts, vocabulary)

    @property
    def sha256(self) -> str:
        """Identity of the data: SHA-256 of all ids and of how they are cut into programs."""
        content = hashlib.sha256(self.vocabulary.sha256.encode())
        for part in (self.train, self.validation):
            content.update(np.array([len(part), *map(len, part)], np.int64).tobytes())
            for ids in part:
                content.update(np.asarray(ids, np.int32).tobytes())
        return content.hexdigest()


class Trainer(keras.Model):
    """A network with a training step: the mean cross-entropy of all targets but ``<pad>``."""

    def __init__(self, network: keras.Model, config: Config, pad: int):
        super().__init__(name="trainer")
        self.network = network
        self.config = config
        self.pad = pad
        self.carried = [
            self.add_weight(
                shape=(config.batch, config.units), initializer="zeros", trainable=False, name=name
            )
            for name in (f"carried_{number}" for number in range(2 * config.layers))
        ]
        self.figures = [keras.metrics.Mean(name=name) for name in ("loss", "accuracy")]

    @property
    def metrics(self) -> list:
        """What ``fit`` sets back at the beginning of an epoch."""
        return self.figures

    def call(self, ids):
        """Return the logits of ids; the state is not kept."""
        return self.network([ids, *(tf.zeros_like(one) for one in self.carried)])[0]

    def train_step(self, data):
        """Make one step, and return the figures of the epoch so far."""
        inputs, targets = data
        kept = tf.cast(targets != self.pad, tf.float32)
        count = tf.reduce_sum(kept)
        with tf.GradientTape() as tape:
            logits, *states = self.network([inputs, *self.carried], training=True)
            nats = tf.nn.sparse_softmax_cross_entropy_with_logits(targets, logits)
            loss = tf.reduce_sum(nats * kept) / tf.maximum(count, 1.0)
        weights = self.network.trainable_variables
        self.optimizer.apply(tape.gradient(loss, weights), weights)
        if self.config.carry_state:
            for carried, state in zip(self.carried, states, strict=True):
                carried.assign(state)
        hits = tf.cast(tf.argmax(logits, axis=-1, output_type=tf.int32) == targets, tf.float32)
        mean, accuracy = self.figures
        mean.update_state(loss, count)
        accuracy.update_state(tf.reduce_sum(hits * kept) / tf.maximum(count, 1.0), count)
        return {one.name: one.result() for one in self.figures}

    def forget(self) -> None:
        """Set the carried states to zero, as at the beginning of an epoch."""
        for carried in self.carried:
            carried.assign(tf.zeros_like(carried))

    def everything(self) -> list:
        """Return each variable that a step reads or writes, in a fixed order, each once."""
        sums = [variable for one in self.figures for variable in one.variables]
        found = (*self.variables, *self.optimizer.variables, *sums)
        return list({id(one): one for one in found}.values())


class Progress(keras.callbacks.Callback):
    """Validates after each epoch, keeps the best weights, and writes checkpoints."""

    def __init__(
        self,
        corpus: EncodedCorpus,
        config: Config,
        identity: dict,
        on_epoch: OnEpoch | None,
        folder: Path | None,
        every_s: float,
    ):
        super().__init__()
        self.corpus, self.config, self.identity = corpus, config, identity
        self.on_epoch, self.folder, self.every_s = on_epoch, folder, every_s
        self.history: list[dict] = []
        self.best: list[np.ndarray] = []
        self.scorer: LanguageModel | None = None
        self.epoch, self.step, self.total_steps = 0, 0, 0  # step: within the epoch
        self.finished = False
        self.seconds = 0.0  # of the epoch, in the runs before this one
        self.began = self.saved = time.monotonic()
        self.resumed: list[np.ndarray] | None = None

    def restore(self, trainer: Trainer) -> None:
        """Go on from the last sound checkpoint of the folder, if it has one."""
        found = checkpoints.load_last(self.folder) if self.folder else None
        if found is None:
            return
        header, arrays = found
        checkpoints.check_identity(header, self.identity, self.folder)
        for name in ("history", "epoch", "step", "total_steps", "finished", "seconds"):
            setattr(self, name, header[name])
        self.best = [arrays[f"best_{number}"] for number in range(header["best"])]
        values = [arrays[f"value_{number}"] for number in range(len(trainer.everything()))]
        for variable, value in zip(trainer.everything(), values, strict=True):
            variable.assign(value)
        self.resumed = values if self.step else None

    def _save(self) -> None:
        if not self.folder:
            return
        values = {f"value_{n}": one.numpy() for n, one in enumerate(self.model.everything())}
        best = {f"best_{number}": one for number, one in enumerate(self.best)}
        names = ("history", "epoch", "step", "total_steps", "finished", "identity")
        header = {name: getattr(self, name) for name in names}
        header |= {"best": len(best), "seconds": self._seconds()}
        checkpoints.save(self.folder, self.total_steps, header, values | best)
        self.saved = time.monotonic()

    def _seconds(self) -> float:
        return self.seconds + time.monotonic() - self.began

    def on_epoch_begin(self, epoch, logs=None):
        """Begin an epoch, or go on in the middle of one."""
        self.began = time.monotonic()
        if self.resumed is None:
            self.seconds = 0.0
            self.model.forget()
            return
        # ``fit`` has just set the figures of the epoch back
        for variable, value in zip(self.model.everything(), self.resumed, strict=True):
            variable.assign(value)
        self.resumed = None

    def on_train_batch_end(self, batch, logs=None):
        """Write a checkpoint when it is time for one."""
        self.step += 1
        self.total_steps += 1
        if time.monotonic() - self.saved >= self.every_s:
            self._save()

    def on_epoch_end(self, epoch, logs=None):
        """Validate, keep the weights if they are the best so far, and say whether to stop."""
        seconds, logs = self._seconds(), dict(logs or {})
        self.epoch, self.step = epoch + 1, 0
        row = {"epoch": self.epoch, "loss": float(logs["loss"])}
        row |= {"perplexity": float(np.exp(logs["loss"])), "accuracy": float(logs["accuracy"])}
        if self.scorer is None:  # made once, since its graphs are
            network = self.model.network
            self.scorer = LanguageModel(network, self.corpus.vocabulary, self.config, {})
        found = self.scorer.figures(self.corpus.validation)
        names = ("loss", "perplexity", "lexeme_perplexity", "accuracy")
        row |= {f"val_{name}": found[name] for name in names}
        tokens = sum(len(ids) + 2 for ids in self.corpus.train)
        row |= {"seconds": seconds, "tokens_per_s": tokens / max(seconds, 1e-9)}
        self.history.append(row)
        best = min(range(len(self.history)), key=lambda at: self.history[at]["val_loss"])
        if best == len(self.history) - 1:
            self.best = self.model.network.get_weights()
        self.finished = (
            self.epoch == self.config.epochs or len(self.history) - 1 - best >= self.config.patience
        )
        if self.on_epoch is not None and self.on_epoch(self.epoch, dict(row)):
            self.finished = True
        self._save()
        self.began, self.seconds = time.monotonic(), 0.0
        if self.folder:
            write_history(self.history, self.folder / "history.csv")
        self.model.stop_training = self.finished


def train(
    config: Config,
    corpus: EncodedCorpus,
    seed: int = 0,
    on_epoch: OnEpoch | None = None,
    checkpoint: Path | None = None,
    every_s: float = 60.0,
) -> tuple[LanguageModel, pd.DataFrame]:
    """Train a model, and return it with the weights of its best epoch and a row an epoch.

    Parameters
    ----------
    on_epoch
        Called as ``on_epoch(epoch, logs)`` after each epoch, counted from 1, with that epoch's row
        of the history; a true value ends the training.
    checkpoint
        A folder for checkpoints and ``history.csv``. Where it holds an interrupted training of the
        same configuration, corpus and seed, that goes on, to the same final weights.
    every_s
        Seconds between checkpoints within an epoch; one is written at the end of each anyway.

    Returns
    -------
    tuple of LanguageModel and DataFrame
        The columns are ``epoch``, ``loss`` (nats an id), ``perplexity`` and ``accuracy``, the same
        with ``val_``, ``val_lexeme_perplexity``, ``seconds`` and ``tokens_per_s``.

    Raises
    ------
    ValueError
        For a corpus without programs to train or validate on.
    CheckpointError
        For a folder with the checkpoints of another training.
    """
    if not corpus.train or not corpus.validation:
        raise ValueError("a corpus needs programs to train on and programs to validate on")
    vocabulary = corpus.vocabulary
    framed = [vocabulary.frame(ids) for ids in corpus.train]
    steps = len(_epoch_pairs(framed, config, vocabulary, (seed, 0)).inputs)
    trainer = _compiled(build(config, len(vocabulary), seed), config, vocabulary, steps)
    identity = {"configuration": config.as_dict(), "corpus": corpus.sha256, "seed": seed}
    progress = Progress(corpus, config, identity, on_epoch, checkpoint, every_s)
    progress.restore(trainer)
    began = time.monotonic()
    # the rest of an interrupted epoch has a number of steps of its own
    for last in ([progress.epoch + 1] if progress.step else []) + [config.epochs]:
        if progress.finished or progress.epoch >= last:
            continue
        trainer.fit(
            _steps(framed, config, vocabulary, seed, progress.epoch, progress.step),
            initial_epoch=progress.epoch,
            epochs=last,
            steps_per_epoch=steps - progress.step,
            callbacks=[progress],
            shuffle=False,  # the pairs come in an order of their own
            verbose=0,
        )
    trainer.network.set_weights(progress.best)
    history = pd.DataFrame(progress.history)
    card = _card(config, corpus, seed, trainer.network, progress.history, time.monotonic() - began)
    return LanguageModel(trainer.network, vocabulary, config, card), history


def _compiled(network: keras.Model, config: Config, vocabulary: Vocabulary, steps: int) -> Trainer:
    total = steps * config.epochs
    rise = int(config.warmup * total)
    schedule = keras.optimizers.schedules.CosineDecay(
        initial_learning_rate=0.0 if rise else config.learning_rate,
        decay_steps=total - rise,
        warmup_target=config.learning_rate if rise else None,
        warmup_steps=rise,
    )
    trainer = Trainer(network, config, vocabulary[PAD])
    optimizer = keras.optimizers.Adam(schedule, global_clipnorm=config.clipnorm)
    trainer.compile(optimizer=optimizer, jit_compile=False)
    trainer.build((config.batch, config.context))
    optimizer.build(network.trainable_variables)
    return trainer


def _epoch_pairs(framed, config: Config, vocabulary: Vocabulary, seeds: tuple[int, int]):
    cut = batches_of_streams if config.carry_state else batches_of_windows
    return cut(pack(framed, seeds), config.context, config.batch, vocabulary[PAD])


def _steps(
    framed, config: Config, vocabulary: Vocabulary, seed: int, epoch: int, step: int
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield the pairs of each step, from a step of an epoch on, each epoch in its own order."""
    while True:
        pairs = _epoch_pairs(framed, config, vocabulary, (seed, epoch))
        yield from zip(pairs.inputs[step:], pairs.targets[step:], strict=True)
        epoch, step = epoch + 1, 0


def write_history(history: Sequence[dict], path: Path) -> None:
    """Write a row an epoch to a CSV file, whole or not at all."""
    partial = path.with_suffix(".partial")
    pd.DataFrame(history).to_csv(partial, index=False)
    partial.replace(path)


def _card(
    config: Config,
    corpus: EncodedCorpus,
    seed: int,
    network: keras.Model,
    history: list[dict],
    seconds: float,
) -> dict:
    """Return what a person wants to know of a model before they use it."""
    best = min(history, key=lambda row: row["val_loss"])
    packages = ("codegarden", "keras", "numpy")
    return {
        "config": config.as_dict(),
        "seed": seed,
        "data_sha256": corpus.sha256,
        "vocabulary_sha256": corpus.vocabulary.sha256,
        "vocabulary_size": len(corpus.vocabulary),
        "programs": {"train": len(corpus.train), "validation": len(corpus.validation)},
        "train_tokens": sum(map(len, corpus.train)),
        "parameters": network.count_params(),
        "figures": best,
        "seconds": round(sum(row["seconds"] for row in history), 3),
        "versions": {name: metadata.version(name) for name in packages}
        | {"python": platform.python_version(), "tensorflow": tf.__version__},
    }
