"""
What is said about sums: bases, parts and wholes, figures and capitals, bounds of statutes; part of ``check_messages``.

A row is (Chinese, English), each: what is said, the short words beside the caret, the way out.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

Said = tuple[str, str, str]

ROWS: Final[Mapping[str, tuple[Said, Said]]] = MappingProxyType(
    {
        "disproportionate": (
            (
                "每{one} {each}，罚的是「{zh}」，那一项只值 {worth}：{ratio} 倍；计算的基数 {base} 是它的 {factor} 倍",
                "基数比罚的事大得多",
                "合同是按那一项的价款计的，就改基数；就是这样写的，就在「注」里写 [disproportionate] 和理由，"
                "过分高于损失的可以请求减少（民法典第五百八十五条）",
            ),
            (
                "{each} per {one} for 「{en}」, which is worth {worth}: {ratio} times that;"
                " the base, {base}, is {factor} times it",
                "the base is far larger than what it punishes",
                "if the contract counts on the price of that item, name it as the base; if it says so, put"
                " [disproportionate] and the reason in a note; what is far above the loss may be reduced (Civil Code"
                " art. 585)",
            ),
        ),
        "instalments-sum": (
            (
                "{zh}{parts} 加起来是 {sum}，应当是 {whole}，{side} {off}",
                "合不拢",
                "照合同原文改正其中一笔；有一笔合同没有定，就写成 待定",
            ),
            (
                "{en}{parts} come to {sum}, not {whole}: {off} {side}",
                "does not make the whole",
                "mend the part that is wrong by the signed text; a part that the contract leaves open is unspecified",
            ),
        ),
        "amount-mismatch": (
            (
                "{how} 是 {worked}，写的是 {told}，{side} {off}",
                "算出来不是这个数",
                "照合同原文核对；原文就算错了，在「注」里写 [amount-mismatch] 和以哪个为准",
            ),
            (
                "{how} is {worked}, but {told} is written: {off} {side}",
                "does not work out",
                "check it against the signed text; if that is wrong itself, put [amount-mismatch] and which one counts"
                " in a note",
            ),
        ),
        "capitals-mismatch": (
            (
                "大写「{written}」读作 {told}，旁边的数字是 {figure}，差 {off}",
                "大写和数字不一致",
                "照合同原文改正；原文就不一致的，一般以大写为准，先向对方问清",
            ),
            (
                "「{written}」 in capitals is {told}, the figures beside it say {figure}: {off} apart",
                "capitals and figures differ",
                "mend it by the signed text; if that differs itself, the capitals usually count, so ask the other side",
            ),
        ),
        "ambiguous": (
            (
                "「{zh}」怎么读，「{use_zh}」每{one}的金额不同：{names_zh}，相差 {factor} 倍",
                "钱数随它变",
                "双方说清是哪一种就写成条文；说不清的，用 --reading 分别算出来看",
            ),
            (
                "how 「{en}」 is read changes 「{use_en}」 per {one}: {names_en}; {factor} times apart",
                "money rides on it",
                "once both sides agree on one, write it as a clause; until then work out each with --reading",
            ),
        ),
        "statute": (
            (
                "「{zh}」是 {figure}{measure}，法律的界限是 {bound}（{law}）",
                "超出法律的界限",
                "写错了就改正；合同就是这样写的，超出的部分可能没有效力，在「注」里写 [statute] 和理由",
            ),
            (
                "「{en}」 is {figure} {measure}; the bound of the law is {bound} ({law})",
                "outside the statutory bound",
                "mend it if it is a slip; if the contract says so, what goes beyond may have no effect: put [statute]"
                " and the reason in a note",
            ),
        ),
    }
)

WAYS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "@too-much": ("多出", "too much"),
        "@too-little": ("少了", "too little"),
        "@higher": ("多", "more"),
        "@lower": ("少", "less"),
        "@rows": ("各行", "the rows"),
        "@of-price": ("（占合同总价）", "of the price"),
        "@sixty-days": ("60日", "60 days"),
        "@law-supplement": ("政府采购法第四十九条", "Government Procurement Law art. 49"),
        "@law-bond": (
            "政府采购法实施条例第四十八条",
            "Implementing Regulation of the Government Procurement Law art. 48",
        ),
        "@law-earnest": ("民法典第五百八十六条", "Civil Code art. 586"),
        "@law-payment": ("保障中小企业款项支付条例第九条", "Regulation on Payments to SMEs art. 9"),
        "@unreadable": ("（读不成一个数）", "no number that can be read"),
        "@unknown": ("（不知道）", "nobody knows how far"),
    }
)
