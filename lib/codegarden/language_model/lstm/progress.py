"""What happens between the steps of a training: validation, the best weights, checkpoints, the end.

The resumable part of a training is here; what a checkpoint's file looks like is in ``checkpoints``.
"""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from codegarden.files import replaced
from codegarden.language_model.lstm import checkpoints
from codegarden.language_model.lstm.backend import keras
from codegarden.language_model.lstm.encoded import EncodedCorpus
from codegarden.language_model.lstm.model import LanguageModel
from codegarden.language_model.lstm.network import Config
from codegarden.language_model.lstm.trainer import Trainer

OnEpoch = Callable[[int, dict], object]


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
        seconds = self._seconds()
        logs = {} if logs is None else logs
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
        logs.update({name: value for name, value in row.items() if name != "epoch"})
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


def write_history(history: Sequence[dict], path: Path) -> None:
    """Write a row an epoch to a CSV file, whole or not at all."""
    with replaced(path) as new:
        pd.DataFrame(history).to_csv(new, index=False)
