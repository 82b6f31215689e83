"""What is wrong in running words: links, pictures, form, style. What entries say is the business of the other rules."""
