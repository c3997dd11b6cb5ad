"""Each builds one product from frozen facts."""
