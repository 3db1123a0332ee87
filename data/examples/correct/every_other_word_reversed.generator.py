def every_other_word_reversed(message):
    """Reverse the letters of every other word of `message`, starting with the second
    word, and join the words with blanks.
    """
    words = message.split()
    return " ".join(word[::-1] if i % 2 else word for i, word in enumerate(words))
