"""An LSTM layer with the weights and the numbers of Keras's own."""

from codegarden.language_model.backend import keras


@keras.saving.register_keras_serializable(package="codegarden")
class FusedLSTM(keras.layers.LSTM):
    """A ``keras.layers.LSTM``."""
