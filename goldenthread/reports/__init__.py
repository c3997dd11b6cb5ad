"""What we tell people: a period's figures, frozen on approval and rendered as documents."""
