from collections import Counter


def usual_length(text):
    """What is the most common length of the words in `text`, and which words have it?
    Return the length and the words in alphabetical order as a tuple; of several most
    common lengths, the one that occurs first counts. There is at least one word.
    """
    counts = Counter(map(len, text.split()))
    length = counts.most_common(1)[0][0]
    return length, sorted(word for word in text.split() if len(word) == length)
