"""The words of formulas: operators, and the names that the language knows."""

from types import MappingProxyType

OP = MappingProxyType(
    {
        "add": ("和", "sum"),
        "sub": ("差", "difference"),
        "mul": ("积", "product"),
        "div": ("商", "quotient"),
        "share": ("份额", "share"),
        "range": ("幅度", "range"),
        "blank": ("留白", "blank"),
        "reading": ("解释", "reading"),
        "units": ("迟延单位", "units late"),
        "cap": ("上限", "cap"),
    }
)

KNOWN = MappingProxyType(
    {
        "price": ("合同总价", "price"),
        "unpaid": ("欠款", "unpaid"),
        "total": ("合计", "total"),
        "count": ("次数", "count"),
        "smallest": ("最小", "smallest"),
        "largest": ("最大", "largest"),
        "average": ("平均", "average"),
        "latest": ("最近", "latest"),
        "greater_of": ("孰高", "greater of"),
        "lesser_of": ("孰低", "lesser of"),
        "later_of": ("孰晚", "later of"),
        "earlier_of": ("孰早", "earlier of"),
        "days_of": ("日数", "days of"),
        "day_of": ("日期", "day of"),
        "rounded_up": ("进整", "rounded up"),
        "equal_part": ("等分", "equal part"),
        "end_of": ("期末", "end of"),
        "beyond": ("超出部分", "what goes beyond"),
    }
)

# How often an amount is due, where it is not by a length of time.
UNITS = MappingProxyType(
    {
        "late": ("{count} 个迟延单位", "{count} units late"),
        "time": ("{count} 次", "{count} times"),
        "interval": ("{count} 个单位", "{count} units"),
    }
)

FORMULA = MappingProxyType({"unknown": ("未定", "not known"), "range": ("{low} 至 {high}", "{low} to {high}")})
