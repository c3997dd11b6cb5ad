"""Who decides: bodies, meetings, papers, comments, decisions and requests for change."""
