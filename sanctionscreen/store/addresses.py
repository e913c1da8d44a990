"""Where each official list is downloaded from, and why some cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urlsplit

from sanctionscreen.errors import ListError, UsageError

PUBLISHED = MappingProxyType(
    {
        "ofac-sdn": "https://www.treasury.gov/ofac/downloads/sanctions/1.0/sdn_advanced.xml",
        "ofac-cons": "https://www.treasury.gov/ofac/downloads/sanctions/1.0/cons_advanced.xml",
        "un-sc": "https://scsanctions.un.org/resources/xml/en/consolidated.xml",
        "uk-sl": "https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.xml",
        "ca-sema": "https://www.international.gc.ca/world-monde/assets/office_docs/"
        "international_relations-relations_internationales/sanctions/sema-lmes.xml",
        "ch-seco": "https://www.sesam.search.admin.ch/sesam-search-web/pages/"
        "downloadXmlGesamtliste.xhtml?lang=en&action=downloadXmlGesamtlisteAction",
        "au-dfat": "https://www.dfat.gov.au/sites/default/files/"
        "Australian_Sanctions_Consolidated_List.xlsx",
        "us-csl": "https://api.trade.gov/static/consolidated_screening_list/consolidated.json",
        "wb-debarred": "https://apigwext.worldbank.org/dvsvc/v1.0/json/APPLICATION/"
        "ADOBE_EXPRNCE_MGR/FIRM/SANCTIONED_FIRM",
    }
)
"""The publishers' addresses, by list id, as publicly documented in August 2026."""

NOT_PUBLISHED = MappingProxyType(
    {
        "eu-fsf": "its address holds a token of your own, shown after you sign in at "
        "https://webgate.ec.europa.eu/fsd/fsf",
        "uk-ofsi": "its publisher retired it on 28 January 2026; the UK's list is now uk-sl",
        "us-bis-dpl": "its publisher gives no file at a lasting address, only the page "
        "https://www.bis.gov/licensing/end-user-guidance/denied-persons-list-dpl",
        "jp-mof": "its file has another name at each publication; the page "
        "https://www.mof.go.jp/policy/international_policy/gaitame_kawase/gaitame/"
        "economic_sanctions/list.html links to it",
        "ua-nsdc": "its publisher gives no workbook at a lasting address",
        "opensanctions": "which of its datasets is wanted must be said with the address",
    }
)
"""Why a list has no address here."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where to fetch a list.

    Attributes:
        is_given: Whether the user gave it (a mirror), and so answers for plain HTTP.
    """

    list_id: str
    url: str
    is_given: bool = False


def address_of(list_id: str, given: Mapping[str, str]) -> Address:
    """The address of a list.

    Args:
        given: Addresses of the user's own, by list id; they come first.

    Raises:
        UsageError: an address given is none, or the list is not one to download.
        ListError: the list has no address, and none is given.
    """
    if list_id not in PUBLISHED and list_id not in NOT_PUBLISHED:
        raise UsageError(
            f"there is no official list '{list_id}' to download",
            field="lists",
            hint=f"There are: {', '.join((*PUBLISHED, *NOT_PUBLISHED))}",
        )
    if list_id in given:
        _check(list_id, given[list_id])
        return Address(list_id, given[list_id], is_given=True)
    if list_id in PUBLISHED:
        return Address(list_id, PUBLISHED[list_id])
    raise ListError(
        f"{list_id} cannot be downloaded: {NOT_PUBLISHED[list_id]}",
        hint=f"Give its address (--url {list_id}=ADDRESS), or download the file yourself and "
        "import it: sanctionscreen lists import FILE",
    )


def mending_command(list_id: str) -> str:
    """The command that brings a missing, stale or damaged list into order."""
    if list_id in PUBLISHED:
        offline = "offline: sanctionscreen lists import FILE"
        return f"run sanctionscreen lists update {list_id} ({offline})"
    if list_id in NOT_PUBLISHED:
        return f"download {list_id} from its publisher and run sanctionscreen lists import FILE"
    return f"with its file run sanctionscreen lists import FILE --id {list_id}"


def shown(url: str) -> str:
    """An address without what may be secret in it: user, password, token."""
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{place}{parts.path}" + ("?…" if parts.query else "")


def _check(list_id: str, url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(
            f"the address given for {list_id} is not one to download from",
            field="url",
            hint="It begins with https:// (or http://, for a mirror of your own) and a host",
        )
