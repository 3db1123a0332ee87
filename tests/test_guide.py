"""The guide: what it reads, what it learns from, its training, and what it does to the search."""

import json
from dataclasses import replace

import numpy as np
import pytest

from codegarden.description.types import Type
from codegarden.generation.trained import trained_guide
from codegarden.guide import encoding, properties
from codegarden.guide.corpus import Corpus, Encoder
from codegarden.guide.encoding import SHOWN, TOKENS, WORDS
from codegarden.guide.making import Amount, enumerate_all, lessons
from codegarden.guide.model import Guide, GuideError
from codegarden.guide.network import Config, ConfigError, build
from codegarden.guide.plan import Plan
from codegarden.guide.samples import enumerated, solved
from codegarden.guide.training import fitted_share, mixed_bits, tilts_of, train
from codegarden.guide.weighing import weigher
from codegarden.language_model.lstm.checkpoints import CheckpointWarning
from codegarden.program import Problem, Program, TestCase
from codegarden.synthesis.counting import Counts
from codegarden.synthesis.mixture import CountedWeights, Tilt
from codegarden.synthesis.productions import language
from codegarden.synthesis.recognition import Recognizer
from codegarden.synthesis.weights import ROOT, VARIABLE

SUM = Problem(
    "sum",
    "Return the sum of a list of numbers.",
    "total",
    tests=(TestCase("1", args=([3, 1, 2],), expected=6), TestCase("2", args=([5],), expected=5)),
    programs=(Program("def total(xs):\n    return sum(xs)\n", "total", is_correct=True),),
)
SORT = Problem(
    "sort",
    "Return the letters of a text in order.",
    "ordered",
    tests=(
        TestCase("1", args=("cab",), expected=["a", "b", "c"]),
        TestCase("2", args=("hello",), expected=["e", "h", "l", "l", "o"]),
    ),
    programs=(Program("def ordered(t):\n    return sorted(t)\n", "ordered", is_correct=True),),
)
SMALL = Config(units=8, embedding=4, epochs=3, batch=32, patience=3)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    encoder = Encoder.of(language(), [SUM, SORT])
    amount = Amount(terms=2000, samples=60)
    made = enumerate_all([SUM, SORT], encoder, amount)
    read = [solved(each, Recognizer(language())) for each in (SUM, SORT)]
    parts = np.arange(len(made)) % 4 == 0
    return Corpus(
        encoder,
        made.some(np.where(~parts)[0]),
        made.some(np.where(parts)[0]),
        encoder.folded(read),
        encoder.beside(read[1:], read[:1]),
    )


def asked(inputs, outputs) -> dict[str, np.ndarray]:
    """Return what a signature says, by the text of a view: share that makes sense, share true."""
    found = properties.signature(inputs, outputs).reshape(2, -1, properties.ASKED)
    texts = ["", *(view.text for view in properties.views())]
    return {text: found[:, place] for place, text in enumerate(texts)}


def test_a_signature_says_how_inputs_and_outputs_go_together():
    found = asked([([3, 1, 2],), ([5, 5],)], [[1, 2, 3], [5, 5]])
    equal, alike, kept = 0, 4, 5
    assert found["sorted(xs)"][:, equal].tolist() == [1.0, 1.0]  # makes sense, is true
    assert found[""][:, equal].tolist() == [1.0, 0.5]  # the second list is sorted already
    assert found["len(xs)"][:, alike].tolist() == [1.0, 1.0]
    assert found["sorted(xs)"][:, kept].tolist() == [1.0, 1.0]
    assert found["sum(xs)"][1, equal] == 0.0
    assert found["s.upper()"][0].tolist() == [0.0] * properties.ASKED


def test_views_of_large_values_are_left_out():
    found = asked([(10**30,)], [10**30])
    assert found[""][1, 0] == 1.0
    assert not found["-a"].any()


