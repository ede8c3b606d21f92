"""
What the cells of a workbook rest upon: which sheets there are, the shared texts, which formats show dates, and from
which day days are counted.

A part is found by the relations of the workbook, as every program does, never by its usual name. A workbook with
macros is refused though its cells could be read: whoever is sent one should not open it to see what was read.
"""

import re
from collections.abc import Mapping
from typing import Final

from attrs import frozen

from luyue.engine.readers.archive import Archive, too_large
from luyue.engine.readers.markup import Attributes, Markup
from luyue.engine.readers.names import near
from luyue.engine.readers.refuse import Fault
from luyue.engine.readers.serial import DATE, PLAIN, Shown, shown_by

MOST_TEXTS: Final = 1_000_000  # shared texts
LARGEST_TEXTS: Final = 64 << 20  # bytes of them, unpacked
LONGEST_TEXT: Final = 1 << 20  # characters of one cell
MOST_SHEETS: Final = 1000
MOST_FORMATS: Final = 65_536

_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how a workbook writes a control character
_DATES: Final = frozenset((14, 15, 16, 17, *range(27, 32), 36, *range(50, 55), 57, 58))  # built-in formats of a date
_CLOCKS: Final = frozenset((18, 19, 20, 21, *range(32, 36), 45, 47, 55, 56))  # of a time of day
_DATE_CLOCK: Final = 22
_LENGTH: Final = 46  # [h]:mm:ss


@frozen
class SheetPart:
    """A sheet of the workbook."""

    name: str
    part: str
    hidden: bool


@frozen
class Book:
    """A workbook, ready for one of its sheets to be read."""

    archive: Archive
    sheets: tuple[SheetPart, ...]  # of cells, in their order; charts are left out
    texts: tuple[str, ...]  # shared texts by number
    shown: tuple[Shown, ...]  # what a format shows, by the number of the style
    from_1904: bool

    def sheet(self, name: str | None) -> SheetPart:
        """
        Return a sheet by name, the first without one.

        :raises Fault: unknown-sheet, no-sheet
        """
        if not self.sheets:
            raise Fault("broken-workbook", part="xl/worksheets")
        if name is None:
            return self.sheets[0]
        names = [one.name for one in self.sheets]
        if name not in names:
            known = "、".join(names)
            raise Fault("unknown-sheet", value=name, known_zh=known, known_en=", ".join(names), **near(name, names))
        return self.sheets[names.index(name)]


def book_of(data: bytes) -> Book:
    """
    Return the workbook in an archive.

    :raises Fault: not-as-named, macros, broken-workbook, unsafe-workbook, workbook-too-large, locked
    """
    archive = Archive(data)
    _check_kind(archive)
    for name in archive.names:
        if name.endswith((".xml", ".rels", ".vml")):
            _check_head(archive, name)
    main = next((at for kind, at in _relations(archive, "").values() if kind == "officeDocument"), "xl/workbook.xml")
    relations = _relations(archive, main)
    book = _Workbook(main)
    book.walk(archive.blocks(main))
    by_kind = dict(relations.values())
    sheets = []
    for name, id_, hidden in book.sheets:
        kind, part = relations.get(id_, ("", ""))
        if kind == "worksheet":
            sheets.append(SheetPart(name, part, hidden))
    return Book(
        archive=archive,
        sheets=tuple(sheets),
        texts=_texts(archive, by_kind.get("sharedStrings")),
        shown=_formats(archive, by_kind.get("styles")),
        from_1904=book.from_1904,
    )


# ---------------------------------------------------------------- what kind of archive


def _check_kind(archive: Archive) -> None:
    """Raise Fault if this is no workbook, or one with macros."""
    if not archive.has("[Content_Types].xml"):
        kind = "ods" if archive.has("mimetype") and archive.has("content.xml") else "zip"
        raise Fault("not-as-named", expected="xlsx", kind=kind)
    types = _Types("[Content_Types].xml")
    types.walk(archive.blocks("[Content_Types].xml"))
    if types.macros or any(name.lower().endswith("vbaproject.bin") for name in archive.names):
        raise Fault("macros")
    if not types.workbook:
        raise Fault("not-as-named", expected="xlsx", kind="xlsb" if types.binary else "zip")


class _Types(Markup):
    """Tells a workbook from other documents of the same family by what its parts are declared to be."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.workbook = self.macros = self.binary = False

    def opened(self, name: str, said: Attributes) -> None:
        kind = said.get("ContentType", "")
        self.macros |= "macroEnabled" in kind or "vbaProject" in kind
        self.binary |= "sheet.binary" in kind
        self.workbook |= kind.endswith(("spreadsheetml.sheet.main+xml", "spreadsheetml.template.main+xml"))


class _Head(Markup):
    """Reads no farther than the first element: a document type stands before it."""

    seen = False

    def opened(self, name: str, said: Attributes) -> None:
        self.seen = True


def _check_head(archive: Archive, part: str) -> None:
    """Raise Fault if a part has a document type; parts that nothing reads need not be sound otherwise."""
    head = _Head(part)
    for block in archive.blocks(part):
        try:
            head.feed(block)
        except Fault as fault:
            if fault.code != "broken-workbook":
                raise
            return
        if head.seen:
            return


# ---------------------------------------------------------------- workbook and relations


class _Workbook(Markup):
    """The sheets as (name, id of the relation, whether hidden), and the first day of the count."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.sheets: list[tuple[str, str, bool]] = []
        self.from_1904 = False

    def opened(self, name: str, said: Attributes) -> None:
        if name == "sheet":
            if len(self.sheets) == MOST_SHEETS:
                raise too_large("sheets", MOST_SHEETS + 1, MOST_SHEETS)
            self.sheets.append((said.get("name", ""), said.get("id", ""), said.get("state", "visible") != "visible"))
        elif name == "workbookPr":
            self.from_1904 = said.get("date1904", "0") in ("1", "true")


