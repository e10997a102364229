"""决定 Draft, approval, issue, service 送达, performance 履行 (行政处罚法第57–61条)."""
