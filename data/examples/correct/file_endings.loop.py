def file_endings(files):
    """Return the set of the file name extensions in `files`: what follows the last dot
    of a name, in lower case. Names without a dot have none.
    """
    endings = set()
    for name in files:
        dot = name.rfind(".")
        if dot >= 0:
            endings.add(name[dot + 1 :].lower())
    return endings
