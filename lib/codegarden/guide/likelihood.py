"""What a guide is trained on: the probability of the heads of samples, counts and tilt together.

The loss is the cross-entropy of a softmax over the heads that can stand at a place, whose logits
are the logarithms of counted probabilities and the tilt. What all tasks have in common goes into
biases, which are thrown away: a tilt says what one task tells.
"""

from collections.abc import Iterator

import numpy as np

from codegarden.guide.corpus import Encoded
from codegarden.guide.forward import PLACES
from codegarden.language_model.lstm.backend import keras, tf

READ = 256  # samples that are read at once
TINY = 1e-9


class Likelihood(keras.Model):
    """A guide's network with the probabilities of one kind of samples around it.

    It takes the arrays of ``inputs_of`` and gives the logits of each target, of shape ``(batch,
    TARGETS, heads)``.
    """

    def __init__(self, network: keras.Model, base: np.ndarray):
        super().__init__(name="likelihood")
        self.network = network
        self.base = tf.constant(base)
        self.bias = self.add_weight(
            shape=(len(PLACES), base.shape[1]), initializer="zeros", name="bias"
        )

    def call(self, inputs, training=False):
        """Return the logits of heads."""
        read = {each.name: inputs[each.name] for each in self.network.inputs}
        tilt = self.network(read, training=training) + self.bias
        inside = tf.cast(inputs["inside"], tf.int32)
        return tf.gather(self.base, inputs["rows"]) + tf.gather(tilt, inside, batch_dims=1)


def compiled(network: keras.Model, base: np.ndarray, rate: float, decay: float) -> Likelihood:
    """Return a model to fit: AdamW, cross-entropy weighted with what each target counts."""
    model = Likelihood(network, base)
    model.compile(
        optimizer=keras.optimizers.AdamW(rate, weight_decay=decay),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    return model


def inputs_of(encoded: Encoded) -> dict[str, np.ndarray]:
    """Return what the model reads of samples."""
    names = ("words", "examples", "signature", "rows", "inside")
    return {name: getattr(encoded, name) for name in names}


def bits(model: Likelihood, encoded: Encoded) -> dict[str, float]:
    """Return the mean bits of a head of samples, and of the programs' own heads."""
    totals, counts = np.zeros(2), np.zeros(2)
    for some in pieces(encoded):
        logits = model(inputs_of(some))
        nats = tf.nn.sparse_softmax_cross_entropy_with_logits(some.heads, logits).numpy()
        own = some.shares * (some.inside == 0)
        totals += (nats * some.shares).sum(), (nats * own).sum()
        counts += some.shares.sum(), own.sum()
    means = totals / np.maximum(counts, TINY) / np.log(2)
    return {"bits": float(means[0]), "root_bits": float(means[1])}


def pieces(encoded: Encoded) -> Iterator[Encoded]:
    """Yield the samples, ``READ`` at a time."""
    for start in range(0, len(encoded), READ):
        yield encoded.some(np.arange(start, min(start + READ, len(encoded))))
