"""How plans and figures travel: spreadsheets, StratML, open data, committee systems."""
