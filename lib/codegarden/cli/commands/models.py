"""``codegarden train`` and ``tune``: notebooks 02 and 03 without their pictures.

What the two models have in common is here; the rest is in ``language`` and ``guide``.
"""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from codegarden import settings
from codegarden.cli.commands import guide, language
from codegarden.cli.commands.output import Json, note, progress, show_json

TRAIN_EXAMPLES = (
    "codegarden train data/examples/correct --units 32 --epochs 1 "
    "--out models/small/language_model",
    "codegarden train --model guide --samples 300 --units 16 --epochs 1 --out models/small/guide",
)
TUNE_EXAMPLES = (
    "codegarden tune --base models/small/language_model --trials 2 --epochs 1 "
    "--export sqlite:///study.db",
    "codegarden tune --model guide --base models/small/guide --samples 200 --trials 2 --epochs 1",
)
MODULES = {"language": language, "guide": guide}


class Model(StrEnum):
    """What comes next in a program, or what a task's program is made of."""

    language = "language"
    guide = "guide"


Chosen = Annotated[
    Model, typer.Option("--model", help="the language model, or the guide of the search")
]


def number(text: str, low: int = 1, high: int | None = None) -> Any:
    """Return the kind of an option that is a whole number; without it, the model's own default."""
    return Annotated[int | None, typer.Option(min=low, max=high, help=text, show_default=False)]


def train(
    sources: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Python files, or folders of them; else the database's correct ones. A guide "
            "learns from the database's problems, which have tests"
        ),
    ] = None,
    model: Chosen = Model.language,
    out: Annotated[
        Path | None,
        typer.Option(help="a folder for the model; else language_model or guide in models/lab"),
    ] = None,
    samples: number("guide: enumerated terms to learn from [default: 2000]") = None,
    vocabulary_size: number("language: entries [default: 600]") = None,
    embedding: number("numbers that stand for an id [default: 96; guide: 32]") = None,
    units: number("numbers in the state of a layer [default: 192; guide: 64]") = None,
    layers: number("LSTM layers, of each encoder [default: 1]", high=3) = None,
    dropout: Annotated[
        float | None,
        typer.Option(help="share of inputs that are dropped [default: 0.3; guide: 0.2]"),
    ] = None,
    context: number("language: ids in a context window [default: 32]") = None,
    batch: number("windows or terms in a step [default: 8; guide: 256]") = None,
    learning_rate: Annotated[
        float | None, typer.Option(help="at its peak [default: 0.01; guide: 0.002]")
    ] = None,
    epochs: number("at most [default: 7; guide: 8]") = None,
    seed: Annotated[int, typer.Option(help="of the split, the weights and the dropout")] = 0,
    as_json: Json = False,
) -> None:
    """Train the language model, or the guide of the search.

    An interrupted training goes on where it was, when it is started again in the same way.
    """
    given = {
        "samples": samples,
        "vocabulary_size": vocabulary_size,
        "embedding": embedding,
        "units": units,
        "layers": layers,
        "dropout": dropout,
        "context": context,
        "batch": batch,
        "learning_rate": learning_rate,
        "epochs": epochs,
    }
    kind = MODULES[model]
    if wrong := sorted(
        set(kind.NOT_ITS_OWN) & {name for name, one in given.items() if one is not None}
    ):
        raise typer.BadParameter(f"--{wrong[0].replace('_', '-')} is no option of --model {model}")
    chosen = {name: value for name, value in given.items() if value is not None}
    folder = out or settings.load().models / kind.FOLDER
    figures, history = kind.train(sources, folder, chosen, seed)
    if out is None:
        point_at(folder)
    if as_json:
        show_json({"model": str(folder)} | figures)
        return
    print(history.round(3).to_string(index=False))
    print(folder)


def tune(
    model: Chosen = Model.language,
    base: Annotated[
        Path | None, typer.Option(help="the model to begin with; else the last one trained")
    ] = None,
    sources: Annotated[
        list[Path] | None,
        typer.Option(
            help="language: what that model was trained on, as train was given it; else the "
            "database"
        ),
    ] = None,
    space_file: Annotated[
        Path | None,
        typer.Option("--space", help="else data/search_space.yaml or data/guide_space.yaml"),
    ] = None,
    trials: Annotated[int, typer.Option(min=1, help="of the study, finished ones included")] = 6,
    initial: Annotated[int, typer.Option(min=1, help="before the surrogate is asked")] = 3,
    epochs: Annotated[int, typer.Option(min=1, help="of every trial")] = 3,
    samples: Annotated[
        int, typer.Option(min=1, help="guide: terms that a trial learns from")
    ] = 1500,
    acquisition: Annotated[str, typer.Option(help="ei, ucb, pi or gp_hedge")] = "ei",
    prune: Annotated[bool, typer.Option(help="stop a trial that is hopeless")] = True,
    seed: Annotated[int, typer.Option(help="of the search and of every training")] = 0,
    export: Annotated[
        str, typer.Option(help="write the study for Optuna: sqlite:///study.db")
    ] = "",
    out: Annotated[
        Path | None,
        typer.Option(help="a folder for the best model; else tuned or tuned_guide in models/lab"),
    ] = None,
    as_json: Json = False,
) -> None:
    """Search for hyper-parameters of the language model, or of the guide.

    An interrupted search goes on with its finished trials.
    The study that --export writes can be opened with optuna-dashboard.
    """
    from dataclasses import replace

    import yaml

    from codegarden import tuning
    from codegarden.program import sha256
    from codegarden.store import Store

    options, kind = settings.load(), MODULES[model]
    space_text = (space_file or options.data / kind.SPACE).read_text(encoding="utf-8")
    space = tuning.SearchSpace.from_dicts(yaml.safe_load(space_text))
    tunable = kind.tunable(base or options.trained / kind.FOLDER, sources, samples)
    short = replace(tunable.base, epochs=epochs, patience=epochs)
    pruner = tuning.CurveExtrapolation(epochs) if prune else None
    what = (space.sha256, tunable.data_hash, short, seed, acquisition, initial, pruner)
    study, monitor = f"{tunable.name}-{sha256(repr(what))[:12]}", tunable.monitor

    def objective(parameters: dict[str, Any], trial: tuning.TrialHandle) -> float:
        trained, history = tunable.fit(
            replace(short, **parameters),
            trial.seed,
            lambda epoch, row: trial.report(epoch, {monitor: row[monitor]}),
        )
        trial.measure(weights=trained.card["parameters"])
        return float(history[monitor].min())

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
                start=[space.nearest(short.as_dict())],
                study=study,
                data_hash=tunable.data_hash,
            )
    winner = tuning.best(found)
    if export:
        from codegarden.plots.tuning_study import as_study

        as_study(found, space.dicts(), monitor, storage=export, name=study)
        note(f"the study {study} is in {export}: optuna-dashboard {export}")
    folder = out or options.models / kind.TUNED
    if winner:
        tunable.finish(replace(short, **winner.parameters), winner.seed, folder)
        if out is None:
            point_at(folder)
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


def point_at(folder: Path) -> None:
    """Let the folder of the last models made lead to one, so that what comes next finds it."""
    from codegarden.pipeline.hand_off import point

    point(settings.load().latest / folder.name, folder)
