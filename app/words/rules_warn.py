"""
What a lawyer's warnings about a sound contract mean, and what to do about them.

A row is (Chinese, English), each: what is at stake, and how to mend it or leave it with a good conscience.
"""

from types import MappingProxyType
from typing import Final

WARN: Final = MappingProxyType(
    {
        "drift": (
            (
                "要旨是合同的话，公式是照它写的代码；数、单位、当事人或界限对不上，其中必有一处不是合同的意思。"
                "要旨没有提到的种类不算对不上。",
                "照合同原文改正其中一处；确实不同就在「注」里说明。",
            ),
            (
                "The gist is what the contract says, the formula what was made of it. A number, unit, party or boundary"
                " that differs means that one of them is not the contract. A kind the gist is silent on is no drift.",
                "Mend one of them by the signed text; where they are meant to differ, say why in a note.",
            ),
        ),
        "degenerate-cap": (
            (
                "第一天就到上限，按日计的违约金等于一次性的；常见的原因是千分之写成了百分之。",
                "照合同原文核对费率和上限；原文如此就可以不管。",
            ),
            (
                "The first unit of delay reaches the cap, so a daily sum is a flat one; often a per mille became a per"
                " cent.",
                "Check rate and cap against the signed text; if it says so, leave it.",
            ),
        ),
        "uncapped": (
            (
                "违约金没有上限，会超过合同总价。过分高于损失的，法院可以减少（民法典第五百八十五条），但要另行请求。",
                "合同有上限就写上「累计不超过 …」；没有就知道会涨到多少。",
            ),
            (
                "The sum grows without bound and passes the price. A court may reduce what is far above the loss (Civil"
                " Code art. 585), but only when asked.",
                "Write the cap if there is one: in total at most …; else know what it comes to.",
            ),
        ),
        "unspecified": (
            (
                "合同在这里留了空白。用到它的结果在填上之前都是「待定」，不会拿一个猜的数去算。",
                "用 --set 给出，或由补定它的事件给出；法律有规定的写「法定」。",
            ),
            (
                "The contract leaves a blank. Whatever needs it is undetermined until it is filled, never guessed.",
                "Give it with --set or by the event that fills it; where the law fills it, say 'by law'.",
            ),
        ),
        "look-alike": (
            (
                "两个名称只差形近的字或大小写，读的人容易当成一个，写的人容易写错一个。",
                "给其中一个换一个分明的名称。",
            ),
            (
                "Two names differ in look-alike characters or in capitals only; a reader takes them for one.",
                "Give one of them a plainer name.",
            ),
        ),
        "unusual-character": (
            (
                "部首区、兼容区的字（⽇、龜 之类）多半来自字体或旧编码，看上去和平常的字一样，"
                "其实是另一个字：照着打字的人找不到"
                "这个名称。",
                "换成平常的字。",
            ),
            (
                "Radicals and compatibility ideographs come from fonts and old encodings. They look like a usual"
                " character and are another, so somebody who types the name never finds it.",
                "Write the usual character.",
            ),
        ),
        "unanswered-article": (
            (
                "条文索引里的一条既没有条款引用它，也没有说明为什么不写成条款；合同的这一条可能漏了。",
                "写一条引用它的条款，或写 定义、声明、不可计算 和理由。",
            ),
            (
                "An article of the index is cited by no clause and has no reason why; that part of the contract may"
                " have been missed.",
                "Write a clause that cites it, or say definition, declaration or not computable, and why.",
            ),
        ),
        "uncited": (
            (
                "条款没有注明出自合同哪一条，报告里的结论就指不回原文。",
                "在名称后面写〔条号〕。",
            ),
            (
                "The clause does not say which article it comes from, so no verdict can point back to the signed text.",
                "Put the [article] after its name.",
            ),
        ),
    }
)
