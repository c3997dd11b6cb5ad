"""Forms by topic: what is asked, and how each field is named, hinted and refused."""
