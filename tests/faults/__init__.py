"""Processes that are killed: nothing half-done remains, and the work completes on restart."""
