"""Train a guide: ``fit`` on enumerated terms, a figure an epoch, a share fitted to solved problems.

An epoch is short, so that a checkpoint at the end of each is enough: a training that is killed and
started again goes on after its last whole epoch, and ends with the same bits.
"""

import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from codegarden.guide.corpus import Corpus, Encoded
from codegarden.guide.likelihood import Likelihood, bits, compiled, inputs_of, pieces
from codegarden.guide.model import Guide
from codegarden.guide.network import Config, build
from codegarden.language_model.lstm import checkpoints
from codegarden.language_model.lstm.backend import keras, tf, versions
from codegarden.synthesis.kept import code

SHARES = np.linspace(0, 1, 21)  # of the tilt, that are tried on the solved problems
OnEpoch = Callable[[int, dict], object]


def train(
    config: Config,
    corpus: Corpus,
    seed: int = 0,
    on_epoch: OnEpoch | None = None,
    checkpoint: Path | None = None,
    callbacks: Sequence[keras.callbacks.Callback] = (),
) -> tuple[Guide, pd.DataFrame]:
    """Train a guide, and return it with the weights of its best epoch and a row an epoch.

    Parameters
    ----------
    on_epoch
        Called as ``on_epoch(epoch, row)`` after each epoch, counted from 1; a true value ends the
        training.
    checkpoint
        A folder for checkpoints. Where it holds an interrupted training of the same configuration,
        corpus, seed and libraries, that goes on; another's is removed, with a warning that says
        what differs.
    callbacks
        Keras's own or yours, handed to ``fit``.

    Returns
    -------
    tuple of Guide and DataFrame
        The columns are ``epoch``, ``loss``, ``val_bits`` (of a head) and ``val_root_bits`` (of a
        program's own), ``seconds``.

    Raises
    ------
    ValueError
        For a corpus without samples to train or validate on.
    """
    if not len(corpus.train) or not len(corpus.validation):
        raise ValueError("a corpus needs samples to train on and samples to validate on")
    network = build(config, len(corpus.encoder.words), len(corpus.encoder.heads), seed)
    model = compiled(network, corpus.train.base, config.learning_rate, config.weight_decay)
    model(inputs_of(corpus.train.some(np.arange(1))))  # makes the variables
    model.optimizer.build(model.trainable_variables)
    identity = {
        "configuration": config.as_dict(),
        "corpus": corpus.sha256,
        "seed": seed,
        "versions": versions() | {"code": code(Path(__file__).parent)},
    }
    state = restored(model, checkpoint, identity)
    # the places of validation have the probabilities of their own counts
    validated = Likelihood(network, corpus.validation.base)
    while not state.is_over(config):
        began = time.monotonic()
        order = np.random.default_rng((seed, state.epoch)).permutation(len(corpus.train))
        shuffled = corpus.train.some(order)
        fitted = model.fit(
            inputs_of(shuffled),
            shuffled.heads,
            sample_weight=shuffled.shares,
            batch_size=config.batch,
            initial_epoch=state.epoch,
            epochs=state.epoch + 1,
            callbacks=list(callbacks),
            shuffle=False,
            verbose=0,
        )
        found = bits(validated, corpus.validation)
        row = {"epoch": state.epoch + 1, "loss": float(fitted.history["loss"][0])}
        row |= {"val_bits": found["bits"], "val_root_bits": found["root_bits"]}
        state.add(row | {"seconds": time.monotonic() - began}, network)
        state.save(model, checkpoint, identity)
        if on_epoch is not None and on_epoch(state.epoch, dict(state.history[-1])):
            break
    network.set_weights(state.best)
    guide = fitted_guide(network, config, corpus, seed, state.history)
    return guide, pd.DataFrame(state.history)


@dataclass
class State:
    """How far a training is: its history, and the weights of its best epoch."""

    history: list[dict] = field(default_factory=list)
    best: list[np.ndarray] = field(default_factory=list)

    @property
    def epoch(self) -> int:
        """How many epochs are over."""
        return len(self.history)

    def add(self, row: dict, network: keras.Model) -> None:
        """Take an epoch's figures, and the weights if they are the best so far."""
        self.history.append(row)
        if row["val_bits"] == min(each["val_bits"] for each in self.history):
            self.best = network.get_weights()

    def is_over(self, config: Config) -> bool:
        """Return whether no epoch is left, or none of the last ones was better."""
        figures = [each["val_bits"] for each in self.history]
        since = len(figures) - 1 - int(np.argmin(figures)) if figures else 0
        return self.epoch >= config.epochs or since >= config.patience

    def save(self, model: Likelihood, folder: Path | None, identity: dict) -> None:
        """Write a checkpoint."""
        if folder is not None:
            arrays = {f"value_{n}": one.numpy() for n, one in enumerate(everything(model))}
            arrays |= {f"best_{number}": one for number, one in enumerate(self.best)}
            header = {"identity": identity, "history": self.history, "best": len(self.best)}
            checkpoints.save(folder, self.epoch, header, arrays)


