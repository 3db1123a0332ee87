"""Logistic regressions fitted to rows of features."""

from collections.abc import Mapping, Sequence

from sklearn.linear_model import LogisticRegression

from codegarden.synthesis.regression import Regression

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
