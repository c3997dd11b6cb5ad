"""What it takes: budgets, bids and savings, and the time that services can give."""
