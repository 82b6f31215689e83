"""What editors write as running words: what it consists of, and what is wrong with it."""
