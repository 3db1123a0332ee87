"""The language model, as ``codegarden train`` and ``tune`` make it."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from codegarden import settings
from codegarden.cli.commands.output import progress
from codegarden.cli.commands.trainable import SHARES, Tunable

if TYPE_CHECKING:
    from codegarden.program import Program

FOLDER, TUNED, SPACE = "language_model", "tuned", "search_space.yaml"
NOT_ITS_OWN = ("samples",)
DEFAULTS = {
    "embedding": 96,
    "units": 192,
    "dropout": 0.3,
    "context": 32,
    "batch": 8,
    "learning_rate": 0.01,
    "epochs": 7,
}
VOCABULARY = 600  # entries
SHOWN = ["epoch", "loss", "val_loss", "val_perplexity", "val_accuracy", "seconds"]


def train(
    sources: list[Path] | None, folder: Path, given: Mapping[str, Any], seed: int
) -> tuple[dict, Any]:
    """Train and save a model; return figures, and the history as a table."""
    from codegarden.language_model import windows
    from codegarden.language_model.lstm import Config, EncodedCorpus
    from codegarden.language_model.lstm import train as fit
    from codegarden.language_model.tokens import Vocabulary, encode_all

    parts = windows.split_by_problem(programs_of(sources), SHARES, seed)
    texts = {name: [one.source for one in part] for name, part in parts.items()}
    size = given.get("vocabulary_size", VOCABULARY)
    vocabulary = Vocabulary.learn(texts["train"], size=size, docstrings=False)
    ids = {name: encode_all(part, vocabulary).ids for name, part in texts.items()}
    corpus = EncodedCorpus(ids["train"], ids["validation"], vocabulary)
    own = {name: one for name, one in given.items() if name != "vocabulary_size"}
    config = Config(**DEFAULTS | own)
    with progress("training", config.epochs) as update:
        model, history = fit(
            config,
            corpus,
            seed,
            on_epoch=lambda epoch, row: update(epoch, text=f"loss {row['val_loss']:.3f}"),
            checkpoint=folder.with_name(f"{folder.name}.training"),
        )
    model.save(folder)
    split = {name: sorted(one.sha256 for one in part) for name, part in parts.items()}
    (folder / "split.json").write_text(json.dumps(split), encoding="utf-8")
    history.to_csv(folder / "history.csv", index=False)
    best = model.card["figures"]
    figures = {
        "programs": {name: len(part) for name, part in parts.items()},
        "epochs": len(history),
        "validation_loss": best["val_loss"],
        "validation_perplexity": best["val_perplexity"],
        "validation_accuracy": best["val_accuracy"],
    }
    return figures, history[SHOWN]


def tunable(place: Path, sources: list[Path] | None, samples: int) -> Tunable:
    """Return what is searched over, beginning with a model."""
    from codegarden.language_model.lstm import EncodedCorpus, LanguageModel
    from codegarden.language_model.lstm import train as fit
    from codegarden.language_model.tokens import encode_all

    untuned = LanguageModel.load(place)
    split = json.loads((place / "split.json").read_text(encoding="utf-8"))
    known = {one.sha256: one.source for one in programs_of(sources)}
    if missing := [one for part in split.values() for one in part if one not in known]:
        raise typer.BadParameter(
            f"{len(missing)} programs of {place / 'split.json'} are missing: give --sources"
        )
    ids = {
        name: encode_all([known[one] for one in part], untuned.vocabulary).ids
        for name, part in split.items()
    }
    corpus = EncodedCorpus(ids["train"], ids["validation"], untuned.vocabulary)

    def finish(config: Any, seed: int, folder: Path) -> None:
        fit(config, corpus, seed)[0].save(folder)

    return Tunable(
        "lstm",
        untuned.config,
        corpus.sha256,
        "val_loss",
        lambda config, seed, on_epoch: fit(config, corpus, seed, on_epoch=on_epoch),
        finish,
    )


def programs_of(sources: list[Path] | None) -> list["Program"]:
    """Return the programs of files, a problem each name up to its first dot; else the database's.

    Raises ``DefinitionsError`` for a file that is no Python.
    """
    from codegarden.cli.commands.files import program_in
    from codegarden.importers import examples
    from codegarden.store import Store

    if not sources:
        options = settings.load()
        with Store.connect(options) as store:
            store.create()
            store.problems.add(examples.read(options.data / "examples"))
            wanted = [
                one for one in store.programs.read() if one.is_correct or one.origin == "package"
            ]
        return list({one.sha256: one for one in wanted}.values())
    files = [
        file
        for path in sources
        for file in (sorted(path.rglob("*.py")) if path.is_dir() else [path])
    ]
    made = [replace(program_in(file), problem=file.name.partition(".")[0]) for file in files]
    return list({one.sha256: one for one in made}.values())
