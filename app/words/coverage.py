"""What scenarios reach, in words."""

from types import MappingProxyType

KIND = MappingProxyType(
    {
        "clause": ("条款", "clauses"),
        "time": ("期限两侧", "sides of time limits"),
        "prohibition": ("禁止两侧", "sides of prohibitions"),
        "level": ("水平两侧", "sides of levels"),
        "exception": ("例外", "exceptions"),
        "power": ("权利", "powers"),
        "cap": ("上限两侧", "sides of caps"),
        "limit": ("总上限", "limits"),
        "reading": ("读法", "options of readings"),
        "band": ("档", "bands"),
        "article": ("条文", "articles"),
    }
)

SIDE = MappingProxyType(
    {
        "": ("", ""),
        "in_time": ("按期", "in time"),
        "late": ("逾期", "late"),
        "kept": ("守住", "kept"),
        "broken": ("违反", "broken"),
        "excused": ("免责", "excused"),
        "used": ("行使", "used"),
        "in_vain": ("行使无效", "used in vain"),
        "bites": ("封顶", "bites"),
        "leaves_room": ("未到上限", "leaves room"),
    }
)

SAY = MappingProxyType(
    {
        "title": (
            "{file}：案例触及 {reached}/{all}（{percent}）",
            "{file}: scenarios reach {reached}/{all} ({percent})",
        ),
        "kind": ("{kind} {reached}/{all}", "{kind} {reached}/{all}"),
        "missing": ("未触及：{points}", "not reached: {points}"),
        "point": ("{id} {side}", "{id} {side}"),
        "by": ("由案例触及：{titles}", "reached by: {titles}"),
        "none": ("没有案例触及", "no scenario reaches it"),
        "page": ("{contract}：案例触及的条款", "{contract}: what its scenarios reach"),
    }
)
