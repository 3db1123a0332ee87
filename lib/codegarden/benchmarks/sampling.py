"""How fast programs are sampled, and how many of them parse with and without the grammar mask.

The peers write as many programs with a network of the same shape: ``model.predict`` on the whole
prefix for each token, which is what most examples do, and PyTorch's LSTM with its state carried
along, for which the extra ``peers`` is needed. The model learns from the examples that the project
ships, in about a minute.
"""

import time
import warnings
from collections.abc import Callable

import numpy as np

from codegarden import settings
from codegarden.language_model import Config, EncodedCorpus, LanguageModel, train
from codegarden.sampling import PythonGrammar, sample, temperature
from codegarden.tokens import END, START, Vocabulary


def run(programs: int = 256, length: int = 96, units: int = 256, epochs: int = 8) -> dict:
    """Print speeds and shares and return the figures.

    Returns
    -------
    dict
        ``ratio_to_predict`` and ``ratio`` of our tokens per second to those of ``model.predict`` on
        the prefix and of PyTorch (None without it); ``parse_share`` of masked samples and
        ``parse_share_unmasked``; ``new_share`` of masked samples that are not in the corpus.
    """
    corpus, model = _trained(units, epochs)
    speeds = {
        "codegarden": _ours(model, programs, length),
        "model.predict": _predict(model, programs, length),
    }
    torch_speed = _torch(model, programs, length)
    if torch_speed:
        speeds["PyTorch"] = torch_speed
    for name, speed in speeds.items():
        print(f"{name:>14}  {speed:>10,.0f} tokens/s")
    known = {corpus.vocabulary.decode(ids) for ids in corpus.train}
    parse, new = {}, {}
    for name, grammar in (("masked", PythonGrammar(corpus.vocabulary)), ("unmasked", None)):
        began = time.perf_counter()
        found = sample(model, programs, temperature(0.8), grammar, length=length, seed=0)
        speed = sum(len(one.ids) for one in found) / (time.perf_counter() - began)
        parse[name] = round(float(np.mean([_parses(one.source) for one in found])), 4)
        new[name] = round(float(np.mean([one.source not in known for one in found])), 4)
        print(f"{name:>14}  {speed:>10,.0f} tokens/s  {parse[name]:.1%} parse, {new[name]:.1%} new")
    return {
        "ratio_to_predict": round(speeds["codegarden"] / speeds["model.predict"], 1),
        "ratio": round(speeds["codegarden"] / torch_speed, 3) if torch_speed else None,
        "parse_share": parse["masked"],
        "parse_share_unmasked": parse["unmasked"],
        "new_share": new["masked"],
    }


def _trained(units: int, epochs: int) -> tuple[EncodedCorpus, LanguageModel]:
    folder = settings.load().data / "examples" / "correct"
    sources = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py"))]
    kept = len(sources) * 9 // 10
    vocabulary = Vocabulary.learn(sources[:kept], size=1_000, docstrings=False)
    corpus = EncodedCorpus.of(sources[:kept], sources[kept:], vocabulary)
    config = Config(units=units, batch=8, context=32, learning_rate=1e-2, epochs=epochs)
    return corpus, train(config, corpus)[0]


def _parses(source: str) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(source, "<sample>", "exec")
        except (SyntaxError, ValueError):
            return False
    return True


def _speed(step: Callable[[], None], tokens: int, rounds: int = 3) -> float:
    """Return the tokens per second of the fastest of some rounds."""
    step()  # builds graphs
    seconds = float("inf")
    for _ in range(rounds):
        began = time.perf_counter()
        step()
        seconds = min(seconds, time.perf_counter() - began)
    return tokens / seconds


def _ours(model: LanguageModel, programs: int, length: int) -> float:
    end, draw = model.vocabulary[END], temperature()

    def never_ending(log_probs: np.ndarray, random: np.random.Generator) -> np.ndarray:
        log_probs[:, end] = -np.inf
        return draw(log_probs, random)

    return _speed(lambda: sample(model, programs, never_ending, length=length), programs * length)


def _predict(model: LanguageModel, programs: int, length: int, looks: int = 3) -> float:
    """Return the speed of ``predict`` on prefixes, from a few lengths spread over the program."""
    config, draw, random = model.config, temperature(), np.random.default_rng(0)
    zeros = [np.zeros((programs, config.units), np.float32)] * (2 * config.layers)
    seconds = []
    for prefix in np.linspace(1, length, looks + 2).astype(int)[1:-1]:
        ids = random.integers(len(model.vocabulary), size=(programs, prefix)).astype(np.int32)

        def step(ids: np.ndarray = ids) -> None:
            logits = model.network.predict([ids, *zeros], verbose=0, batch_size=programs)[0]
            draw(logits[:, -1], random)

        seconds.append(programs / _speed(step, programs, rounds=2))
    return programs / float(np.mean(seconds))


def _torch(model: LanguageModel, programs: int, length: int) -> float | None:
    """Return the speed of PyTorch's stateful loop; None where it is not installed."""
    try:
        import torch
    except ImportError:
        return None
    size, config = len(model.vocabulary), model.config
    embedding = torch.nn.Embedding(size, config.embedding)
    lstm = torch.nn.LSTM(config.embedding, config.units, config.layers, batch_first=True)
    output = torch.nn.Linear(config.units, size)

    def loop() -> None:
        ids, state = torch.full((programs, 1), model.vocabulary[START]), None
        with torch.inference_mode():
            for _ in range(length):
                values, state = lstm(embedding(ids), state)
                ids = torch.multinomial(torch.softmax(output(values[:, -1]), -1), 1)

    return _speed(loop, programs * length)
