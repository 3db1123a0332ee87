from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import pytest

from codegarden.language_model.ngram import Mixture, NGram
from codegarden.language_model.tokens import END, PAD, START, Vocabulary

EXAMPLES = sorted((Path(__file__).parents[1] / "data" / "examples" / "correct").glob("*.py"))
SOURCES = [path.read_text() for path in EXAMPLES]
TRAIN, UNSEEN = SOURCES[:80], SOURCES[80:90]


@pytest.fixture(scope="module")
def vocabulary():
    return Vocabulary.learn(TRAIN, size=700, docstrings=False)


@pytest.fixture(scope="module")
def programs(vocabulary):
    return [vocabulary.encode(source) for source in TRAIN]


def reference(programs, vocabulary, order):
    """Interpolated modified Kneser-Ney, written down from Chen and Goodman (1999), eq. 24-26."""
    start, end = vocabulary[START], vocabulary[END]
    highest = Counter()
    for ids in programs:
        padded = [start] * (order - 1) + [*map(int, ids), end]
        highest.update(tuple(padded[at : at + order]) for at in range(len(padded) - order + 1))
    counts = {order: highest}
    for k in range(order - 1, 0, -1):
        counts[k] = Counter(gram[1:] for gram in counts[k + 1])
    levels = {}
    for k, count in counts.items():
        ones, twos, threes, fours = (sum(c == n for c in count.values()) for n in (1, 2, 3, 4))
        y = ones / (ones + 2 * twos)
        discounts = [1 - 2 * y * twos / ones, 2 - 3 * y * threes / twos, 3 - 4 * y * fours / threes]
        by_context = defaultdict(dict)
        for gram, number in count.items():
            by_context[gram[:-1]][gram[-1]] = number
        levels[k] = (discounts, by_context)
    uniform = 1 / (len(vocabulary) - 2)

    def share(context, word, k):
        if k == 0:
            return uniform
        lower = share(context[1:], word, k - 1)
        discounts, by_context = levels[k]
        followers = by_context.get(context)
        if followers is None:
            return lower
        total = sum(followers.values())
        freed = sum(discounts[min(number, 3) - 1] for number in followers.values())
        number = followers.get(word, 0)
        kept = number - discounts[min(number, 3) - 1] if number else 0
        return (kept + freed * lower) / total

    def score(ids):
        padded = [start] * (order - 1) + [*map(int, ids), end]
        spots = range(order - 1, len(padded))
        return [np.log(share(tuple(padded[i - order + 1 : i]), padded[i], order)) for i in spots]

    return score


@pytest.mark.parametrize("order", [1, 2, 5])
def test_scores_are_those_of_the_formula(order, programs, vocabulary):
    model = NGram.fit(programs, vocabulary, order)
    score = reference(programs, vocabulary, order)
    for source in [*UNSEEN, TRAIN[0], "x = 1\n"]:
        found = model.token_log_probs([source])[0]
        assert np.allclose(found, score(vocabulary.encode(source)), atol=1e-9)


@pytest.mark.parametrize("order", [1, 2, 5])
def test_stepping_gives_distributions_that_agree_with_the_scores(order, programs, vocabulary):
    model = NGram.fit(programs, vocabulary, order)
    state = model.begin(2)
    before = np.full(2, vocabulary[START])
    ids = np.append(vocabulary.encode(UNSEEN[0]), vocabulary[END])
    stepped = []
    for one in ids:
        log_probs, state = model.next_log_probs(before, state)
        assert log_probs.shape == (2, len(vocabulary))
        assert np.exp(log_probs).sum(axis=1) == pytest.approx([1, 1])
        assert (np.exp(log_probs[:, [vocabulary[PAD], vocabulary[START]]]) == 0).all()
        stepped.append(log_probs[1, one])
        before = np.full(2, one)
    assert np.allclose(stepped, model.token_log_probs([UNSEEN[0]])[0])
    assert model.log_prob([UNSEEN[0]])[0] == pytest.approx(sum(stepped))


def test_longer_contexts_help(programs, vocabulary):
    found = [NGram.fit(programs, vocabulary, order).figures(UNSEEN) for order in (1, 2, 5)]
    assert found[0]["perplexity"] > found[1]["perplexity"] > found[2]["perplexity"]
    assert found[0]["accuracy"] < found[2]["accuracy"]


def test_accuracy_counts_the_likeliest_ids(programs, vocabulary):
    model = NGram.fit(programs, vocabulary, 3)
    hits, count = 0, 0
    for source in UNSEEN[:3]:
        state, before = model.begin(1), np.array([vocabulary[START]])
        for one in np.append(vocabulary.encode(source), vocabulary[END]):
            log_probs, state = model.next_log_probs(before, state)
            hits, count = hits + int(log_probs.argmax() == one), count + 1
            before = np.array([one])
    assert model.figures(UNSEEN[:3])["accuracy"] == pytest.approx(hits / count)


def test_what_cannot_be_fitted_is_refused(vocabulary):
    with pytest.raises(ValueError, match="at least one program"):
        NGram.fit([], vocabulary)
    with pytest.raises(ValueError, match="1 or more"):
        NGram.fit([vocabulary.encode("x = 1")], vocabulary, order=0)


def test_a_handful_of_programs_suffices(vocabulary):
    model = NGram.fit([vocabulary.encode("x = 1\n")], vocabulary, order=5)
    assert np.isfinite(model.log_prob(["x = 1\n", "while y: pass\n"])).all()
    assert model.score([]) == []


def test_a_mixture_is_at_least_as_good_as_its_better_part(programs, vocabulary):
    parts = [NGram.fit(programs[start::2], vocabulary, 3) for start in (0, 1)]
    unseen = [vocabulary.encode(source) for source in UNSEEN]
    mixture = Mixture.fit(*parts, unseen)
    total = [sum(one.sum() for one in model.score(unseen)) for model in (*parts, mixture)]
    assert total[2] > max(total[:2])
    for weight in (mixture.weight - 0.02, mixture.weight + 0.02):
        other = Mixture(*parts, weight)
        assert sum(one.sum() for one in other.score(unseen)) <= total[2]
    with pytest.raises(ValueError, match="between 0 and 1"):
        Mixture(*parts, 1.0)
    with pytest.raises(ValueError, match="one vocabulary"):
        Mixture(parts[0], NGram(Vocabulary.learn([], 480), 1), 0.5)


def test_a_mixture_steps_as_it_scores(programs, vocabulary):
    mixture = Mixture(NGram.fit(programs, vocabulary, 3), NGram.fit(programs, vocabulary, 1), 0.7)
    state, before, stepped = mixture.begin(1), np.array([vocabulary[START]]), []
    for one in np.append(vocabulary.encode(UNSEEN[0]), vocabulary[END]):
        log_probs, state = mixture.next_log_probs(before, state)
        assert np.exp(log_probs).sum() == pytest.approx(1)
        stepped.append(log_probs[0, one])
        before = np.array([one])
    assert np.allclose(stepped, mixture.token_log_probs([UNSEEN[0]])[0])
    assert mixture.log_prob([UNSEEN[0]])[0] == pytest.approx(sum(stepped))
