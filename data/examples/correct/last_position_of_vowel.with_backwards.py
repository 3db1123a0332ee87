def last_position_of_vowel(word):
    """Find the position of the last vowel in `word`, counted from 1, or 0 if the word
    has no vowel. Capital letters count as well.
    """
    position = len(word)
    while position > 0 and word[position - 1] not in "aeiouAEIOU":
        position -= 1
    return position
