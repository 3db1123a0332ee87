"""Keras's Adam with its arithmetic done in one pass over each variable.

Keras spells the update out in some ten operations, each of which walks through a matrix of a
million numbers. TensorFlow has a kernel that does the same sums in one walk.
"""

from codegarden.language_model.lstm.backend import keras, tf


@keras.saving.register_keras_serializable(package="codegarden")
class FusedAdam(keras.optimizers.Adam):
    """Adam (Kingma and Ba 2015); its options, slots and files are those of Keras's."""

    def update_step(self, gradient, variable, learning_rate):
        """Update one variable and its moments, as Keras's optimizer does."""
        step = tf.cast(self.iterations + 1, variable.dtype)
        at = self._get_variable_index(variable)
        tf.raw_ops.ResourceApplyAdam(
            var=variable.handle,
            m=self._momentums[at].value.handle,
            v=self._velocities[at].value.handle,
            beta1_power=tf.pow(tf.cast(self.beta_1, variable.dtype), step),
            beta2_power=tf.pow(tf.cast(self.beta_2, variable.dtype), step),
            lr=tf.cast(learning_rate, variable.dtype),
            beta1=self.beta_1,
            beta2=self.beta_2,
            epsilon=self.epsilon,
            grad=tf.convert_to_tensor(gradient),
        )
