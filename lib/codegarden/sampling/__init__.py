"""Programs out of a model: a decode loop, ways to choose, a grammar mask, fillings of holes."""

from codegarden.sampling.choose import greedy, nucleus, temperature, top_k
from codegarden.sampling.decode import Sample, beam, prompt_ids, sample
from codegarden.sampling.grammar import PythonGrammar
from codegarden.sampling.infill import Filling, fillings

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
