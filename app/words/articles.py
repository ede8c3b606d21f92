"""The words of the article index."""

from types import MappingProxyType

ANSWER = MappingProxyType(
    {
        "answered": ("有条款", "answered"),
        "definition": ("定义", "definition"),
        "declaration": ("声明", "declaration"),
        "not_computable": ("不可计算", "not computable"),
        "missing": ("缺", "missing"),
    }
)

COLUMN = MappingProxyType(
    {
        "article": ("条", "article"),
        "title": ("标题", "title"),
        "answer": ("答复", "answer"),
        "why": ("条款或理由", "clauses, or why"),
    }
)

SAY = MappingProxyType(
    {
        "title": ("条文索引：{title}", "Article index: {title}"),
        "none": ("合同没有条文索引。", "The contract has no article index."),
        "counts": (
            "共 {all} 条：有条款 {answered}，定义 {definition}，声明 {declaration}，"
            "不可计算 {not_computable}，缺 {missing}。",
            "{all} articles: {answered} answered, {definition} definitions, {declaration} declarations,"
            " {not_computable} not computable, {missing} missing.",
        ),
    }
)
