import re
from collections import Counter


def top_words(text, count):
    """Return the `count` most frequent words of `text`, the most frequent word first.

    Words are runs of the letters a to z, compared without regard to case and
    returned in small letters. Equally frequent words come in alphabetical order,
    and if there are fewer than `count` different words, all of them are returned.
    """
    counts = Counter(re.findall(r"[a-z]+", text.lower()))
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    return ranked[:count]
