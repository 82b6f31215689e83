import pytest

from librarysite import notation
from librarysite.notation import read_uprn
from librarysite.problems import Mistake
from tests.support.refusing import refused


@pytest.mark.parametrize(
    ("text", "value"),
    [("yes", True), ("Yes", True), ("true", True), ("no", False), ("NO", False), ("false", False)],
)
def test_yes_and_no(text: str, value: bool) -> None:
    """Yes and no, and what web forms write for them."""
    assert notation.read_yes_no(text) is value
    assert notation.read_yes_no_not_known(text) is value


def test_not_known() -> None:
    """What is not known is neither yes nor no, and only where that may stand."""
    assert notation.read_yes_no_not_known("not known") is None
    remedy = "write yes or no; leave the line out if it is not known"
    assert refused(notation.read_yes_no, "not known").remedy == remedy
    remedy = "write yes, no or not known, and nothing else"
    assert refused(notation.read_yes_no_not_known, "ramp at the back").remedy == remedy


@pytest.mark.parametrize(
    ("text", "remedy"), [("y", "write yes"), ("on", "write yes"), ("N", "write no"), ("0", "write no")]
)
def test_other_words_for_yes_and_no(text: str, remedy: str) -> None:
    """What can only mean yes, or no, is offered so."""
    assert refused(notation.read_yes_no, text).remedy == remedy
    assert refused(notation.read_yes_no_not_known, text).remedy == remedy


@pytest.mark.parametrize("text", ["a", "baby-rhyme-time-central", "2026", "x" * 80])
def test_ids(text: str) -> None:
    """An id has small letters, figures and hyphens."""
    assert notation.read_slug(text) == text


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("Story Time", "write story-time"),
        ("children's_hour", "write childrens-hour"),
        ("-a--b-", "write a-b"),
        ("café-chat", "write cafe-chat"),
        ("!", "write a name, such as chess-club-2027"),
        ("a\n", "write a"),
        ("x" * 81, f"write {'x' * 80}"),
        ("chess-" * 15 + "club", f"write {'-'.join(['chess'] * 13)}"),
    ],
)
def test_ids_that_are_refused(text: str, remedy: str) -> None:
    """An id that cannot be an address is offered as one."""
    assert refused(notation.read_slug, text).remedy == remedy


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("LUI 2NG", "did you mean LU1 2NG?"),
        ("LU1 ONG", "did you mean LU1 0NG?"),
        ("LU1-2NG.", "did you mean LU1 2NG?"),
        ("Luton LU1 2NG", "write LU1 2NG"),
        ("LU1", "look it up: the second half is one figure and two letters, as in LU1 2NG"),
        ("LU1 2CG", "look it up: the second half is one figure and two letters, as in LU1 2NG"),
        ("not known", "leave this line out until it is known"),
    ],
)
def test_postcodes_are_put_right(text: str, remedy: str) -> None:
    """A letter in place of a figure is put right; no postcode ends with C, I, K, M, O or V."""
    assert refused(notation.read_postcode, text).remedy == remedy


@pytest.mark.parametrize(
    ("text", "tidy"), [("LU1 2NG", "LU1 2NG"), ("lu12ng", "LU1 2NG"), ("SW1A 1AA", "SW1A 1AA")]
)
def test_postcodes(text: str, tidy: str) -> None:
    """A postcode is put in capitals with its space."""
    assert notation.read_postcode(text) == tidy


@pytest.mark.parametrize("text", ["LU1", "LU1 2N", "1LU 2NG", "", "LU1 2NGX"])
def test_postcodes_that_are_refused(text: str) -> None:
    """What has not the form of a postcode is refused."""
    assert refused(notation.read_postcode, text).message == "This is not a postcode"


@pytest.mark.parametrize("text", ["ur", "pa-Guru", "en-GB", "zh-Hans-CN"])
def test_codes_of_languages(text: str) -> None:
    """A language is read by its code."""
    assert notation.read_language(text) == text


@pytest.mark.parametrize("text", ["Urdu", "en_GB", 'en"><svg onload=alert(1)>', "u", "en-", "ür"])
def test_what_is_no_code_of_a_language_is_refused(text: str) -> None:
    """A name, or whatever ends the attribute it is written into, is no code of a language."""
    assert refused(notation.read_language, text).message == "This is not the code of a language"


def test_names_of_domains() -> None:
    """The domain that ends the names of events in calendars is a domain."""
    assert notation.read_domain("luton-libraries.example") == "luton-libraries.example"
    for text in ("libraries", "a b.example", "a.example\nX", "https://a.example", "a@b.example"):
        assert refused(notation.read_domain, text).message == "This is not the name of a domain"


def test_positions() -> None:
    """A position is latitude, longitude in the United Kingdom; the other way round is told."""
    assert notation.read_position("51.881146, -0.416991") == (51.881146, -0.416991)
    assert refused(notation.read_position, "-0.416991, 51.881146").remedy == "write 51.881146, -0.416991"
    for text in ("51.881146 N, 0.416991 W", "(51.881146, -0.416991)", "51.881146 −0.416991"):
        assert refused(notation.read_position, text).remedy == "write 51.881146, -0.416991"
    assert "did you mean 51.9, -6.4?" in refused(notation.read_position, "51.9, 6.4").remedy
    assert "national grid" in refused(notation.read_position, "TL 093 213").remedy
    assert "without minutes" in refused(notation.read_position, "51°52'52\"N 0°25'01\"W").remedy
    assert refused(notation.read_position, "St George's Square").message == "A position cannot be read"


@pytest.mark.parametrize("text", ["1.00081E+11", "", "12a", "1234567890123", "٣"])
def test_property_number_must_be_digits(text: str) -> None:
    """A number that a spreadsheet has spoilt is the editor's to put right."""
    with pytest.raises(Mistake, match="property reference number"):
        read_uprn(text)
