"""One training step: forwards, backwards, Adam.

What a step reads and writes is all in variables, so that a checkpoint of these is a checkpoint of
the training. What comes before the output layer is Keras's; see ``head`` for the rest.
"""

from codegarden.language_model.lstm import head
from codegarden.language_model.lstm.backend import keras, tf
from codegarden.language_model.lstm.network import Config


class Trainer(keras.Model):
    """A network with a training step: the mean cross-entropy of all targets but ``<pad>``."""

    def __init__(self, network: keras.Model, config: Config, pad: int):
        super().__init__(name="trainer")
        self.network = network
        self.feature_model = head.feature_model(network)
        self.config = config
        self.pad = pad
        self.carried = [
            self.add_weight(
                shape=(config.batch, config.units), initializer="zeros", trainable=False, name=name
            )
            for name in (f"carried_{number}" for number in range(2 * config.layers))
        ]
        self.figures = [keras.metrics.Mean(name=name) for name in ("loss", "accuracy")]

    @property
    def metrics(self) -> list:
        """What ``fit`` sets back at the beginning of an epoch."""
        return self.figures

    def call(self, ids):
        """Return the logits of ids; the state is not kept."""
        return self.network([ids, *(tf.zeros_like(one) for one in self.carried)])[0]

    def train_step(self, data):
        """Make one step, and return the figures of the epoch so far."""
        inputs, targets = data[0], tf.reshape(data[1], (-1,))
        kept = tf.cast(targets != self.pad, tf.float32)
        count = tf.maximum(tf.reduce_sum(kept), 1.0)
        with tf.GradientTape() as tape:
            features, *states = self.feature_model([inputs, *self.carried], training=True)
            rows = tf.reshape(features, (-1, features.shape[-1]))
            nats, hits = head.nats_and_hits(rows, *head.output(self.network), targets)
            loss = tf.reduce_sum(nats * kept) / count
        weights = self.network.trainable_variables
        self.optimizer.apply(tape.gradient(loss, weights), weights)
        if self.config.carry_state:
            for carried, state in zip(self.carried, states, strict=True):
                carried.assign(state)
        mean, accuracy = self.figures
        mean.update_state(loss, count)
        accuracy.update_state(tf.reduce_sum(hits * kept) / count, count)
        return {one.name: one.result() for one in self.figures}

    def forget(self) -> None:
        """Set the carried states to zero, as at the beginning of an epoch."""
        for carried in self.carried:
            carried.assign(tf.zeros_like(carried))

    def everything(self) -> list:
        """Return each variable that a step reads or writes, in a fixed order, each once."""
        sums = [variable for one in self.figures for variable in one.variables]
        found = (*self.variables, *self.optimizer.variables, *sums)
        return list({id(one): one for one in found}.values())