class _Relations(Markup):
    def __init__(self, part: str, folder: str) -> None:
        super().__init__(part)
        self.found: dict[str, tuple[str, str]] = {}
        self._folder = folder

    def opened(self, name: str, said: Attributes) -> None:
        if name == "Relationship" and said.get("TargetMode") != "External":
            kind = said.get("Type", "").rpartition("/")[2]
            self.found[said.get("Id", "")] = (kind, self._part(said.get("Target", "")))

    def _part(self, target: str) -> str:
        """Return a target as the name of a part: from the root, or from the folder of what it belongs to."""
        path = target[1:].split("/") if target.startswith("/") else [*self._folder.split("/"), *target.split("/")]
        names: list[str] = []
        for name in path:
            if name == "..":
                names = names[:-1]
            elif name not in ("", "."):
                names.append(name)
        return "/".join(names)


def _relations(archive: Archive, part: str) -> Mapping[str, tuple[str, str]]:
    """Return what a part (the archive itself for "") relates to: id to (kind, part); what lies outside is left out."""
    folder, _, name = part.rpartition("/")
    at = f"{folder}/_rels/{name}.rels".removeprefix("/")
    if not archive.has(at):
        return {}
    relations = _Relations(at, folder)
    relations.walk(archive.blocks(at))
    return relations.found


# ---------------------------------------------------------------- texts


class _Texts(Markup):
    """Shared texts; what a program adds for their pronunciation is left out."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._length = 0
        self._in_text = False
        self._aside = 0

    def opened(self, name: str, said: Attributes) -> None:
        if name == "t":
            self._in_text = not self._aside
        elif name == "rPh":
            self._aside += 1
        elif name == "si":
            self._pieces, self._length = [], 0

    def said(self, text: str) -> None:
        if self._in_text:
            self._length += len(text)
            if self._length > LONGEST_TEXT:
                raise too_large("text", self._length, LONGEST_TEXT)
            self._pieces.append(text)

    def closed(self, name: str) -> None:
        if name == "t":
            self._in_text = False
        elif name == "rPh":
            self._aside -= 1
        elif name == "si":
            if len(self.found) == MOST_TEXTS:
                raise too_large("texts", MOST_TEXTS + 1, MOST_TEXTS)
            self.found.append(unescaped("".join(self._pieces)))


def unescaped(text: str) -> str:
    """
    Return a text with the characters that a workbook writes by their number.

    >>> unescaped("a_x000A_b")
    'a\\nb'
    """
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _texts(archive: Archive, part: str | None) -> tuple[str, ...]:
    if part is None:
        return ()
    if archive.has(part) and archive.size(part) > LARGEST_TEXTS:
        raise too_large("unpacked", archive.size(part), LARGEST_TEXTS)
    texts = _Texts(part)
    texts.walk(archive.blocks(part))
    return tuple(texts.found)


# ---------------------------------------------------------------- formats


class _Styles(Markup):
    """The number of the format of each style, and the formats that the workbook adds."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.styles: list[int] = []
        self.formats: dict[int, str] = {}
        self._in_cells = False

    def opened(self, name: str, said: Attributes) -> None:
        if name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells:
            self.styles.append(_number(said.get("numFmtId", "0")))
        elif name == "numFmt":
            self.formats[_number(said.get("numFmtId", "0"))] = said.get("formatCode", "")
        if len(self.styles) > MOST_FORMATS or len(self.formats) > MOST_FORMATS:
            raise too_large("styles", MOST_FORMATS + 1, MOST_FORMATS)

    def closed(self, name: str) -> None:
        if name == "cellXfs":
            self._in_cells = False


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _formats(archive: Archive, part: str | None) -> tuple[Shown, ...]:
    if part is None:
        return ()
    styles = _Styles(part)
    styles.walk(archive.blocks(part))
    own = {number: shown_by(code) for number, code in styles.formats.items()}
    return tuple(own.get(number) or _built_in(number) for number in styles.styles)


def _built_in(number: int) -> Shown:
    """Return what a format shows that every workbook has, those of Chinese ones included."""
    if number in _DATES:
        return DATE
    if number in _CLOCKS:
        return Shown(day=False, clock=True)
    if number == _DATE_CLOCK:
        return Shown(day=True, clock=True)
    return Shown(day=False, clock=False, length=True) if number == _LENGTH else PLAIN
