"""The states of duties, powers, suspensions and of the contract, and the verdicts they come to."""

from types import MappingProxyType

DUTY = MappingProxyType(
    {
        "latent": ("未触发", "latent"),
        "pending": ("待履行", "pending"),
        "holding": ("遵守中", "holding"),
        "suspended": ("中止", "suspended"),
        "overdue": ("逾期", "overdue"),
        "performed": ("已履行", "performed"),
        "performed_late": ("逾期履行", "performed late"),
        "missed": ("错过", "missed"),
        "excused": ("免除", "excused"),
        "waived": ("豁免", "waived"),
        "ended": ("解除", "ended"),
        "undetermined": ("待定", "undetermined"),
    }
)

VERDICT = MappingProxyType(
    {
        "kept": ("守约", "kept"),
        "so_far": ("暂守约", "kept so far"),
        "broken": ("违约", "broken"),
        "not_yet": ("尚未", "not yet"),
        "undetermined": ("待定", "undetermined"),
        "ended": ("随合同了结", "ended with the contract"),
    }
)

# SEMANTICS section 7; ``ended`` keeps the verdict it had: broken where a breach stands, else nothing was decided.
VERDICT_OF = MappingProxyType(
    {
        "performed": "kept",
        "excused": "kept",
        "waived": "kept",
        "holding": "so_far",
        "overdue": "broken",
        "performed_late": "broken",
        "missed": "broken",
        "latent": "not_yet",
        "pending": "not_yet",
        "suspended": "not_yet",
        "ended": "ended",
        "undetermined": "undetermined",
    }
)

POWER = MappingProxyType(
    {
        "not_available": ("不可行使", "not available"),
        "available": ("可行使", "available"),
        "lapsed": ("失效", "lapsed"),
        "exercised": ("已行使", "exercised"),
        "effective": ("生效", "effective"),
        "void": ("无效", "void"),
    }
)

SUSPENSION = MappingProxyType(
    {
        "claimed": ("主张中", "claimed"),
        "recognised": ("成立", "recognised"),
        "revocable": ("成立，可被否认", "recognised, may still be denied"),
        "refused": ("不成立", "refused"),
    }
)

CONTRACT = MappingProxyType(
    {
        "not_in_force": ("未生效", "not in force"),
        "in_force": ("履行中", "in force"),
        "ended": ("已终止", "ended"),
    }
)

HEAD = MappingProxyType(
    {
        "damages": ("违约金", "damages"),
        "reduction": ("扣减", "reduction"),
        "refund": ("退还", "refund"),
        "losses": ("赔偿损失", "losses"),
    }
)

CLAIM = MappingProxyType(
    {
        "claimable": ("可主张", "claimable"),
        "claimed": ("已主张", "claimed"),
        "waived": ("已放弃", "waived"),
    }
)

# What an item of a score counts as while it is not judged.
COUNTS_AS = MappingProxyType(
    {
        "kept": ("视为达标", "kept"),
        "lost": ("视为未达标", "lost"),
        "left_out": ("剔除折算", "left out"),
    }
)

CLAUSE_KIND = MappingProxyType(
    {
        "duty": ("义务", "duty"),
        "payment": ("付款", "payment"),
        "level": ("水平", "level"),
        "prohibition": ("禁止", "prohibition"),
        "power": ("权利", "power"),
        "suspension": ("中止", "suspension"),
        "liability": ("责任", "liability"),
    }
)

EFFECT = MappingProxyType(
    {
        "ends_contract": ("解除合同", "ends the contract"),
        "ends": ("解除 {clauses}", "ends {clauses}"),
        "halts": ("停止履行 {clauses}", "halts {clauses}"),
        "refuses": ("拒收 {clauses}", "refuses {clauses}"),
        "withholds": ("暂停支付 {clauses}", "withholds {clauses}"),
        "denies": ("否认 {clauses}", "denies {clauses}"),
    }
)

# Names that the language knows and no contract declares.
WHO = MappingProxyType(
    {
        "each_party": ("各方", "each party"),
        "both_parties": ("双方", "both parties"),
        "affected_party": ("受影响方", "the affected party"),
        "term": ("合同期", "term"),
    }
)

SEVERITY = MappingProxyType({"error": ("错误", "error"), "warning": ("警告", "warning"), "info": ("提示", "note")})

YES_NO = MappingProxyType({"true": ("是", "yes"), "false": ("否", "no"), "unknown": ("待定", "undetermined")})

# What a scenario may expect, and what it may find: all states, and the two words that people say instead.
EXPECTED = MappingProxyType(
    {
        **DUTY,
        **POWER,
        **CONTRACT,
        "ended": DUTY["ended"],
        "breached": ("违约", "breached"),
        "kept": ("未违约", "kept"),
    }
)
