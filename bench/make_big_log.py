"""
Write a large log for the Luoyang or the Zhengzhou contract, of any size up to ten million rows and more, as CSV and as
Parquet.

    python bench/make_big_log.py luoyang 1000000 out

In the middle stands the invented year of ``make_luoyang_log.py`` or ``make_zhengzhou_log.py``: what was signed, paid,
claimed and flooded. Around it is drawn what a hotline does all day: calls, ratings, chats, tickets from taking in to
filing, faults with their answers and repairs, samples. Nights, weekends and months differ; a few acts come late in
most months and many in three; now and then a row is sent twice, learnt of late, corrected or taken back.

Rows come out in the order in which they were recorded, one at a time: what is still to come of a ticket waits in a
heap, nothing else is kept. The same contract, size and seed give the same bytes of CSV; the Parquet file is that CSV
with types, written by DuckDB.
"""

import csv
import random
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from pathlib import Path
from types import MappingProxyType
from typing import TextIO

import make_luoyang_log
import make_zhengzhou_log
from attrs import frozen

SEED = 12345
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
OFFSET = "+08:00"
BUSY = (2, 1, 1, 1, 1, 2, 4, 8, 14, 16, 15, 13, 9, 10, 14, 15, 14, 12, 8, 7, 6, 5, 4, 3)  # of an hour of the day
WEEKEND = 0.55
BAD_MONTHS = (3, 8, 11)
FEW, MANY = 0.002, 0.03  # acts that come late, in most months and in bad ones
NEVER = 0.05  # of those that are late

Row = dict[str, object]
Group = Callable[[random.Random, datetime, str], Iterator[Row]]
Waiting = list[tuple[datetime, int, Row]]


def chance(at: datetime) -> float:
    """Return how likely something owed at an instant comes late."""
    return MANY if at.month in BAD_MONTHS else FEW


def after(draw: random.Random, at: datetime, least: timedelta, most: timedelta) -> datetime:
    """Return an instant at least and at most so much later, to the second."""
    return at + least + timedelta(seconds=int(draw.random() * (most - least).total_seconds()))


def row(at: datetime, event: str, /, **fields: object) -> Row:
    """Return one row; its time is kept as a time until it is written."""
    return {"时间": at, "事件": event, **fields}


# ---------------------------------------------------------------- Luoyang: calls, chats, tickets, questions


def call(draw: random.Random, at: datetime, name: str) -> Iterator[Row]:
    """Answer a call or call back; a quarter of the callers rate it, some calls become a ticket, some are checked."""
    answered = draw.random() >= (0.06 if at.month in BAD_MONTHS else 0.025)
    solved = answered and draw.random() < 0.735
    picked = {"接听时": after(draw, at, timedelta(seconds=2), MINUTE)} if answered else {}
    back = not answered and draw.random() < 0.3
    said = {"专席": draw.random() < 0.08, "当场解决": solved, "回拨接通": back}
    yield row(at, "话务记录", 通话=f"C{name}", 请求时=at, **picked, 坐席号=f"A{draw.randrange(118):03d}", **said)
    if answered and draw.random() < 0.25:
        rating = "不满意" if draw.random() < 0.015 else "满意"
        yield row(after(draw, at, 2 * MINUTE, 3 * HOUR), "满意度评价", 联系号=f"C{name}", 评价=rating)
    if answered and draw.random() < 0.05:
        found = draw.choices(("无差错", "一般差错", "致命差错"), (968, 30, 2))[0]
        yield row(after(draw, at, 8 * HOUR, 3 * DAY), "质检", 录音号=f"C{name}", 结果=found)
    if answered and not solved and draw.random() < 0.3:
        yield from ticket(draw, at + 5 * MINUTE, name)


def ticket(draw: random.Random, at: datetime, name: str) -> Iterator[Row]:
    """Take in a ticket and see it through to its file: within fifteen working days, mostly."""
    name, inside = f"T{name}", draw.random() < 0.97
    origin = "省派" if draw.random() < 0.1 else "市级"
    yield row(at, "工单受理", 工单=name, 来源=origin, 受理范围内=inside)
    sent = after(draw, at, 3 * MINUTE, 4 * HOUR)
    yield row(sent, "工单转派", 工单=name, 时限内=sent - at <= 2 * HOUR)
    late = draw.random() < chance(at)
    done = after(draw, sent, 25 * DAY, 40 * DAY) if late else after(draw, sent, HOUR, 9 * DAY)
    if late and draw.random() < NEVER:
        return
    if done - sent > 6 * DAY:
        yield row(done - DAY, "工单提醒", 工单=name)
    yield row(done, "工单办结", 工单=name, 合理=draw.random() < 0.96)
    asked = after(draw, done, HOUR, DAY)
    yield row(asked, "工单回访", 工单=name)
    yield row(after(draw, asked, HOUR, DAY), "工单归档", 工单=name)


