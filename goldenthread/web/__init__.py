"""What staff, councillors and partners see and do in a browser."""
