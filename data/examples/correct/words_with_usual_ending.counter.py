from collections import Counter


def words_with_usual_ending(words):
    """Find the last letter that is most frequent among the `words` and return how many
    words end with it. No word is empty; without words the result is 0.
    """
    counts = Counter(word[-1] for word in words)
    return counts.most_common(1)[0][1] if words else 0
