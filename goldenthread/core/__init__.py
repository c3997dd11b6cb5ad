"""The council's rules as pure functions over plain values: no Django, no clock, no files."""
