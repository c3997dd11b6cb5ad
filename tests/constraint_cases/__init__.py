"""The cases of test_constraints.py by the part of the product they are of."""
