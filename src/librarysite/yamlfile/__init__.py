"""A YAML file as a tree whose values know their places: read, mended, added to. What knows of libraries stays out."""
