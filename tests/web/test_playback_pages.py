"""The playback copy and thumbnails under the same door as the original, and what was measured beside what was said."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from daylight.recording.acts.custody import open_access
from daylight.recording.chores import hash_complete
from daylight.recording.models import Recording
from daylight.recording.playback import making
from daylight.web.office.measured import lasting
from tests.apps.recording.bench import case_of, uploaded
from tests.cast import Cast
from tests.films import decodable
from tests.web.desks import words
from tests.web.entering import signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("seconds", "told"), [(0, "0 秒"), (75, "1 分 15 秒"), (3600, "1 小时 0 分 0 秒")])
def test_a_length_in_words(seconds: int, told: str) -> None:
    assert lasting(seconds) == told


def test_copy_and_thumbnails_ask_for_the_same_purpose(cast: Cast, now: datetime, settings: Any) -> None:
    settings.FIXED_NOW, settings.DERIVE = now, True
    body = decodable(sound="aac")
    uploaded(cast, case_of(cast, now), now, body, started_at=now, ended_at=now + timedelta(minutes=30))
    hash_complete(now)
    recording = Recording.objects.get()
    client, address = signed_in(cast.officer), f"/api/v1/recordings/{recording.uuid}/content"
    page = f"/office/recordings/{recording.uuid}/"
    assert "等待处理" in words(client.get(page))
    making.finish(now)
    assert [client.get(address + tail).status_code for tail in ("?copy=1", "?thumb=0")] == [409, 409]
    assert signed_in(cast.stranger).get(f"{address}?thumb=0").status_code == 404
    open_access(recording, "view", "handling", actor=cast.officer, now=now)
    copied, small = client.get(f"{address}?copy=1"), client.get(f"{address}?thumb=3")
    assert (copied["Content-Type"], small["Content-Type"]) == ("video/webm", "image/jpeg")
    assert b"".join(copied.streaming_content).startswith(b"\x1aE\xdf\xa3")
    assert b"".join(small.streaming_content).startswith(b"\xff\xd8")
    part = client.get(f"{address}?copy=1", headers={"Range": "bytes=0-3"})
    assert (part.status_code, b"".join(part.streaming_content)) == (206, b"\x1aE\xdf\xa3")
    assert [client.get(f"{address}?thumb={n}").status_code for n in ("4", "x", "../copy")] == [404] * 3
    assert b"".join(client.get(address).streaming_content) == body
    told = words(client.get(page))
    assert "2 秒" in told and "这里播放的是副本" in told and "与实测相差 1798 秒" in told
