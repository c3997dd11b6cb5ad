"""How one installation is set up: settings, addresses, entry points."""
