"""A language model of programs: tokens and windows, an n-gram model, the LSTM, sampling."""
