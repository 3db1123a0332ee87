import re
from itertools import groupby


def top_words(text, count):
    """Return the `count` most frequent words of `text`, the most frequent word first.

    Words are runs of the letters a to z, compared without regard to case and
    returned in small letters. Equally frequent words come in alphabetical order,
    and if there are fewer than `count` different words, all of them are returned.
    """
    words = sorted(re.findall(r"[a-z]+", text.lower()))
    groups = [(word, len(list(copies))) for word, copies in groupby(words)]
    groups.sort(key=lambda group: group[1], reverse=True)
    return [word for word, _ in groups[:count]]
