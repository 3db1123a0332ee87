"""One interactive page of a search: Optuna's figures and the surrogate's, in a single HTML file.

The file holds plotly itself, so it opens anywhere without a network. What Optuna draws is left to
it; the surrogate's slices, which it does not know, are drawn here.
"""

import html
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import optuna
import pandas as pd
import plotly.graph_objects as go
from optuna import visualization as draw

from codegarden.plots.style import INK, PALETTE
from codegarden.plots.tuning import judged, words
from codegarden.plots.tuning_axes import axis_label
from codegarden.plots.tuning_study import as_study, varied

BLUE, ORANGE, _, VERMILION, *_ = PALETTE

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; color: {ink}; max-width: 1080px; margin: 2rem auto;
  padding: 0 1rem; }}
h1 {{ font-size: 1.5rem; }} h2 {{ font-size: 1.1rem; margin: 2.5rem 0 0.2rem; }}
p {{ margin: 0.2rem 0; }} nav a {{ margin-right: 0.9rem; color: {blue}; }}
table {{ border-collapse: collapse; font-size: 0.85rem; }}
td, th {{ padding: 0.15rem 0.7rem; text-align: right; border-bottom: 1px solid #ddd; }}
.wide {{ overflow-x: auto; }} .wide > div {{ min-width: 34rem; }}
</style></head><body>
<h1>{title}</h1>
<p>{summary}</p>
<nav>{links}</nav>
{sections}
</body></html>
"""


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
    names = {name: f"part-{number}" for number, name in enumerate([*figures, "All trials"])}
    parts = [
        f'<h2 id="{names[name]}">{html.escape(name)}</h2>{picture_html(figure, number == 0)}'
        for number, (name, figure) in enumerate(figures.items())
    ]
    parts.append(f'<h2 id="{names["All trials"]}">All trials</h2>{trials_html(trials)}')
    counts = pd.Series([str(trial.status) for trial in trials]).value_counts()
    summary = f"{len(trials)} trials ({', '.join(f'{n} {status}' for status, n in counts.items())})"
    if complete:
        top = min(complete, key=lambda trial: trial.value)
        chosen = ", ".join(f"{words(name)} {value}" for name, value in top.parameters.items())
        summary += f". Best: trial {top.number} with {label} {top.value:.4g}: {chosen}"
    links = "".join(f'<a href="#{names[name]}">{html.escape(name)}</a>' for name in names)
    page = PAGE.format(
        title=html.escape(title),
        summary=html.escape(f"{summary}."),
        links=links,
        sections="\n".join(parts),
        ink=INK,
        blue=BLUE,
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, encoding="utf-8")
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
    inside = figure.to_html(
        full_html=False, include_plotlyjs=first, config={"displaylogo": False, "responsive": True}
    )
    return f'<div class="wide">{inside}</div>'


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
    return f'<div class="wide">{table.to_html(index=False, na_rep="", border=0)}</div>'
