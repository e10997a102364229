"""Acts of the recording room: media 音像 and papers 文字."""

from daylight.recording.acts.documents import (
    finalise_document,
    issue_document,
    save_document,
    start_correction,
    start_document,
)
from daylight.recording.acts.media import (
    RecordingMeta,
    excuse_missing_recording,
    note_view,
    receive_media,
    register_recording,
    terminate_upload,
)
from daylight.recording.acts.signing import refuse_page, sign_page
from daylight.recording.acts.wording import approve_wording, draft_wording, reject_wording

__all__ = [
    "RecordingMeta",
    "approve_wording",
    "draft_wording",
    "excuse_missing_recording",
    "finalise_document",
    "issue_document",
    "note_view",
    "receive_media",
    "refuse_page",
    "register_recording",
    "reject_wording",
    "save_document",
    "sign_page",
    "start_correction",
    "start_document",
    "terminate_upload",
]
