"""From the files of a site to a Library with all problems at once. What an entry means stays out."""
