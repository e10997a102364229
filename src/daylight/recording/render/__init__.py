"""文书成形 Rendering: one block model becomes the issued PDF (typst) and the working draft (Word)."""

from daylight.recording.render.docx import docx
from daylight.recording.render.pdf import pdf

__all__ = ["docx", "pdf"]