def chat(draw: random.Random, at: datetime, name: str) -> Iterator[Row]:
    """Answer a chat, nearly always within three minutes."""
    seconds = draw.randrange(181, 600) if draw.random() < 10 * chance(at) / 3 else draw.randrange(3, 181)
    yield row(at, "互联网会话", 会话=f"W{name}", 打开时=at, 首答时=at + timedelta(seconds=seconds))


def knowledge(draw: random.Random, at: datetime, name: str) -> Iterator[Row]:
    """Submit a piece of knowledge and look it through."""
    yield row(at, "知识提交", 条目=f"K{name}")
    yield row(after(draw, at, HOUR, 2 * DAY), "知识审核", 条目=f"K{name}", 时限内=draw.random() >= chance(at))


def question(draw: random.Random, at: datetime, name: str) -> Iterator[Row]:
    """Raise a question: answered by the next day, somebody there by the second, mostly."""
    name = f"Q{name}"
    yield row(at, "反映问题", 问题号=name, 主体方="甲方")
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    if draw.random() >= NEVER * chance(at):
        late = draw.random() < chance(at)
        answer = (
            after(draw, midnight, 2 * DAY, 4 * DAY) if late else after(draw, at, 5 * MINUTE, midnight + 2 * DAY - at)
        )
        yield row(answer, "问题响应", 问题号=name, 主体方="乙方")
    late = draw.random() < chance(at)
    there = after(draw, midnight, 3 * DAY, 6 * DAY) if late else after(draw, at, HOUR, midnight + 3 * DAY - at)
    yield row(there, "到场", 问题号=name, 主体方="乙方")
    yield row(after(draw, there, 5 * MINUTE, 8 * HOUR), "问题解决", 问题号=name, 主体方="乙方")


# ---------------------------------------------------------------- Zhengzhou: faults, anomalies, samples

LENGTHS = MappingProxyType({"普通": HOUR, "较大": 2 * HOUR, "重大": 4 * HOUR})


def fault(draw: random.Random, at: datetime, name: str) -> Iterator[Row]:
    """Break: answer within a quarter of an hour, mend within one, two or four hours; send somebody if need be."""
    name, level = f"F{name}", draw.choices(tuple(LENGTHS), (80, 16, 4))[0]
    found = "甲方" if draw.random() < (0.12 if at.month in BAD_MONTHS else 0.06) else "乙方"
    yield row(at, "故障发生", 故障号=name, 等级=level, 发现方=found)
    answer = completed(draw, at, 15 * MINUTE)
    if answer is not None:
        yield row(answer, "故障响应", 故障号=name)
        if draw.random() < 0.01:
            yield row(answer + MINUTE, "故障响应", 故障号=name)  # answered again: the first counts
    if answer is not None and draw.random() < 0.03:
        called = answer + 5 * MINUTE
        yield row(called, "升级申报", 故障号=name)
        sent = completed(draw, called, HOUR)
        if sent is not None:
            yield row(sent, "专家派出", 故障号=name)
            yield row(sent + 35 * MINUTE, "专家到场", 故障号=name)
    mended = completed(draw, at, LENGTHS[level])
    if mended is not None:
        yield row(mended, "故障解决", 故障号=name)
        if draw.random() < 0.0005:
            yield row(mended + 2 * DAY, "故障原因认定", 故障号=name, 原因="运营商线路")


def completed(draw: random.Random, at: datetime, length: timedelta) -> datetime | None:
    """Return when something owed within a length is done, None where it never is; a few are done at its last second."""
    if draw.random() < chance(at):
        late = at + length + timedelta(seconds=1 + int(draw.expovariate(1 / 36_000)))
        return None if draw.random() < NEVER else at + length + timedelta(seconds=1) if draw.random() < 0.02 else late
    return at + length if draw.random() < 0.001 else after(draw, at, timedelta(seconds=20), length)


def anomaly(draw: random.Random, at: datetime, name: str) -> Iterator[Row]:
    """Find a ticket astray; in bad months callers find more of them first."""
    found = "甲方" if draw.random() < (0.13 if at.month in BAD_MONTHS else 0.05) else "乙方"
    yield row(at, "流转异常", 异常号=f"Y{name}", 发现方=found)


