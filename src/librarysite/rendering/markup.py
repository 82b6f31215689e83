"""What Markdown and HTML editors may write: the one list for whoever renders it, cleans it or checks it."""

# For pages in content/, and for texts in data/: the extensions of Python-Markdown.
PAGES = ("admonition", "attr_list", "fenced_code", "sane_lists", "smarty", "tables", "toc")
TEXTS = ("sane_lists", "smarty")

TAGS = {
    *(
        "a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure"
    ).split(),
    *("h2 h3 h4 h5 h6 hr i img ins kbd li ol p pre q s section small span strong sub summary sup").split(),
    *("table tbody td tfoot th thead time tr ul").split(),
}
ATTRIBUTES = {
    "*": {"class", "dir", "id", "lang", "title"},
    "a": {"href", "hreflang"},
    "col": {"span"},
    "img": {"alt", "height", "src", "width"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
SCHEMES = {"http", "https", "mailto", "tel"}