def test_examples_are_tokens_of_python_with_their_end_at_the_end():
    ids = encoding.examples([([12, "a"], True)], [None])
    assert ids.shape == (SHOWN, encoding.INPUT + 1 + encoding.OUTPUT)
    shown = [TOKENS[each] for each in ids[0] if each]
    assert shown == [*"([12,'a'],", "True", ")", "<gives>", "None"]
    assert ids[0, -1]
    assert not ids[1].any()


def test_a_value_of_any_length_is_cut():
    [row, *_] = encoding.examples([("x" * 10_000,)], [[1] * 10_000])
    assert (row > 0).all()


def test_a_set_is_spelled_in_one_order_whatever_the_process():
    tokens = [encoding.TOKENS[each] for each in encoding.spelled({"b", "a", "c", "d"}, 30)]
    assert "".join(tokens) == "{'a','b','c','d'}"


def test_words_that_nobody_knows_are_unknown():
    encoder = Encoder.of(language(), [SUM])
    ids = encoder.words_of(encoding.words("sum of xyzzy"))
    assert ids.shape == (WORDS,)
    assert ids[-1] == encoding.UNKNOWN
    assert ids[-3] > encoding.UNKNOWN
    assert ids[0] == encoding.PAD


def test_enumerated_terms_know_their_productions_and_types():
    weights = CountedWeights(language(), Counts([SUM], Recognizer(language())))
    found = enumerated(SUM, weights, 2000, 40, seed=1)
    again = enumerated(SUM, weights, 2000, 40, seed=1)
    assert [each.words for each in found] == [each.words for each in again]
    assert len({each.examples.tobytes() for each in found}) > 20
    assert any(len(each.occurrences) > 1 for each in found)
    for sample in found:
        first, *others = sample.occurrences
        assert first.parent == ROOT
        assert first.head not in (VARIABLE,)
        assert all(each.type is not None for each in sample.occurrences)
        assert all(each.parent in {o.head for o in sample.occurrences} for each in others)


def test_a_solved_problem_knows_what_its_program_returns():
    sample = solved(SUM, Recognizer(language()))
    heads = {(each.parent, getattr(each.head, "text", each.head)) for each in sample.occurrences}
    assert (ROOT, "sum(xs)") in heads


def test_a_negative_number_is_a_constant_and_no_negation():
    found = Recognizer(language()).counted("def f(xs):\n    return xs[::-1] + xs[-1:]\n")
    heads = {getattr(head, "text", head) for _, _, head in found}
    assert "-a" not in heads
    assert ("constant", "-1") in heads


def test_training_learns_and_goes_on_where_it_was_killed(corpus, tmp_path):
    whole, history = train(SMALL, corpus, seed=3)
    assert history["val_bits"].iloc[-1] < history["val_bits"].iloc[0]
    train(SMALL, corpus, seed=3, checkpoint=tmp_path, on_epoch=lambda epoch, row: epoch == 1)
    resumed, again = train(SMALL, corpus, seed=3, checkpoint=tmp_path)
    assert again["val_bits"].tolist() == history["val_bits"].tolist()
    for name, arrays in whole.weights.items():
        for one, other in zip(arrays, resumed.weights[name], strict=True):
            np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("part", ["train", "validation", "solved", "unseen"])
def test_a_training_with_other_data_starts_anew_and_says_so(corpus, tmp_path, part):
    one_epoch = replace(SMALL, epochs=1)
    train(one_epoch, corpus, seed=3, checkpoint=tmp_path)
    samples = getattr(corpus, part)
    changed = replace(corpus, **{part: replace(samples, shares=samples.shares * np.float32(0.5))})
    with pytest.warns(CheckpointWarning, match=r"another corpus: this one starts anew$") as said:
        guide, _ = train(one_epoch, changed, seed=3, checkpoint=tmp_path)
    assert len(said) == 1
    assert guide.card["data_sha256"] == changed.sha256 != corpus.sha256


