import statistics


def usual_length(text):
    """What is the most common length of the words in `text`, and which words have it?
    Return the length and the words in alphabetical order as a tuple; of several most
    common lengths, the one that occurs first counts. There is at least one word.
    """
    words = text.split()
    length = statistics.mode(len(word) for word in words)
    return length, sorted(word for word in words if len(word) == length)
