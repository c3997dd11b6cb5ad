"""What happened: every change to the records, who made it, when and why."""
