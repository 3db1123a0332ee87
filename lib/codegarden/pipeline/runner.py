"""Run the numbered notebooks in sequence with papermill, headlessly.

Each run has a folder of its own; ``runs/latest`` moves only when every stage has finished. Nothing
of a stage counts until the stage has ended, so a kill at any moment costs that stage alone.
"""

import fcntl
import secrets
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from nbclient.exceptions import DeadKernelError
from papermill.exceptions import PapermillExecutionError
from papermill.execute import execute_notebook

from codegarden.evaluation import load_definitions
from codegarden.importers import examples
from codegarden.pipeline import engine, report, stages
from codegarden.pipeline.hand_off import file_sha256, handed_off, point
from codegarden.pipeline.profiles import Profile, given_parameters, load_profile
from codegarden.pipeline.run import Run, Stage
from codegarden.pipeline.stages import StageRecord
from codegarden.settings import Settings
from codegarden.store import Store

LAST_LINES = 20


class PipelineError(RuntimeError):
    """A run that cannot start or go on; the message tells the notebook, the cell and the remedy."""


def run_pipeline(
    settings: Settings,
    profile_name: str,
    first: str = "",
    force: bool = False,
    parameters: Iterable[str] = (),
) -> Path:
    """Run every notebook whose inputs have changed and write the report.

    ``first`` is a notebook's number ("03"): it and all after it run, whether or not they changed;
    those before it must have finished already. ``parameters`` are texts such as "02.epochs=3",
    which override the profile. Returns the run's folder. Raises ``PipelineError``,
    and before anything runs ``ProfileError``, ``NotebookError`` and ``DefinitionsError``.
    """
    notebooks = stages.numbered((settings.root / "notebooks").glob("*.ipynb"))
    profile = load_profile(settings.root / "profiles", profile_name, notebooks)
    for stem, values in given_parameters(parameters, notebooks).items():
        profile.parameters[stem].update(values)
    if first:
        stages.starting_with(first, notebooks)
    is_default = settings.definitions == settings.data / "main_definitions.py"
    if settings.definitions.is_file() or not is_default:
        load_definitions(settings.definitions)  # raises: notebook 01 would, much later
    engine.register()
    with Store.connect(settings) as store:
        store.create()
    with (
        one_run_at_a_time(settings.runs),
        stages.environment(CODEGARDEN_PROFILE=profile.name),
        Store.connect(settings) as store,
        store.database.alone("run"),  # also of another machine's, where the database is on a server
    ):
        # what notebook 01 would import belongs to the inputs that its key is made of
        if (settings.data / "examples").is_dir():
            store.problems.add(examples.read(settings.data / "examples"))
        started = datetime.now(UTC)
        name = f"{started:%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"
        run = Run(
            folder=settings.runs / name,
            profile=profile,
            stages=[Stage(path, profile.parameters[path.stem]) for path in notebooks],
            started=started,
            provenance=report.provenance(settings),
        )
        store.runs.start(name, profile.name, str(run.provenance["commit"]))
        try:
            run_stages(run, settings, store, first, force)
            run.status = "finished"
        except KeyboardInterrupt:
            run.status = "interrupted"
            raise
        except Exception:
            run.status = "failed"
            raise
        finally:
            manifest = report.write(run, settings)
            store.runs.finish(name, run.status, manifest)
    point(settings.runs / "latest", run.folder)
    return run.folder


def run_stages(run: Run, settings: Settings, store: Store, first: str, force: bool) -> None:
    """Skip or run each stage, in sequence."""
    inputs = [
        stages.tree_sha256(settings.root, "lib/**/*.py", "lib/**/*.html"),
        stages.tree_sha256(settings.root, "requirements.lock"),
        stages.tree_sha256(settings.root, "data/examples/**/*.*", "data/*.yaml"),
        file_sha256(settings.definitions) if settings.definitions.is_file() else "",
        settings.safe_database_url,
        settings.examples_sql,
        settings.isolation,
    ]
    upstream = [*inputs, store.digest(derived=False)]
    clock = Clock(run, settings)
    for stage in run.stages:
        stage.key = stages.stage_key(stage.notebook, stage.parameters, *upstream)
        upstream = [stage.key]
        place = record_place(settings, run.profile, stage.notebook)
        earlier = stages.read_record(place)
        before_first = bool(first) and stage.notebook.stem < first
        stands = (
            earlier
            and (settings.runs / earlier.run / "notebooks" / stage.notebook.name).is_file()
            and earlier.stands(settings.root, store.digest(derived=True))
        )
        if before_first and not stands:
            raise PipelineError(
                f"{stage.notebook.stem} has no finished run to start after: leave out FROM={first}"
            )
        if before_first or (stands and earlier.key == stage.key and not (force or first)):
            stage.status, stage.record = "skipped", earlier
            stage.reason = f"not asked for; from {earlier.run}" if before_first else ""
            stage.reason = stage.reason or f"unchanged since {earlier.run}"
            report.keep(settings.runs / earlier.run, run.folder, stage.notebook.stem)
            clock.say(f"{stage.notebook.stem}: skipped, {stage.reason}")
            continue
        place.unlink(missing_ok=True)
        stage.record = run_stage(stage, run, store, clock)
        stages.write_record(place, stage.record)
        stage.status = "finished"
        clock.say(f"{stage.notebook.stem}: finished in {minutes(stage.record.seconds)}")


