import pytest

from librarysite import notation
from tests.support.refusing import refused


@pytest.mark.parametrize(
    "text", ["01582 547418", "0300 555 4152", "(01582) 547418", "03005554152", "999", "111"]
)
def test_phone_numbers(text: str) -> None:
    """A phone number is kept as it is written, with its first 0."""
    assert notation.read_phone(text) == text


@pytest.mark.parametrize("text", ["1582 547418", "3005554152"])
def test_a_phone_number_without_its_0_is_refused(text: str) -> None:
    """A number that lost its 0 is offered with it."""
    mistake = refused(notation.read_phone, text)
    assert mistake.message == "This phone number has lost its first 0"
    assert f"0{text}" in mistake.remedy


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ("", "This is not a United Kingdom phone number", "write it in figures, as 01582 547418"),
        (
            "ask at the desk",
            "This is not a United Kingdom phone number",
            "write it in figures, as 01582 547418",
        ),
        ("0158", "A phone number has 11 figures, and this has 4", "look it up, and write it again"),
        ("01582 54741", "A phone number has 11 figures, and this has 10", "look it up, and write it again"),
        ("01582 54741S", "There is a letter in this phone number", "did you mean 01582 547415?"),
        ("O1582 547418", "There is a letter in this phone number", "did you mean 01582 547418?"),
        ("+44 (0)1582 547418", "A phone number is written as people dial it", "write 01582 547418"),
        ("0044 1582 547418", "A phone number is written as people dial it", "write 01582 547418"),
        ("tel:+443005554152", "A phone number is written as people dial it", "write 0300 555 4152"),
        ("020.7946.0123", "A phone number is written as people dial it", "write 020 7946 0123"),
        ("01582/547418", "A phone number is written as people dial it", "write 01582 547418"),
        ("01582 547418 / 547419", "One phone number is expected here", "keep one of them: 01582 547418"),
        ("547418 or 547419", "One phone number is expected here", "keep one of them, with its area code"),
        (
            "01582 547418 or 01582 547419",
            "One phone number is expected here",
            "keep one of them: 01582 547418",
        ),
        ("01582 547418 ext. 12", "A phone number stands without an extension", "write 01582 547418"),
        (
            "547418",
            "The area code is missing from this phone number",
            "write the area code before 547418",
        ),
        ("not known", "“not known” is not a phone number", "leave this line out until it is known"),
        (
            "info@a.example",
            "This is an e-mail address, not a phone number",
            "write it as “email: info@a.example”",
        ),
        (
            "+1 212 555 0123",
            "This is not a United Kingdom phone number",
            "write it in a sentence, and leave this line out",
        ),
    ],
)
def test_phone_numbers_that_are_refused(text: str, message: str, remedy: str) -> None:
    """What nobody can dial is no phone number; one that is written in another way is offered in ours."""
    mistake = refused(notation.read_phone, text)
    assert (mistake.message, mistake.remedy) == (message, remedy)


@pytest.mark.parametrize("text", ["01204 12345", "0800 123456", "0800 1111"])
def test_short_phone_numbers(text: str) -> None:
    """In a few areas, and after 0800, some numbers have fewer figures."""
    assert notation.read_phone(text) == text


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ("www.a.example", "A web address must be written in full", "did you mean https://www.a.example?"),
        ("a.example/b c", "A web address must be written in full", "did you mean https://a.example/b%20c?"),
        ("https:/a.example/", "A web address must be written in full", "did you mean https://a.example/?"),
        ("htps//a.example", "A web address must be written in full", "did you mean https://a.example?"),
        (
            "https://https://a.example",
            "A web address must be written in full",
            "did you mean https://a.example?",
        ),
        (
            "https:// www,a.example",
            "A web address must be written in full",
            "did you mean https://www.a.example?",
        ),
        (
            "https://example",
            "A web address must be written in full",
            "copy it from the browser, from https:// on",
        ),
        (
            "see our website",
            "A web address must be written in full",
            "copy it from the browser, from https:// on",
        ),
        (
            "javascript:alert(1)",
            "This is a program, not a web address",
            "write an address that begins with https://",
        ),
        (
            "data:text/html,x",
            "This is a program, not a web address",
            "write an address that begins with https://",
        ),
        (
            "mailto:a@b.example",
            "This is an e-mail address, not a web address",
            "write it as “email: a@b.example”, where there can be one",
        ),
        ("01582 547418", "This is a phone number, not a web address", "write it after “phone:”"),
        ("/about/", "The address of the website is missing", "write it in full, from https:// on"),
        ("about.md", "The address of the website is missing", "write it in full, from https:// on"),
        (
            "C:\\a.doc",
            "This is not an address that readers can open",
            "put it on a website, and write the address of that",
        ),
        ("[a](https://a.example/)", "A web address stands alone here", "write https://a.example/"),
        (
            "https://a.example/ https://b.example/",
            "One web address is expected here",
            "keep one of them: https://a.example/",
        ),
    ],
)
def test_what_is_no_link_is_told_what_it_is(text: str, message: str, remedy: str) -> None:
    """A slip in a web address is put right; a program, a phone number or a file is called so."""
    mistake = refused(notation.read_link, text)
    assert (mistake.message, mistake.remedy) == (message, remedy)


@pytest.mark.parametrize(
    "text",
    [
        "https://a.example",
        "https://www.lutonlibraries.co.uk/a?b=c#d",
        "https://a.example?b=c",
        "HTTPS://a.example/",
    ],
)
def test_links(text: str) -> None:
    """A secure web address written in full is taken, with path, question and part of a page."""
    assert notation.read_link(text).lower() == text.lower()


@pytest.mark.parametrize(
    "text",
    [
        "www.a.example",
        "https://",
        'https://a.example/"x',
        "https://a b/",
    ],
)
def test_links_that_are_refused(text: str) -> None:
    """Anything but a full https address is refused."""
    assert refused(notation.read_link, text).message == "A web address must be written in full"


def test_an_insecure_link_is_offered_as_secure() -> None:
    """An http address is answered with its https form."""
    assert "https://a.example/b" in refused(notation.read_link, "http://a.example/b").remedy


def test_email_addresses() -> None:
    """An e-mail address has one @ and a full domain."""
    assert notation.read_email("info@lutonlibraries.co.uk") == "info@lutonlibraries.co.uk"
    for text in ("info", "info@", "info@luton"):
        assert refused(notation.read_email, text).remedy == "write it as name@example.org"


@pytest.mark.parametrize("text", ["a?bcc=b@c.example", "a&cc=b@c.example", "a%0Ab@c.example"])
def test_an_email_address_carries_no_more(text: str) -> None:
    """What would add a second addressee or a line to a message is no e-mail address."""
    assert refused(notation.read_email, text).message == "This is not an e-mail address"


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("a@@b.example", "did you mean a@b.example?"),
        ("a @b.example", "did you mean a@b.example?"),
        ("a(at)b.example", "did you mean a@b.example?"),
        ("a@b,example", "did you mean a@b.example?"),
        ("mailto:a@b.example", "write a@b.example"),
        ("Ann <a@b.example>", "write a@b.example"),
        ("a@b.example.", "write a@b.example"),
        ("a@b.example, c@d.example", "keep one of them: a@b.example"),
        ("01582 547418", "write it as “phone: 01582 547418”"),
        ("www.a.example", "write it after “link:”, where there can be one"),
        ("none", "leave this line out until it is known"),
    ],
)
def test_email_addresses_that_are_refused(text: str, remedy: str) -> None:
    """A slip in an e-mail address is put right; what is none is told where it goes."""
    assert refused(notation.read_email, text).remedy == remedy
