"""监督 Oversight: reads all, writes only its own (山东省行政执法监督条例)."""