def restored(model: Likelihood, folder: Path | None, identity: dict) -> State:
    """Return the state of the last checkpoint of a folder, with the model's variables set to it.

    Where it is another training's, it is removed, and a new one begins.
    """
    found = checkpoints.load_last(folder) if folder else None
    if found is None:
        return State()
    header, arrays = found
    if other := checkpoints.difference(header, identity):
        warnings.warn(
            f"{folder} holds a training with another {other}: this one starts anew",
            checkpoints.CheckpointWarning,
            stacklevel=3,
        )
        checkpoints.remove(folder)
        return State()
    for number, variable in enumerate(everything(model)):
        variable.assign(arrays[f"value_{number}"])
    best = [arrays[f"best_{number}"] for number in range(header["best"])]
    return State(header["history"], best)


def everything(model: Likelihood) -> list:
    """Return each variable that a step reads or writes, in a fixed order."""
    return [*model.variables, *model.optimizer.variables]


def fitted_guide(
    network: keras.Model, config: Config, corpus: Corpus, seed: int, history: list[dict]
) -> Guide:
    """Return a network as a guide: what all tasks share taken off, and its share."""
    mean, share, figures = mixture(network, corpus)
    weights = {layer.name: layer.get_weights() for layer in network.layers}
    card = {
        "config": config.as_dict(),
        "seed": seed,
        "data_sha256": corpus.sha256,
        "samples": {"train": len(corpus.train), "validation": len(corpus.validation)},
        "solved_problems": len(corpus.solved),
        "parameters": network.count_params(),
        "figures": min(history, key=lambda row: row["val_bits"]) | figures,
        "seconds": round(sum(row["seconds"] for row in history), 3),
        "versions": versions(),
    }
    kept = {name: arrays for name, arrays in weights.items() if arrays and "dropout" not in name}
    return Guide(kept, config.parts, corpus.encoder, mean, share, card)


def mixture(network: keras.Model, corpus: Corpus) -> tuple[np.ndarray, float, dict[str, float]]:
    """Return the tilt that all tasks have in common, how much of the rest counts, and figures.

    Both are taken from the programs of training problems, on which the network was not trained.
    They are those of people, which say many things as no search would: a guide is not to count more
    than what it tells of these. The figures are bits of a head of these programs, and of those of
    validation problems (``unseen``), by counts and by the mixture.
    """
    solved, unseen = (tilts_of(network, part) for part in (corpus.solved, corpus.unseen))
    mean = solved.mean(axis=0)
    share = fitted_share(solved - mean, corpus.solved)
    figures = {
        "counted_bits": mixed_bits(0.0, solved, corpus.solved),
        "solved_bits": mixed_bits(share, solved - mean, corpus.solved),
        "unseen_counted_bits": mixed_bits(0.0, unseen, corpus.unseen),
        "unseen_bits": mixed_bits(share, unseen - mean, corpus.unseen),
    }
    return mean, share, figures


def tilts_of(network: keras.Model, encoded: Encoded) -> np.ndarray:
    """Return what a network says of samples, of shape ``(samples, places, heads)``, in nats."""
    names = [each.name for each in network.inputs]
    read = ({name: getattr(some, name) for name in names} for some in pieces(encoded))
    return np.concatenate([network(each, training=False).numpy() for each in read])


def fitted_share(tilts: np.ndarray, solved: Encoded) -> float:
    """Return how much of the tilts makes programs likeliest, of ``SHARES``."""
    return float(SHARES[np.argmin([mixed_bits(share, tilts, solved) for share in SHARES])])


def mixed_bits(share: float, tilts: np.ndarray, encoded: Encoded) -> float:
    """Return the mean bits of a head of samples by counts and a share of the tilts."""
    tilted = tilts[np.arange(len(encoded))[:, None], encoded.inside]
    logits = encoded.base[encoded.rows] + np.float32(share) * tilted
    nats = tf.nn.sparse_softmax_cross_entropy_with_logits(encoded.heads, logits).numpy()
    return float((nats * encoded.shares).sum() / (encoded.shares.sum() * np.log(2)))
