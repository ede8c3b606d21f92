"""
Words of a log that reach nothing: what waives, claims, demands, rejects or blocks a thing that there is not.

A waiver of ``delivry`` lets nothing go and a demand of it starts no time. Nothing is guessed; but a lawyer who wrote it
thinks that it counts, so the report says that it did not. Money that names nothing is told apart, with its amount.
"""

from collections.abc import Iterable, Iterator

from luyue.engine.report import CheckRow, DutyRow, HeadRow
from luyue.engine.run import Run
from luyue.engine.value import as_text

NAMING = ("waives", "claims", "demands", "rejects", "blocks")


def unnamed(run: Run, rows: Iterable[HeadRow], duties: Iterable[DutyRow]) -> Iterator[CheckRow]:
    """Yield a warning for each event that names no clause, instance, head or act that the report knows."""
    said = [*_said(run)]
    known = {clause.id for clause in run.plan.contract.clauses}
    if all(target in known for _, _, target in said):
        return
    known.update(name for row in rows for name in (row.id, row.clause))
    for instances in run.world.instances.values():
        for inst in instances:
            known.update((inst.id, *(value for _, value in inst.key), *inst.tie.values()))
    if any(target not in known for _, _, target in said):  # of a long log the rows made late are asked only then
        for row in duties:
            known.update((row.id, *(value for _, value in row.key)))
    acts = {event.id for events in run.world.history.values() for event in events}
    for event, role, target in said:
        if target not in known and not (role == "rejects" and target in acts):
            yield CheckRow("names-nothing", "warning", facts={"event": event, "target": target, "role": role})


def _said(run: Run) -> Iterator[tuple[str, str, str]]:
    """Yield the id, the role and the target of each event that names one."""
    for kind in run.plan.contract.events:
        for role in kind.roles:
            if role.fixed or role.kind not in NAMING:
                continue
            for event in run.world.history.get(kind.id, ()):
                if event.fields.get(role.target) is not None:
                    yield event.id, role.kind, as_text(event.fields[role.target])
