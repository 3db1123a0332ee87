"""What a cluster and a large database give: efficiency, overhead, kills survived, 8 and 64 workers.

Programs are run in a sandbox of this process, on one worker of a cluster on this machine and on as
many as are compared; trials in a pool of processes and on the same cluster. A simulation made of
the measured times is held against the measured runs, and says what more workers give. A database
is filled, started from and read back. Ratios are of runs one after the other on the same machine.
"""

import statistics
import tempfile
from pathlib import Path
from typing import Annotated, Any

import typer

from codegarden.benchmarks import _scale_kills, _scale_model, _scale_runs, _scale_store
from codegarden.benchmarks._scale_model import Measured
from codegarden.cluster import connect
from codegarden.store import Store

NETWORK = 100e6  # bytes a second between machines: Ethernet of 1 Gb/s, less its own needs
FORECAST = (8, 64)


def run(
    programs: Annotated[int, typer.Option(help="programs that are run")] = 2000,
    workers: Annotated[int, typer.Option(help="workers that are compared with as many here")] = 2,
    trials: Annotated[int, typer.Option(help="trials of the search")] = 40,
    rounds: Annotated[int, typer.Option(help="how often each is run; the median counts")] = 1,
    kills: Annotated[int, typer.Option(help="kills of workers, scheduler and client")] = 5,
    stored: Annotated[int, typer.Option(help="programs in the database, 10 verdicts each")] = 2000,
    database: Annotated[str, typer.Option(help="the URL of an empty one; else a file")] = "",
    seed: int = 0,
) -> dict[str, Any]:
    """Print what is measured, and return the figures.

    Returns
    -------
    dict
        ``jobs`` (programs x tests); ``efficiency_2`` of the workers against as many judges here,
        ``efficiency_trials`` against a pool of processes; ``overhead_ms`` of a chunk;
        ``simulation_error``, of the seconds on one and on all workers; ``simulated``, for each
        number of workers what it gives; ``kills``, ``lost``, ``doubled``, ``left_running``; and
        of the database ``start_s``, ``start_mb`` and rates a second of the processor.
    """
    given = _scale_runs.work(programs)
    figures: dict[str, Any] = {"programs": len(given.programs), "jobs": given.jobs}
    with tempfile.TemporaryDirectory(prefix="codegarden-") as scratch:
        url = database or f"sqlite:///{scratch}/scale.sqlite"
        with Store(url) as store:
            figures |= database_figures(store, stored)
        figures |= cluster_figures(given, workers, trials, rounds, figures["verdicts_per_s"])
        if kills:
            print(f"{kills} kills of workers, scheduler and client", flush=True)
            figures |= _scale_kills.survive(kills, Path(scratch), seed)
    return figures


def database_figures(store: Store, programs: int) -> dict[str, Any]:
    """Fill, start from and read a database; print the plans of the hot queries."""
    figures = _scale_store.fill(store, programs)
    figures |= _scale_store.start(store)
    figures |= _scale_store.read_back(store)
    for name, lines in _scale_store.plans(store).items():
        print(f"{name}:", *lines, sep="\n    ")
    print(figures, flush=True)
    return figures


def cluster_figures(
    given: _scale_runs.Work, workers: int, trials: int, rounds: int, verdicts_per_s: float
) -> dict[str, Any]:
    """Run programs and trials here and on clusters; simulate; compare."""
    here, many, alone = [], [], []
    with connect("local:1") as executor:
        one_s, chunks = _scale_runs.seconds_there(given, executor)
        alone.append(one_s)
    with connect(f"local:{workers}") as executor:
        for _ in range(rounds):
            here.append(_scale_runs.seconds_here(given, workers))
            many_s, chunks_many = _scale_runs.seconds_there(given, executor)
            many.append(many_s)
        empty_s, hand_out_s = _scale_runs.overhead(executor), _scale_runs.hand_out(executor)
        trials_s = _scale_runs.seconds_of_trials(trials, executor, workers)
    with _scale_runs.pool(workers) as pool:
        pool_s = _scale_runs.seconds_of_trials(trials, pool, workers)
    per_chunk = given.jobs / len(chunks)
    local = Measured(chunks, hand_out_s, empty_s, 0.0)
    apart = Measured(
        chunks,
        hand_out_s,
        empty_s + _scale_runs.chunk_bytes(given, len(given.programs) // len(chunks)) / NETWORK,
        per_chunk / verdicts_per_s,
    )
    as_measured = Measured(chunks_many, hand_out_s, empty_s, 0.0)
    errors = {
        "1": _scale_model.simulate(local, 1).seconds / one_s - 1,
        str(workers): _scale_model.simulate(as_measured, workers).seconds / many[-1] - 1,
    }
    # a job of a hundred chunks for each of the workers
    simulated = {str(n): _scale_model.forecast(apart, n, 100 * n) for n in FORECAST}
    figures = {
        "seconds_here": round(statistics.median(here), 2),
        "seconds_1": round(one_s, 2),
        f"seconds_{workers}": round(statistics.median(many), 2),
        "chunks": len(chunks),
        f"efficiency_{workers}": round(statistics.median(here) / statistics.median(many), 3),
        "efficiency_trials": round(pool_s / trials_s, 3),
        "overhead_ms": round(1000 * empty_s, 2),
        "hand_out_ms": round(1000 * hand_out_s, 2),
        "simulation_error": {name: round(error, 3) for name, error in errors.items()},
        "simulated": simulated,
    }
    print(figures, flush=True)
    return figures
