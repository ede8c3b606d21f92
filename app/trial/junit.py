"""What came of scenarios as JUnit XML, for servers that show test results: a suite per file, a case per scenario."""

from collections.abc import Sequence
from xml.etree import ElementTree as Xml

from luyue.app.trial.tested import Tested, differences, reasons
from luyue.dsl.diagnostic import escape


def junit_xml(found: Sequence[Tested]) -> str:
    """Return the results as XML text; no time and no machine stands in it, so equal results are equal bytes."""
    root = Xml.Element("testsuites")
    for one in found:
        failed = [outcome for outcome in one.outcomes if not outcome.passed]
        facts = {"name": escape(one.place.shown), "tests": str(len(one.outcomes)), "failures": str(len(failed))}
        suite = Xml.SubElement(root, "testsuite", {**facts, "errors": "0", "skipped": "0"})
        for outcome in one.outcomes:
            scenario = outcome.scenario
            named = {"name": escape(scenario.title), "classname": one.contract.id, "line": str(scenario.span.line)}
            case = Xml.SubElement(suite, "testcase", named)
            if not outcome.passed:
                texts = differences(one, outcome)
                failure = Xml.SubElement(case, "failure", {"message": texts[0] if texts else ""})
                failure.text = "\n".join([*texts, *reasons(one, outcome)])
    Xml.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Xml.tostring(root, encoding="unicode") + "\n"
