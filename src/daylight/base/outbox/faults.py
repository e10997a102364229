"""Why something did not arrive. The message of each is a Chinese sentence for the desk."""

from __future__ import annotations


class Unreachable(Exception):
    """The receiver as a whole: down, slow, overloaded, or answering something that is no answer. The channel rests."""

    def __init__(self, said: str, status: int = 0) -> None:
        super().__init__(said)
        self.status = status


class Declined(Exception):
    """This message only: the receiver read it and will not have it. Its lane waits, the other lanes go on."""

    def __init__(self, said: str, status: int = 0) -> None:
        super().__init__(said)
        self.status = status
