"""The last step of training: logits, softmax and cross-entropy as one operation with its gradient.

Nearly half of a step's arithmetic is the product with the output matrix, and the logits are by far
the largest array of a step (82 MB for 4,096 ids and 5,000 entries): what counts is how often it is
walked through. TensorFlow's own cross-entropy computes each exponential twice, one number at a
time; here ``softmax`` does it once, in vectors, and the weights of the rows are multiplied into the
small factors of the products. The numbers are those of the plain formula.
"""

from codegarden.language_model.lstm.backend import keras, tf


def feature_model(network: keras.Model) -> keras.Model:
    """Return the network without its output layer: what that layer reads, and the new states."""
    last = network.get_layer("next_token" if is_untied(network) else "token_embedding")
    features = (
        last.input if is_untied(network) else network.get_layer(_feature_layer(network)).output
    )
    return keras.Model(network.inputs, [features, *network.outputs[1:]], name="below_output")


def is_untied(network: keras.Model) -> bool:
    """Whether the network has an output matrix of its own."""
    return any(layer.name == "next_token" for layer in network.layers)


def _feature_layer(network: keras.Model) -> str:
    """Return the name of the layer that a tied output reads."""
    names = [layer.name for layer in network.layers]
    return "projection" if "projection" in names else max(n for n in names if n[:8] == "dropout_")


def output(network: keras.Model) -> tuple[tf.Tensor, tf.Tensor]:
    """Return the output matrix ``(units, size)`` and bias ``(size,)`` of a network."""
    if is_untied(network):
        layer = network.get_layer("next_token")
        return tf.convert_to_tensor(layer.kernel), tf.convert_to_tensor(layer.bias)
    matrix = tf.transpose(tf.convert_to_tensor(network.get_layer("token_embedding").embeddings))
    return matrix, tf.zeros_like(matrix[0])


@tf.custom_gradient
def nats_and_hits(features, weights, bias, targets):
    """Return the cross-entropy of each target, and whether it is the likeliest id.

    Parameters
    ----------
    features
        What the output layer reads, of shape ``(rows, units)``.
    weights, bias
        Of shapes ``(units, size)`` and ``(size,)``.
    targets
        Ids of shape ``(rows,)``.

    Returns
    -------
    tuple of Tensor
        Nats, and 1.0 or 0.0, both of shape ``(rows,)``.
    """
    logits = tf.nn.bias_add(features @ weights, bias)
    chances = tf.nn.softmax(logits)
    highest = tf.reduce_max(logits, axis=1)
    spots = tf.stack([tf.range(tf.shape(targets)[0]), targets], axis=1)
    own = tf.gather_nd(logits, spots)
    # the highest chance is 1 / the sum of exponentials, and never too small for a logarithm
    nats = highest - own - tf.math.log(tf.reduce_max(chances, axis=1))

    def gradient(of_nats, _):
        error = tf.tensor_scatter_nd_sub(chances, spots, tf.ones_like(own))
        row_weights = of_nats[:, None]
        return (
            row_weights * tf.matmul(error, weights, transpose_b=True),
            tf.matmul(row_weights * features, error, transpose_a=True),
            tf.matmul(row_weights, error, transpose_a=True)[0],
            None,
        )

    return (nats, tf.cast(own >= highest, tf.float32)), gradient
