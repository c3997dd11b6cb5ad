"""The addresses of the pages, by topic; an address, once given out, is kept."""
