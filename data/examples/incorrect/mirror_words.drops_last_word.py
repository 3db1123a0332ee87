def mirror_words(sentence: str) -> str:
    """Reverse the characters of every word of `sentence`.

    The words keep their order; they are runs of characters other than blanks. All
    blanks, also repeated ones and those at the ends, stay where they are.
    """
    result = ""
    word = ""
    for character in sentence:
        if character == " ":
            result += word + " "
            word = ""
        else:
            word = character + word
    return result
