"""执法全过程记录 The record of every step: documents 文字, media 音像, dossier 案卷 (行政处罚法第47条)."""
