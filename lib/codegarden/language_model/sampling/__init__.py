"""Programs out of a model: a decode loop, ways to choose, a grammar mask, fillings of holes."""

from codegarden.language_model.sampling.choose import greedy, nucleus, temperature, top_k
from codegarden.language_model.sampling.decode import Sample, beam, prompt_ids, sample
from codegarden.language_model.sampling.grammar import PythonGrammar
from codegarden.language_model.sampling.infill import Filling, fillings

__all__ = [
    "Filling",
    "PythonGrammar",
    "Sample",
    "beam",
    "fillings",
    "greedy",
    "nucleus",
    "prompt_ids",
    "sample",
    "temperature",
    "top_k",
]
