"""How fast programs are sampled, how many of them parse, and what they are worth.

The peers write as many programs with a network of the same shape: ``model.predict`` on the whole
prefix for each token, which is what most examples do, and PyTorch's LSTM with its state carried
along, for which the extra ``peers`` is needed. What ``predict`` costs grows with the length of the
programs, so the length counts: it is that at which ``sample`` ends a program. The model learns from
the examples that the project ships, in about a minute. Its programs are then run on the test cases
of all shipped problems with as many parameters.
"""

import ast
import time
import warnings
from collections.abc import Callable, Iterable

import numpy as np

from codegarden import settings
from codegarden.importers import examples
from codegarden.language_model.lstm import Config, EncodedCorpus, LanguageModel, train
from codegarden.language_model.sampling import PythonGrammar, Sample, sample, temperature
from codegarden.language_model.tokens import END, START, Vocabulary
from codegarden.program import Outcome, Program, TestKind
from codegarden.sandbox import Limits, Sandbox
from codegarden.syntax.source import read_source

TRIED = 64  # samples that are run, each on the test cases of some thirty problems


def run(programs: int = 256, length: int = 200, units: int = 256, epochs: int = 8) -> dict:
    """Print speeds and shares and return the figures.

    Returns
    -------
    dict
        ``ratio_to_predict`` and ``ratio`` of our tokens per second to those of ``model.predict`` on
        the prefix and of PyTorch (None without it); ``parse_share`` of masked samples and
        ``parse_share_unmasked``. Of samples under the mask, and of samples of which the mask also
        wants names in scope (``..._in_scope``): ``new_share``, not in the corpus; of the first 64,
        ``run_share``, that return a value for a test case of some problem, and ``pass_share``, that
        pass all of one's.
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
        print(f"{name:>14}  {speed:>10,.0f} tokens/s", flush=True)
    known = {corpus.vocabulary.decode(ids) for ids in corpus.train}
    grammars = {
        "masked": PythonGrammar(corpus.vocabulary),
        "in scope": PythonGrammar(corpus.vocabulary, names_in_scope=True),
        "unmasked": None,
    }
    shares = {}
    for name, grammar in grammars.items():
        began = time.perf_counter()
        found = sample(model, programs, temperature(0.8), grammar, length=length, seed=0)
        speed = sum(len(one.ids) for one in found) / (time.perf_counter() - began)
        shares[name] = one = _shares(found, known)
        told = ", ".join(f"{share:.1%} {what}" for what, share in one.items())
        print(f"{name:>14}  {speed:>10,.0f} tokens/s  {told}", flush=True)
    masked, scoped = shares["masked"], shares["in scope"]
    return {
        "ratio_to_predict": round(speeds["codegarden"] / speeds["model.predict"], 1),
        "ratio": round(speeds["codegarden"] / torch_speed, 3) if torch_speed else None,
        "parse_share": masked["parse"],
        "parse_share_unmasked": shares["unmasked"]["parse"],
        **{f"{what}_share": masked[what] for what in ("new", "run", "pass")},
        **{f"{what}_share_in_scope": scoped[what] for what in ("parse", "new", "run", "pass")},
    }


def _shares(found: list[Sample], known: set[str]) -> dict[str, float]:
    """Return which part of samples parses, is new, returns something, and solves a problem."""
    tried = found[:TRIED]
    runs, passes = _run(one.source for one in tried)
    shares = {
        "parse": np.mean([_parses(one.source) for one in found]),
        "new": np.mean([one.source not in known for one in found]),
        "run": runs / len(tried),
        "pass": passes / len(tried),
    }
    return {what: round(float(share), 4) for what, share in shares.items()}


def _run(sources: Iterable[str]) -> tuple[int, int]:
    """Return how many programs return a value for a problem's test case, and pass all of them.

    What a program is called is its last function; the problems are those with as many parameters.
    """
    problems = list(examples.read(settings.load().data / "examples"))
    jobs, owners = [], []
    for number, source in enumerate(sources):
        if not _parses(source):
            continue
        functions = [one for one in ast.parse(source).body if isinstance(one, ast.FunctionDef)]
        for problem in problems if functions else ():
            calls = [one for one in problem.tests if one.kind is TestKind.CALL]
            if calls and len(calls[0].args) == len(functions[-1].args.args):
                jobs.append((Program(source, functions[-1].name), calls))
                owners.append(number)
    ran, passed = set(), set()
    with Sandbox(limits=Limits(cpu_s=0.5)) as sandbox:
        for place, verdicts in sandbox.map(jobs):
            if verdicts[0].outcome in (Outcome.PASS, Outcome.WRONG):
                ran.add(owners[place])
            if all(one.passed for one in verdicts):
                passed.add(owners[place])
    return len(ran), len(passed)


def _trained(units: int, epochs: int) -> tuple[EncodedCorpus, LanguageModel]:
    folder = settings.load().data / "examples" / "correct"
    sources = [read_source(path) for path in sorted(folder.glob("*.py"))]
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
