"""An LSTM layer with the weights and the numbers of Keras's own, and a faster loop on a CPU.

Keras runs a graph of a dozen small operations for each step of the sequence. TensorFlow has kernels
that run all steps, forwards and backwards, each step as one matrix product and one pass over the
gates (``BlockLSTMV2``). On a GPU, Keras's layer calls cuDNN, which is left as it is.
"""

from codegarden.language_model.backend import GPUS, keras, tf


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
    units)``, with the gates in Keras's order. The gradient is spelled out because the one that
    TensorFlow has registered is that of the first version of the kernel, with another order.
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
        gates = {name: getattr(made, name) for name in ("i", "cs", "f", "o", "ci", "co", "h")}
        back = tf.raw_ops.BlockLSTMGradV2(**given, **gates, cs_grad=of_cells, h_grad=of_outputs)
        return back.x_grad, back.h_prev_grad, back.cs_prev_grad, back.w_grad, back.b_grad

    return (made.h, made.cs), gradient
