"""How fast the LSTM trains: against PyTorch, plain Keras and the machine's own matrix product.

All train the same architecture on the same random ids in one run: embedding, LSTM, full softmax,
Adam. Rounds of a few steps alternate between them, and the fastest round of each counts, so that a
busy machine slows all alike. PyTorch comes with the extra ``peers``; without it, ``ratio`` is None.
With ``--memory``, a process of its own trains on so many ids, and its largest size is told.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Annotated

import numpy as np
import typer

from codegarden.language_model.lstm import Config, EncodedCorpus, build, train
from codegarden.language_model.lstm.adam import FusedAdam
from codegarden.language_model.lstm.backend import keras, tf
from codegarden.language_model.lstm.trainer import Trainer
from codegarden.language_model.tokens import Vocabulary
from codegarden.language_model.windows import one_hot


def run(
    size: int = 5_000,
    context: int = 64,
    batch: int = 64,
    units: int = 256,
    embedding: int = 128,
    rounds: int = 5,
    steps: int = 4,
    memory: Annotated[int, typer.Option(help="also train on so many ids, for the memory")] = 0,
) -> dict:
    """Print tokens per second and return the figures.

    Returns
    -------
    dict
        ``ratio`` of our tokens per second to PyTorch's, ``keras_ratio`` to plain Keras's,
        ``gemm_share`` of the speed that the machine's float32 matrix product allows, and
        ``one_hot_max_difference`` between the logits of explicit one-hot vectors and of look-ups;
        ``peak_mib``, the resident memory of a training on ``memory`` ids (None without).
    """
    config = Config(
        embedding=embedding, units=units, context=context, batch=batch, dropout=0.0, clipnorm=1.0
    )
    random = np.random.default_rng(0)
    ids = random.integers(1, size, size=(steps, batch, context + 1)).astype(np.int32)
    peers: dict[str, Callable[[], None]] = {
        "codegarden": _ours(config, size, ids),
        "plain Keras": _plain_keras(config, size, ids),
    }
    torch = _torch(config, size, ids)
    if torch:
        peers["PyTorch"] = torch
    seconds = {name: float("inf") for name in (*peers, "matrix product")}
    peers["matrix product"] = _products(config, size)
    for step in peers.values():
        step()  # builds graphs and buffers
    for _ in range(rounds):
        for name, step in peers.items():
            began = time.perf_counter()
            step()
            seconds[name] = min(seconds[name], time.perf_counter() - began)
    tokens = {name: steps * batch * context / taken for name, taken in seconds.items()}
    tokens["matrix product"] = batch * context / seconds["matrix product"]
    for name, speed in tokens.items():
        print(f"{name:>15}  {speed:>9,.0f} tokens/s")
    return {
        "tokens_per_s": round(tokens["codegarden"]),
        "ratio": round(tokens["codegarden"] / tokens["PyTorch"], 3) if torch else None,
        "keras_ratio": round(tokens["codegarden"] / tokens["plain Keras"], 3),
        "gemm_share": round(tokens["codegarden"] / tokens["matrix product"], 3),
        "one_hot_max_difference": one_hot_difference(config, size),
        "peak_mib": peak_mib(memory, size, config) if memory else None,
    }


def one_hot_difference(config: Config, size: int) -> float:
    """Return the largest difference between logits of one-hot vectors and of row look-ups."""
    lookup, explicit = build(config, size, 0), build(config, size, 1, one_hot=True)
    explicit.set_weights(lookup.get_weights())
    ids = np.random.default_rng(0).integers(size, size=(4, config.context)).astype(np.int32)
    zeros = [np.zeros((4, config.units), np.float32)] * (2 * config.layers)
    shown = explicit([one_hot(ids, size), *zeros])[0].numpy()
    return float(np.abs(shown - lookup([ids, *zeros])[0].numpy()).max())


def peak_mib(count: int, size: int, config: Config) -> int:
    """Return the largest resident memory in MiB of a process that trains for an epoch."""
    given = json.dumps({"count": count, "size": size, "config": config.as_dict() | {"epochs": 1}})
    command = [sys.executable, "-m", "codegarden.benchmarks.lstm", given]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(done.stdout.split()[-1])


def _train_on_random_ids(count: int, size: int, config: dict) -> None:
    """Train as a notebook does, validation included, and print the largest size in MiB."""
    vocabulary = Vocabulary.learn(  # as many entries as asked for, of words that nobody uses
        (f"{number:x}_ = {number:o}.{number:b}\n" * 2 for number in range(4 * size)), size
    )
    words = np.array(vocabulary.word_ids, np.int32)
    random = np.random.default_rng(0)
    programs = [random.choice(words, size=100) for _ in range(count // 100)]
    corpus = EncodedCorpus(programs, programs[: len(programs) // 10], vocabulary)
    train(Config(**config), corpus)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def _ours(config: Config, size: int, ids: np.ndarray) -> Callable[[], None]:
    trainer = Trainer(build(config, size), config, pad=0)
    trainer.compile(FusedAdam(1e-3, global_clipnorm=1.0), jit_compile=False)
    return _fit(trainer, ids)


def _plain_keras(config: Config, size: int, ids: np.ndarray) -> Callable[[], None]:
    tokens = keras.Input((None,), dtype="int32")
    values = keras.layers.Embedding(size, config.embedding)(tokens)
    values = keras.layers.LSTM(config.units, return_sequences=True)(values)
    model = keras.Model(tokens, keras.layers.Dense(size)(values))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(1e-3, global_clipnorm=1.0), loss, jit_compile=False)
    return _fit(model, ids)


def _fit(model: keras.Model, ids: np.ndarray) -> Callable[[], None]:
    dataset = tf.data.Dataset.from_tensor_slices((ids[:, :, :-1], ids[:, :, 1:]))
    return lambda: model.fit(dataset, shuffle=False, verbose=0)


def _products(config: Config, size: int) -> Callable[[], None]:
    """Return the matrix products of one step, forwards and twice as much backwards, and no more."""
    rows, inner = config.batch * config.context, config.embedding + config.units
    draw = tf.random.stateless_normal
    left, gates = draw((rows, inner), (0, 0)), draw((inner, 4 * config.units), (0, 1))
    hidden, output = draw((rows, config.units), (0, 2)), draw((config.units, size), (0, 3))

    @tf.function
    def product():
        return tf.reduce_sum((left @ gates)[0]) + tf.reduce_sum((hidden @ output)[0])

    return lambda: [product().numpy() for _ in range(3)] and None


def _torch(config: Config, size: int, ids: np.ndarray) -> Callable[[], None] | None:
    """Return the same training step in PyTorch; None where that is not installed."""
    try:
        import torch
    except ImportError:
        return None

    class Network(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.embedding = torch.nn.Embedding(size, config.embedding)
            self.lstm = torch.nn.LSTM(config.embedding, config.units, batch_first=True)
            self.output = torch.nn.Linear(config.units, size)

        def forward(self, tokens):
            return self.output(self.lstm(self.embedding(tokens))[0])

    network = Network()
    optimizer = torch.optim.Adam(network.parameters(), 1e-3)
    loss = torch.nn.CrossEntropyLoss()
    batches = torch.from_numpy(ids.astype(np.int64))

    def steps() -> None:
        for one in batches:
            optimizer.zero_grad()
            loss(network(one[:, :-1]).flatten(0, 1), one[:, 1:].flatten()).backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()

    return steps


if __name__ == "__main__":
    _train_on_random_ids(**json.loads(sys.argv[1]))
