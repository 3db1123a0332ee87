def file_endings(files):
    """Return the set of the file name extensions in `files`: what follows the last dot
    of a name, in lower case. Names without a dot have none.
    """
    return {name.partition(".")[2].lower() for name in files if "." in name}
