def capital_word_lengths(sentence):
    """Return the product of the lengths of the words in `sentence` that start with a
    capital letter. Without such a word the product is 1.
    """
    product = 1
    for word in sentence.split():
        if word[0].isupper():
            product *= len(word)
    return product
