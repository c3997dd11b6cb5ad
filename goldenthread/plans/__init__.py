"""What we intend: plans, editions, elements, and the thread that joins them."""
