"""The US Denied Persons List of BIS, tab-separated: one row a name and address."""

from __future__ import annotations

from dataclasses import replace

from sanctionscreen.fields.dates import DateOrder
from sanctionscreen.model import Kind, NameType
from sanctionscreen.sources.base import ParsedList, ReadOptions, SourceFile
from sanctionscreen.sources.designating import designate
from sanctionscreen.sources.draft import Draft
from sanctionscreen.sources.gathering import Gathering, ListTitle, digest_key
from sanctionscreen.sources.opening import single
from sanctionscreen.sources.tables import NO_END_MARK, csv_table, headings_in_head

_LIST = ListTitle(
    id="us-bis-dpl",
    title="US Denied Persons List",
    authority="US Department of Commerce (BIS)",
    url="https://www.bis.gov/licensing/end-user-guidance/denied-persons-list-dpl",
)
_COLUMNS = (
    *("Name", "Street_Address", "City", "State", "Country", "Postal_Code", "Effective_Date"),
    *("Expiration_Date", "Standard_Order", "Last_Update", "Action", "FR_Citation"),
)
_PROGRAMME = "Denied Persons List"


class UsBisDpl:
    """Reads ``dpl.txt``.

    The list has no ids and does not say who is a person. The listed id is a digest of the name;
    the rows of one name, which are its addresses, become one party.
    """

    name = "us-bis-dpl"
    title = "US BIS Denied Persons List (tab-separated)"

    def recognises(self, file: SourceFile) -> bool:
        """Whether the first line holds the list's headings."""
        headings = {*headings_in_head(file, delimiter="\t")}
        return {"Name", "Street_Address", "Standard_Order", "FR_Citation"} <= headings

    def read(self, files: tuple[SourceFile, ...], options: ReadOptions) -> ParsedList:
        """Reads the list; see ``ListSource.read``. The file has no publication date."""
        file = single(files, self.name)
        gathering = Gathering(_LIST, file, options)
        gathering.notes.append(NO_END_MARK)
        table = csv_table(file.path, delimiter="\t")
        for heading in table.unknown(_COLUMNS):
            gathering.unknown(f"column: {heading}")
        groups: dict[str, list[int]] = {}
        rows = tuple(table.rows())
        for number, row in enumerate(rows):
            groups.setdefault(row.get("Name").casefold(), []).append(number)
        for key, numbers in groups.items():
            draft = Draft(gathering, digest_key(gathering.list_id, key), Kind.UNKNOWN)
            draft.add_name(rows[numbers[0]].get("Name"), NameType.PRIMARY)
            for number in numbers:
                row = rows[number]
                parts = (row.get(h) for h in ("Street_Address", "City", "State", "Postal_Code"))
                draft.add_location(*parts, country=row.get("Country"), city=row.get("City"))
                draft.add_remark(row.get("Action"), "Action")
                draft.add_remark(row.get("Standard_Order"), "Standard order")
                updated = draft.date(row.get("Last_Update"), "date of update", DateOrder.YMD)
                designate(
                    draft,
                    "us-bis",
                    _PROGRAMME,
                    place=row.get("FR_Citation"),
                    listed_on=draft.date(
                        row.get("Effective_Date"), "effective date", DateOrder.MDY
                    ),
                    amended=(updated,) if updated else (),
                )
                expires = draft.date(row.get("Expiration_Date"), "expiry date", DateOrder.MDY)
                draft.designations[-1] = replace(draft.designations[-1], expires=expires)
            draft.finish(line=rows[numbers[0]].line, id_is_stable=False)
        return gathering.finish(None)


SOURCE = UsBisDpl()
