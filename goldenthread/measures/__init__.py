"""How we know: measures, their targets and the observations recorded against them."""
