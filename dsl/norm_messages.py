"""
What is said about norms and their times: clashes, dead letters, dates, vague words; part of ``check_messages``.

A row is (Chinese, English), each: what is said, the short words beside the caret, the way out. A finding with several
shapes has one row; its facts name the shape by an ``@`` word of ``WAYS``.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

Said = tuple[str, str, str]

ROWS: Final[Mapping[str, tuple[Said, Said]]] = MappingProxyType(
    {
        "clash": (
            (
                "{how}：{witness_zh}",
                "不能都做到",
                "照合同核对各处期限和主体；合同就是这样，在「注」里写 [clash] 和以哪条为准",
            ),
            (
                "{how}: {witness_en}",
                "cannot all be kept",
                "check times and parties against the signed text; if it says so, write [clash] in a note and which"
                " gives way",
            ),
        ),
        "power-after-cap": (
            (
                "「{zh}」到逾期第 {reached} {one}已到上限 {cap}，这项权利到第 {opens} {one}才有：中间再晚也不多付",
                "来得太晚",
                "合同就是这样，在「注」里写 [power-after-cap] 和理由；写错了就改上限或天数",
            ),
            (
                "「{en}」 has reached its cap of {cap} by {one} {reached} of delay, this right opens on {one} {opens}:"
                " in between delay costs nothing more",
                "comes too late",
                "mend cap or days by the signed text; if it says so, write [power-after-cap] in a note and why",
            ),
        ),
        "notice-longer-than-term": (
            (
                "{what} {length_zh}，合同期总共 {term} 日",
                "合同期容不下",
                "照合同核对长度和合同期；合同期满以后还管用的，写「存续」或「适用期间」",
            ),
            (
                "{what} {length_en}; days of the whole term: {term}",
                "longer than the term",
                "check length and term against the signed text; what goes on after the term survives, or is in"
                " force longer",
            ),
        ),
        "unreachable": (
            ("{why}{told_zh}", "永远用不上", "照合同改正条件；合同就是这样，在「注」里写 [unreachable] 和理由"),
            (
                "{why}{told_en}",
                "can never come about",
                "mend the condition by the signed text; if it says so, write [unreachable] in a note and why",
            ),
        ),
        "never-breached": (
            ("{why}", "违反不了", "写上期限或界限；合同就是这样，在「注」里写 [never-breached] 和理由"),
            (
                "{why}",
                "cannot be broken",
                "give it a time or a bound; if the contract has none, write [never-breached] in a note and why",
            ),
        ),
        "no-consequence": (
            (
                "{count} 条义务违反了，合同没有写后果，只能按实际损失去证明（民法典第五百七十七条、"
                "第五百八十四条）：{names_zh}",
                "没有后果",
                "后果写在别处的，让那一条引用它；合同没写的，不用改",
            ),
            (
                "duties without a consequence in the contract, for which a loss has to be proved (Civil Code art. 577,"
                " 584): {count} ({names_en})",
                "nothing follows from a breach",
                "if the consequence stands elsewhere, let that clause name this one; if there is none, leave it",
            ),
        ),
        "no-deadline": (
            (
                "{count} 条义务合同没有写期限，要催告才到期（民法典第五百一十一条第四项）：{names_zh}",
                "没有期限",
                "合同写了期限的就写上；没有写的，记得催告并留下日期",
            ),
            (
                "duties without a time in the contract, due on demand only (Civil Code art. 511(4)): {count}"
                " ({names_en})",
                "no time limit",
                "write the time if the contract has one; if not, remember to demand and to keep the date",
            ),
        ),
        "consequence-without-duty": (
            (
                "「{zh}」一发生就付违约金，可是没有哪一条要求它，也没有哪一条禁止它",
                "违了什么约",
                "补上被违反的义务或禁止；由人认定的，事件写「需认定」；本来就是费用或补偿的，改用 赔偿损失 或 退还",
            ),
            (
                "「{en}」 costs damages, but no clause owes it and none forbids it",
                "a breach of what?",
                "write the duty or prohibition that is broken; mark the event attested, or use losses or refund",
            ),
        ),
        "vague-time": (
            (
                "「{word}」没有数，算不出哪天到期",
                "没有具体期限",
                "双方定了就给出长度（用 --set 或「法定」）；没有定，结果就是待定的",
            ),
            (
                "「{word}」 is no number: no day follows from it",
                "no definite time",
                "give it a length once it is agreed (with --set or by law); until then results stay undetermined",
            ),
        ),
        "date-anomaly": (
            (
                "{what}：{day}，{other}，相差 {days} 日",
                "日期可疑",
                "照合同原文核对年月日；另有生效日或适用期间的就写上",
            ),
            (
                "{what}: {day}, {other}, days between them: {days}",
                "odd date",
                "check the date against the signed text; write the effective date or the time in force if there is one",
            ),
        ),
        "calendar-horizon": (
            (
                "{count} 条的期限可能落在 {year} 年以后，那时的放假安排还没有公布，到期日先是待定：{names_zh}",
                "日历还没有",
                "公布以后用 --calendar 给出；急用可以 --assume-weekdays，结果会注明是假定的",
            ),
            (
                "times that may fall in {year} or later, whose holidays are not published yet: {count} ({names_en})",
                "beyond the calendar",
                "give a calendar file with --calendar once they are, or use --assume-weekdays, which results then say",
            ),
        ),
        "underdetermined-schedule": (
            ("{what}{told_zh}", "分期没有定", "合同写了的就写上；没有写的留作待定或解释，用 --set 选定"),
            (
                "{what}{told_en}",
                "no definite instalments",
                "write what the contract says; what it leaves open stays a blank or a reading, chosen with --set",
            ),
        ),
        "discretion": (
            (
                "金额是一个幅度，{lack}{more}",
                "定不下来",
                "写「由 … 以 … 定（30日内）」；合同没写的，结果就一直是一个区间",
            ),
            (
                "the amount is a range, {lack}{more}",
                "cannot be settled",
                "write: decided by … with … (within 30 days); if the contract does not say, the result stays a range",
            ),
        ),
    }
)

WAYS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        # clash
        "@clash-chain": (
            "每一步都用足自己的时间，最后一步就过期了",
            "with each step in its own time the last one is barred",
        ),
        "@clash-forbidden": ("同一件事既要求做又禁止做", "one act is owed and forbidden at once"),
        "@clash-levels": ("两个界限不能同时守住", "two levels cannot both be kept"),
        # lengths that the term has no room for
        "@term-duty": ("期限长", "a time limit of"),
        "@term-notice": ("要提前通知", "a notice ahead of"),
        "@term-lasting": ("要持续", "it must last"),
        "@term-late": ("要逾期", "it must be late by"),
        "@term-period": ("每期长", "a period of"),
        # dead letters
        "@dead-reading": ("这里只在另一种读法下才有：", "this holds only under the other option: "),
        "@dead-filter": ("条件自相矛盾，没有这样的事件", "the filter contradicts itself, no event is like that"),
        "@dead-bounds": ("没有这样的数，下限比上限还高：", "no number is like that: "),
        "@dead-score": ("考核到不了这个分：", "the score never comes to that: "),
        "@dead-window": ("还没开始就结束了：", "it ends before it begins: "),
        "@dead-breach": ("等的是一个违反不了的义务：", "it waits for the breach of what cannot be broken: "),
        "@dead-count": ("没有那么多次：", "there are not so many: "),
        "@never-short": ("任何数都达得到这个界限", "every figure there can be is within the bound"),
        "@never-demanded": (
            "催告才到期，可是合同没有催告的事件，也没有合同期",
            "due on demand, but no event is a demand and there is no term",
        ),
        # dates
        "@date-year-alone": ("签订的年份与其他日期对不上", "the year of signing is far from all other dates"),
        "@date-year-of-duty": ("年份与其他日期对不上", "its year is far from all other dates"),
        "@date-term-before-signing": ("合同期在签订以前就开始了", "the term begins before the contract is signed"),
        "@date-before-signing": ("签订以前就到期了", "due before the contract is signed"),
        "@date-before-term": ("合同期还没开始就到期了", "due before the term begins"),
        "@date-after-term": ("合同期满以后才到期", "due after the term has ended"),
        # instalments
        "@schedule-reading": ("有几种分期法，要先选一种读法：", "there are several schedules, one for each reading: "),
        "@schedule-cell": ("付款要用的一格是空的：", "a cell that the payment needs is empty: "),
        "@schedule-parts": ("平分的款没有说分几期：", "equal parts of which nobody knows how many: "),
        # ranges
        "@lacks-decider": ("没有说由谁定", "and nobody is named to decide it"),
        "@lacks-time": ("没有说多久内定", "and there is no time to decide it in"),
        "@lacks-top-too": ("，也上不封顶", ", and without an upper end"),
        "@lacks-top": ("上不封顶", "without an upper end"),
    }
)
