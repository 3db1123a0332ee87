"""One interactive page of a search: Optuna's figures and the surrogate's, in a single HTML file.

The file holds plotly itself, so it opens anywhere without a network. What Optuna draws is left to
it; the surrogate's slices, which it does not know, are drawn here.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import jinja2
import optuna
import pandas as pd
import plotly.graph_objects as go
from optuna import visualization as draw

from codegarden.files import write_whole
from codegarden.plots.style import INK, PALETTE
from codegarden.plots.tuning import judged, words
from codegarden.plots.tuning_axes import axis_label
from codegarden.plots.tuning_study import as_study, varied

BLUE, ORANGE, _, VERMILION, *_ = PALETTE


def interactive_page(
    trials: Sequence[Any],
    space: Sequence[Mapping[str, Any]],
    path: Path,
    label: str = "value",
    title: str = "Hyper-parameter search",
    slices: Sequence[pd.DataFrame] = (),
    monitor: str = "",
) -> Path:
    """Write the page and return its path.

    ``slices`` are the surrogate's predictions along each parameter: tables with the parameter's
    values, ``mean`` and ``std``. ``monitor`` names the loss whose curves are shown.
    """
    complete = [trial for trial in trials if trial.status == "complete"]
    figures = sections(trials, space, label, monitor)
    if slices and complete:
        figures["The surrogate, parameter by parameter"] = surrogate_figure(
            slices, trials, space, label
        )
    pictures = {
        name: picture_html(figure, number == 0)
        for number, (name, figure) in enumerate(figures.items())
    }
    counts = pd.Series([str(trial.status) for trial in trials]).value_counts()
    summary = f"{len(trials)} trials ({', '.join(f'{n} {status}' for status, n in counts.items())})"
    if complete:
        top = min(complete, key=lambda trial: trial.value)
        chosen = ", ".join(f"{words(name)} {value}" for name, value in top.parameters.items())
        summary += f". Best: trial {top.number} with {label} {top.value:.4g}: {chosen}"
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent), autoescape=True
    )
    page = environment.get_template("tuning_page.html").render(
        title=title,
        summary=f"{summary}.",
        sections=pictures | {"All trials": trials_html(trials)},
        ink=INK,
        blue=BLUE,
    )
    write_whole(path, page)
    return path


def sections(
    trials: Sequence[Any], space: Sequence[Mapping[str, Any]], label: str, monitor: str
) -> dict[str, go.Figure]:
    """Return Optuna's figures by heading; those that need more trials than there are stay away."""
    study = as_study(trials, space, monitor)
    valued = [trial for trial in trials if trial.value is not None]
    every = as_study(valued, space, monitor, counted=("complete", "pruned"))
    shared = [entry["name"] for entry in space if not entry.get("when")]
    made = {}
    if valued:
        made = {
            "Values in the order of the trials": draw.plot_optimization_history(
                study, target_name=label
            ),
            "Trials by parameter": draw.plot_slice(every, target_name=label),
            "Parallel coordinates": draw.plot_parallel_coordinate(
                every, params=shared, target_name=label
            ),
            "Share of trials at or below a value": draw.plot_edf(
                every, target_name=label
            ).update_layout(yaxis_title="share of trials"),
            "Value against seconds": draw.plot_pareto_front(
                study,
                targets=lambda trial: (trial.user_attrs["seconds"], trial.value),
                target_names=["seconds a trial", label],
            ),
        }
    made["Timeline"] = draw.plot_timeline(study).update_layout(xaxis_title="time (UTC)")
    if any(trial.history for trial in trials):
        made["Learning curves"] = draw.plot_intermediate_values(study).update_layout(
            xaxis_title="epoch", yaxis_title=words(monitor) or "loss", showlegend=False
        )
    if len(valued) > 3 and len({trial.value for trial in valued}) > 1 and len(shared) > 1:
        evaluator = optuna.importance.FanovaImportanceEvaluator(seed=0)
        names = varied(valued, space)
        made["Which parameters matter"] = draw.plot_param_importances(
            every, evaluator=evaluator, params=names, target_name=label
        )
        found = optuna.importance.get_param_importances(every, evaluator=evaluator, params=names)
        first = list(found)[:3]
        made["Contours of the most important parameters"] = draw.plot_contour(
            every, params=first, target_name=label
        ).update_layout(height=720)
        made["Ranks"] = draw.plot_rank(every, params=first, target_name=label).update_layout(
            height=720
        )
    return made


