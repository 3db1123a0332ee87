"""An LSTM over token ids: build, train, resume, score. The only place that imports Keras."""

from codegarden.language_model.lstm.checkpoints import CheckpointError, CheckpointWarning
from codegarden.language_model.lstm.encoded import EncodedCorpus
from codegarden.language_model.lstm.model import LanguageModel, ModelError
from codegarden.language_model.lstm.network import Config, ConfigError, build
from codegarden.language_model.lstm.training import train

__all__ = [
    "CheckpointError",
    "CheckpointWarning",
    "Config",
    "ConfigError",
    "EncodedCorpus",
    "LanguageModel",
    "ModelError",
    "build",
    "train",
]
