"""流程图: the published chart is drawn from the definition that runs (90号方案一（一）6; 国办发〔2018〕118号).

One ``Graph`` (``graph``) is laid out on a wall sheet (``wall``) or in one column for a phone (``column``), drawn as SVG
(``svg``), filled with live counts for the staff (``living``), said in words (``telling``) and exported as BPMN 2.0
(``bpmn``). The same definition gives the same bytes.
"""

from daylight.core.chart.bpmn import bpmn
from daylight.core.chart.column import column_layout
from daylight.core.chart.graph import Graph, Words, definition_digest, graph_of, words_of
from daylight.core.chart.living import plain_layout, roomy_layout, with_live
from daylight.core.chart.svg import svg
from daylight.core.chart.telling import told
from daylight.core.chart.wall import wall_layout

__all__ = [
    "Graph",
    "Words",
    "bpmn",
    "column_layout",
    "definition_digest",
    "graph_of",
    "plain_layout",
    "roomy_layout",
    "svg",
    "told",
    "wall_layout",
    "with_live",
    "words_of",
]