def sample(draw: random.Random, at: datetime, name: str) -> Iterator[Row]:
    """Sample how fast the platform answers; slow ones are few, and half of these are the network's."""
    slow = draw.random() < (0.002 if at.month == BAD_MONTHS[1] else 0.0001)
    latency = draw.randrange(5_001, 9_000) if slow else draw.randrange(180, 5_001)
    cause = "外网" if slow and draw.random() < 0.5 else "系统"
    yield row(at, "操作采样", 操作号=f"P{name}", 延迟毫秒=latency, 原因=cause)


def backup(_: random.Random, at: datetime, name: str) -> Iterator[Row]:
    """Back a part of the data up."""
    yield row(at, "备份", 主题=f"增量{name}")


# ---------------------------------------------------------------- what is drawn for whom


@frozen
class Recipe:
    """A year told by hand, and what is drawn around it: how often each, and about how many rows one makes."""

    contract: str
    told: Callable[[], list[Row]]
    first: date
    last: date
    groups: tuple[tuple[Group, float], ...]
    rows_each: float
    columns: tuple[str, ...]  # of what is drawn; those of the year told by hand come before them
    types: Mapping[str, str]  # of columns that are no text
    wrong: Mapping[str, Callable[[random.Random, Row], Row]]  # what is corrected at times, by event

    def header(self) -> tuple[str, ...]:
        """Return all columns of the log."""
        told = (name for one in self.told() for name in one)
        return tuple(dict.fromkeys((*ABOUT, *told, *self.columns)))

    def type(self, column: str) -> str:
        """Return the type of a column in a file of types."""
        return "TIMESTAMPTZ" if column in TIMES else self.types.get(column, "VARCHAR")


ABOUT = ("编号", "时间", "事件", "记录时间", "更正", "撤回")
TIMES = ("时间", "记录时间")
LUOYANG = Recipe(
    contract="luoyang",
    told=make_luoyang_log.log,
    first=date(2025, 3, 1),
    last=date(2026, 2, 28),
    groups=((call, 0.85), (chat, 0.12), (knowledge, 0.025), (question, 0.005)),
    rows_each=1.6,
    columns=("坐席号", "录音号", "结果", "条目"),
    wrong={"满意度评价": lambda _, one: {"评价": "满意" if one["评价"] == "不满意" else "不满意"}},
    types=dict.fromkeys(("请求时", "接听时", "打开时", "首答时"), "TIMESTAMPTZ")
    | dict.fromkeys(("专席", "当场解决", "回拨接通", "受理范围内", "时限内", "合理"), "BOOLEAN")
    | dict.fromkeys(("人数", "分子", "分母"), "BIGINT"),
)
ZHENGZHOU = Recipe(
    contract="zhengzhou",
    told=make_zhengzhou_log.log,
    first=date(2025, 12, 1),
    last=date(2026, 11, 30),
    groups=((sample, 0.62), (fault, 0.2), (anomaly, 0.12), (backup, 0.06)),
    rows_each=1.4,
    columns=(),
    wrong={"操作采样": lambda draw, one: {"延迟毫秒": draw.randrange(180, 5_001)}},
    types=dict.fromkeys(("延迟毫秒", "在岗人数", "台次", "分钟数"), "BIGINT"),
)
RECIPES = MappingProxyType({one.contract: one for one in (LUOYANG, ZHENGZHOU)})


# ---------------------------------------------------------------- rows in order


def rows(recipe: Recipe, size: int, seed: int = SEED) -> Iterator[Row]:
    """Yield some ``size`` rows in the order in which they were recorded, each with its id."""
    draw = random.Random(f"{recipe.contract} {size} {seed}")
    waiting: Waiting = []
    number, name = count(1), count(1)
    for one in recipe.told():
        heappush(waiting, (recorded(one), next(number), one))
    told = len(waiting)
    groups, weights = zip(*recipe.groups, strict=True)
    for hour, starts in hours(recipe, max(0, round((size - told) / recipe.rows_each))):
        for second in sorted(draw.randrange(3_600_000) for _ in range(starts)):
            at = hour + timedelta(milliseconds=second)
            while waiting and waiting[0][0] <= at:
                yield heappop(waiting)[2]
            group = draw.choices(groups, weights)[0]
            for one in group(draw, at, f"{next(name):08d}"):
                for written in entered(recipe, draw, {"编号": f"{next(name):08d}", **one}):
                    heappush(waiting, (recorded(written), next(number), written))
    while waiting:
        yield heappop(waiting)[2]


