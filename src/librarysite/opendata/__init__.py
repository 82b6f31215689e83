"""Open data: a module for each kind of file, which knows none of the others, and the one way to write them."""
