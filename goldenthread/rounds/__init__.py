"""When we ask: reporting rounds, what is due from whom by when, and what came in."""
