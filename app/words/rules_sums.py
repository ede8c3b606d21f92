"""
What warnings about sums mean, and what to do about them: bases, parts and wholes, figures, capitals, statutes.

A row is (Chinese, English), each: what is at stake, and how to mend it or leave it with a good conscience.
"""

from types import MappingProxyType
from typing import Final

SUMS: Final = MappingProxyType(
    {
        "disproportionate": (
            (
                "违约金按整个合同的价款计，罚的却只是其中一项：一行分项、一期款。一个单位就超过那一项的全部价款，或者基数是"
                "它的十倍以上。过分高于损失的，法院可以应请求减少（民法典第五百八十五条第二款），写得越离谱越靠不住。",
                "合同本来按那一项计的，改正基数；合同就是这样写的，在「注」里写 [disproportionate] 和理由，"
                "算钱仍照它算。",
            ),
            (
                "Damages are counted on the whole price but punish a part of it, one line or one instalment: a single"
                " unit is more than that part, or the base is ten times as much. A court may reduce on request what is"
                " far above the loss (Civil Code art. 585, second paragraph), so the sum is not worth what it says.",
                "Name the price of that part as the base if the contract does; if it says so, put [disproportionate]"
                " and the reason in a note: it is counted as it is written.",
            ),
        ),
        "instalments-sum": (
            (
                "各期付款加起来不等于合同总价，或者表里各行加起来不等于合计。能从文字里算定的才加：付款条款各算一次，按行的逐行"
                "算，写了期数的逐期"
                "算；可能一再发生的、金额要看事件的，不说它少。其他读法也各试一遍。",
                "照合同原文改正那一笔；分到最后有零头的，写在最后一期。",
            ),
            (
                "The instalments do not make the price, or rows do not make their total. Only what the text fixes is"
                " added: each payment once, once for each row, once for each of a written number of periods; where one"
                " may come again, or an event brings its amount, nothing is called too little. Every other option of a"
                " reading is tried as well.",
                "Mend the part that is wrong by the signed text; fen left over by a division belong to the last part.",
            ),
        ),
        "amount-mismatch": (
            (
                "写着的数和旁边的数算出来的不一样：数量乘单价不是小计，不含税加税额不是含税，税率对不上，总价的百分之几不是后面"
                "写的金额，要旨里的金额不是公式算出来的金额。税额各自舍到分，差一分不算。",
                "照合同原文核对；原文就算错了，在「注」里写 [amount-mismatch] 和理由。",
            ),
            (
                "A figure is not what the figures beside it make: quantity by unit price is not the line total, net and"
                " tax are not gross, a rate does not fit, a share of the price is not the amount written behind it, the"
                " amount of a gist is not what the formula comes to. Parts of a tax split are rounded each by"
                " itself, so one fen is no difference.",
                "Check it against the signed text; if that is wrong itself, put [amount-mismatch] and the reason"
                " in a note.",
            ),
        ),
        "capitals-mismatch": (
            (
                "大写金额和旁边的数字不一致，或者大写读不成一个数。票据上两者不一致的无效（票据法第八条）；合同里先按真意解释，"
                "多以大写为准，但总要先问清。",
                "照合同原文改正抄错的一处。",
            ),
            (
                "An amount in capitals and the figures beside it differ, or the capitals are no number. A bill on which"
                " they differ is void (Negotiable Instruments Law art. 8); in a contract they are read by what was"
                " meant, most often by the capitals, but one has to ask.",
                "Mend the one that was copied wrongly.",
            ),
        ),
        "ambiguous": (
            (
                "合同的一处可以两读，同一笔钱按两种读法算出来不一样。这里列出每种读法的金额，相差最大的一笔；"
                "要看事件才知道的不列。只是提示：写成解释本来就是对的。",
                "双方谈定了，就照谈定的写，不再留解释；谈定之前，用 --reading 各算一遍。",
            ),
            (
                "A passage can be read in two ways, and one and the same sum differs with it. Each option's amount is"
                " told for the line that differs most; what takes events is left out. This is for information: a"
                " reading is the right way to write it.",
                "Once the parties agree, write what they agreed and drop the reading; until then work out each with"
                " --reading.",
            ),
        ),
        "statute": (
            (
                "引用了法律的文件以后，合同里的数拿来和它的界限比：追加采购超过原合同金额一成（政府采购法第四十九条）、"
                "履约保证金超过一成（政府采购法实施条例第四十八条）、定金超过两成（民法典第五百八十六条）、"
                "付给中小企业的款超过六十日（保障中小企业款项支付条例第九条）。",
                "写错了就改正；合同就是这样写的，超出的部分可能没有效力，在「注」里写 [statute] 和理由。",
            ),
            (
                "Where a statute is brought in, figures of the contract are held against its bounds: supplements over a"
                " tenth of the contract (Government Procurement Law art. 49), a performance bond over a tenth (its"
                " Implementing Regulation art. 48), earnest money over a fifth (Civil Code art. 586), payment to a"
                " small supplier later than 60 days (Regulation on Payments to SMEs art. 9).",
                "Mend it if it is a slip; if the contract says so, what goes beyond may have no effect: put"
                " [statute] and the reason in a note.",
            ),
        ),
    }
)
