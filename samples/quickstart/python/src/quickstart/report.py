"""Shows the summary of a log, JSON on standard input, as a table; with a URL, posts it there too."""

import argparse
import json
import sys

import numpy
import requests
from rich.console import Console
from rich.table import Table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--post", metavar="URL", help="where to post the summary")
    arguments = parser.parse_args()

    summary = json.load(sys.stdin)
    Console().print(table(summary["entries"]))
    if arguments.post:
        requests.post(arguments.post, json=summary, timeout=10).raise_for_status()


def table(entries: list[dict]) -> Table:
    result = Table("level", "lines", "median", "slowest")
    for level in dict.fromkeys(entry["level"] for entry in entries):
        millis = numpy.array([entry["millis"] for entry in entries if entry["level"] == level])
        result.add_row(level, str(millis.size), f"{numpy.median(millis):g} ms", f"{millis.max()} ms")
    return result
