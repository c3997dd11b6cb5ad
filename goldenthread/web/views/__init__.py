"""What each address answers: find, read, act, answer."""
