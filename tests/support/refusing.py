"""What tests of notation share: how a text is refused."""

import pytest

from librarysite.problems import Mistake


def refused(read: object, text: str) -> Mistake:
    """Return the mistake that a reader finds."""
    assert callable(read)
    with pytest.raises(Mistake) as caught:
        read(text)
    return caught.value
