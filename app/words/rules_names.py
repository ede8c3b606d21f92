"""
What the codes about names, types and units mean, and how to mend them.

A row is (Chinese, English), each: why the language refuses this, and the way out.
"""

from types import MappingProxyType
from typing import Final

NAMES: Final = MappingProxyType(
    {
        # ---------------------------------------------------------------- names
        "unknown-name": (
            ("用到的名称没有声明过。名称从不猜测：差一个字就可能是另一笔钱。", "先声明，或改正写法。"),
            (
                "A name is used that is declared nowhere. Names are never guessed: one letter may be another sum.",
                "Declare it, or mend its spelling.",
            ),
        ),
        "unknown-event": (
            ("条款等的事件没有声明，事件记录里也就永远不会有它，条款形同虚设。", "改正写法，或加一行「事件」。"),
            (
                "The clause waits for an event that is not declared; no log could ever bring it.",
                "Mend the spelling, or declare the event.",
            ),
        ),
        "unknown-clause": (
            ("引用的条款不存在。", "改正名称，或先写出那一条。"),
            ("There is no clause of that name.", "Mend the name, or write that clause."),
        ),
        "unknown-party": (
            ("合同的当事人里没有它，义务就没有人负担。", "写进「当事人」一行，或改正名称。"),
            (
                "It is none of the parties, so nobody would bear the duty.",
                "Enter it under 'parties', or mend the name.",
            ),
        ),
        "unknown-interval": (
            ("用到的时段没有声明，不知从何时起、到何时止。", "加一段「时段 … 自 … 至 …」。"),
            (
                "The interval is not declared, so nobody knows when it begins and ends.",
                "Declare it: interval NAME from … to ….",
            ),
        ),
        "unknown-period": (
            ("用到的周期没有声明，不知怎么分期。", "加一段「周期 …」，或者直接写「每月」「每季度」「每年」。"),
            (
                "The period is not declared, so nobody knows how time is divided.",
                "Declare it, or say: every month, every quarter, every year.",
            ),
        ),
        "unknown-reading": (
            ("用到的解释没有声明。", "加一段「解释」和它的读法。"),
            ("The reading is not declared.", "Add a reading with its options."),
        ),
        "unknown-field": (
            ("那个事件或表没有这个字段。", "改成已有的字段，或给声明加上它。"),
            ("That event or table has no such field.", "Name one it has, or add it to the declaration."),
        ),
        "unknown-value": (
            ("字段只能取声明时列出的值，这个不在其中，比较永远不会成立。", "写成列出的一个值。"),
            (
                "The field takes the values of its list, and this is none of them; it could never be equal.",
                "Write one of the values listed.",
            ),
        ),
        "unknown-option": (
            ("这个解释没有这种读法，依它的一行永远不会适用。", "写成这个解释的一种读法。"),
            (
                "The reading has no such option, so a line under it would never apply.",
                "Write one of its options.",
            ),
        ),
        "unknown-parameter": (
            (
                "引用一份文件时只能绑定它的「设」「待定」「解释」「事件」「时段」「表」「周期」「指标」「考核」和「条款」；"
                "这个名称它没有。",
                "去掉它，或改正写法。",
            ),
            (
                "A use may bind a 'let', 'unspecified', 'reading', 'event', 'interval', 'table', 'period', 'metric',"
                " 'score' or 'clause' of the used file; it has none of that name.",
                "Drop it, or mend its spelling.",
            ),
        ),
        "unknown-library": (
            ("标准库里没有这个名字的文件。", "改正名字；自己的文件要写在引号里，以 .clause 结尾。"),
            (
                "The standard library has no file of that name.",
                "Mend the name; a file of your own stands in quotes and ends in .clause.",
            ),
        ),
        "wrong-sort": (
            ("名称是有的，但不是这里要的那一类，例如该写条款的地方写了事件。", "换成所要那一类的名称。"),
            (
                "The name exists but is of another sort: an event where a clause is needed.",
                "Put a name of the needed sort there.",
            ),
        ),
        "duplicate-name": (
            ("一个名称声明了两次；全部名称共用一个空间，译名也在内。", "给其中一个换名。"),
            (
                "A name is declared twice. All names share one space, and so do their twins.",
                "Give one of them another name.",
            ),
        ),
        "known-name": (
            ("合同总价、欠款等是语言里已有的名称，不能再声明成别的。", "换一个名称。"),
            (
                "'price', 'unpaid' and a few others are names the language knows; they cannot be declared anew.",
                "Choose another name.",
            ),
        ),
        "cycle": (
            ("几个部分一个等一个，绕回了自己，谁也不会先开始，也算不出值。", "找出其中不该依赖的一个，改掉。"),
            (
                "Some parts each wait for the next and come back to the first, so none begins and none has a value.",
                "Find the one that should not depend on another, and change it.",
            ),
        ),
        # ---------------------------------------------------------------- types and units
        "type-mismatch": (
            ("这里要一类值，写的是另一类，例如要金额却写了日期。", "换成所要的一类。"),
            (
                "One kind of value is needed and another is written: a date where money should stand.",
                "Write a value of the needed kind.",
            ),
        ),
        "unit-mismatch": (
            ("单位不同。日与工作日、分与元之间从不换算，因为换算会改变谁违约。", "写成同一单位。"),
            (
                "The units differ. Days and working days, points and money never convert, for that would change who is"
                " in breach.",
                "Write both in one unit.",
            ),
        ),
        "number-without-unit": (
            ("一个光的数，不知数的是日、次、分还是元。", "写上单位。"),
            ("A bare number: nobody knows whether it counts days, times, points or yuan.", "Write its unit."),
        ),
        "missing-base": (
            ("百分比没有基数，例如违约金 5%：是合同总价的，还是欠款的？", "写成「合同总价的5%」这样。"),
            (
                "A share without its base: are damages of 5% taken of the price or of what is unpaid?",
                "Say of what: 5% of price.",
            ),
        ),
        "missing-boundary": (
            (
                "有数没有界限。以上、以内含本数，超过、不满不含（民法典第一千二百五十九条），所以必须写出来。",
                "写「不少于」「不超过」「超过」或「不满」。",
            ),
            (
                "A number without its boundary. At least and within include it, more than and less than do not (Civil"
                " Code art. 1259), so it has to be said.",
                "Say at least, at most, more than or less than.",
            ),
        ),
        "share-of-what": (
            ("比例的基数不是金额也不是数，得不出结果。", "基数写成金额或数。"),
            ("The base of a share is neither money nor a number.", "Take the share of an amount or of a number."),
        ),
        "no-such-sum": (
            ("两边不是一类，加减没有意义，例如合同总价加 5%。", "两边写成同一类；比例先写基数。"),
            (
                "The two sides are not of one kind, so their sum means nothing: the price plus 5%.",
                "Write both in one kind; give a share its base first.",
            ),
        ),
        "no-such-product": (
            ("两个有单位的量相乘除，得不出合同里有意义的量，例如元乘元。", "其中一边改成数或比例。"),
            (
                "Two quantities with units multiplied or divided measure nothing a contract knows: yuan times yuan.",
                "Let one side be a number or a share.",
            ),
        ),
        "not-comparable": (
            ("两边不是一类，比不出大小或相同。", "两边写成同一类。"),
            ("The two sides are not of one kind, so they cannot be compared.", "Write both in one kind."),
        ),
        "no-order": (
            ("这类值没有大小先后，例如当事人、等级名。", "用「为」或「不为」来比。"),
            (
                "Values of this kind have no order: parties, names of a list.",
                "Ask with 'is' or 'is not'.",
            ),
        ),
        "not-a-condition": (
            ("这里要一个成立或不成立的条件，写的是一个值。", "与界限相比，或写「… 为 …」。"),
            (
                "Something that holds or does not is needed here, and a value is written.",
                "Set it against a boundary, or say '… is …'.",
            ),
        ),
        "range-reversed": (
            ("幅度的下限算出来比上限大。", "把两端对调，或改正其中一个。"),
            ("The lower end of a range comes out above the upper one.", "Swap the ends, or mend one of them."),
        ),
        "options-differ": (
            ("同一个解释的各种读法要能互相替换，所以值必须是同一类。", "都写成同一类，或者都不写值。"),
            (
                "The options of a reading stand in for each other, so their values must be of one kind.",
                "Give all of them one kind of value, or none.",
            ),
        ),
        "not-in-header": (
            ("条款用到合同总价、合同期或签订日，合同开头却没有写。", "在「合同」下面加上这一项。"),
            (
                "A clause uses the price, the term or the signing, and the contract's head does not state it.",
                "Add it to the head of the contract.",
            ),
        ),
    }
)
