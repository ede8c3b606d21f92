"""
A contract made by hand for the tests of event logs: parties, clauses, a table with norms, and events with a field of
every type.
"""

from luyue.dsl.model import (
    Clause,
    Const,
    Contract,
    EventType,
    FieldType,
    Kind,
    Label,
    Party,
    Row,
    Table,
    Trigger,
    Type,
)

TEXT = Type(Kind.TEXT)
ID = Type(Kind.ID)


def label(zh: str, en: str) -> Label:
    """Return a name in both languages, known by the English one."""
    return Label(en, zh, en)


def kind_of(kind: Kind, *values: tuple[str, str], of: str | None = None, signed: bool = False) -> Type:
    """Return a type; values as (Chinese, English)."""
    return Type(kind, tuple(label(zh, en) for zh, en in values), of, signed)


def column(zh: str, en: str, of: Type, *, optional: bool = False) -> FieldType:
    """Return a field."""
    return FieldType(label(zh, en), of, optional)


def clause(zh: str, en: str) -> Clause:
    """Return a clause that says nothing but its name."""
    return Clause(label(zh, en), "duty", None, None, (Trigger("term"),))


SEVERITY = kind_of(Kind.ENUM, ("普通", "normal"), ("重大", "major"), ("危急", "critical"))
DOCS = kind_of(Kind.SET, ("发票", "invoice"), ("合同", "contract_copy"), ("验收单", "acceptance_form"))

PAID = EventType(
    label("款项到账", "payment_received"),
    (
        column("期次", "instalment", ID),
        column("金额", "amount", kind_of(Kind.MONEY)),
        column("用途", "purpose", TEXT, optional=True),
    ),
    also=("到账",),
)
FAULT = EventType(
    label("故障发生", "fault_reported"),
    (column("工单号", "ticket", ID), column("等级", "severity", SEVERITY, optional=True)),
)
NOTICE = EventType(
    label("解除通知到达", "notice_arrived"),
    (
        column("发出方", "by", kind_of(Kind.PARTY)),
        column("发出时间", "sent_at", kind_of(Kind.INSTANT), optional=True),
        column("收到时间", "received_at", kind_of(Kind.INSTANT), optional=True),
    ),
    attested=True,
    effect_at="received_at",
)
TICK = EventType(label("滴答", "tick"))
REQUEST = EventType(label("运维请求", "ops_request"), (column("编号", "id", ID),))
DEAL = EventType(
    label("国际付款", "transfer"),
    (column("金额", "amount", kind_of(Kind.MONEY)), column("币种", "currency", TEXT)),
)
SAMPLE = EventType(
    label("样例", "sample"),
    (
        column("说明", "words", TEXT, optional=True),
        column("数值", "figure", kind_of(Kind.NUMBER), optional=True),
        column("比例", "share", kind_of(Kind.RATE), optional=True),
        column("增减额", "delta", kind_of(Kind.MONEY, signed=True), optional=True),
        column("金额", "amount", kind_of(Kind.MONEY), optional=True),
        column("得分", "points", kind_of(Kind.POINTS), optional=True),
        column("次数", "times", kind_of(Kind.COUNT), optional=True),
        column("日期", "day", kind_of(Kind.DATE), optional=True),
        column("月份", "month", kind_of(Kind.MONTH), optional=True),
        column("周期", "cycle", kind_of(Kind.PERIOD, of="cycle"), optional=True),
        column("时长", "length", kind_of(Kind.LENGTH), optional=True),
        column("时刻", "moment", kind_of(Kind.INSTANT), optional=True),
        column("书面", "written", kind_of(Kind.TRUTH), optional=True),
        column("主体", "party", kind_of(Kind.PARTY), optional=True),
        column("条款", "norm", kind_of(Kind.CLAUSE), optional=True),
        column("受影响条款", "affects", kind_of(Kind.SET, of="clause"), optional=True),
        column("等级", "severity", SEVERITY, optional=True),
        column("材料", "docs", DOCS, optional=True),
    ),
)

LINES = Table(
    label("分项", "lines"),
    (column("分项号", "norm", ID), column("名称", "title", TEXT)),
    tuple(
        Row((Const(ID, norm), Const(TEXT, title)))
        for norm, title in (("line_05", "坐席"), ("line_06", "智能"), ("pay", "同名"))
    ),
)

CONTRACT = Contract(
    label=label("样例合同", "sample_contract"),
    title="样例合同",
    number=None,
    currency="CNY",
    zone="Asia/Shanghai",
    calendar="prc",
    parties=(
        Party(label("甲方", "buyer"), "海宁市某局"),
        Party(label("乙方", "supplier"), "某云公司"),
        Party(label("监理方", "supervisor"), ""),
    ),
    events=(PAID, FAULT, NOTICE, TICK, REQUEST, DEAL, SAMPLE),
    tables=(LINES,),
    clauses=(clause("付款", "pay"), clause("响应", "respond")),
)
