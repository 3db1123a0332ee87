"""What follows from verdicts: fitness, the mutation score, pass@k, one row a program."""

import math
from collections.abc import Sequence

import pandas as pd

from codegarden.program import Outcome, Verdict


def summarize(verdicts: pd.DataFrame) -> pd.DataFrame:
    """Return one row a program of a table as ``evaluate`` returns it.

    Columns: problem, program, label, origin, operator, is_correct, parents; ``tests`` (how many),
    ``fitness``, ``outcome`` (the first that is no pass, "pass" where there is none); ``first`` and
    ``second``, the fitness of the program's parents, NaN for a parent that is not in the table.
    """
    programs = verdicts.groupby(["problem", "program"], sort=False)
    table = programs[["label", "origin", "operator", "is_correct", "parents"]].first()
    table["tests"] = programs.size()
    table["fitness"] = programs["passed"].mean()
    failed = verdicts[~verdicts["passed"]].groupby(["problem", "program"])["outcome"].first()
    table["outcome"] = failed.reindex(table.index).fillna(str(Outcome.PASS))
    table = table.reset_index()
    known = dict(zip(table["program"], table["fitness"], strict=True))
    for number, name in enumerate(("first", "second")):
        table[name] = [
            known.get(parents[number], math.nan) if len(parents) > number else math.nan
            for parents in table["parents"]
        ]
    return table


def fitness(verdicts: Sequence[Verdict]) -> float:
    """Return the share of tests passed, in [0, 1]; 0 without a test."""
    return sum(verdict.passed for verdict in verdicts) / len(verdicts) if verdicts else 0.0


def mutation_score(verdicts: pd.DataFrame, by: str | None = None) -> float | pd.Series:
    """Return the share of programs that fail some test: of mutants, the share that is killed.

    ``verdicts`` is a table as ``evaluate`` returns it, of mutants of correct programs. With ``by``
    (a column name) there is a score for each of its values, lowest first.
    """
    survived = verdicts.groupby(["problem", "program"])["passed"].all()
    if by is None:
        return float(1 - survived.mean())
    group = verdicts.groupby(["problem", "program"])[by].first()
    return (1 - survived.groupby(group).mean()).rename("mutation_score").sort_values()


def pass_at_k(samples: int, correct: int, k: int) -> float:
    """Return the unbiased estimate of the chance that one of k samples is correct.

    ``1 - C(n - c, k) / C(n, k)``: Chen et al., "Evaluating Large Language Models Trained on Code",
    2021, equation 1. Raises ``ValueError`` unless ``0 <= correct <= samples`` and
    ``1 <= k <= samples``.

    >>> pass_at_k(samples=10, correct=1, k=1)
    0.1
    """
    if not 0 <= correct <= samples or not 1 <= k <= samples:
        raise ValueError(f"pass@{k} of {correct} correct in {samples} samples is not defined")
    return 1 - math.comb(samples - correct, k) / math.comb(samples, k)
