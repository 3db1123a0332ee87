def every_other_word_reversed(message):
    """Reverse the letters of every other word of `message`, starting with the second
    word, and join the words with blanks.
    """
    words = message.split()
    words[1::2] = [word[::-1] for word in words[1::2]]
    return " ".join(words)
