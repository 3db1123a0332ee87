"""A program's text and tree together: positions, scopes, tokens, brackets, edits of text."""
