"""Tags for the pages of the site."""
