"""What ``luyue new`` says, and the texts of its templates in English; a template is written in Chinese."""

from types import MappingProxyType
from typing import Final

SAY: Final = MappingProxyType(
    {
        "made": (
            "已建好 {folder}：{files}\n接下来：照自己的合同改 {clause}，再运行 luyue check {path} 和"
            " luyue test {path}，然后 luyue replay {path} {log}",
            "made {folder}: {files}\nnext: edit {clause} after your contract, run luyue check {path} and luyue test"
            " {path}, then luyue replay {path} {log}",
        ),
    }
)

# Why a name is refused.
NAMING: Final = MappingProxyType(
    {
        "no-name": ("它是空的", "it is empty"),
        "name-too-long": ("最多 60 个字", "60 characters at most"),
        "name-with-separator": ("含有 / \\ 或 :，那是路径", "it holds / \\ or :, as paths do"),
        "name-ends-badly": ("首尾有点或空格", "a dot or a blank stands at an end of it"),
        "name-reserved": ("有的系统把它当作设备", "some systems take it for a device"),
        "name-with-sign": ("含有「{sign}」", "it holds {sign}"),
    }
)

TEXTS: Final = MappingProxyType(
    {
        "一份最小的合同：照着自己的合同改名称、金额、日期和条文。改完运行 luyue check 和 luyue test。": (
            "The smallest contract: put your own names, sums, dates and clauses in, then run luyue check and test."
        ),
        "服务合同的样板：按分钟的响应期限、按日的违约金、付款。照自己的合同改，再运行 luyue check 和 luyue test。": (
            "A contract of services: a time in minutes, damages per day, a payment. Put your own in, then run luyue"
            " check and test."
        ),
        "案例是随合同走的测试：几件事，和当时应有的结论。": (
            "A scenario is a test that travels with the contract: some events, and what should follow from them."
        ),
        "“某单位”": "“Buyer Office”",
        "“某公司”": "“Supplier Ltd.”",
        "〔一〕": "〔1〕",
        "〔二〕": "〔2〕",
        "〔三〕": "〔3〕",
        "验收合格后30日内付清；逾期每日付欠款的0.05%，不超过合同总价的5%": (
            "Paid within 30 days after acceptance; 0.05% of what is unpaid per day late, at most 5% of the price."
        ),
        "接到报修后30分钟内响应；每迟一次付200元，累计不超过合同总价的5%": (
            "A fault is answered within 30 minutes; 200 yuan each time that is late, at most 5% of the price in total."
        ),
        "不迟于2025年2月28日开通；每逾期一日付合同总价的0.1%，累计不超过10%": (
            "Opened by 28 February 2025; 0.1% of the price per day late, at most 10% in total."
        ),
        "开通后10个工作日内付清；逾期每日付欠款的0.05%，累计不超过合同总价的5%": (
            "Paid within 10 working days after the opening; 0.05% of what is unpaid per day late, at most 5% of the"
            " price in total."
        ),
        "晚两天付款": "Paid two days late",
        "晚一秒响应，晚三天开通": "Answered a second late, opened three days late",
    }
)
