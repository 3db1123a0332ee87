import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from codegarden.language_model.lstm import (
    CheckpointError,
    CheckpointWarning,
    Config,
    ConfigError,
    EncodedCorpus,
    LanguageModel,
    ModelError,
    build,
    checkpoints,
    train,
)
from codegarden.language_model.lstm.backend import keras, tf
from codegarden.language_model.lstm.stepping import Stepper
from codegarden.language_model.ngram import NGram
from codegarden.language_model.tokens import (
    END,
    START,
    Vocabulary,
    VocabularyError,
)
from codegarden.language_model.windows import one_hot

EXAMPLES = sorted((Path(__file__).parents[1] / "data" / "examples" / "correct").glob("*.py"))
SOURCES = [path.read_text() for path in EXAMPLES]
TRAIN, UNSEEN = SOURCES[:24], SOURCES[60:66]
TINY = Config(
    embedding=12, units=16, layers=2, dropout=0.3, context=16, batch=4, epochs=3, learning_rate=1e-2
)


@pytest.fixture(scope="module")
def corpus():
    vocabulary = Vocabulary.learn(TRAIN, size=480, docstrings=False)
    return EncodedCorpus.of(TRAIN, UNSEEN, vocabulary)


@pytest.fixture(scope="module")
def trained(corpus, tmp_path_factory):
    folder = tmp_path_factory.mktemp("checkpoint")
    return (*train(TINY, corpus, seed=1, checkpoint=folder), folder)


def same(first, second):
    return all(
        a.tobytes() == b.tobytes()
        for a, b in zip(first.network.get_weights(), second.network.get_weights(), strict=True)
    )


def zeros(config, rows):
    return [np.zeros((rows, config.units), np.float32)] * (2 * config.layers)


@pytest.mark.parametrize("tied", [False, True])
def test_layers_are_named_by_role(tied):
    network = build(replace(TINY, tied=tied), size=30)
    names = [layer.name for layer in network.layers]
    assert {"token_ids", "token_embedding", "lstm_1", "dropout_1", "lstm_2"} <= set(names)
    assert ("next_token" in names) is not tied
    logits, *states = network([np.zeros((3, 5), np.int32), *zeros(TINY, 3)])
    assert logits.shape == (3, 5, 30)
    assert [state.shape for state in states] == [(3, 16)] * 4


def test_one_hot_and_lookup_give_the_same_logits():
    config, size = replace(TINY, embedding=24, units=32), 200
    lookup, explicit = build(config, size, seed=3), build(config, size, seed=4, one_hot=True)
    explicit.set_weights(lookup.get_weights())
    ids = np.random.default_rng(0).integers(size, size=(6, 20)).astype(np.int32)
    logits = lookup([ids, *zeros(config, 6)])[0].numpy()
    shown = explicit([one_hot(ids, size), *zeros(config, 6)])[0].numpy()
    assert np.abs(logits).max() > 1e-3
    assert np.abs(logits - shown).max() <= 1e-5


