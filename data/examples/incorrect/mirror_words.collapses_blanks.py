def mirror_words(sentence: str) -> str:
    """Reverse the characters of every word of `sentence`.

    The words keep their order; they are runs of characters other than blanks. All
    blanks, also repeated ones and those at the ends, stay where they are.
    """
    return " ".join(word[::-1] for word in sentence.split())