def hours(recipe: Recipe, groups: int) -> Iterator[tuple[datetime, int]]:
    """Yield each hour of the term and how much begins in it; nothing is lost by rounding."""
    whole = sum(weight for _, weight in weighted(recipe))
    begun, gone = 0, 0.0
    for hour, weight in weighted(recipe):
        gone += weight
        upto = round(groups * gone / whole)
        yield hour, upto - begun
        begun = upto


def weighted(recipe: Recipe) -> Iterator[tuple[datetime, float]]:
    """Yield each hour of the term and how busy it is."""
    hour = datetime.combine(recipe.first, datetime.min.time())
    while hour.date() <= recipe.last:
        yield hour, BUSY[hour.hour] * (WEEKEND if hour.weekday() >= 5 else 1)
        hour += HOUR


def entered(recipe: Recipe, draw: random.Random, one: Row) -> Iterator[Row]:
    """Yield a row as it was entered: a few twice, late, wrong and corrected, or taken back."""
    luck = draw.random()
    if luck >= 0.0005:
        yield one
        return
    at, name = one["时间"], str(one["编号"])
    if not isinstance(at, datetime):
        raise TypeError(f"no time: {at}")
    later = at + DAY
    if luck < 0.0001:
        yield one | {"记录时间": later}
    elif luck < 0.0002:
        yield from (one, dict(one))
    elif luck < 0.0003:
        yield one
        yield one | {"编号": f"{name}-w", "记录时间": later, "撤回": name}
    elif one["事件"] in recipe.wrong:
        yield one
        changed = recipe.wrong[str(one["事件"])](draw, one)
        yield one | changed | {"编号": f"{name}-c", "记录时间": later, "更正": name}
    else:
        yield one


def recorded(one: Row) -> datetime:
    """Return when a row was entered."""
    at = one.get("记录时间", one["时间"])
    return at if isinstance(at, datetime) else datetime.fromisoformat(str(at))


# ---------------------------------------------------------------- files


def write_csv(recipe: Recipe, size: int, stream: TextIO, seed: int = SEED) -> int:
    """Write a log as CSV and return how many rows it has."""
    header, written = recipe.header(), 0
    table = csv.DictWriter(stream, header, lineterminator="\n")
    table.writeheader()
    timed = tuple(name for name in header if recipe.type(name) == "TIMESTAMPTZ")
    for one in rows(recipe, size, seed):
        table.writerow({**one, **{name: stamp(one[name]) for name in timed if name in one}, **plain(one)})
        written += 1
    return written


def stamp(at: object) -> str:
    """Return a time as the log states it, with its offset."""
    moment = at if isinstance(at, datetime) else datetime.fromisoformat(str(at))
    return moment.isoformat(timespec="milliseconds" if moment.microsecond else "seconds") + OFFSET


def plain(one: Row) -> Row:
    """Return those cells of a row that a cell of text says otherwise: truths and sets."""
    return {name: _cell(value) for name, value in one.items() if isinstance(value, (bool, list))}


def _cell(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else str(value).lower()


def write_parquet(recipe: Recipe, table: Path, target: Path) -> None:
    """Write a log as Parquet from its CSV."""
    import duckdb

    columns = {name: recipe.type(name) for name in recipe.header()}
    with duckdb.connect() as base:
        base.execute("SET threads = 1")
        base.execute("SET enable_progress_bar = false")
        base.execute("SET memory_limit = '1GB'")
        base.execute(
            "CREATE VIEW log AS SELECT * FROM read_csv(" + _quoted(table) + ", header = true, auto_detect = false, "
            f"delim = ',', quote = '\"', escape = '\"', nullstr = '', columns = {columns})"
        )
        base.execute(f"COPY log TO {_quoted(target)} (FORMAT parquet, COMPRESSION zstd)")


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def make(contract: str, size: int, folder: Path) -> tuple[Path, Path]:
    """Write both files of a contract into a folder; never half a file."""
    recipe = RECIPES[contract]
    folder.mkdir(parents=True, exist_ok=True)
    table, typed = (folder / f"{contract}-{size}.{form}" for form in ("csv", "parquet"))
    part = folder / f"{contract}-{size}.part"
    with part.open("w", encoding="utf-8", newline="") as stream:
        number = write_csv(recipe, size, stream)
    part.replace(table)
    write_parquet(recipe, table, part)
    part.replace(typed)
    print(f"{number} rows: {table} {typed}")
    return table, typed


if __name__ == "__main__":
    make(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3] if len(sys.argv) > 3 else "out"))
