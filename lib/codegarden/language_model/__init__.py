"""An LSTM over token ids: build, train, resume, score. The only place that imports Keras."""

from codegarden.language_model.checkpoints import CheckpointError, CheckpointWarning
from codegarden.language_model.encoded import EncodedCorpus
from codegarden.language_model.model import LanguageModel, ModelError
from codegarden.language_model.network import Config, ConfigError, build
from codegarden.language_model.rescoring import Rescorer
from codegarden.language_model.training import train

__all__ = [
    "CheckpointError",
    "CheckpointWarning",
    "Config",
    "ConfigError",
    "EncodedCorpus",
    "LanguageModel",
    "ModelError",
    "Rescorer",
    "build",
    "train",
]
