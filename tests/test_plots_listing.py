"""Source text with colour behind it."""

import numpy as np
import pytest

from codegarden.language_model.ngram import NGram
from codegarden.language_model.scores import surprise_by_token
from codegarden.language_model.tokens import Vocabulary
from codegarden.plots import listing, programs
from codegarden.plots.tuning_steps import Step, steps
from codegarden.program import Outcome


def test_lines_are_coloured_by_weight_and_say_it():
    made = listing.lines("if a < b:\n    return '<i>'\n", {2: 0.5})
    assert repr(made).splitlines()[1] == "0.50      return '<i>'"
    assert made._repr_html_().count("background:rgba") == 1
    assert "<i>" not in made._repr_html_()


def test_tokens_stand_side_by_side():
    made = listing.tokens([[("a", 0.2), (" ", 1.0)], [("<b>", 0.9)]], ["one", "two"])
    assert made._repr_html_().count("background:rgba") == 2
    assert "&lt;b&gt;" in made._repr_html_()
    assert repr(made) == "a \n\n<b>"


SOURCES = [f"def f{n}(x):\n    return x + {n}\n" for n in range(20)]


def test_surprise_is_told_token_by_token():
    vocabulary = Vocabulary.learn(SOURCES, size=480)
    model = NGram.fit([vocabulary.encode(one) for one in SOURCES], vocabulary)
    found = surprise_by_token(model, SOURCES[3])
    assert "".join(text for text, _ in found) == SOURCES[3]
    assert [text for text, nats in found if nats] == [
        "def",
        "f3",
        "(",
        "x",
        ")",
        ":",
        "return",
        "x",
        "+",
        "3",
    ]
    # ``<newline>``, ``<indent>`` and ``<end>`` have a surprise too, and no text
    assert 0 < sum(nats for _, nats in found) < -model.log_prob([SOURCES[3]])[0]


def test_no_two_outcomes_have_one_colour():
    assert len(set(programs.COLOURS.values())) == len(programs.COLOURS) == len(Outcome)


def test_steps_of_a_surrogate_are_drawn():
    grid = np.linspace(0, 1, 20)
    one = Step(np.array([0.1, 0.9]), np.array([2.0, 1.0]), grid, 2 - grid, 0 * grid + 0.1, grid)
    made = steps([one, one, one], "rate", "loss")
    assert [axes.get_title() for axes in made.axes[:3]] == ["after 2 trials"] * 3
    assert made.axes[0].get_ylim()[1] == pytest.approx(2.2)
