"""Golden Thread runs a council's corporate strategy."""
