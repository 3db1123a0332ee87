"""The guide of the search, as ``codegarden train`` and ``tune`` make it."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from codegarden import settings
from codegarden.cli.commands.language import programs_of
from codegarden.cli.commands.output import progress
from codegarden.cli.commands.trainable import SHARES, Tunable

if TYPE_CHECKING:
    from codegarden.program import Problem, Program

FOLDER, TUNED, SPACE = "guide", "tuned_guide", "guide_space.yaml"
NOT_ITS_OWN = ("vocabulary_size", "context")
SAMPLES = 2000  # as in notebook 02
HELD = 5  # terms of a trial to each that it is judged by


def train(
    sources: list[Path] | None, folder: Path, given: Mapping[str, Any], seed: int
) -> tuple[dict, Any]:
    """Train and save a guide; return figures, and the history as a table."""
    refuse(sources)
    from codegarden.guide.network import Config
    from codegarden.guide.plan import Plan
    from codegarden.guide.training import train as fit
    from codegarden.language_model import windows

    options = settings.load()
    own = dict(given)
    samples = own.pop("samples", SAMPLES)
    config = Config(**{"depth" if name == "layers" else name: one for name, one in own.items()})
    problems, programs = database()
    parts = windows.split_by_problem(programs, SHARES, seed)
    plan = Plan.of(parts, problems, samples, seed)
    with progress("training", config.epochs) as update:
        guide, history = fit(
            config,
            plan.corpus(problems, options.workers, options.cache),
            seed,
            on_epoch=lambda epoch, row: update(epoch, text=f"{row['val_bits']:.3f} bits"),
            checkpoint=folder.with_name(f"{folder.name}.training"),
        )
    guide.save(folder)
    plan.save(folder)
    figures = {
        "problems": {name: len(getattr(plan, name)) for name in SHARES},
        "samples": guide.card["samples"],
        "epochs": len(history),
        "validation_bits": guide.card["figures"]["val_bits"],
        "share": guide.share,
    }
    return figures, history


def tunable(place: Path, sources: list[Path] | None, samples: int) -> Tunable:
    """Return what is searched over, beginning with a guide."""
    refuse(sources)
    from codegarden.guide.model import Guide
    from codegarden.guide.network import Config
    from codegarden.guide.plan import Plan
    from codegarden.guide.training import train as fit

    options = settings.load()
    base, plan = Config.from_dict(Guide.load(place).card["config"]), Plan.load(place)
    whole = plan.corpus(database()[0], options.workers, options.cache)
    few = whole.some(samples, max(1, samples // HELD))

    def finish(config: Any, seed: int, folder: Path) -> None:
        guide, _ = fit(replace(config, epochs=base.epochs, patience=base.patience), whole, seed)
        guide.save(folder)
        plan.save(folder)

    return Tunable(
        "guide",
        base,
        few.sha256,
        "val_bits",
        lambda config, seed, on_epoch: fit(config, few, seed, on_epoch=on_epoch),
        finish,
    )


def refuse(sources: list[Path] | None) -> None:
    """Raise ``BadParameter`` for files, which have no tests."""
    if sources:
        raise typer.BadParameter(
            "a guide learns from problems with tests: import them into the database, and name no "
            "files"
        )


def database() -> tuple[list["Problem"], list["Program"]]:
    """Return the database's problems, the shipped ones among them, and its correct programs."""
    from codegarden.store import Store

    programs = programs_of(None)
    with Store.connect(settings.load()) as store:
        return list(store.problems.read()), programs
