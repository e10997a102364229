"""Runs in the environment of Datasette: ``python datasette_asked.py FILE`` reads words from standard input, prints milliseconds.

The same rows, the same question: rows whose text contains the word, how many there are, the newest twenty. Datasette's own full
text search cannot find words of two characters, so its substring filter is asked.
"""

import asyncio
import json
import sys
import time

from datasette.app import Datasette


async def main() -> None:
    words = json.load(sys.stdin)
    asked = Datasette([sys.argv[1]], settings={"sql_time_limit_ms": 120_000, "suggest_facets": False})
    await asked.invoke_startup()
    path = sys.argv[1].rpartition("/")[2].partition(".")[0]
    taken, counts = [], []
    for number, word in enumerate([words[0], *words]):
        query = {"body__contains": word, "_size": "20", "_sort_desc": "published_on", "_nofacet": "1", "_nocol": "body"}
        began = time.perf_counter()
        answer = await asked.client.get(f"/{path}/decision.json", params=query)
        spent = (time.perf_counter() - began) * 1000
        if number:
            taken.append(spent)
            counts.append(answer.json().get("filtered_table_rows_count"))
    print(json.dumps({"wall": taken, "counts": counts}))


asyncio.run(main())
