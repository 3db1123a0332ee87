import re


def top_words(text, count):
    """Return the `count` most frequent words of `text`, the most frequent word first.

    Words are runs of the letters a to z, compared without regard to case and
    returned in small letters. Equally frequent words come in alphabetical order,
    and if there are fewer than `count` different words, all of them are returned.
    """
    words = re.findall(r"[a-z]+", text.lower())
    candidates = sorted(set(words))
    result = []
    while candidates and len(result) < count:
        best = max(candidates, key=words.count)
        candidates.remove(best)
        result.append(best)
    return result
