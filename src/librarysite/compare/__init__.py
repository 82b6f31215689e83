"""What holds two editions of the entries together: what readers will see, what would vanish, what Git mixed up."""
