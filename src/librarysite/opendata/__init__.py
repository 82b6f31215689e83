"""Open data. Each module makes the files of one kind and knows none of the others."""
