"""From values to HTML and CSS: templates, Markdown, the stylesheet. Nothing here knows what a library is."""
