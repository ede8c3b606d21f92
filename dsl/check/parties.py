"""Who: the bearer, holder, payer or payee of a line."""

from luyue.dsl import syntax
from luyue.dsl.check.desk import Env
from luyue.dsl.check.names import unknown, wrong_sort
from luyue.dsl.check.types import PARTY
from luyue.dsl.model import Expr, Kind, Known, PartyRef


def party(env: Env, node: syntax.Expr) -> Expr | None:
    """Return a party: a role, a group of them, or a field that names one."""
    if isinstance(node, syntax.Ref) and node.name.text not in env.vars and env.own is None:
        declared = env.desk.names.find(node.name.text, env.scope)
        if declared is None:
            unknown_party(env, node)
            return None
        if declared.sort not in ("party", "known", "let", "blank", "reading"):
            wrong_sort(env, node, declared, "party")
            return None
    found = env.value(node, PARTY)
    if found is None:
        return None
    if found.type.kind != Kind.PARTY:
        env.wants(node, "party", found.type.kind.value)
        return None
    return found


def unknown_party(env: Env, node: syntax.Ref) -> None:
    """Note a role that the contract does not name, with the nearest."""
    parties = tuple(env.desk.names.spelled("party"))
    if parties:
        env.desk.near("unknown-party", node.name, parties)
    else:
        unknown(env, node.name)


def same_side(payer: Expr, payee: Expr) -> bool:
    """Say whether payer and payee are written as the same party."""
    match payer, payee:
        case (PartyRef(name=one), PartyRef(name=other)) | (Known(name=one), Known(name=other)):
            return one == other
    return False
