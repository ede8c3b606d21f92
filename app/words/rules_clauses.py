"""
What the codes about parts, clauses, money and files that do not fit together mean, and how to mend them.

A row is (Chinese, English), each: why the language refuses this, and the way out. Names and types have a table of
their own, and so have the warnings of a lawyer, which refuse nothing.
"""

from types import MappingProxyType
from typing import Final

CLAUSES: Final = MappingProxyType(
    {
        # ---------------------------------------------------------------- parts
        "no-contract": (
            ("文件里有条款，却没有「合同」一部分，不知当事人是谁。", "加上合同和当事人；只供引用的文件不要单独检查。"),
            (
                "The file has clauses but no contract part, so nobody knows its parties.",
                "Add the contract and its parties; a file that is only used by others is not checked alone.",
            ),
        ),
        "second-contract": (
            ("一份合同（连同它引用的文件）里写了两个「合同」。", "一个合同一份文件；附件用「文件」声明。"),
            (
                "One contract, with the files it uses, has two contract parts.",
                "Keep one to a file; an annex is declared as an instrument.",
            ),
        ),
        "term-reversed": (
            ("合同期的终点在起点之前。", "核对两个日期。"),
            ("The term ends before it begins.", "Check both dates."),
        ),
        "one-option": (
            ("解释是为了在几种读法之间选择，只有一种就不必写成解释。", "补上另一种，或直接写进条款。"),
            (
                "A reading is a choice between options; with one there is nothing to choose.",
                "Add the other, or write it into the clause.",
            ),
        ),
        "two-defaults": (
            ("没有另行选择时按默认读法，所以默认只能有一个。", "只留一个默认。"),
            ("Where nobody chooses, the default counts, so there can be only one.", "Keep one default."),
        ),
        "same-missing": (
            ("「同一 字段」要两边都有这个字段才能对得上。", "换成两边都有的，或给缺的一边加上。"),
            (
                "'same FIELD' ties two events by a field that both must have.",
                "Name one that both have, or add it to the other.",
            ),
        ),
        "same-differs": (
            ("同一个字段在两边有两个译名，译成另一种语言就对不上了。", "把译名写成一样。"),
            (
                "One field has two twins, so in the other language the two sides would not match.",
                "Give it one twin in both places.",
            ),
        ),
        "same-without-trigger": (
            ("引起这一条的不是带这个字段的事件，没有可比的一边。", "在「当」里写出带这个字段的事件，或去掉「同一」。"),
            (
                "What starts this clause is no event with that field, so there is nothing to be the same as.",
                "Let 'when' name an event that has it, or drop 'same'.",
            ),
        ),
        "missing-field": (
            ("案例里的事件少了声明过的字段，不知是多少。", "补上；确实可能没有的，声明时写「可缺」。"),
            (
                "An event of a scenario lacks a declared field.",
                "Fill it in; declare it 'optional' if it may really be absent.",
            ),
        ),
        "article-twice": (
            ("条文索引里同一条列了两次，两处可能说得不一样。", "合成一条。"),
            (
                "The index lists one article twice, and the two entries may disagree.",
                "Make one entry of them.",
            ),
        ),
        # ---------------------------------------------------------------- clauses
        "empty-clause": (
            ("条款没有义务、禁止、权利，也没有后果，没有可遵守或违反的。", "定义、声明之类写成「条」并说明理由。"),
            (
                "The clause has no duty, prohibition, power or consequence: nothing to keep or to break.",
                "Enter a definition or declaration as an article, with the reason.",
            ),
        ),
        "line-twice": (
            ("同一条里同一标签写了两次而且同时适用，不知以哪个为准。", "合成一行，或让它们依不同读法。"),
            (
                "A label stands twice in a clause and both lines apply at once.",
                "Make one line of them, or put them under different options.",
            ),
        ),
        "duty-without-time": (
            (
                "没有期限就永远不会逾期。合同没有约定期限时法律另有规则（民法典第五百一十一条），也要写明。",
                "写「期限 …」；合同没说就写「未定期限」和原话。",
            ),
            (
                "A duty without a time is never late. Where the contract states none the law has a rule of its own"
                " (Civil Code art. 511), and that has to be written too.",
                "Add 'due …'; where the contract is silent: no fixed time, with its words.",
            ),
        ),
        "duty-sometimes-without-time": (
            ("在某种读法下期限一行不适用，义务就没有期限了。", "给那种读法也写一行期限。"),
            (
                "Under one option no time applies, and the duty would never be late.",
                "Write a time for that option too.",
            ),
        ),
        "time-of-nothing": (
            ("有期限却没有义务。禁止和权利的时间写在「适用期间」或权利的选项里。", "加上义务，或去掉期限。"),
            (
                "A time without a duty. A prohibition has 'in force', a power has a time among its options.",
                "Add a duty, or drop the time.",
            ),
        ),
        "requires-nothing": (
            ("「须」说的是中止要具备什么，没有中止就没有意义。", "义务的条件写「前提」。"),
            (
                "'requires' says what a suspension needs, and there is none.",
                "The condition of a duty is 'provided'.",
            ),
        ),
        "alias-of-nothing": (
            ("「称」给引起条款的那个事件起名；这一条不是由单独的事件引起的。", "去掉「称 …」。"),
            (
                "'as NAME' names the event that starts the clause, and no single event starts this one.",
                "Drop 'as NAME'.",
            ),
        ),
        "forbids-together": (
            ("禁止的是行为本身，做一次就违反；「且」和次数说的是几件事一起。", "用「或」，或分成两条。"),
            (
                "An act is forbidden as such and broken by doing it once; 'and' and numbers speak of several together.",
                "Use 'or', or two clauses.",
            ),
        ),
        "no-duty-there": (
            ("那一条没有义务或禁止，永远不会违约。", "写有义务的那一条。"),
            (
                "That clause has no duty or prohibition and can never be breached.",
                "Name the clause that has the duty.",
            ),
        ),
        "two-switches": (
            (
                "被引用的文件里，读法是 on 和 off 的解释是它的开关。有两个，就说不清哪一个关掉它。",
                "拆成两份文件，或者给其中一个的读法换名称。",
            ),
            (
                "In a file that is used, a reading with the options 'on' and 'off' is its switch. With two of them"
                " nobody"
                " could say which turns it off.",
                "Make it two files, or give the options of one of them other names.",
            ),
        ),
        "overlay-uncited": (
            (
                "报告里出现法定的责任，读者要能找到那一条法律。",
                "在名称后面的括号里写法名和条号。",
            ),
            (
                "Where a report names a liability from a statute, the reader must be able to find the article.",
                "Write the law and the article in brackets after the name.",
            ),
        ),
        "overlay-under": (
            (
                "有开关的文件，每一条都随开关开、关；整条再依别的解释，关上开关就说不清了。",
                "把「依」写在需要它的行上。",
            ),
            (
                "In a file with a switch every clause goes with it; were a whole clause under another reading too,"
                " nobody"
                " could say what turning the switch off does.",
                "Write 'under' at the lines that need it.",
            ),
        ),
        "event-does-not-fit": (
            (
                "法定条款里的事件由合同自己的事件代替（同名的，或者在引用时写明的），它要读的字段合同的事件也得有，类型相同。",
                "给合同的事件补上这个字段，或者绑定另一个事件。",
            ),
            (
                "An event of an overlay is stood for by the contract's own (of the same name, or bound to it where"
                " the file"
                " is used), which must have the fields that the overlay reads, of the same types.",
                "Give the contract's event that field, or bind another event.",
            ),
        ),
        "time-with-options": (
            (
                "孰晚、孰早比较的是时间；含当日、顺延、截至说的是整行，放在其中一个里就分不清管哪一个。",
                "读法里只留时间，选项写在行末。",
            ),
            (
                "'later of' and 'earlier of' compare times; a start day, a roll or a closing hour speaks of the whole"
                " line, and inside one of them nobody could tell which it governs.",
                "Leave the bare time in the reading and write the options at the end of the line.",
            ),
        ),
        "nothing-to-choose-by": (
            (
                "括号里的条件从那一条的各件里挑选；没有事件、没有表行触发的条款只有一件，没有可挑的字段。",
                "去掉括号，或者给那一条写上「当」。",
            ),
            (
                "The conditions in parentheses choose among the instances of that clause; one that no event and no row"
                " brings into being has one instance, and no fields to choose by.",
                "Leave out the parentheses, or give that clause its 'when'.",
            ),
        ),
        "no-power-there": (
            ("那一条没有权利，永远不会被行使。", "写有权利的那一条。"),
            ("That clause has no power, so nobody can exercise it.", "Name the clause that has the power."),
        ),
        "no-remedy-there": (
            ("那一条没有违约金、退还或赔偿，没有可比、可抵的钱。", "写有钱款后果的那一条。"),
            (
                "That clause brings no damages, refund or losses to be set against.",
                "Name the clause that has the money.",
            ),
        ),
        "no-power-here": (
            ("「行使时」的钱款在行使权利时产生，这一条却没有权利。", "加一行「权利」，或去掉「行使时」。"),
            (
                "A sum 'on exercise' arises when a power is used, and this clause has none.",
                "Add the power, or drop 'on exercise'.",
            ),
        ),
        "state-of-what": (
            ("「违约」「持续中」前面没有名称，不知说的是哪一条。", "在前面写上条款或时段的名字。"),
            (
                "A state such as 'breached' or 'ongoing' has no name before it.",
                "Put the clause or interval before it.",
            ),
        ),
        "state-without-bounds": (
            ("这个状态只有成立或不成立，没有多少可比。", "去掉界限；要比天数用「逾期」或「持续」。"),
            (
                "This state holds or does not; it has no amount.",
                "Drop the boundary; days are compared with 'late' or 'lasting'.",
            ),
        ),
        "period-not-at-hand": (
            ("条款用了某周期的一期，但它不是按这个周期一期一期发生的，不知是哪一期。", "在「当」里写「每 …」。"),
            (
                "The clause speaks of one period but does not run once for each, so nobody knows which.",
                "Say in 'when': every PERIOD.",
            ),
        ),
        "part-of-which-period": (
            ("均分是按周期付的一份，条款却不按周期发生。", "在「当」里写「每 …」。"),
            (
                "An equal part is paid period by period, and this clause does not run by periods.",
                "Say in 'when': every PERIOD.",
            ),
        ),
        "part-of-how-many": (
            ("均分的份数与周期的期数不同，各份加起来不等于全额。", "两处写同一个数。"),
            (
                "The number of parts is not that of the periods, so the parts would not make the whole.",
                "Write one number in both places.",
            ),
        ),
        "days-of-one": (
            ("日数要从一个日子数到另一个日子。", "写两个日子；时段的天数写成「每 时段 1日」。"),
            (
                "Days are counted from one date to another.",
                "Give two dates; for an interval say: per 1 day of it.",
            ),
        ),
        # ---------------------------------------------------------------- money
        "pays-itself": (
            ("付款人和收款人是同一方，多半写反或写错了。", "核对谁付给谁。"),
            ("Payer and payee are one party; one of them is wrong.", "Check who pays whom."),
        ),
        "unpaid-of-what": (
            ("「欠款」是某一笔到期未付的款，这一条没有说是哪一笔。", "让「当」写付款条款的违约。"),
            (
                "'unpaid' is what is left of some payment, and the clause does not say of which.",
                "Let 'when' name the breach of a payment.",
            ),
        ),
        "late-with-what": (
            ("每逾期一日要知道是哪一项义务逾期。", "让「当」写那一条的违约，或写进有义务的条款。"),
            (
                "A sum per day late needs the duty that is late.",
                "Let 'when' name its breach, or write the sum into the clause of the duty.",
            ),
        ),
        "late-base-of-what": (
            ("以未付额、全额还是每日余额计，只对付款的逾期有意义。", "去掉它。"),
            (
                "On what is unpaid, on the whole or on each day's balance: that is a question of late payments only.",
                "Drop it.",
            ),
        ),
        "balance-of-which-day": (
            (
                "每日余额每天不同，只能逐日计；按周、按月或按次计，说不清用哪一天的余额。",
                "写「每逾期1日」，或改用到期未付额。",
            ),
            (
                "A balance differs from day to day: it can be counted day by day only; per week, month or time nobody"
                " could say which day's balance it is.",
                "Say per day late, or count on what was unpaid when due.",
            ),
        ),
        "once-per-day-of-what": (
            ("「重叠日只计一次」用于按日计的违约金，这里不是按日计。", "写「每逾期1日」，或去掉它。"),
            (
                "'overlapping days once' is for sums per day, and this is none.",
                "Say per day late, or drop it.",
            ),
        ),
        "paid-with-what": (
            (
                "付款义务要知道哪个事件算付款；能付款的事件不止一个，或一个也没有。",
                "写「以 事件」或「以 事件的字段」。",
            ),
            (
                "A duty to pay needs the event that pays; there are several that could, or none.",
                "Say 'with EVENT' or 'with EVENT.FIELD'.",
            ),
        ),
        "which-money-field": (
            ("那个事件没有金额字段，或不止一个，不知付的是哪一个。", "写成「以 事件的字段」。"),
            (
                "That event has no money field, or more than one.",
                "Say 'with EVENT.FIELD'.",
            ),
        ),
        "reduces-no-payment": (
            ("扣减是从一笔付款里减，那一条不付款。", "写付款的那一条。"),
            ("A reduction is taken from a payment, and that clause pays nothing.", "Name the clause that pays."),
        ),
        "decides-no-range": (
            ("由谁裁量要有幅度；金额已定，没有可裁量的。", "写成「…至…」，或去掉由谁定。"),
            (
                "Somebody decides within a range; a fixed amount leaves nothing to decide.",
                "Write a range, or drop 'decided by'.",
            ),
        ),
        "remedies-clash": (
            (
                "同一违约有两笔钱，合同没有说能否并用。能否并用关系到赔多少，不能替合同决定。",
                "写明关系：补足、替代、择高、抵扣、同一损失不重复或并用。",
            ),
            (
                "One breach brings two sums, and nothing says whether both are owed. That decides how much, so it is"
                " not decided for the contract.",
                "State the relation: beyond, instead of, the larger of, set off against, once for one loss, or in"
                " addition to.",
            ),
        ),
        # ---------------------------------------------------------------- files
        "use-too-deep": (
            ("文件引用文件的层数有上限。", "把中间的几份合起来。"),
            ("Files that use files go deeper than the limit.", "Merge some of those in between."),
        ),
        "too-many-files": (
            ("一份合同用到的文件数有上限。", "把小文件合起来。"),
            ("A contract uses more files than the limit.", "Merge the small ones."),
        ),
        "use-circle": (
            ("文件互相引用，绕回了自己。", "去掉其中一处引用，把共用的部分另放一份。"),
            (
                "Files use each other in a circle.",
                "Drop one of the uses, and put what they share into a file of its own.",
            ),
        ),
        "missing-file": (
            ("引用的文件不在那里。路径从写引用的那份文件所在的文件夹算起。", "核对名字和位置。"),
            (
                "The used file is not there. Paths begin at the folder of the file that uses it.",
                "Check its name and place.",
            ),
        ),
        "outside-folder": (
            (
                "合同只能引用自己文件夹里的 .clause 文件，这样整个文件夹搬到哪里都一样，也读不到别人的文件。",
                "把文件放进合同的文件夹，用相对路径。",
            ),
            (
                "A contract uses .clause files of its own folder only, so that the folder is the same wherever it goes"
                " and nobody else's files are read.",
                "Put the file into that folder and write its relative path.",
            ),
        ),
    }
)
