"""The addresses of the lists: each official list has one, or a reason why not."""

from __future__ import annotations

import pytest

from sanctionscreen.errors import ListError, UsageError
from sanctionscreen.store.addresses import NOT_PUBLISHED, PUBLISHED, Address, address_of, shown
from sanctionscreen.store.catalogue import OFFICIAL_LISTS


def test_every_official_list_has_an_address_or_a_reason() -> None:
    """No list of the catalogue is forgotten, and every publisher's address is encrypted."""
    assert {each.id for each in OFFICIAL_LISTS} == set(PUBLISHED) | set(NOT_PUBLISHED)
    assert not set(PUBLISHED) & set(NOT_PUBLISHED)
    assert all(url.startswith("https://") for url in PUBLISHED.values())


@pytest.mark.parametrize("list_id", sorted(NOT_PUBLISHED))
def test_a_list_without_an_address_says_what_to_do(list_id: str) -> None:
    """The error names the list, the reason, and both ways out."""
    with pytest.raises(ListError, match=list_id) as caught:
        address_of(list_id, {})
    assert caught.value.exit_code == 3
    assert f"--url {list_id}=ADDRESS" in str(caught.value)
    assert "lists import" in str(caught.value)


def test_the_eu_list_asks_for_a_token() -> None:
    """The EU's address works only with a token, which the user must give."""
    with pytest.raises(ListError, match="token of your own"):
        address_of("eu-fsf", {})
    given = "https://webgate.ec.europa.eu/fsd/fsf/public/files/x/content?token=secret"
    assert address_of("eu-fsf", {"eu-fsf": given}) == Address("eu-fsf", given, is_given=True)


def test_an_address_given_comes_first() -> None:
    """A mirror replaces the publisher's address, for the list that it is given for only."""
    mirror = "http://mirror.example/sdn.xml"
    assert address_of("ofac-sdn", {"ofac-sdn": mirror}).url == mirror
    assert not address_of("ofac-sdn", {"un-sc": mirror}).is_given


@pytest.mark.parametrize("given", [{}, {"ofac-snd": "https://mirror.example/sdn.xml"}])
def test_an_unknown_list_is_a_usage_error(given: dict[str, str]) -> None:
    """A misspelt id ends in exit 2, with the known ones, with an address or without."""
    with pytest.raises(UsageError, match="ofac-sdn") as caught:
        address_of("ofac-snd", given)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://a/b", "sdn.xml", "https://", ""])
def test_what_is_no_web_address_is_a_usage_error(url: str) -> None:
    """Only http and https with a host are addresses."""
    with pytest.raises(UsageError, match="address given for ofac-sdn"):
        address_of("ofac-sdn", {"ofac-sdn": url})


def test_secrets_in_an_address_are_not_shown() -> None:
    """User, password and query stay out of messages."""
    assert shown("https://me:pw@host:8443/a/b.xml?token=secret") == "https://host:8443/a/b.xml?…"
    assert shown("https://host/a.xml") == "https://host/a.xml"