def test_the_lstm_is_that_of_keras():
    """Outputs, states and all gradients, against ``keras.layers.LSTM`` with the same weights."""
    from codegarden.language_model.lstm.recurrent import FusedLSTM

    rng = np.random.default_rng(0)
    values = tf.constant(rng.normal(size=(5, 13, 7)), tf.float32)
    start = [tf.constant(rng.normal(size=(5, 9)), tf.float32) for _ in range(2)]
    weight = tf.constant(rng.normal(size=(5, 13, 9)), tf.float32)
    found = []
    ours, plain = (
        kind(9, return_sequences=True, return_state=True, name=kind.__name__.lower())
        for kind in (FusedLSTM, keras.layers.LSTM)
    )
    ours(values, initial_state=start), plain(values, initial_state=start)
    plain.set_weights([rng.normal(size=one.shape) for one in plain.get_weights()])
    ours.set_weights(plain.get_weights())
    for layer in (ours, plain):
        with tf.GradientTape() as tape:
            tape.watch([values, *start])
            outputs, hidden, cell = layer(values, initial_state=start)
            loss = tf.reduce_sum(outputs * weight) + tf.reduce_sum(hidden) + tf.reduce_sum(cell**2)
        sources = [values, *start, *layer.trainable_variables]
        found.append([outputs, hidden, cell, *tape.gradient(loss, sources)])
    for first, second in zip(*found, strict=True):
        assert np.allclose(first, second, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize(("tied", "units"), [(False, 16), (True, 16), (True, 12)])
def test_the_last_step_is_that_of_the_plain_formula(tied, units):
    """Loss, hits and all gradients, against the logits of the network itself."""
    from codegarden.language_model.lstm import head

    config = replace(TINY, tied=tied, units=units, dropout=0.0)
    network, random = build(config, size=40, seed=1), np.random.default_rng(0)
    ids, targets = random.integers(40, size=(2, 3, 7)).astype(np.int32)
    shares = random.random(21).astype(np.float32)
    shares[4] = 0.0
    weights, found = network.trainable_variables, []
    with tf.GradientTape(persistent=True) as tape:
        logits = network([ids, *zeros(config, 3)])[0]
        nats = tf.nn.sparse_softmax_cross_entropy_with_logits(targets, logits)
        plain = tf.reduce_sum(tf.reshape(nats, -1) * shares)
        features = head.feature_model(network)([ids, *zeros(config, 3)])[0]
        rows = tf.reshape(features, (21, -1))
        fused, hits = head.nats_and_hits(rows, *head.output(network), targets.reshape(-1))
        ours = tf.reduce_sum(fused * shares)
    found = [
        [tf.convert_to_tensor(g) for g in tape.gradient(one, weights)] for one in (plain, ours)
    ]
    assert float(plain) == pytest.approx(float(ours), rel=1e-6)
    assert (np.argmax(logits, axis=-1).reshape(-1) == targets.reshape(-1)).tolist() == list(
        hits > 0
    )
    for first, second in zip(*found, strict=True):
        assert np.allclose(first, second, rtol=1e-4, atol=1e-6)


def test_unlikely_targets_have_finite_losses():
    from codegarden.language_model.lstm import head

    logits = tf.constant([[0.0, 900.0], [-900.0, 0.0]])
    nats, hits = head.nats_and_hits(logits, tf.eye(2), tf.zeros(2), tf.constant([0, 1]))
    assert nats.numpy().tolist() == [900.0, 0.0]
    assert hits.numpy().tolist() == [0.0, 1.0]


def test_adam_is_that_of_keras():
    from codegarden.language_model.lstm.adam import FusedAdam

    random = np.random.default_rng(0)
    start = random.normal(size=(5, 4)).astype(np.float32)
    ours, plain = (keras.Variable(start) for _ in range(2))
    optimizers = [kind(0.1, global_clipnorm=1.0) for kind in (FusedAdam, keras.optimizers.Adam)]
    for _ in range(4):
        gradient = tf.constant(random.normal(size=(5, 4)), tf.float32)
        for optimizer, variable in zip(optimizers, (ours, plain), strict=True):
            optimizer.apply([gradient], [variable])
    assert np.abs(plain.numpy() - start).max() > 0.1
    assert np.allclose(ours.numpy(), plain.numpy(), rtol=1e-5, atol=1e-6)


def test_history_has_a_row_an_epoch(trained, corpus):
    model, history, folder = trained
    assert history["epoch"].tolist() == [1, 2, 3]
    assert history["loss"].is_monotonic_decreasing
    assert np.allclose(history["perplexity"], np.exp(history["loss"]))
    assert history["loss"].iloc[0] < np.log(len(corpus.vocabulary)) + 0.1
    stored = pd.read_csv(folder / "history.csv")
    assert np.allclose(stored, history)
    assert model.figures(corpus.validation)["loss"] == pytest.approx(history["val_loss"].min())


def test_training_depends_on_the_seed_alone(trained, corpus):
    model, history, _ = trained
    again, same_history = train(TINY, corpus, seed=1)
    other, _ = train(replace(TINY, epochs=1), corpus, seed=2)
    assert same(model, again)
    assert (history["loss"] == same_history["loss"]).all()
    assert not same(model, other)


@pytest.mark.parametrize("carry_state", [True, False])
def test_a_model_learns_what_a_unigram_model_cannot(carry_state, corpus):
    config = replace(TINY, layers=1, units=48, embedding=32, dropout=0.0, epochs=12)
    config = replace(config, carry_state=carry_state, patience=12, learning_rate=2e-2)
    model, _ = train(config, corpus, seed=0)
    unigram = NGram.fit(corpus.train, corpus.vocabulary, order=1)
    assert model.figures(TRAIN)["loss"] < unigram.figures(TRAIN)["loss"] - 1


def test_on_epoch_may_stop_training(corpus):
    seen = []

    def stop(epoch, logs):
        seen.append((epoch, logs["val_loss"]))
        return epoch == 2

    _, history = train(replace(TINY, layers=1), corpus, on_epoch=stop)
    assert [epoch for epoch, _ in seen] == [1, 2]
    assert len(history) == 2


def test_early_stopping_keeps_the_best_weights(corpus):
    config = replace(TINY, layers=1, learning_rate=0.5, clipnorm=100.0, epochs=30, patience=2)
    model, history = train(config, corpus, seed=0)
    best = int(history["val_loss"].idxmin())
    assert len(history) == best + 1 + 2
    assert model.figures(corpus.validation)["loss"] == pytest.approx(history["val_loss"].min())
    assert model.card["figures"]["epoch"] == best + 1


KILLED = """
import os, signal, sys
from pathlib import Path
import test_language_model as t
corpus = t.EncodedCorpus.of(t.TRAIN, t.UNSEEN, t.Vocabulary.learn(t.TRAIN, 480, docstrings=False))
steps = 0
save = t.checkpoints.save
def save_and_die(*given):
    global steps
    path = save(*given)
    steps += 1
    if steps == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
    return path
t.checkpoints.save = save_and_die
t.train(t.TINY, corpus, seed=1, checkpoint=Path(sys.argv[1]), every_s=0.0)
"""


def kill_training_after(checkpoints_written, folder):
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(folder), str(checkpoints_written)],
        cwd=Path(__file__).parent,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parent)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


