"""``codegarden cluster``: a scheduler and workers on this machine, to try a cluster out."""

from pathlib import Path
from typing import Annotated, Any

import typer

from codegarden import settings
from codegarden.cli.commands.output import Json, example, show_json, show_table

cluster = typer.Typer(help="A dask cluster on this machine, for a try.", no_args_is_help=True)


@cluster.command(epilog=example("codegarden cluster up --workers 2"))
def up(
    workers: Annotated[int, typer.Option(min=1, help="how many, each with a sandbox")] = 2,
    as_json: Json = False,
) -> None:
    """Start a scheduler and workers, and print their addresses."""
    from codegarden.cluster import local

    show(local.up(place(), workers), as_json)


@cluster.command(epilog=example("codegarden cluster status"))
def status(as_json: Json = False) -> None:
    """Tell the addresses and the workers of CODEGARDEN_CLUSTER, or of what runs here."""
    from codegarden.cluster import local

    named = settings.load().cluster
    address = named if named and not named.startswith("local:") else local.address(place())
    show(local.information(address), as_json)


@cluster.command(epilog=example("codegarden cluster down"))
def down(as_json: Json = False) -> None:
    """Stop the scheduler and the workers that ``up`` started."""
    from codegarden.cluster import local

    stopped = local.down(place())
    if as_json:
        show_json({"stopped": bool(stopped)})
    else:
        print("stopped" if stopped else "no cluster runs here")


def place() -> Path:
    """Return the folder of the cluster's files."""
    return settings.load().cache / "cluster"


def show(found: dict[str, Any], as_json: bool) -> None:
    """Print a cluster's addresses and workers."""
    if as_json:
        show_json(found)
        return
    print(f"scheduler  {found['address']}\ndashboard  {found['dashboard']}")
    rows = []
    for worker, one in found["workers"].items():
        version = min(one["able"], key=len, default="not ready for codegarden")
        kinds = [name.removeprefix(f"{version}, ") for name in one["able"] if name != version]
        rows.append((worker, one["jobs"], version, ", ".join(kinds) or "no sandbox"))
    show_table(["worker", "jobs", "runs", "sandbox"], rows)
    print(f"to use it: CODEGARDEN_CLUSTER={found['address']} make pipeline")
