"""Train a language model: ``fit``, a figure an epoch, and a way back after an interruption.

Everything random comes from the seed, and everything that changes while training is in a
checkpoint: weights, optimizer, the states of the dropout generators, the figures of the unfinished
epoch, the place in it. So a training that is killed and started again ends with the same bits.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from codegarden.language_model.lstm.adam import FusedAdam
from codegarden.language_model.lstm.backend import keras, versions
from codegarden.language_model.lstm.encoded import EncodedCorpus
from codegarden.language_model.lstm.model import LanguageModel
from codegarden.language_model.lstm.network import Config, build
from codegarden.language_model.lstm.progress import OnEpoch, Progress
from codegarden.language_model.lstm.trainer import Trainer
from codegarden.language_model.tokens import PAD, Vocabulary
from codegarden.language_model.windows import batches_of_streams, batches_of_windows, pack


def train(
    config: Config,
    corpus: EncodedCorpus,
    seed: int = 0,
    on_epoch: OnEpoch | None = None,
    checkpoint: Path | None = None,
    every_s: float = 60.0,
    callbacks: Sequence[keras.callbacks.Callback] = (),
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
    callbacks
        Keras's own or yours, handed to ``fit``: TensorBoard, MLflow, ``CSVLogger``. At the end of
        an epoch their logs hold that epoch's row of the history.

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
    # the rest of an interrupted epoch has a number of steps of its own
    for last in ([progress.epoch + 1] if progress.step else []) + [config.epochs]:
        if progress.finished or progress.epoch >= last:
            continue
        trainer.fit(
            _steps(framed, config, vocabulary, seed, progress.epoch, progress.step),
            initial_epoch=progress.epoch,
            epochs=last,
            steps_per_epoch=steps - progress.step,
            callbacks=[progress, *callbacks],
            shuffle=False,  # the pairs come in an order of their own
            verbose=0,
        )
    trainer.network.set_weights(progress.best)
    history = pd.DataFrame(progress.history)
    card = _card(config, corpus, seed, trainer.network, progress.history)
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
    optimizer = FusedAdam(schedule, global_clipnorm=config.clipnorm)
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


def _card(
    config: Config,
    corpus: EncodedCorpus,
    seed: int,
    network: keras.Model,
    history: list[dict],
) -> dict:
    """Return what a person wants to know of a model before they use it."""
    best = min(history, key=lambda row: row["val_loss"])
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
        "versions": versions(),
    }
