"""
How every name of a file is spelled in the other language, for the printer.

Fields, list values and options belong to what declares them, so one word may have different twins in different
places; the same walk that gives names their meaning for a contract also notes how each is spelled. A file with
errors can be printed too: a name that means nothing keeps its spelling. A file without a contract, such as one of the
library, is read beside a plain one, whose parties, price and term its names mean.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from luyue.dsl import syntax
from luyue.dsl.check.contract import read
from luyue.dsl.check.declare import Unit
from luyue.dsl.parse import parse
from luyue.dsl.resolve import Scope
from luyue.dsl.source import Source

_PLAIN: Final = """合同 某 = some
合同总价 1元
签订 2025-01-01
合同期 2025-01-01 至 2025-12-31
当事人 甲方 “”，乙方 “”
"""

Spelled = Callable[[syntax.Name], Mapping[str, str]]


def twins(file: syntax.File, library: tuple[Unit, ...] = ()) -> Spelled:
    """
    Return a function that gives, for each name node of a file, its spelling in Chinese (zh) and English (en).

    ``library`` are the files it uses. The function tells nodes apart by identity: ask it about nodes of this very tree.
    """
    units = (Unit(file, Scope(file.language)), *library)
    if not any(isinstance(part, syntax.Contract) for unit in units for part in unit.file.parts):
        plain = parse(Source("", _PLAIN))
        units = (*units, Unit(plain, Scope(plain.language)))
    found = read(units).spellings

    def spelled(name: syntax.Name) -> Mapping[str, str]:
        kept = found.get(id(name))
        if kept is None or kept[0] is not name:
            return MappingProxyType({"zh": name.text, "en": name.text})
        return MappingProxyType({"zh": kept[1].zh, "en": kept[1].en})

    return spelled