def surrogate_figure(
    tables: Sequence[pd.DataFrame],
    trials: Sequence[Any],
    space: Sequence[Mapping[str, Any]],
    label: str,
) -> go.Figure:
    """Return the surrogate's slices, one parameter at a time, chosen from a menu."""
    fields = {entry["name"]: entry for entry in space}
    tables = [table for table in tables if len(table)]
    made, owners = go.Figure(), []
    for table in tables:
        name = table.columns[0]
        tried = [trial for trial in judged(trials) if name in trial.parameters]
        values, mean, std = table[name], table["mean"], table["std"]
        edge = {"line_width": 0, "mode": "lines", "hoverinfo": "skip"}
        for trace in (
            go.Scatter(x=values, y=mean + 2 * std, showlegend=False, **edge),
            go.Scatter(
                x=values,
                y=mean - 2 * std,
                fill="tonexty",
                fillcolor="rgba(0, 114, 178, 0.2)",
                name="± 2 std",
                **edge,
            ),
            go.Scatter(x=values, y=mean, line_color=BLUE, mode="lines", name="mean"),
            go.Scatter(
                x=[trial.parameters[name] for trial in tried],
                y=[trial.value for trial in tried],
                text=[f"trial {trial.number}" for trial in tried],
                mode="markers",
                marker_color=ORANGE,
                name="trials",
            ),
        ):
            trace.visible = table is tables[0]
            made.add_trace(trace)
            owners.append(name)
    buttons = [
        {
            "label": axis_label(fields[table.columns[0]]),
            "method": "update",
            "args": [
                {"visible": [owner == table.columns[0] for owner in owners]},
                axis_layout(fields[table.columns[0]]),
            ],
        }
        for table in tables
    ]
    made.update_layout(
        updatemenus=[{"buttons": buttons, "x": 0, "xanchor": "left", "y": 1.18}],
        yaxis_title=label,
        **{
            key.replace(".", "_"): v for key, v in axis_layout(fields[tables[0].columns[0]]).items()
        },
    )
    return made


def axis_layout(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return the layout of a parameter's axis, as plotly's ``update`` takes it."""
    if entry["kind"] == "categorical":
        kind = "category"
    else:
        kind = "log" if entry["kind"] in ("log_float", "power_of_two") else "linear"
    return {"xaxis.type": kind, "xaxis.title.text": axis_label(entry), "xaxis.autorange": True}


def picture_html(figure: go.Figure, first: bool) -> str:
    """Return a figure as HTML in the page's look; the first one brings plotly itself along."""
    figure.update_layout(
        template="simple_white", title=None, colorway=list(PALETTE), font_color=INK,
        margin={"t": 40, "l": 60, "r": 20, "b": 50},
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom"},
    )  # fmt: skip
    figure.update_xaxes(exponentformat="none").update_yaxes(exponentformat="none")
    return figure.to_html(
        full_html=False, include_plotlyjs=first, config={"displaylogo": False, "responsive": True}
    )


def trials_html(trials: Sequence[Any]) -> str:
    """Return all trials as a table, best first."""
    rows = [
        {
            "trial": trial.number,
            "status": str(trial.status),
            "value": trial.value,
            "seconds": round(trial.seconds, 1),
            **trial.parameters,
            "reason": trial.reason,
        }
        for trial in trials
    ]
    table = pd.DataFrame(rows).sort_values(["status", "value", "trial"], na_position="last")
    return table.to_html(index=False, na_rep="", border=0)
