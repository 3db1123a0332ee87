"""Logistic regressions fitted to rows of features."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from scipy.optimize import minimize
from scipy.special import softmax
from sklearn.linear_model import LogisticRegression

from codegarden.synthesis.regression import Regression

TINY = 1e-12  # a probability that is no less
RIDGE = 0.05  # of weights whose columns are logarithms or small numbers
LOOSE = 10.0  # the inverse of the regularisation of features that are scaled to 1


def fit(
    features: Sequence[Mapping[str, float]],
    labels: Sequence[bool],
    weights: Sequence[float] | None = None,
) -> Regression:
    """Return the regression of labels on features, which all have the same names."""
    names = sorted(features[0])
    columns = [[each[name] for each in features] for name in names]
    scales = [max(map(abs, column)) or 1.0 for column in columns]
    matrix = [
        [value / scale for value, scale in zip(line, scales, strict=True)]
        for line in zip(*columns, strict=True)
    ]
    model = LogisticRegression(C=LOOSE, max_iter=1000)
    model.fit(matrix, labels, sample_weight=weights)
    values = zip(names, model.coef_[0], scales, strict=True)
    coefficients = {name: round(float(value / scale), 5) for name, value, scale in values}
    return Regression(round(float(model.intercept_[0]), 4), coefficients)


def fit_choice(
    features: Sequence[Sequence[Mapping[str, float]]],
    labels: Sequence[Sequence[bool]],
    known: Sequence[Sequence[float | None]],
) -> Regression:
    """Return the conditional logistic regression of choices: one alternative is right, or none.

    Each choice has the features and labels of its alternatives, which all have the same names;
    several that are right count together. ``known`` are the probabilities of alternatives that
    are not weighed, since another regression has.
    """
    names = sorted(features[0][0])
    tables = [np.array([[each[name] for name in names] for each in choice]) for choice in features]
    scales = np.max([np.abs(table).max(axis=0) for table in tables], axis=0)
    scales[scales == 0.0] = 1.0
    rows, offsets, right = [], [], []
    for table, given, own in zip(tables, known, labels, strict=True):
        free = np.array([p is None for p in given])[:, None]
        weighed = free * np.column_stack([np.ones(len(table)), table / scales])
        fixed = [0.0 if p is None else math.log(p / (1 - p)) for p in given]
        # the last alternative is that none is right
        rows.append(np.vstack([weighed, np.zeros(1 + len(names))]))
        offsets.append(np.array([*fixed, 0.0]))
        right.append(np.array([*own, not any(own)], dtype=float))
    ridge = np.full(1 + len(names), 1 / (2 * LOOSE))
    ridge[0] = 0.0  # the intercept is free
    found = conditional_logit(rows, right, offsets, ridge, start=0.0)
    values = zip(names, found[1:] / scales, strict=True)
    coefficients = {name: round(float(value), 5) for name, value in values}
    return Regression(round(float(found[0]), 4), coefficients)


def conditional_logit(
    tables: Sequence[np.ndarray],
    right: Sequence[np.ndarray],
    offsets: Sequence[np.ndarray] = (),
    ridge: float | np.ndarray = RIDGE,
    start: float = 0.5,
    shares: Sequence[float] = (),
) -> np.ndarray:
    """Return the weights [width] under which the right alternatives are chosen most probably.

    McFadden (1974), "Conditional logit analysis of qualitative choice behavior". Each choice has a
    table [alternatives, width], and says which are right [alternatives]; several count together.
    ``offsets`` are scores that alternatives have already; ``ridge`` is the penalty of the squares;
    ``shares`` say what each choice counts, 1 without them.
    """
    offsets = offsets or [np.zeros(len(table)) for table in tables]
    shares = shares or [1.0] * len(tables)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        """Return the penalised negative log-likelihood in nats a choice, and its gradient."""
        value, slope = float(ridge * weights @ weights), 2 * ridge * weights
        for table, own, given, share in zip(tables, right, offsets, shares, strict=True):
            chosen = softmax(given + table @ weights)
            likelihood = max(own @ chosen, TINY)
            value -= share * math.log(likelihood)
            slope = slope + share * table.T @ (chosen - own * chosen / likelihood)
        return value / len(tables), slope / len(tables)

    first = np.full(tables[0].shape[1], start)
    return minimize(loss, first, jac=True, method="L-BFGS-B").x
