"""
The steps of a due date in words: one sentence per rule of the clock.

Rules and facts are those of the table in ``luyue.engine.clock``; ``luyue.app.due`` turns the facts into text first.
"""

from types import MappingProxyType

STEP = MappingProxyType(
    {
        "start": ("自 {at} 起算", "runs from {at}"),
        "start-day-not-counted": ("开始的当日 {day} 不计入", "the day of the beginning, {day}, is not counted"),
        "start-day-counted": ("约定含当日：{day} 计入", "as agreed, the day of the beginning, {day}, is counted"),
        "count-days": ("数 {count}日：{first} 至 {last}", "count {count} days: {first} to {last}"),
        "count-working-days": (
            "数 {count}个工作日：{first} 起，第 {count} 个是 {last}",
            "count {count} working days from {first}; number {count} is {last}",
        ),
        "corresponding-day": ("{length}后的对应日：{last}", "the corresponding day {length} on: {last}"),
        "month-end": (
            "{length}后没有对应日，以当月末日 {last} 为最后一日",
            "{length} on there is no corresponding day; the month's last day {last} takes its place",
        ),
        "count-back": ("往前数{length}：{last}", "count back {length}: {last}"),
        "count-exact": (
            "自起算时刻起 {length}，至 {last}（含该时刻）",
            "{length} from that instant, to {last}, that instant included",
        ),
        "fixed-date": ("约定的日期：{day}", "the agreed date: {day}"),
        "instant": ("约定的时刻：{at}（含该时刻）", "the agreed instant: {at}, included"),
        "before-instant": ("须早于 {at}：到该时刻即为迟", "before {at}: at that very instant it is late"),
        "before-day": ("须早于 {day}：该日一开始即为迟", "before {day}: when that day begins it is late"),
        "ahead": (
            "至少在 {of} 前 {length}：最迟 {last}",
            "at least {length} before {of}: {last} at the latest",
        ),
        "roll": (
            "最后一日 {from} 是{reading}，顺延至 {to}",
            "the last day, {from}, is {reading}, so it moves to {to}",
        ),
        "roll-not-needed": (
            "最后一日 {day} 不是{reading}，不顺延",
            "the last day, {day}, is not {reading}: it stays",
        ),
        "end-of-day": ("最后一日 {day} 的 24:00 届满", "the last day, {day}, runs to 24:00"),
        "cut-off": ("最后一日 {day} 到 {until} 截止（含）", "on the last day, {day}, it closes at {until}, included"),
        "extend": (
            "中止 {began} 至 {ended}，顺延 {by}：{before} 移至 {after}",
            "suspended from {began} to {ended}: moved by {by}, from {before} to {after}",
        ),
        "extend-from-trigger": (
            "中止 {began} 至 {ended}，自起算之后的部分顺延 {by}：{before} 移至 {after}",
            "suspended from {began} to {ended}: moved by {by}, the part after the start, from {before} to {after}",
        ),
        "stop-clock": (
            "停表 {began} 至 {ended}，余下 {rest} 续算：{before} 移至 {after}",
            "the clock stood from {began} to {ended}; the {rest} left run on: from {before} to {after}",
        ),
        "later-of": (
            "各期限中孰晚，取第 {chosen} 个",
            "the latest of these, number {chosen}",
        ),
        "earlier-of": (
            "各期限中孰早，取第 {chosen} 个",
            "the earliest of these, number {chosen}",
        ),
        "later-of-one": ("各期限中孰晚，目前只有这一个算得出", "the latest of several; only this one is known so far"),
        "earlier-of-one": (
            "各期限中孰早，目前只有这一个算得出",
            "the earliest of several; only this one is known so far",
        ),
        "earlier-of-waits": (
            "各期限中孰早；另一个（{waits}）没有开始，故取此日",
            "the earliest of several; the other ({waits}) has not begun to run, so this one counts",
        ),
        "no-time-stated": (
            "合同没有写期限，也没有人催告：随时可以请求履行，但应给必要的准备时间；没有催告的，这里以合同期最后一日为限",
            "no time is stated and nobody demanded it: it may be demanded at any time, with the time needed to prepare;"
            " undemanded, it is taken here to be due by the last day of the term",
        ),
        "fixed-date-term": ("合同期最后一日：{day}", "the last day of the term: {day}"),
        "assumed-weekdays": (
            "{years} 年没有公布的放假安排，工作日按周一至周五推定",
            "no holiday arrangement for {years}: Monday to Friday are assumed to be working days",
        ),
    }
)

