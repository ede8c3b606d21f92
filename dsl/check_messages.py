"""
What is said about names, types and clauses that do not fit together, in both languages; registered in ``messages``.

A row is (Chinese, English), each: what is said, the short words beside the caret, the way out. ``WAYS`` are ways out
for single cases and, with @, the names of kinds of things.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from luyue.dsl import norm_messages, score_messages, sum_messages

Said = tuple[str, str, str]

ROWS: Final[Mapping[str, tuple[Said, Said]]] = MappingProxyType(
    {
        # ---------------------------------------------------------------- names
        "unknown-name": (
            ("没有叫「{name}」的东西", "合同里没有声明过它", "先声明它，或者检查写法"),
            ("nothing is called 「{name}」", "declared nowhere", "declare it first, or check the spelling"),
        ),
        "unknown-event": (
            ("没有叫「{name}」的事件", "合同里没有声明过它", "加一行：事件 {name}"),
            ("there is no event called 「{name}」", "declared nowhere", "add a line: event {name}"),
        ),
        "unknown-clause": (
            ("没有叫「{name}」的条款", "合同里没有这一条", "检查条款名，或者先写出这一条"),
            ("there is no clause called 「{name}」", "no such clause", "check its name, or write that clause first"),
        ),
        "unknown-party": (
            ("没有叫「{name}」的当事人", "当事人里没有它", "写进合同的「当事人」一行"),
            ("there is no party called 「{name}」", "not among the parties", "enter it under parties in the contract"),
        ),
        "unknown-interval": (
            ("没有叫「{name}」的时段", "合同里没有声明过它", "加一行：时段 {name} 自 … 至 …"),
            ("there is no interval called 「{name}」", "declared nowhere", "add a line: interval {name} from … to …"),
        ),
        "unknown-period": (
            ("没有叫「{name}」的周期", "合同里没有声明过它", "加一行：周期 {name} 每1个月，或者写 每月"),
            (
                "there is no period called 「{name}」",
                "declared nowhere",
                "add: period {name} every 1 month; or say: every month",
            ),
        ),
        "unknown-reading": (
            ("没有叫「{name}」的解释", "合同里没有声明过它", "加一段「解释 {name}」和它的读法"),
            ("there is no reading called 「{name}」", "declared nowhere", "add: reading {name}, with its options"),
        ),
        "unknown-field": (
            ("没有叫「{name}」的字段", "这里没有这个字段", "写成那个事件或表已有的字段，或者给它加上这个字段"),
            (
                "there is no field called 「{name}」",
                "no such field here",
                "name a field of that event or table, or add it there",
            ),
        ),
        "unknown-value": (
            ("「{name}」不在可取的值里", "声明里没有列出它", "写成声明里列出的一个值"),
            ("「{name}」 is none of the values to choose from", "not in the list", "write one of the values listed"),
        ),
        "unknown-option": (
            ("没有叫「{name}」的读法", "这个解释没有它", "写成这个解释的一种读法"),
            (
                "there is no option called 「{name}」",
                "not an option of this reading",
                "write one of the reading's options",
            ),
        ),
        "unknown-parameter": (
            (
                "「{library}」没有可以绑定的「{name}」",
                "那份文件里没有叫这个名字的参数",
                "去掉它，或者检查写法",
            ),
            (
                "「{library}」 has no 「{name}」 to bind",
                "no parameter of that name there",
                "drop it, or check the spelling",
            ),
        ),
        "unknown-library": (
            ("标准库里没有「{name}」", "标准库没有这份文件", "同一文件夹里的文件，名字要写在引号里"),
            (
                "the standard library has no 「{name}」",
                "no such file there",
                "put the name of a file of your own in quotes",
            ),
        ),
        "wrong-sort": (
            ("「{name}」是{sort}，这里要{wanted}", "这是{sort}", "换成{wanted}的名字"),
            (
                "「{name}」 is {sort}; {wanted} is needed here",
                "this is {sort}",
                "put the name of {wanted} in its place",
            ),
        ),
        "duplicate-name": (
            ("「{name}」声明了两次", "又叫这个名字", "换一个名字"),
            ("「{name}」 is declared twice", "the same name again", "give one of them another name"),
        ),
        "known-name": (
            ("「{name}」是语言里已有的名字", "不能另作他用", "换一个名字"),
            ("「{name}」 is a name the language knows", "cannot mean anything else", "choose another name"),
        ),
        "cycle": (
            ("互相等着对方，谁也开始不了：{names}", "从这里绕回自己", "让其中一个不再依赖别的"),
            (
                "each waits for the next and none can begin: {names}",
                "leads back to itself",
                "let one of them stand on its own",
            ),
        ),
        # ---------------------------------------------------------------- types and units
        "type-mismatch": (
            ("这里要{want}，写的是{have}", "这是{have}", "换成{want}"),
            ("{want} is needed here, not {have}", "this is {have}", "write {want} in its place"),
        ),
        "unit-mismatch": (
            ("单位不同：这里要{want}，写的是{have}", "这是{have}", "单位之间不换算，写成{want}"),
            (
                "another unit: {have} where {want} should stand",
                "this is {have}",
                "units never convert; write it in the other",
            ),
        ),
        "number-without-unit": (
            ("这个数没有单位，这里应当是{want}", "多少什么？", "写上单位"),
            ("this number has no unit; it should count {want}", "how many of what?", "write the unit"),
        ),
        "missing-base": (
            ("只有比例，没有说是什么的比例", "谁的百分之几？", "写成「合同总价的…%」这样的形式"),
            ("a share without a base", "a share of what?", "say what it is a share of: …% of price"),
        ),
        "missing-boundary": (
            ("没有写界限", "多少以上，还是多少以下？", "写明不少于、不超过、超过或不满多少"),
            ("there is no boundary", "how much, at least or at most?", "say at least, at most, more than or less than"),
        ),
        "share-of-what": (
            ("{have}不能作比例的基数", "这是{have}", "基数写金额或数"),
            ("{have} is no base of a share", "this is {have}", "take the share of an amount or a number"),
        ),
        "no-such-sum": (
            ("{left}和{right}不能相{op}", "两边不是一类", "两边写成同一类、同一单位"),
            ("{left} and {right} do not {op}", "two kinds of value", "write both sides in one kind and unit"),
        ),
        "no-such-product": (
            ("{left}和{right}不能相{op}", "得不出有意义的量", "其中一边应当是数或比例"),
            ("{left} and {right} do not {op}", "this measures nothing", "one side should be a number or a share"),
        ),
        "not-comparable": (
            ("{left}和{right}不能相比", "两边不是一类", "两边写成同一类"),
            ("{left} and {right} cannot be compared", "two kinds of value", "write both sides in one kind"),
        ),
        "no-order": (
            ("{have}没有大小先后", "比不出多少", "用「为」来比是不是同一个"),
            ("{have} has no order", "nothing to be more or less", "use 'is' to ask whether it is the same"),
        ),
        "not-a-condition": (
            ("这里要一个成立或不成立的条件，写的是{have}", "这是{have}，不是条件", "写成「… 为 …」或者和界限相比"),
            ("a condition is needed here, not {have}", "this is {have}", "say '… is …', or set it against a boundary"),
        ),
        "range-reversed": (
            ("范围的起点比终点还大", "头尾倒了", "把两头对调"),
            ("the range begins above its end", "the wrong way round", "swap the two ends"),
        ),
        "options-differ": (
            ("「{name}」的几种读法不是同一类的值", "和前面的读法不同类", "都写成同一类的值，或者都不写值"),
            (
                "the options of 「{name}」 differ in kind",
                "unlike the option above",
                "give all of them one kind of value, or none",
            ),
        ),
        "not-in-header": (
            ("用了「{name}」，合同里却没有写{item}", "合同里没有这一项", "在「合同」里加上{item}"),
            (
                "「{name}」 is used, but the contract states no {item}",
                "not in the header",
                "add the {item} to the contract",
            ),
        ),
        # ---------------------------------------------------------------- parts
        "no-contract": (
            ("这份文件里没有合同", "", "开头写「合同 名字」，下面写「当事人 甲方 “…”，乙方 “…”」，再写条款"),
            (
                "there is no contract in this file",
                "",
                'begin with: contract NAME, then: parties buyer "…", supplier "…", then its clauses',
            ),
        ),
        "second-contract": (
            ("一份合同里又写了一个合同", "第二个合同", "一个合同一份文件"),
            ("a second contract in one", "the second one", "keep one contract to a file"),
        ),
        "term-reversed": (
            ("合同期还没开始就结束了", "终点在起点之前", "检查起止日期"),
            ("the term ends before it begins", "the end comes first", "check the two dates"),
        ),
        "one-option": (
            ("「{name}」只有一种读法，不成其为解释", "至少要两种读法", "补上另一种读法，或者把它直接写进条款"),
            ("「{name}」 has a single option", "two at least", "add the other option, or write it into the clause"),
        ),
        "two-defaults": (
            ("「{name}」有两种默认读法", "又一个默认", "只留一个默认"),
            ("「{name}」 has two defaults", "another default", "keep one default"),
        ),
        "same-missing": (
            ("「{name}」不是两边都有的字段", "有一边没有它", "写两边都有的字段，或者给缺的一边加上它"),
            (
                "「{name}」 is not a field of both sides",
                "one side lacks it",
                "name a field both have, or add it to the other",
            ),
        ),
        "same-differs": (
            ("「{name}」在两边的译名不同：{ids}", "同一个字段，译名要一样", "把两处译名写成一样"),
            ("「{name}」 has two twins: {ids}", "one field, one twin", "give it the same twin in both places"),
        ),
        "same-without-trigger": (
            (
                "「同一 {name}」没有可比的一边：这一条不是由带这个字段的事情引起的",
                "和什么同一？",
                "在「当」里写出带这个字段的事件",
            ),
            (
                "'same {name}' has nothing to compare with: nothing that starts this clause has that field",
                "the same as what?",
                "let 'when' name an event that has the field",
            ),
        ),
        "missing-field": (
            ("「{event}」缺了字段{fields}", "少了字段", "补上，或者在声明里写「可缺」"),
            ("「{event}」 lacks {fields}", "a field is missing", "fill it in, or declare it optional"),
        ),
        "article-twice": (
            ("条目「{cite}」列了两次", "又列了一次", "合成一条"),
            ("article 「{cite}」 is listed twice", "listed again", "make one entry of them"),
        ),
        # ---------------------------------------------------------------- clauses
        "empty-clause": (
            (
                "条款「{name}」没有要人做什么、不做什么，也没有后果",
                "没有可遵守的内容",
                "写成条目：条 〔…〕 声明 “为什么”",
            ),
            (
                "clause 「{name}」 asks nothing of anybody",
                "nothing to keep",
                'make it an entry: article […] declaration "why"',
            ),
        ),
        "line-twice": (
            ("同一条里这一行写了两次", "和前面的一行同时适用", "合成一行，或者让它们依同一解释的不同读法"),
            (
                "this line stands twice in one clause",
                "applies together with the one above",
                "make one line of them, or put them under different options of one reading",
            ),
        ),
        "duty-without-time": (
            ("义务没有期限", "到什么时候？", "加一行「期限 …」，合同没说就写 未定期限 “原话”"),
            (
                "the duty has no time",
                "until when?",
                'add a line: due …; where the contract is silent: due no fixed time "its words"',
            ),
        ),
        "duty-sometimes-without-time": (
            ("依读法「{option}」，义务没有期限", "那时到什么时候？", "加一行「期限 …，依 {reading} = {option}」"),
            (
                "under the option 「{option}」 the duty has no time",
                "until when, then?",
                "add a line: due …, under {reading} = {option}",
            ),
        ),
        "time-of-nothing": (
            ("有期限，没有义务", "什么事的期限？", "加一行「义务 …」，或者去掉期限"),
            ("a time without a duty", "the time of what?", "add a duty, or drop the time"),
        ),
        "requires-nothing": (
            ("有「须」，没有中止", "什么的条件？", "「须」是中止的条件；义务的条件写「前提」"),
            (
                "a condition without a suspension",
                "a condition of what?",
                "requires belongs to suspends; a duty's condition is provided",
            ),
        ),
        "alias-of-nothing": (
            ("「{name}」没有可称呼的事件", "引起这一条的不是单独的事件", "只有事件、周期、表的一行可以起称呼"),
            (
                "「{name}」 names no event",
                "no single event starts this clause",
                "only an event, a period or a row can get a name",
            ),
        ),
        "forbids-together": (
            ("禁止的事要一件一件写，不能用「且」或次数", "合在一起禁止不了", "用「或」，或者分成两条"),
            (
                "acts are forbidden one by one, not together or by number",
                "not a single act",
                "use 'or', or two clauses",
            ),
        ),
        "no-duty-there": (
            ("条款「{name}」没有可违反的义务", "那一条没有义务或禁止", "写有义务的那一条"),
            (
                "clause 「{name}」 has no duty to be breached",
                "no duty or prohibition there",
                "name the clause that has the duty",
            ),
        ),
        "two-switches": (
            ("「{name}」是第二个开关", "一份法定条款只有一个", "另写一份文件，或者换掉读法的名称 on、off"),
            (
                "「{name}」 is a second switch",
                "an overlay has one",
                "put it into a file of its own, or give its options other names than on and off",
            ),
        ),
        "overlay-uncited": (
            ("法定条款「{name}」没有写出处", "哪一部法的哪一条", "在名称后面写上〔法名第几条〕"),
            (
                "statutory clause 「{name}」 cites no article",
                "of which law, and which article",
                "write the article in brackets after the name",
            ),
        ),
        "overlay-under": (
            ("法定条款「{name}」已经在开关之下，不能再依别的解释", "整条只能依开关", "把「依」写到需要它的那几行"),
            (
                "statutory clause 「{name}」 stands under the switch and under no other reading",
                "the whole clause stands under the switch",
                "write the reading at the lines that need it",
            ),
        ),
        "event-does-not-fit": (
            (
                "「{name}」没有所引文件要读的字段「{field}」，或者类型不同",
                "它代替那份文件里的",
                "补上这个字段",
            ),
            (
                "「{name}」 has no field 「{field}」 of the type that the used file reads",
                "it stands for one of that file",
                "give it that field",
            ),
        ),
        "time-with-options": (
            (
                "「{name}」的读法「{option}」带有起算、顺延或截至的选项，不能放进孰晚、孰早",
                "这里只能是时间本身",
                "把选项写在这一行的末尾，读法里只留时间",
            ),
            (
                "option 「{option}」 of 「{name}」 has a start day, roll or closing hour and cannot stand in later of"
                " or earlier of",
                "a time alone can stand here",
                "write such options at the end of this line, and leave the bare time in the reading",
            ),
        ),
        "nothing-to-choose-by": (
            ("条款「{name}」只有一件，没有可以挑选的", "那一条没有触发的事件或表", "去掉括号"),
            (
                "clause 「{name}」 has one instance, none to choose from",
                "no event or row brings it into being",
                "leave out the parentheses",
            ),
        ),
        "no-power-there": (
            ("条款「{name}」没有可行使的权利", "那一条没有权利", "写有权利的那一条"),
            ("clause 「{name}」 has no power to be exercised", "no power there", "name the clause that has the power"),
        ),
        "no-remedy-there": (
            ("条款「{name}」没有违约金、退还或赔偿", "那一条没有钱款后果", "写有钱款后果的那一条"),
            (
                "clause 「{name}」 has no damages, refund or losses",
                "no money there",
                "name the clause that has the money",
            ),
        ),
        "no-power-here": (
            ("「行使时」要在有权利的条款里", "这一条没有权利", "加一行「权利 …」，或者去掉「行使时」"),
            (
                "'on exercise' needs a power in the clause",
                "no power in this clause",
                "add a power, or drop 'on exercise'",
            ),
        ),
        "state-of-what": (
            ("没有说是哪一条", "谁的状态？", "在前面写上条款或时段的名字"),
            ("it does not say of which clause", "the state of what?", "put the name of a clause or interval before it"),
        ),
        "state-without-bounds": (
            ("「{state}」没有多少可比", "这个状态不带界限", "去掉界限"),
            ("'{state}' has no amount", "this state takes no boundary", "drop the boundary"),
        ),
        "period-not-at-hand": (
            ("这一条不是按「{name}」一期一期发生的", "哪一期？", "在「当」里写：每 {name}"),
            ("this clause does not run once for each 「{name}」", "which one?", "say in 'when': every {name}"),
        ),
        "part-of-which-period": (
            ("均分要在按周期发生的条款里", "第几份？", "在「当」里写：每 …"),
            ("equal parts need a clause that runs for each period", "which part?", "say in 'when': every …"),
        ),
        "part-of-how-many": (
            ("份数和周期数不一致：周期共 {count} 期", "和周期数不同", "写成周期的期数"),
            (
                "the number of parts differs from the periods: there are {count}",
                "not that many",
                "write the number of periods",
            ),
        ),
        "days-of-one": (
            ("日数要两个日子", "从哪天到哪天？", "时段的天数写成「每 时段 1日」"),
            ("days are counted between two dates", "from when to when?", "for an interval say: per 1 day of it"),
        ),
        # ---------------------------------------------------------------- money
        "pays-itself": (
            ("付款人和收款人是同一方", "付给自己", "检查谁付给谁"),
            ("payer and payee are the same party", "pays itself", "check who pays whom"),
        ),
        "unpaid-of-what": (
            ("没有说是哪一笔欠款", "谁的欠款？", "「当」里写付款条款的违约，或者写在付款条款里"),
            (
                "it does not say whose debt is unpaid",
                "unpaid of what?",
                "let 'when' name the breach of a payment, or write it there",
            ),
        ),
        "late-with-what": (
            ("没有说是哪一条逾期", "什么逾期？", "「当」里写那一条的违约，或者写在有义务的条款里"),
            (
                "it does not say what is late",
                "late with what?",
                "let 'when' name the breach of a duty, or write it there",
            ),
        ),
        "late-base-of-what": (
            ("只有付款逾期才说得上以什么额计", "这里没有付款", "去掉它，或者写在付款的违约之后"),
            (
                "only a late payment is counted on an amount",
                "no payment is late here",
                "drop it, or let it follow a payment's breach",
            ),
        ),
        "balance-of-which-day": (
            ("「以每日余额计」要按每逾期1日计", "不是每逾期1日", "写「每逾期1日」，或者去掉它"),
            (
                "'on each day's balance' needs a sum per day late",
                "not per day late",
                "say per day late, or drop it",
            ),
        ),
        "once-per-day-of-what": (
            ("「重叠日只计一次」要按逾期的日子计", "没有每逾期一日", "写「每逾期1日」，或者去掉它"),
            (
                "'overlapping days once' needs a sum per day late",
                "nothing per day late",
                "say per day late, or drop it",
            ),
        ),
        "paid-with-what": (
            ("没有说用哪个事件付款，带金额的事件是{events}", "用什么付？", "写「，以 事件」"),
            ("it does not say which event pays; those with money are {events}", "paid with what?", "say: , with EVENT"),
        ),
        "which-money-field": (
            ("这个事件的金额字段不是一个：{fields}", "哪一个金额？", "写成「以 事件的字段」"),
            ("this event has not one money field: {fields}", "which amount?", "say: with EVENT.FIELD"),
        ),
        "reduces-no-payment": (
            ("条款「{name}」不是付款", "没有可扣减的款", "写付款的那一条"),
            ("clause 「{name}」 pays nothing", "nothing to reduce", "name the clause that pays"),
        ),
        "decides-no-range": (
            ("金额是定的，没有可裁量的", "没有范围", "写成「…至…」，或者去掉由谁定"),
            ("the amount is fixed, there is nothing to decide", "no range", "write a range, or drop 'decided by'"),
        ),
        "remedies-clash": (
            (
                "「{breach}」违约，「{one}」和「{other}」都要钱，没有说怎么并存",
                "和另一笔是什么关系？",
                "写上 补足、替代、择高、抵扣、同一损失不重复 或 并用",
            ),
            (
                "「{one}」 and 「{other}」 both follow the breach of 「{breach}」; neither says how they combine",
                "how does it go with the other?",
                "say beyond, instead of, the larger of, set off against, once for one loss, or in addition to",
            ),
        ),
        # ---------------------------------------------------------------- warnings
        "drift": (
            (
                "要旨说「{gist}」，公式里是「{formula}」",
                "要旨和公式对不上",
                "照合同改其中一处；本来就不同，就在「注」里引这句话说明",
            ),
            (
                "the gist says 「{gist}」, the formula has 「{formula}」",
                "gist and formula differ",
                "mend one of them by the contract; if they are meant to differ, quote it in a note and say why",
            ),
        ),
        "degenerate-cap": (
            (
                "第一{one}就到了上限{zh}：每{one} {each}，上限 {cap}",
                "往后再久也不增加",
                "看看是不是千分之几写成了百分之几；合同就是这样，可以不管",
            ),
            (
                "the first {one} reaches the cap{en}: {each} per {one}, cap {cap}",
                "any further delay adds nothing",
                "was a per mille meant? If the contract says so, leave it",
            ),
        ),
        "uncapped": (
            (
                "没有上限：每{one} {each}，到第 {count} {one}已是 {sum}{than}",
                "一直涨下去",
                "合同有上限就写上「累计不超过 …」",
            ),
            (
                "nothing caps it: {each} per {one}; after {count} {unit} it is {sum}{than}",
                "grows without end",
                "if the contract has a cap, add: in total at most …",
            ),
        ),
        "unspecified": (
            (
                "合同没有写明「{zh}」，{use_zh}",
                "待定",
                "没有定下来，用到它的结果就是待定的，写了「法定」的先依法算；声明过的待定值可以用 --set 给出",
            ),
            (
                "the contract leaves 「{en}」 open; {use_en}",
                "left open",
                "until it is known, what needs it stays undetermined, unless the law fills it; a declared blank can be"
                " given with --set",
            ),
        ),
        "look-alike": (
            ("「{one}」和「{other}」看上去几乎一样", "容易看错", "给其中一个换一个更分明的名字"),
            ("「{one}」 and 「{other}」 look almost the same", "easily misread", "give one of them a plainer name"),
        ),
        "unusual-character": (
            ("「{name}」里有一个只是样子像的字（{sign}），平常的字是「{usual}」", "不是平常的字", "换成平常的字"),
            (
                "「{name}」 holds a character that only looks like a usual one ({sign}); the usual one is 「{usual}」",
                "not the usual character",
                "write the usual character",
            ),
        ),
        "unanswered-article": (
            (
                "条目「{cite}」没有条款，也没有说为什么",
                "没有回答",
                "写一条引用它的条款，或者写 定义、声明 或 不可计算 和理由",
            ),
            (
                "article 「{cite}」 has neither a clause nor a reason",
                "unanswered",
                "write a clause that cites it, or say definition, declaration or not computable, and why",
            ),
        ),
        "uncited": (
            ("条款「{zh}」没有说出自合同哪里", "没有条号", "在名字后面写上〔条号〕"),
            ("clause 「{en}」 cites no place of the contract", "no citation", "put the [article] after its name"),
        ),
        # ---------------------------------------------------------------- files
        "use-too-deep": (
            ("一份引用一份，最多 {most} 层", "太深了", "把中间的几份合起来"),
            ("files may use files {most} deep at most", "too deep", "merge some of them"),
        ),
        "too-many-files": (
            ("引用的文件太多，最多 {most} 份", "太多了", "把小文件合起来"),
            ("too many files, {most} at most", "too many", "merge the small ones"),
        ),
        "use-circle": (
            ("引用绕回了自己：{files}", "绕回来了", "去掉其中一处引用"),
            ("files use each other in a circle: {files}", "leads back", "drop one of the uses"),
        ),
        "missing-file": (
            ("没有「{path}」这份文件", "找不到", "检查文件名，路径从本文件所在的文件夹算起"),
            ("there is no file 「{path}」", "not found", "check the name; paths begin at this file's folder"),
        ),
        "outside-folder": (
            ("「{path}」不是合同文件夹里的 .clause 文件", "在合同的文件夹外", "把文件放进合同的文件夹"),
            (
                "「{path}」 is no .clause file in the contract's folder",
                "outside the contract's folder",
                "put the file into that folder",
            ),
        ),
        # ---------------------------------------------------------------- other places that matter
        "declared-here": (("先在这里声明", "", ""), ("declared here first", "", "")),
        "in-circle": (("经过这里", "", ""), ("by way of this", "", "")),
        "wanted-here": (("要的是这个字段", "", ""), ("this is the field it wants", "", "")),
        "has-options": (("选项在这里", "", ""), ("its options are here", "", "")),
        "other-remedy": (("另一笔在这里", "", ""), ("the other one", "", "")),
        "used-here": (("在这里引用", "", ""), ("used here", "", "")),
        **score_messages.ROWS,
        **norm_messages.ROWS,
        **sum_messages.ROWS,
    }
)

WAYS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "share-of-base": ("写成「合同总价的5%」，金额才能加减", "write the share of an amount (5% of price), then add"),
        "count-from": ("从日子起算，写「… 后 7日」", "count from a day: 7 days after …"),
        **score_messages.WAYS,
        "per-point": (
            "每一分多少钱，写成 1000元 ×（几分 ÷ 1分）",
            "for so much money a point write: 1000 yuan * (the points / 1 point)",
        ),
        "say-yuan": ("金额要写单位：100元", "write the unit of money: 100 yuan"),
        # kinds of values
        "@no-usual-character": ("另一个字", "another"),
        "@kind-text": ("文本", "a text"),
        "@kind-id": ("编号", "an id"),
        "@kind-number": ("数", "a number"),
        "@kind-rate": ("比例", "a share"),
        "@kind-money": ("金额", "an amount of money"),
        "@kind-points": ("分数", "points"),
        "@kind-count": ("计数", "a count"),
        "@kind-date": ("日期", "a date"),
        "@kind-month": ("月份", "a month"),
        "@kind-period": ("周期", "a period"),
        "@kind-length": ("时间长度", "a length of time"),
        "@kind-instant": ("时刻", "an instant"),
        "@kind-truth": ("是或否", "yes or no"),
        "@kind-party": ("当事人", "a party"),
        "@kind-clause": ("条款", "a clause"),
        "@kind-enum": ("列出的值", "one of a list"),
        "@kind-set": ("多选", "several of a list"),
        "@kind-event": ("事件", "an event"),
        "@kind-row": ("表的一行", "a row of a table"),
        # other things a place may want
        "@kind-formula": ("别的写法", "something else"),
        "@kind-value": ("一个值", "a value"),
        "@kind-blank-cell": ("空白", "a blank"),
        "@kind-time": ("日期、时刻或事件", "a date, an instant or an event"),
        "@kind-field-of-event": ("事件的字段", "a field of an event"),
        "@kind-interval": ("时段", "an interval"),
        "@kind-window": ("合同期、周期或起止日期", "the term, a period or two dates"),
        "@kind-level": ("上报的字段或指标", "a reported field or a metric"),
        "@kind-instrument": ("文件", "an instrument"),
        "@kind-reading": ("这个解释", "this reading"),
        "@kind-reading-of-times": ("各读法都是期限的解释", "a reading whose options are times"),
        "@kind-period-or-table": ("周期、表，或者 月、季度、年", "a period, a table, or a month, quarter or year"),
        # sorts of names
        "@sort-event": ("事件", "an event"),
        "@sort-clause": ("条款", "a clause"),
        "@sort-party": ("当事人", "a party"),
        "@sort-interval": ("时段", "an interval"),
        "@sort-table": ("表", "a table"),
        "@sort-period": ("周期", "a period"),
        "@sort-metric": ("指标", "a metric"),
        "@sort-score": ("考核", "a score"),
        "@sort-tiers": ("分档", "tiers"),
        "@sort-limit": ("总上限", "a limit"),
        "@sort-let": ("设定的值", "a named value"),
        "@sort-blank": ("待定的值", "a blank"),
        "@sort-reading": ("解释", "a reading"),
        "@sort-instrument": ("文件", "an instrument"),
        "@sort-known": ("语言里已有的名字", "a name the language knows"),
        "@sort-value": ("一个值", "a value"),
        # words of warnings
        **norm_messages.WAYS,
        **sum_messages.WAYS,
        "@nothing": ("没有", "none"),
        "@more-than-price": ("，超过合同总价", ", more than the price"),
        "@more-than-base": ("，超过基数本身", ", more than what it is counted on"),
        "@still-growing": ("，还在涨", ", and growing"),
        # units
        "@one-time": ("次", "time"),
        "@one-minute": ("分钟", "minute"),
        "@one-hour": ("小时", "hour"),
        "@one-day": ("日", "day"),
        "@one-working_day": ("工作日", "working day"),
        "@one-month": ("个月", "month"),
        "@one-quarter": ("季度", "quarter"),
        "@one-year": ("年", "year"),
        "@unit-time": ("次", "times"),
        "@unit-person": ("人", "persons"),
        "@unit-item": ("个", "items"),
        "@unit-minute": ("分钟", "minutes"),
        "@unit-hour": ("小时", "hours"),
        "@unit-day": ("日", "days"),
        "@unit-working_day": ("工作日", "working days"),
        "@unit-month": ("个月", "months"),
        "@unit-quarter": ("季度", "quarters"),
        "@unit-year": ("年", "years"),
        # operators, states, header items
        "@op-add": ("加", "add"),
        "@op-sub": ("减", "subtract"),
        "@op-mul": ("乘", "multiply"),
        "@op-div": ("除", "divide"),
        "@state-breached": ("违约", "breached"),
        "@state-missed": ("错过", "missed"),
        "@state-performed": ("履行", "performed"),
        "@state-exercised": ("行使", "exercised"),
        "@state-ongoing": ("持续中", "ongoing"),
        "@state-undetermined": ("待定", "undetermined"),
        "@header-title": ("名称", "title"),
        "@header-reference": ("编号", "reference"),
        "@header-price": ("合同总价", "price"),
        "@header-signed": ("签订", "signing"),
        "@header-effective": ("生效", "effective date"),
        "@header-term": ("合同期", "term"),
        "@header-calendar": ("历法", "calendar"),
        "@header-zone": ("时区", "zone"),
        "@header-currency": ("币种", "currency"),
        "@header-source": ("原件", "source"),
    }
)

LIMITS: Final = ("use-too-deep", "too-many-files")
LABELS: Final = (
    *("declared-here", "has-options", "in-circle", "wanted-here", "other-remedy", "used-here"),
    *score_messages.LABELS,
)
