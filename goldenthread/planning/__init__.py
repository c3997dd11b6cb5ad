"""How a plan is made: stages, workshops, proposals, consultation and communication."""
