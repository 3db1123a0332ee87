"""A grid of real LSTM trainings, computed once, so that a thousand searches cost seconds.

``python -m codegarden.benchmarks._tuning_table`` trains every configuration of ``GRID`` on the
project's own correct programs and writes ``tuning_table.json`` beside this file; ``load()`` reads
it. The trainings are small on purpose (a corpus of some 20,000 tokens, seven epochs) and share one
compiled graph for each number of cells, which is what makes hundreds of them affordable. The
language model that the project ships is another module.
"""

import argparse
import io
import itertools
import json
import time
import tokenize
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from codegarden.syntax.source import read_source
from codegarden.tuning import SearchSpace

FILE = Path(__file__).with_name("tuning_table.json")

# in the form that SearchSpace.from_dicts reads
GRID = [
    {
        "name": "units",
        "kind": "power_of_two",
        "low": 16,
        "high": 128,
        "unit": "cells",
        "reason": "memory",
    },
    {
        "name": "batch",
        "kind": "power_of_two",
        "low": 16,
        "high": 64,
        "unit": "windows",
        "reason": "noise of the gradient",
    },
    {
        "name": "learning_rate",
        "kind": "log_float",
        "low": 0.0003,
        "high": 0.1,
        "steps": 8,
        "reason": "step size of Adam",
    },
    {
        "name": "dropout",
        "kind": "float",
        "low": 0.0,
        "high": 0.6,
        "steps": 3,
        "unit": "share",
        "reason": "regularization",
    },
]
CONTEXT, EPOCHS, VOCABULARY, EMBEDDING = 24, 7, 300, 32


@dataclass(frozen=True)
class LossTable:
    """The trained grid as an objective: losses of any configuration, read off or interpolated.

    ``space`` is the grid with its floats made continuous. Between trained learning rates and
    dropouts each epoch's loss is interpolated linearly (in the logarithm of the learning rate), so
    that a search is not handed the best point for free by there being few.
    """

    space: SearchSpace
    grid: SearchSpace
    curves: dict[str, list[float | None]]
    about: dict

    def curve(self, parameters: dict) -> list[float]:
        """Return the losses after each epoch; nan from where a neighbouring training diverged."""
        corners: list[tuple[dict, float]] = [(dict(parameters), 1.0)]
        for name in ("learning_rate", "dropout"):
            values = self.grid[name].values
            place = float(self.space[name].place(parameters[name])[0]) * (len(values) - 1)
            low = min(int(place), len(values) - 2)
            corners = [
                ({**corner, name: values[low + step]}, share * weight)
                for corner, share in corners
                for step, weight in ((0, low + 1 - place), (1, place - low))
            ]
        trained = [self.curves[key(corner)] for corner, _ in corners]
        shares = np.array([share for _, share in corners])
        return (shares @ np.array(trained, dtype=float)).tolist()

    def loss(self, parameters: dict) -> float:
        """Return the loss after the last epoch, nats per token."""
        return self.curve(parameters)[-1]

    @property
    def least(self) -> float:
        """The lowest final loss, which is that of a trained configuration."""
        return min(curve[-1] for curve in self.curves.values() if curve[-1] is not None)


def load() -> LossTable:
    """Read the table; losses are validation cross-entropies in nats per token."""
    table = json.loads(FILE.read_text(encoding="utf-8"))
    grid = SearchSpace.from_dicts(table["space"])
    curves = {key(point): curve for point, curve in zip(grid.every(), table["losses"], strict=True)}
    free = [{name: v for name, v in fields.items() if name != "steps"} for fields in grid.dicts()]
    return LossTable(SearchSpace.from_dicts(free), grid, curves, table["about"])


def key(point: dict) -> str:
    """Return a configuration as a text, the same whatever order its names came in."""
    return json.dumps(point, sort_keys=True)


def token_texts(source: str) -> list[str]:
    """Return the texts of a program's tokens; layout tokens go by their type's name."""
    layout = (tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT)
    skipped = (tokenize.COMMENT, tokenize.NL, tokenize.ENDMARKER)
    return [
        tokenize.tok_name[token.type] if token.type in layout else token.string
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type not in skipped
    ]


def windows(folder: Path) -> tuple[np.ndarray, np.ndarray]:
    """Return training and validation windows of token ids, [n, CONTEXT + 1] each.

    The split is by problem (the part of a file's name before the first full stop): every fourth
    problem is for validation.
    """
    files = sorted(folder.glob("*.py"))
    problems = sorted({file.name.partition(".")[0] for file in files})
    held_out = set(problems[::4])
    streams: dict[bool, list[str]] = {False: [], True: []}
    for file in files:
        texts = token_texts(read_source(file))
        streams[file.name.partition(".")[0] in held_out].extend([*texts, "END"])
    common = Counter(streams[False]).most_common(VOCABULARY - 1)
    ids = {text: number for number, (text, _) in enumerate(sorted(common), 1)}
    made = []
    for held in (False, True):
        numbers = np.array([ids.get(text, 0) for text in streams[held]], np.int32)
        count = (len(numbers) - 1) // CONTEXT
        starts = np.arange(count)[:, None] * CONTEXT
        made.append(numbers[starts + np.arange(CONTEXT + 1)])
    return made[0], made[1]