# What a time that does not run yet waits for.
WAITS = MappingProxyType(
    {
        "demand": ("经催告", "on demand"),
        "event": ("从某一事件起算", "from an event"),
        "precondition": ("从前提成就起算", "from its precondition"),
        "setting": ("待定的时长", "of a length not set"),
        "blank": ("待定的时长", "of a length left blank"),
        "calendar": ("放假安排未公布", "no holiday arrangement yet"),
    }
)

ROLL = MappingProxyType(
    {
        "rest_days": ("休息日", "a day off"),
        "festivals": ("法定节日", "a statutory festival"),
    }
)

DAY_KIND = MappingProxyType(
    {
        "workday": ("工作日", "working day"),
        "make_up": ("调休上班", "make-up working day"),
        "weekend": ("周末", "weekend"),
        "festival": ("法定节日", "statutory festival"),
        "lieu": ("补休", "day off in lieu"),
        "swapped": ("调休放假", "swapped day off"),
        "extra": ("增加的放假", "extra day off"),
        "rest": ("放假", "day off"),
    }
)

# Holidays by the names that the State Council's notices give them.
HOLIDAY = MappingProxyType(
    {
        "元旦": ("元旦", "New Year's Day"),
        "春节": ("春节", "Spring Festival"),
        "清明节": ("清明节", "Qingming Festival"),
        "劳动节": ("劳动节", "Labour Day"),
        "端午节": ("端午节", "Dragon Boat Festival"),
        "中秋节": ("中秋节", "Mid-Autumn Festival"),
        "国庆节": ("国庆节", "National Day"),
        "抗战胜利日": ("抗战胜利日", "Victory Day"),
    }
)

COUNTED = MappingProxyType(
    {
        "counted": ("{day}（{weekday}）第 {n} 个工作日", "{day} ({weekday}) working day {n}"),
        "counted-make-up": (
            "{day}（{weekday}）第 {n} 个工作日（调休上班）",
            "{day} ({weekday}) working day {n} (worked in exchange for a day off)",
        ),
        "skipped": ("{day}（{weekday}）不计：{why}", "{day} ({weekday}) not counted: {why}"),
    }
)

WEEKDAYS = MappingProxyType(
    {
        "0": ("周日", "Sun"),
        "1": ("周一", "Mon"),
        "2": ("周二", "Tue"),
        "3": ("周三", "Wed"),
        "4": ("周四", "Thu"),
        "5": ("周五", "Fri"),
        "6": ("周六", "Sat"),
    }
)

UNIT = MappingProxyType(
    {
        "minute": ("{count}分钟", "{count} minutes"),
        "hour": ("{count}小时", "{count} hours"),
        "day": ("{count}日", "{count} days"),
        "working_day": ("{count}个工作日", "{count} working days"),
        "month": ("{count}个月", "{count} months"),
        "quarter": ("{count}个季度", "{count} quarters"),
        "year": ("{count}年", "{count} years"),
    }
)

UNIT_ONE = MappingProxyType(
    {
        "minute": ("{count}分钟", "{count} minute"),
        "hour": ("{count}小时", "{count} hour"),
        "day": ("{count}日", "{count} day"),
        "working_day": ("{count}个工作日", "{count} working day"),
        "month": ("{count}个月", "{count} month"),
        "quarter": ("{count}个季度", "{count} quarter"),
        "year": ("{count}年", "{count} year"),
    }
)

ARTICLE = MappingProxyType(
    {
        "article": ("民法典第{number}条", "Civil Code art. {number}"),
        "paragraph": ("民法典第{number}条第{paragraph}款", "Civil Code art. {number}({paragraph})"),
    }
)
