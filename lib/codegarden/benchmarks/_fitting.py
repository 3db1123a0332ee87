"""Logistic regressions fitted to rows of features."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from codegarden.synthesis.regression import Regression

TINY = 1e-12  # a probability that is no less
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
    tables = [np.column_stack([np.ones(len(table)), table / scales]) for table in tables]
    given = [
        np.array([np.nan if p is None else math.log(p / (1 - p)) for p in choice])
        for choice in known
    ]
    right = [np.array(choice, dtype=float) for choice in labels]

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        """Return the penalised negative log-likelihood in nats, and its gradient."""
        plain = np.concatenate([[0.0], weights[1:]])  # the intercept is free
        total, gradient = plain @ plain / (2 * LOOSE), plain / LOOSE
        for table, fixed, own in zip(tables, given, right, strict=True):
            scores = np.where(np.isnan(fixed), table @ weights, fixed)
            free = np.isnan(fixed)[:, None] * table
            chosen = np.exp(scores - np.logaddexp.reduce([0.0, *scores]))
            if own.any():
                meant = own * chosen / max(own @ chosen, TINY)
                total -= math.log(max(own @ chosen, TINY))
                gradient = gradient + free.T @ (chosen - meant)
            else:
                total -= math.log(max(1.0 - chosen.sum(), TINY))
                gradient = gradient + free.T @ chosen
        return total, gradient

    found = minimize(loss, np.zeros(1 + len(names)), jac=True, method="L-BFGS-B").x
    values = zip(names, found[1:] / scales, strict=True)
    coefficients = {name: round(float(value), 5) for name, value in values}
    return Regression(round(float(found[0]), 4), coefficients)
