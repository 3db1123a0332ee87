from statistics import mean


def words_longer_than_average(text):
    """How many words of `text` are longer than the average length of its words?"""
    lengths = [len(word) for word in text.split()]
    if not lengths:
        return 0
    average = mean(lengths)
    return len([length for length in lengths if length > average])