def test_samples_that_are_fewer_are_spread_over_all(corpus):
    few = corpus.some(10, 5)
    assert (len(few.train), len(few.validation)) == (10, 5)
    assert few.solved is corpus.solved
    np.testing.assert_array_equal(few.train.words[0], corpus.train.words[0])


def test_lessons_hold_the_sides_apart(tmp_path):
    with_tests = replace(SORT, name="again")
    untested = replace(SUM, name="untested", tests=())
    made = lessons([SUM, untested], [SORT, with_tests], samples=40, cache=tmp_path)
    assert len(made.train) == 100
    assert len(made.validation) == 200
    assert (len(made.solved), len(made.unseen)) == (1, 2)
    with pytest.raises(ValueError, match="problems to learn from"):
        lessons([untested], [SORT], samples=40)


def test_a_plan_names_the_problems_that_can_be_learned_from(tmp_path):
    untested, unsolved = replace(SUM, name="a", tests=()), replace(SUM, name="b", programs=())
    problems = [SUM, SORT, untested, unsolved]
    sides = {"train": [SUM, untested], "validation": [SORT, unsolved], "test": []}
    parts = {
        side: [replace(SUM.programs[0], problem=each.name) for each in some]
        for side, some in sides.items()
    }
    plan = Plan.of(parts, problems, samples=40, seed=2)
    assert (plan.train, plan.validation, plan.test) == (("sum",), ("sort",), ())
    plan.save(tmp_path)
    assert Plan.load(tmp_path) == plan
    assert plan.sides(problems)["train"] == [SUM]
    again = plan.corpus(problems, cache=tmp_path)
    assert again.sha256 == Plan.load(tmp_path).corpus(problems, cache=tmp_path).sha256
    with pytest.raises(GuideError, match="1 problems are missing, such as sort"):
        plan.sides([SUM])
    with pytest.raises(GuideError, match="train the guide again"):
        Plan.load(tmp_path / "nowhere")


def test_the_tuned_guide_comes_first_and_a_damaged_one_is_told_of(corpus, tmp_path, capsys):
    assert trained_guide(tmp_path) is None
    guide, _ = train(SMALL, corpus, seed=3)
    guide.save(tmp_path / "guide")
    assert trained_guide(tmp_path).share == guide.share
    guide.share = 0.123
    guide.save(tmp_path / "tuned_guide")
    assert trained_guide(tmp_path).share == 0.123
    (tmp_path / "tuned_guide" / "weights.npz").write_bytes(b"")
    assert trained_guide(tmp_path).share != 0.123
    assert "weights.npz is damaged" in capsys.readouterr().err


def test_a_configuration_is_read_from_a_card():
    config = Config(units=8, parts=("words",))
    assert Config.from_dict(json.loads(json.dumps(config.as_dict()))) == config


def test_programs_that_are_not_seen_do_not_count():
    one, other = (solved(each, Recognizer(language())) for each in (SUM, SORT))
    encoder = Encoder.of(language(), [SUM, SORT])
    beside, both = encoder.beside([other], [one]), encoder.encode([one, other])
    assert len(beside) == 1
    nats = [
        part.base[part.rows[-1]][np.arange(len(part.heads[-1])), part.heads[-1]]
        for part in (beside, both)
    ]
    there = beside.shares[0] > 0
    assert nats[0][there].sum() < nats[1][there].sum()


def test_a_weigher_reads_the_task_and_never_the_program(corpus):
    guide, _ = train(SMALL, corpus, seed=3)
    counts = Counts([SUM, SORT], Recognizer(language()))
    plain, guided = weigher(counts), weigher(counts, replace_share(guide, 1.0))
    blind = replace(SUM, programs=())
    kind = Type("int")
    head = next(each for each in language() if each.text == "sum(xs)")
    shares = [weigh(each).share(kind, head) for weigh in (plain, guided) for each in (SUM, blind)]
    assert shares[0] == shares[1]
    assert shares[2] == shares[3] != shares[0]


def replace_share(guide: Guide, share: float) -> Guide:
    guide.share = share
    return guide


