"""What the clock and the operator do: scheduled work and commands."""
