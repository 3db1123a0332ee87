"""How often productions stand in one another in Python's standard library.

``usual.json`` holds the counts, made by ``codegarden benchmark usual``: what Python looks like at
places that the solved problems at hand say little of. A production is told by its signature and its
text.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from codegarden.files import write_whole
from codegarden.synthesis.production import Production

FILE = Path(__file__).with_name("usual.json")


@lru_cache(maxsize=8)
def usual(language: Sequence[Production], file: Path = FILE) -> Mapping[tuple, Counter]:
    """Return how often each head of a language stands at which place of which parent."""
    record = json.loads(file.read_text(encoding="utf-8"))
    known = {told(production): production for production in language}
    heads = [known.get(text, text) for text in record["heads"]]
    return {
        (heads[parent], place): Counter({heads[head]: count for head, count in counts})
        for parent, place, counts in record["places"]
    }


def write(found: Mapping[tuple, Counter], about: Mapping[str, Any], file: Path = FILE) -> None:
    """Write counts by parent and place, and what they are about."""
    kept = {
        (told(parent), place): {told(head): round(n) for head, n in heads.items() if n >= 0.5}
        for (parent, place), heads in found.items()
    }
    kept = {key: kept[key] for key in sorted(kept) if kept[key]}
    parents = {parent for parent, _ in kept}
    heads = sorted(parents.union(*kept.values()))
    number = {text: place for place, text in enumerate(heads)}
    places = [
        [number[parent], place, [[number[head], n] for head, n in sorted(each.items())]]
        for (parent, place), each in kept.items()
    ]
    lines = ",\n  ".join(json.dumps(each, separators=(",", ":")) for each in places)
    text = json.dumps({**about, "heads": heads}, indent=1, ensure_ascii=False)
    write_whole(file, f'{text[:-2]},\n "places": [\n  {lines}\n ]\n}}\n')


def told(head: Production | str) -> str:
    """Return what tells a production from all others; other heads have names."""
    return f"{head} {head.text}" if isinstance(head, Production) else head