def test_the_pass_without_keras_says_the_same(corpus):
    guide, _ = train(SMALL, corpus, seed=3)
    network = build(SMALL, len(corpus.encoder.words), len(corpus.encoder.heads))
    for name, arrays in guide.weights.items():
        network.get_layer(name).set_weights(arrays)
    expected = tilts_of(network, corpus.solved)[0] - guide.mean
    inputs, outputs = zip(*((each.args, each.expected) for each in SUM.tests), strict=True)
    found = guide.tilts(SUM.description, SUM.entry_point, inputs, outputs)
    np.testing.assert_allclose(found, expected, atol=1e-5)


def test_what_all_tasks_share_is_no_tilt(corpus):
    guide, _ = train(SMALL, corpus, seed=3)
    both = []
    for problem in (SUM, SORT):
        inputs, outputs = zip(*((each.args, each.expected) for each in problem.tests), strict=True)
        both.append(guide.tilts(problem.description, problem.entry_point, inputs, outputs))
    np.testing.assert_allclose(np.mean(both, axis=0), 0, atol=1e-5)
    assert np.abs(both[0]).max() > 0


def test_a_share_that_does_not_help_is_zero(corpus):
    solved_ones = corpus.solved
    against = np.zeros((len(solved_ones), 2, len(corpus.encoder.heads)))
    for place, (heads, inside) in enumerate(
        zip(solved_ones.heads, solved_ones.inside, strict=True)
    ):
        against[place, inside, heads] = -5
    assert fitted_share(against, solved_ones) == 0
    assert fitted_share(-against, solved_ones) == 1
    assert mixed_bits(1.0, -against, solved_ones) < mixed_bits(0.0, -against, solved_ones)


def test_a_tilt_makes_heads_cheaper():
    counts = Counts([SUM, SORT], Recognizer(language()))
    add = next(each for each in language() if each.text == "sum(xs)")
    plain = CountedWeights(language(), counts)
    tilted = CountedWeights(language(), counts, tilt=Tilt({add: 3.0}, {}))
    kind = Type("int")
    assert tilted.cost(ROOT, 0, kind, add) < plain.cost(ROOT, 0, kind, add)
    assert tilted.prior(kind, add) == plain.prior(kind, add)
    shares = [tilted.probability(ROOT, 0, kind, head) for head in tilted.able(kind)]
    assert sum(shares) == pytest.approx(1)


def test_a_guide_is_read_as_it_was_written(corpus, tmp_path):
    guide, _ = train(SMALL, corpus, seed=3)
    guide.save(tmp_path)
    read = Guide.load(tmp_path)
    task = ("Return the sum.", "total", [([1, 2],)], [3])
    np.testing.assert_array_equal(guide.tilts(*task), read.tilts(*task))
    assert read.share == guide.share
    assert read.card["parameters"] == guide.card["parameters"]
    (tmp_path / "weights.npz").write_bytes(b"something else")
    with pytest.raises(GuideError, match=r"weights\.npz is damaged"):
        Guide.load(tmp_path)


def test_a_guide_to_another_language_says_so(corpus, tmp_path):
    guide, _ = train(SMALL, corpus, seed=3)
    guide.save(tmp_path)
    card = (tmp_path / "card.json").read_text()
    (tmp_path / "card.json").write_text(card.replace('"sum(xs)"', '"added(xs)"'))
    with pytest.raises(GuideError, match=r"added\(xs\).*train it again"):
        Guide.load(tmp_path)
    with pytest.raises(GuideError, match="no guide here"):
        Guide.load(tmp_path / "nowhere")


@pytest.mark.parametrize(
    "wrong", [{"units": 0}, {"dropout": 1.0}, {"learning_rate": 0.0}, {"parts": ("smell",)}]
)
def test_hyper_parameters_are_checked(wrong):
    with pytest.raises(ConfigError, match=next(iter(wrong))):
        Config(**wrong)
