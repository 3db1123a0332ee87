def words_longer_than_average(text):
    """How many words of `text` are longer than the average length of its words?"""
    words = text.split()
    return sum(len(word) * len(words) > sum(map(len, words)) for word in words)
