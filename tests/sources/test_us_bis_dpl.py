"""The US Denied Persons List, tab-separated."""

from __future__ import annotations

from collections.abc import Callable

from sanctionscreen.model import Kind, Measure, PartialDate
from sanctionscreen.sources.base import ListSource, ParsedList
from sanctionscreen.sources.us_bis_dpl import SOURCE

ROWS = (
    "Name|Street_Address|City|State|Country|Postal_Code|Effective_Date|Expiration_Date"
    "|Standard_Order|Last_Update|Action|FR_Citation",
    " I. ASH|2113 NORTH HIGHWAY|SEAGOVILLE|TX|US|75159|06/19/2003|06/29/2056"
    "|Y|2007-01-31|UPDATED|68 F.R. 38290",
    "ZIMO SHENG|JINXIUYUAN 17|JIANGSU||CN|215500|03/16/2020|12/13/2028"
    "|Y|2020-03-20|ADDED|85 F.R. 16054",
    "ZIMO SHENG|CRAMER STREET|MILWAUKEE|WI||53211|03/16/2020|12/13/2028"
    "|Y|2020-03-20|ADDED|85 F.R. 16054",
)
TABLE = "".join("\t".join(f'"{cell}"' for cell in row.split("|")) + "\r\n" for row in ROWS)


def test_addresses_of_one_name_are_one_party(read_sample: Callable[..., ParsedList]) -> None:
    """Rows of one name are its addresses; American dates are month first."""
    parsed = read_sample(SOURCE, TABLE)
    ash, sheng = parsed.parties
    assert ash.primary_name.text == "I. ASH"
    assert (ash.kind, ash.id_is_stable) == (Kind.UNKNOWN, False)
    (designation,) = ash.designations
    assert (designation.programme, designation.measures) == ("BIS-DPL", (Measure.EXPORT_CONTROL,))
    assert designation.listed_on == PartialDate(2003, 6, 19)
    assert designation.expires == PartialDate(2056, 6, 29)
    assert [place.city for place in sheng.locations] == ["JIANGSU", "MILWAUKEE"]
    assert len(sheng.designations) == 1
    assert parsed.unknown == ()


def test_real_list_is_read_whole(read_real: Callable[[ListSource, str], ParsedList]) -> None:
    """The 665 real rows name 545 parties, all of them dated."""
    parsed = read_real(SOURCE, "us_csl/bis_dpl_2023-11.txt")
    assert (len(parsed.parties), parsed.problems) == (545, ())
    assert all(d.listed_on for party in parsed.parties for d in party.designations)
