"""``codegarden train`` and ``tune``: notebooks 02 and 03 without their pictures."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from codegarden import settings
from codegarden.cli.commands.output import Json, note, progress, show_json

if TYPE_CHECKING:
    from codegarden.program import Program

TRAIN_EXAMPLE = (
    "codegarden train data/examples/correct --units 32 --epochs 1 --out models/small/language_model"
)
TUNE_EXAMPLE = (
    "codegarden tune --model models/small/language_model --trials 2 --epochs 1 "
    "--export sqlite:///study.db"
)
SHARES = {"train": 0.7, "validation": 0.15, "test": 0.15}  # as in notebook 02


def train(
    sources: Annotated[
        list[Path] | None,
        typer.Argument(help="Python files, or folders of them; else the database's correct ones"),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="a folder for the model; else models/lab/language_model")
    ] = None,
    vocabulary_size: Annotated[int, typer.Option(min=1, help="entries")] = 600,
    embedding: Annotated[int, typer.Option(min=1, help="numbers that stand for an id")] = 96,
    units: Annotated[int, typer.Option(min=1, help="numbers in the state of a layer")] = 192,
    layers: Annotated[int, typer.Option(min=1, max=3, help="LSTM layers")] = 1,
    dropout: Annotated[float, typer.Option(help="share of inputs that are dropped")] = 0.3,
    context: Annotated[int, typer.Option(min=1, help="ids in a context window")] = 32,
    batch: Annotated[int, typer.Option(min=1, help="context windows in a step")] = 8,
    learning_rate: Annotated[float, typer.Option(help="at its peak")] = 0.01,
    epochs: Annotated[int, typer.Option(min=1, help="at most")] = 7,
    seed: Annotated[int, typer.Option(help="of the split, the weights and the dropout")] = 0,
    as_json: Json = False,
) -> None:
    """Train the language model.

    An interrupted training goes on where it was, when it is started again in the same way.
    """
    import json

    from codegarden.language_model import windows
    from codegarden.language_model.lstm import Config, EncodedCorpus
    from codegarden.language_model.lstm import train as fit
    from codegarden.language_model.tokens import Vocabulary, encode_all

    options = settings.load()
    folder = out or options.models / "language_model"
    parts = windows.split_by_problem(programs_of(sources), SHARES, seed)
    texts = {name: [one.source for one in part] for name, part in parts.items()}
    vocabulary = Vocabulary.learn(texts["train"], size=vocabulary_size, docstrings=False)
    ids = {name: encode_all(part, vocabulary).ids for name, part in texts.items()}
    corpus = EncodedCorpus(ids["train"], ids["validation"], vocabulary)
    config = Config(
        embedding=embedding,
        units=units,
        layers=layers,
        dropout=dropout,
        context=context,
        batch=batch,
        learning_rate=learning_rate,
        epochs=epochs,
    )
    with progress("training", epochs) as update:
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
        "model": str(folder),
        "programs": {name: len(part) for name, part in parts.items()},
        "epochs": len(history),
        "validation_loss": best["val_loss"],
        "validation_perplexity": best["val_perplexity"],
        "validation_accuracy": best["val_accuracy"],
    }
    if as_json:
        show_json(figures)
        return
    shown = ["epoch", "loss", "val_loss", "val_perplexity", "val_accuracy", "seconds"]
    print(history[shown].round(3).to_string(index=False))
    print(folder)


def programs_of(sources: list[Path] | None) -> list["Program"]:
    """Return the programs of files, a problem each name up to its first dot; else the database's.

    Raises ``DefinitionsError`` for a file that is no Python.
    """
    from dataclasses import replace

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


def tune(
    model: Annotated[
        Path | None, typer.Option(help="the model to begin with; else the last one trained")
    ] = None,
    sources: Annotated[
        list[Path] | None,
        typer.Option(
            help="what that model was trained on, as train was given it; else the database"
        ),
    ] = None,
    space_file: Annotated[
        Path | None, typer.Option("--space", help="else data/search_space.yaml")
    ] = None,
    trials: Annotated[int, typer.Option(min=1, help="of the study, finished ones included")] = 6,
    initial: Annotated[int, typer.Option(min=1, help="before the surrogate is asked")] = 3,
    epochs: Annotated[int, typer.Option(min=1, help="of every trial")] = 3,
    acquisition: Annotated[str, typer.Option(help="ei, ucb, pi or gp_hedge")] = "ei",
    prune: Annotated[bool, typer.Option(help="stop a trial that is hopeless")] = True,
    seed: Annotated[int, typer.Option(help="of the search and of every training")] = 0,
    export: Annotated[
        str, typer.Option(help="write the study for Optuna: sqlite:///study.db")
    ] = "",
    out: Annotated[
        Path | None, typer.Option(help="a folder for the best model; else models/lab/tuned")
    ] = None,
    as_json: Json = False,
) -> None:
    """Search for hyper-parameters.

    An interrupted search goes on with its finished trials.
    The study that --export writes can be opened with optuna-dashboard.
    """
    import json
    from dataclasses import replace

    import yaml

    from codegarden import tuning
    from codegarden.language_model.lstm import EncodedCorpus, LanguageModel
    from codegarden.language_model.lstm import train as fit
    from codegarden.language_model.tokens import encode_all
    from codegarden.program import sha256
    from codegarden.store import Store

    options = settings.load()
    place = model or options.trained / "language_model"
    space_text = (space_file or options.data / "search_space.yaml").read_text(encoding="utf-8")
    space = tuning.SearchSpace.from_dicts(yaml.safe_load(space_text))
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
    base = replace(untuned.config, epochs=epochs, patience=epochs)
    pruner = tuning.Outlook(epochs) if prune else None
    what = (space.sha256, corpus.sha256, base, seed, acquisition, initial, pruner)
    study = f"lstm-{sha256(repr(what))[:12]}"

    def objective(parameters: dict[str, Any], trial: tuning.TrialHandle) -> float:
        trained, history = fit(
            replace(base, **parameters),
            corpus,
            trial.seed,
            on_epoch=lambda epoch, row: trial.report(epoch, {"val_loss": row["val_loss"]}),
        )
        trial.measure(weights=trained.network.count_params())
        return float(history["val_loss"].min())

    with (
        Store.connect(options) as store,
        progress("searching", trials) as update,
    ):
        store.create()
        # other searches may write to the study too: each claims a trial before it runs it
        with store.trials.study(study) as shared:
            found = tuning.search(
                objective,
                space,
                trials,
                seed,
                acquisition,
                initial,
                pruner=pruner,
                shared=shared,
                progress=lambda done, every: update(
                    len(done), every, text=tuning.progress_line(done, every)
                ),
                start=[space.nearest(base.as_dict())],
                study=study,
                data_hash=corpus.sha256,
            )
    winner = tuning.best(found)
    if export:
        from codegarden.plots.tuning_study import as_study

        as_study(found, space.dicts(), "val_loss", storage=export, name=study)
        note(f"the study {study} is in {export}: optuna-dashboard {export}")
    folder = out or options.models / "tuned"
    if winner:
        tuned, _ = fit(replace(base, **winner.parameters), corpus, winner.seed)
        tuned.save(folder)
    if as_json:
        show_json(
            {
                "study": study,
                "trials": [
                    {"number": one.number, "status": one.status, "value": one.value,
                     "parameters": one.parameters, "seconds": round(one.seconds, 2)}
                    for one in found
                ],
                "best": winner.number if winner else None,
                "model": str(folder) if winner else "",
            }
        )  # fmt: skip
        return
    print(tuning.trials_table(found).drop(columns="reason").to_string())
    print(folder if winner else "no trial is complete: nothing was written")
