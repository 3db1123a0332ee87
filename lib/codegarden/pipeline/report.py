"""What a run leaves to be read: pictures, ``report.html`` and ``manifest.json``.

Everything shown is taken from the executed notebooks; nothing is measured or drawn here.
"""

import base64
import json
import platform
import shutil
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import jinja2
import nbformat
from nbconvert import HTMLExporter

from codegarden.files import write_whole
from codegarden.pipeline.hand_off import file_sha256, text
from codegarden.pipeline.run import Run, Stage
from codegarden.settings import Settings

PACKAGES = ("tensorflow", "keras", "bayesian-optimization", "spacy", "papermill", "numpy")


def write(run: Run, settings: Settings) -> dict[str, Any]:
    """Write pictures, notebooks as web pages, the report and the manifest; return the manifest."""
    sections = [section(stage, run.folder) for stage in run.stages if stage.record]
    manifest = manifest_of(run)
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent), autoescape=True
    )
    page = environment.get_template("report.html").render(manifest=manifest, sections=sections)
    write_whole(run.folder / "report.html", page)
    write_whole(run.folder / "manifest.json", json.dumps(manifest, indent=1))
    return manifest


def section(stage: Stage, folder: Path) -> dict[str, Any]:
    """Return what the report shows of one stage, and write its pictures and its web page."""
    stem = stage.notebook.stem
    notebook = nbformat.read(folder / "notebooks" / f"{stem}.ipynb", as_version=4)
    write_whole(
        folder / "notebooks" / f"{stem}.html", HTMLExporter().from_notebook_node(notebook)[0]
    )
    for name in stage.record.files:
        made = settings_path(stage, name)
        if made.suffix == ".html" and made.is_file():
            shutil.copy(made, folder / made.name)
    return {
        "title": title_of(notebook),
        "stem": stem,
        "status": stage.status,
        "reason": stage.reason,
        "seconds": round(stage.record.seconds, 1),
        "figures": {name: text(value) for name, value in stage.record.figures.items()},
        "pictures": write_pictures(notebook, folder, stem),
        "pages": [Path(name).name for name in stage.record.files if name.endswith(".html")],
    }


def settings_path(stage: Stage, name: str) -> Path:
    """Return where a handed-off file lies: names are within the project."""
    return stage.notebook.parents[1] / name


def title_of(notebook: nbformat.NotebookNode) -> str:
    """Return a notebook's first heading."""
    lines = "\n".join(c.source for c in notebook.cells if c.cell_type == "markdown").splitlines()
    return next((line.lstrip("# ") for line in lines if line.startswith("#")), "")


def write_pictures(notebook: nbformat.NotebookNode, folder: Path, stem: str) -> list[dict]:
    """Write each picture of an executed notebook as a PNG; return its name and heading."""
    (folder / "figures").mkdir(parents=True, exist_ok=True)
    pictures: list[dict] = []
    heading = ""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            headings = [line for line in cell.source.splitlines() if line.startswith("#")]
            heading = headings[-1].lstrip("# ") if headings else heading
        for output in cell.get("outputs", []):
            if picture := output.get("data", {}).get("image/png"):
                name = f"figures/{stem}-{len(pictures) + 1}.png"
                (folder / name).write_bytes(base64.b64decode(picture))
                pictures.append({"name": name, "heading": heading})
    return pictures


def manifest_of(run: Run) -> dict[str, Any]:
    """Return what was run, with what, for how long, and what was made."""
    ended = datetime.now(UTC)
    figures = sorted((run.folder / "figures").glob("*.png"))
    return {
        "run": run.folder.name,
        "status": run.status,
        "started": run.started.isoformat(timespec="seconds"),
        "ended": ended.isoformat(timespec="seconds"),
        "seconds": round((ended - run.started).total_seconds(), 1),
        "profile": run.profile.name,
        **run.provenance,
        "notebooks": {
            stage.notebook.stem: {
                "status": stage.status,
                "reason": stage.reason,
                "exit_status": int(stage.status == "failed"),
                "seconds": stage.record.seconds if stage.record else None,
                "parameters": stage.parameters,
                "key": stage.key,
                "figures": stage.record.figures if stage.record else {},
                "files": stage.record.files if stage.record else {},
            }
            for stage in run.stages
        },
        "pictures": {f"figures/{path.name}": file_sha256(path) for path in figures},
    }


def provenance(settings: Settings) -> dict[str, Any]:
    """Return what tells this checkout and machine from others; nothing personal."""
    return {
        "commit": git(settings.root, "rev-parse", "HEAD") or "no git checkout",
        "dirty": bool(git(settings.root, "status", "--porcelain")),
        "lock_sha256": file_sha256(settings.root / "requirements.lock"),
        "database": settings.safe_database_url.partition(":")[0],
        "isolation": settings.isolation,
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
        "packages": {name: installed(name) for name in PACKAGES},
    }


def installed(name: str) -> str:
    """Return a package's version; TensorFlow's goes by two names."""
    for candidate in (name, f"{name}-cpu"):
        try:
            return version(candidate)
        except ModuleNotFoundError:
            continue
    return "not installed"


def git(root: Path, *arguments: str) -> str:
    """Return what git prints, or nothing where there is no git or no checkout."""
    try:
        return subprocess.run(
            ["git", "-C", root, *arguments], capture_output=True, text=True, check=True, timeout=20
        ).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return ""


def keep(earlier: Path, folder: Path, stem: str) -> None:
    """Copy a skipped stage's executed notebook and log into this run's folder."""
    for name in (f"notebooks/{stem}.ipynb", f"logs/{stem}.log"):
        if (earlier / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(earlier / name, folder / name)