class Trainer:
    """One compiled graph for one number of cells.

    Learning rate and dropout are fed; weights are drawn anew for each training.
    """

    def __init__(self, units: int):
        import keras
        import tensorflow as tf

        self.tf = tf
        rate = keras.Input((), dtype="float32")
        ids = keras.Input((CONTEXT,), dtype="int32")
        flow = keras.layers.Embedding(VOCABULARY, EMBEDDING)(ids)

        def drop(inputs):
            # the fed rate is the same for the whole batch
            return tf.nn.dropout(inputs[0], inputs[1][0])

        flow = keras.layers.Lambda(drop)([flow, rate])
        flow = keras.layers.LSTM(units, return_sequences=True)(flow)
        logits = keras.layers.Dense(VOCABULARY)(keras.layers.Lambda(drop)([flow, rate]))
        self.model = keras.Model([ids, rate], logits)
        self.weights = self.model.trainable_variables
        self.first = [tf.Variable(tf.zeros_like(w)) for w in self.weights]
        self.second = [tf.Variable(tf.zeros_like(w)) for w in self.weights]
        self.step = tf.function(self._step, autograph=False)
        self.loss = tf.function(self._loss)

    def _loss(self, batch, dropout):
        rate = self.tf.fill([self.tf.shape(batch)[0]], dropout)
        logits = self.model([batch[:, :-1], rate])
        return self.tf.reduce_mean(
            self.tf.nn.sparse_softmax_cross_entropy_with_logits(batch[:, 1:], logits)
        )

    def _step(self, batch, dropout, learning_rate, number):
        """Do one step of Adam (Kingma and Ba, 2015), gradients clipped to a norm of 1."""
        with self.tf.GradientTape() as tape:
            loss = self._loss(batch, dropout)
        gradients, _ = self.tf.clip_by_global_norm(tape.gradient(loss, self.weights), 1.0)
        pace = learning_rate * self.tf.sqrt(1 - 0.999**number) / (1 - 0.9**number)
        for weight, gradient, first, second in zip(
            self.weights, gradients, self.first, self.second, strict=True
        ):
            gradient = self.tf.convert_to_tensor(gradient)  # an embedding gives slices
            first.assign(0.9 * first + 0.1 * gradient)
            second.assign(0.999 * second + 0.001 * self.tf.square(gradient))
            weight.assign_sub(pace * first / (self.tf.sqrt(second) + 1e-7))

    def reset(self, seed: int) -> None:
        """Draw new weights (Glorot uniform; biases zero, forget gates one) and forget Adam's."""
        random = np.random.default_rng(seed)
        self.tf.random.set_seed(seed)
        for weight in self.weights:
            if len(weight.shape) == 2:
                bound = (6 / sum(weight.shape)) ** 0.5
                weight.assign(random.uniform(-bound, bound, weight.shape))
            else:
                value = np.zeros(weight.shape, np.float32)
                if "lstm" in weight.path:
                    value[len(value) // 4 : len(value) // 2] = 1.0
                weight.assign(value)
        for moment in self.first + self.second:
            moment.assign(self.tf.zeros_like(moment))

    def train(self, train, held_out, batch: int, learning_rate: float, dropout: float, seed: int):
        """Return the validation loss after each epoch, nats per token; None once it diverged."""
        self.reset(seed)
        random = np.random.default_rng(seed)
        number, losses = 0, []
        constant = self.tf.constant
        for _ in range(EPOCHS):
            order = random.permutation(len(train))
            for start in range(0, len(train) - batch + 1, batch):
                number += 1
                self.step(
                    constant(train[order[start : start + batch]]),
                    constant(dropout, self.tf.float32),
                    constant(learning_rate, self.tf.float32),
                    constant(number, self.tf.float32),
                )
            loss = float(self.loss(constant(held_out), constant(0.0)))
            losses.append(round(loss, 4) if np.isfinite(loss) else None)
        return losses


def compute(folder: Path, parts: Path) -> dict:
    """Train the whole grid; what ``parts`` (JSON lines) has of it already is not done again."""
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    train, held_out = windows(folder)
    points = list(SearchSpace.from_dicts(GRID).every())
    done: dict[str, list] = {}
    if parts.is_file():
        for line in parts.read_text(encoding="utf-8").splitlines():
            point, losses = json.loads(line)
            done[key(point)] = losses
    begun = time.perf_counter()
    missing = [point for point in points if key(point) not in done]
    with parts.open("a", encoding="utf-8") as file:
        for units, same in itertools.groupby(missing, key=lambda point: point["units"]):
            trainer = Trainer(units)
            for point in same:
                rest = {name: value for name, value in point.items() if name != "units"}
                done[key(point)] = trainer.train(train, held_out, **rest, seed=0)
                file.write(json.dumps([point, done[key(point)]]) + "\n")
                file.flush()
            print(f"{len(done)} trained, {time.perf_counter() - begun:.0f} s", flush=True)
    return {
        "about": {
            "what": "validation loss after each epoch, nats per token",
            "context": CONTEXT,
            "embedding": EMBEDDING,
            "epochs": EPOCHS,
            "vocabulary": VOCABULARY,
            "train_tokens": int(train[:, 1:].size),
            "validation_tokens": int(held_out[:, 1:].size),
        },
        "space": GRID,
        "losses": [done[key(point)] for point in points],
    }


def main() -> None:
    """Compute the table and write it."""
    from codegarden import settings

    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("parts", type=Path, help="where finished trainings are kept meanwhile")
    table = compute(settings.load().data / "examples" / "correct", parser.parse_args().parts)
    FILE.write_text(json.dumps(table), encoding="utf-8")


if __name__ == "__main__":
    main()