@pytest.mark.parametrize("checkpoints_written", [40])
def test_a_killed_training_ends_with_the_same_bits(checkpoints_written, trained, corpus, tmp_path):
    model, history, _ = trained
    kill_training_after(checkpoints_written, tmp_path)
    header, _ = checkpoints.load_last(tmp_path)
    assert header["step"] > 0, "the kill was not within an epoch"
    resumed, resumed_history = train(TINY, corpus, seed=1, checkpoint=tmp_path)
    assert same(model, resumed)
    columns = [name for name in history if name not in ("seconds", "tokens_per_s")]
    assert history[columns].equals(resumed_history[columns])


def test_a_finished_training_is_not_repeated(trained, corpus):
    model, history, folder = trained
    began = time.monotonic()
    again, same_history = train(TINY, corpus, seed=1, checkpoint=folder, on_epoch=pytest.fail)
    assert same(model, again)
    assert history.equals(same_history)
    assert again.card["seconds"] == model.card["seconds"]
    assert time.monotonic() > began


def test_a_damaged_checkpoint_is_named_and_the_one_before_used(trained, corpus, tmp_path):
    model, _, _ = trained
    train(TINY, corpus, seed=1, checkpoint=tmp_path, on_epoch=lambda epoch, logs: epoch == 2)
    first, last = sorted(tmp_path.glob("step-*.checkpoint"))
    content = bytearray(last.read_bytes())
    content[len(content) // 2] ^= 1
    last.write_bytes(content)
    with pytest.warns(CheckpointWarning, match=last.name):
        resumed, history = train(TINY, corpus, seed=1, checkpoint=tmp_path)
    assert len(history) == 3
    assert same(model, resumed)
    assert first.name != last.name


def test_checkpoints_of_another_training_are_refused(trained, corpus):
    folder = trained[2]
    with pytest.raises(CheckpointError, match="another configuration"):
        train(replace(TINY, units=17), corpus, seed=1, checkpoint=folder)
    with pytest.raises(CheckpointError, match="another seed"):
        train(TINY, corpus, seed=2, checkpoint=folder)
    fewer = EncodedCorpus(corpus.train[1:], corpus.validation, corpus.vocabulary)
    with pytest.raises(CheckpointError, match="another corpus"):
        train(TINY, fewer, seed=1, checkpoint=folder)


def test_scores_do_not_depend_on_the_company(trained):
    model = trained[0]
    long = "x = [" + "1, " * 300 + "]\n"
    together = model.token_log_probs([*SOURCES[:70], long, "\n"])
    alone = [model.token_log_probs([source])[0] for source in (SOURCES[0], long, "\n")]
    for first, second in zip((together[0], together[-2], together[-1]), alone, strict=True):
        assert np.allclose(first, second, atol=1e-4)
    assert len(together[-1]) == 1
    assert model.log_prob([long])[0] == pytest.approx(alone[1].sum(), rel=1e-5)
    assert model.log_prob([]).shape == (0,)


def test_stepping_agrees_with_the_scores(trained):
    model = trained[0]
    vocabulary = model.vocabulary
    state, before = model.begin(3), np.full(3, vocabulary[START])
    stepped = []
    for one in np.append(vocabulary.encode(UNSEEN[0]), vocabulary[END]):
        log_probs, state = model.next_log_probs(before, state)
        assert np.allclose(np.exp(log_probs).sum(axis=1), 1, atol=1e-5)
        stepped.append(log_probs[:, one])
        before = np.full(3, one)
    stepped = np.array(stepped)
    assert np.allclose(stepped[:, 0], model.token_log_probs([UNSEEN[0]])[0], atol=1e-4)
    assert np.allclose(stepped[:, 0], stepped[:, 2], atol=1e-5)


@pytest.mark.parametrize(
    "options", [{"layers": 2}, {"tied": True}, {"tied": True, "embedding": 32, "units": 32}]
)
def test_a_step_on_plain_arrays_gives_the_numbers_of_the_network(options):
    config = Config(**{"embedding": 24, "units": 40} | options)
    network, rng = build(config, 30, seed=3), np.random.default_rng(0)
    network.set_weights([rng.normal(size=one.shape) for one in network.get_weights()])
    ids = rng.integers(30, size=5).astype(np.int32)
    state = [rng.normal(size=(5, config.units)) for _ in range(2 * config.layers)]
    state = [one.astype(np.float32) for one in state]
    logits, *expected = (one.numpy() for one in network([ids[:, None], *state]))
    log_probs, new_state = Stepper(network)(ids, tuple(state))
    expected_log_probs = logits[:, 0] - np.log(np.exp(logits[:, 0]).sum(axis=1, keepdims=True))
    assert np.allclose(log_probs, expected_log_probs, atol=1e-4)
    for one, other in zip(new_state, expected, strict=True):
        assert np.allclose(one, other, atol=1e-5)


def test_save_and_load(trained, tmp_path):
    model = trained[0]
    model.save(tmp_path)
    loaded = LanguageModel.load(tmp_path)
    assert same(model, loaded)
    assert np.allclose(loaded.log_prob(UNSEEN), model.log_prob(UNSEEN), atol=1e-4)
    card = json.loads((tmp_path / "card.json").read_text())
    assert {"config", "seed", "data_sha256", "vocabulary_sha256", "figures", "seconds"} <= set(card)
    assert set(card["versions"]) >= {"keras", "tensorflow", "numpy", "python"}
    assert card["parameters"] == model.network.count_params()


def test_a_model_never_loads_with_the_vocabulary_of_another(trained, tmp_path):
    model = trained[0]
    model.save(tmp_path)
    Vocabulary.learn(SOURCES[:40], 480, docstrings=False).save(tmp_path / "vocabulary.json")
    with pytest.raises(ModelError, match=r"vocabulary\.json is not the vocabulary"):
        LanguageModel.load(tmp_path)
    (tmp_path / "vocabulary.json").write_text("{}")
    with pytest.raises(VocabularyError):
        LanguageModel.load(tmp_path)
    with pytest.raises(ModelError, match="do not belong together"):
        LanguageModel(build(TINY, 33), model.vocabulary, TINY, {})


def test_incomplete_and_damaged_models_are_refused(trained, tmp_path):
    with pytest.raises(ModelError, match="train one first"):
        LanguageModel.load(tmp_path / "none")
    trained[0].save(tmp_path)
    network = tmp_path / "network.keras"
    network.write_bytes(network.read_bytes()[:-10])
    with pytest.raises(ModelError, match=r"network\.keras is absent or damaged"):
        LanguageModel.load(tmp_path)


@pytest.mark.parametrize(
    ("wrong", "match"),
    [
        ({"units": 0}, "units is 0"),
        ({"layers": 4}, "layers is 4: it is 1, 2 or 3"),
        ({"dropout": 1.0}, "dropout is 1.0"),
        ({"learning_rate": 0.0}, "learning_rate is 0.0"),
    ],
)
def test_impossible_hyper_parameters_are_refused(wrong, match):
    with pytest.raises(ConfigError, match=match):
        replace(TINY, **wrong)


def test_an_empty_corpus_is_refused(corpus):
    with pytest.raises(ValueError, match="programs to train on"):
        train(TINY, EncodedCorpus([], corpus.validation, corpus.vocabulary))


def test_callbacks_of_keras_are_handed_through(corpus, tmp_path):
    seen = []
    own = keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: seen.append(dict(logs)))
    log = keras.callbacks.CSVLogger(tmp_path / "log.csv")
    _, history = train(replace(TINY, epochs=2), corpus, callbacks=[own, log])
    assert [one["val_loss"] for one in seen] == list(history["val_loss"])
    assert "val_accuracy" in (tmp_path / "log.csv").read_text().split("\n")[0]
