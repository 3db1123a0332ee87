def words_with_usual_ending(words):
    """Find the last letter that is most frequent among the `words` and return how many
    words end with it. No word is empty; without words the result is 0.
    """
    endings = [word[-1] for word in words]
    return max((endings.count(letter) for letter in endings), default=0)