def run_stage(stage: Stage, run: Run, store: Store, clock: "Clock") -> StageRecord:
    """Execute one notebook; raises ``PipelineError`` when a cell fails or the kernel dies."""
    stem = stage.notebook.stem
    executed = run.folder / "notebooks" / f"{stem}.ipynb"
    log = run.folder / "logs" / f"{stem}.log"
    for path in (executed, log):
        path.parent.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    starts: list[float] = []

    def on_cell(index: int) -> None:
        starts.append(time.monotonic() - started)
        clock.cell(stage, index)

    try:
        with log.open("w", encoding="utf-8") as output, stages.kernel_sockets() as config:
            notebook = execute_notebook(
                stage.notebook,
                executed,
                parameters=stage.parameters,
                engine_name=engine.NAME,
                on_cell=on_cell,
                kernel_name="python3",
                progress_bar=False,
                stdout_file=output,
                stderr_file=output,
                autosave_cell_every=5,
                cwd=stage.notebook.parent,
                config=config,
            )
    except PapermillExecutionError as error:
        stage.status, stage.reason = "failed", f"{error.ename}: {error.evalue}"
        lines = log.read_text(encoding="utf-8").splitlines()[-LAST_LINES:]
        raise PipelineError(
            f"{stem}, code cell {error.exec_count}: {stage.reason}\n"
            + "\n".join(f"  | {line}" for line in lines)
            + f"\nthe notebook as it stopped: {executed}"
        ) from None
    except DeadKernelError:
        stage.status, stage.reason = "failed", "kernel died (out of memory?)"
        raise PipelineError(
            f"{stem}, cell {len(starts)}: {stage.reason}\nthe notebook as it stopped: {executed}"
        ) from None
    made = handed_off(notebook)
    seconds = time.monotonic() - started
    ends = [*starts[1:], seconds]
    return StageRecord(
        key=stage.key,
        run=run.folder.name,
        seconds=round(seconds, 2),
        cell_seconds=[round(end - start, 2) for start, end in zip(starts, ends, strict=True)],
        figures=made.figures,
        files=made.files,
        made=store.digest(derived=True),
    )


class Clock:
    """Tells which cell runs, for how long the run has gone on, and what is expected to be left.

    What is expected comes from the last finished run of each notebook under the same profile, cell
    by cell, and before there is one from the profile.
    """

    def __init__(self, run: Run, settings: Settings) -> None:
        self.started = time.monotonic()
        self.run = run
        self.live = sys.stderr.isatty()
        self.spoke = 0.0
        self.expected = {
            stage.notebook.stem: expected_cells(settings, run.profile, stage.notebook)
            for stage in run.stages
        }

    def cell(self, stage: Stage, index: int) -> None:
        """Report that a cell starts; where lines cannot be rewritten, at most one in 5 seconds."""
        waiting = [other for other in self.run.stages if other.status == "waiting"]
        cells = self.expected[stage.notebook.stem]
        left = sum(cells[index:]) + sum(
            sum(self.expected[other.notebook.stem]) for other in waiting if other is not stage
        )
        elapsed = time.monotonic() - self.started
        line = (
            f"{stage.notebook.stem}: cell {index + 1} of {len(cells)}, "
            f"{minutes(elapsed)} elapsed, about {minutes(left)} left"
        )
        if self.live:
            print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)
        elif index == 0 or elapsed - self.spoke >= 5:
            self.spoke = elapsed
            print(line, file=sys.stderr, flush=True)

    def say(self, line: str) -> None:
        """Print a line that stays."""
        print(f"\r\x1b[K{line}" if self.live else line, file=sys.stderr, flush=True)


def expected_cells(settings: Settings, profile: Profile, notebook: Path) -> list[float]:
    """Return the seconds that each cell of a notebook is expected to take."""
    # papermill adds a cell with the parameters of the run, where there are any
    count = len(stages.read_notebook(notebook).cells)
    count += bool(profile.parameters[notebook.stem])
    record = stages.read_record(record_place(settings, profile, notebook))
    if record and len(record.cell_seconds) == count:
        return record.cell_seconds
    return [profile.expected_s[notebook.stem] / count] * count


def record_place(settings: Settings, profile: Profile, notebook: Path) -> Path:
    """Return where a stage's record is kept."""
    return settings.runs / "stages" / profile.name / f"{notebook.stem}.json"


@contextmanager
def one_run_at_a_time(runs: Path) -> Iterator[None]:
    """Hold the lock of the runs folder; raises ``PipelineError`` while another run holds it.

    The kernel drops the lock with the process, so a killed run leaves none behind.
    """
    runs.mkdir(parents=True, exist_ok=True)
    with (runs / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise PipelineError("another run is going on: wait for it to end") from None
        yield


def minutes(seconds: float) -> str:
    """Return seconds as minutes and seconds: 83 -> "1:23"."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
