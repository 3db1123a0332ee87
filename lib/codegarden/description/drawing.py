"""The picture of a reading: marked spans and the arrows of the grammar, by spaCy's displaCy."""

import base64
import html
from collections.abc import Sequence

from codegarden.description.elements import Span
from codegarden.description.pipeline import RULES, parse

COLOURS = {
    "operation": "#cfe8f7",
    "data": "#fde3b0",
    "example": "#d5efe3",
    "quoted": "#f3d9e6",
    "number": "#f3d9e6",
    "snake": "#e4e4e4",
    "call": "#e4e4e4",
    "item": "#e4e4e4",
}
WORDS = 30  # that are drawn with arrows; a longer sentence is too wide to read


def draw(text: str, spans: Sequence[Span], reader: str) -> str:
    """Return HTML with the marked text, and the dependency arrows of its first sentence.

    ``reader`` names the language model that read the text.
    """
    from spacy import displacy

    text = text[:2_000]
    ents = [
        {"start": s.start, "end": s.end, "label": s.label}
        for s in _apart(spans)
        if s.end <= len(text)
    ]
    marked = displacy.render(
        {"text": text, "ents": ents, "title": None},
        style="ent",
        manual=True,
        jupyter=False,
        options={"colors": COLOURS},
    )
    doc = parse(text, RULES if reader == RULES else "")
    sentence = next(iter(doc.sents), None) if len(doc) else None
    if sentence is None or not doc.has_annotation("DEP"):
        note = "No language model is installed: read by rules, without arrows."
        return f"{marked}<p>{html.escape(note)}</p>"
    arrows = displacy.render(
        sentence[:WORDS].as_doc(),
        style="dep",
        jupyter=False,
        options={"compact": True, "distance": 90, "bg": "#ffffff"},
    )
    # as an image: a notebook that is not trusted keeps images and strips the tags of an SVG
    data = base64.b64encode(arrows.encode()).decode()
    image = f'<img alt="dependency arrows" src="data:image/svg+xml;base64,{data}">'
    return f'{marked}<div style="overflow-x: auto">{image}</div>'


def _apart(spans: Sequence[Span]) -> list[Span]:
    """Return the spans that do not overlap an earlier one, which displaCy cannot draw."""
    chosen: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if not chosen or span.start >= chosen[-1].end:
            chosen.append(span)
    return chosen
