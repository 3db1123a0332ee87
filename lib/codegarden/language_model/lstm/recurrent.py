"""An LSTM layer with the weights and the numbers of Keras's own, and a faster loop on a CPU.

Keras runs a graph of a dozen small operations for each step of the sequence. TensorFlow has a
kernel that runs all steps, each as one matrix product and one pass over the gates
(``BlockLSTMV2``). Its backward kernel adds to the gradient of the weights at each step, on a single
core; here only what depends on the step after is done step by step, and the gradients of inputs and
weights are one product each over all steps. On a GPU, Keras's layer calls cuDNN, which is left as
it is.
"""

from codegarden.language_model.lstm.backend import GPUS, keras, tf


@keras.saving.register_keras_serializable(package="codegarden")
class FusedLSTM(keras.layers.LSTM):
    """A ``keras.layers.LSTM`` with the default activations; weights are interchangeable."""

    def inner_loop(self, sequences, initial_state, mask, training=False):
        """Return the last output, all outputs and the states, as Keras's layer does."""
        if GPUS or mask is not None or self.go_backwards or self.dropout or self.recurrent_dropout:
            return super().inner_loop(sequences, initial_state, mask, training)
        weights = (self.cell.kernel, self.cell.recurrent_kernel)
        outputs, cells = fused_lstm(
            tf.transpose(sequences, (1, 0, 2)),
            *(tf.convert_to_tensor(state) for state in initial_state),
            tf.concat([tf.convert_to_tensor(one) for one in weights], axis=0),
            tf.convert_to_tensor(self.cell.bias),
        )
        return outputs[-1], tf.transpose(outputs, (1, 0, 2)), [outputs[-1], cells[-1]]


@tf.custom_gradient
def fused_lstm(steps, hidden, cell, weights, bias):
    """Return the outputs and cell states of all steps, each of shape ``(length, batch, units)``.

    ``steps`` has the shape ``(length, batch, features)``, ``weights`` ``(features + units, 4 *
    units)``, with the gates in Keras's order.
    """
    none = tf.zeros_like(bias[: bias.shape[0] // 4])  # no peepholes from the cell to the gates
    given = {
        "seq_len_max": tf.shape(steps, out_type=tf.int64)[0],
        "x": steps,
        "cs_prev": cell,
        "h_prev": hidden,
        "w": weights,
        "b": bias,
        **dict.fromkeys(("wci", "wcf", "wco"), none),
        "use_peephole": False,
    }
    made = tf.raw_ops.BlockLSTMV2(**given)

    def gradient(of_outputs, of_cells):
        before = tf.concat([cell[None], made.cs[:-1]], axis=0)
        of_gates, of_hidden, of_cell = _backwards(
            made, before, weights[steps.shape[-1] :], of_outputs, of_cells
        )
        read = tf.concat([steps, tf.concat([hidden[None], made.h[:-1]], axis=0)], axis=2)
        rows = tf.reshape(of_gates, (-1, of_gates.shape[-1]))
        of_weights = tf.matmul(tf.reshape(read, (-1, read.shape[-1])), rows, transpose_a=True)
        of_steps = tf.matmul(rows, weights[: steps.shape[-1]], transpose_b=True)
        return (
            tf.reshape(of_steps, tf.shape(steps)),
            of_hidden,
            of_cell,
            of_weights,
            tf.reduce_sum(rows, axis=0),
        )

    return (made.h, made.cs), gradient


def _backwards(made, cells_before, recurrent, of_outputs, of_cells):
    """Return the gradients of the gates' sums at all steps, and those of the first state.

    ``made`` holds what the forward kernel kept: the gates ``i``, ``f``, ``o``, the new value ``ci``
    the cell ``cs`` and its squashed value ``co``. The order of the gates is i, f, ci, o.
    """
    squash = made.o * (1 - made.co**2)
    of_cell_in = tf.concat(  # what a gradient of the cell is for the sums of i, f and ci
        [
            made.ci * made.i * (1 - made.i),
            cells_before * made.f * (1 - made.f),
            made.i * (1 - made.ci**2),
        ],
        axis=2,
    )
    of_output_gate = made.co * made.o * (1 - made.o)
    length = tf.shape(squash)[0]
    sums = tf.TensorArray(tf.float32, length, element_shape=(None, 4 * squash.shape[-1]))

    def step(at, of_hidden, of_cell, sums):
        of_hidden += of_outputs[at]
        of_cell += of_cells[at] + of_hidden * squash[at]
        within = tf.concat([of_cell, of_cell, of_cell], axis=1) * of_cell_in[at]
        of_sums = tf.concat([within, of_hidden * of_output_gate[at]], axis=1)
        of_hidden = tf.matmul(of_sums, recurrent, transpose_b=True)
        return at - 1, of_hidden, of_cell * made.f[at], sums.write(at, of_sums)

    none = tf.zeros_like(of_outputs[0])
    _, of_hidden, of_cell, sums = tf.while_loop(
        lambda at, *_: at >= 0, step, (length - 1, none, none, sums), parallel_iterations=1
    )
    return sums.stack(), of_hidden, of_cell
