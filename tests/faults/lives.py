"""``python -m tests.faults.lives PORT``: the platform's own application, loaded once, forked anew after every death.

A killed life costs milliseconds instead of the seconds a start takes, so hundreds fit into a run. Each life is a process of its own
with its own connections; its number is printed. The installed server is killed by ``tests.faults.kill_nine``.
"""

from __future__ import annotations

import os
import signal
import socketserver
import sys
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer
from wsgiref.util import setup_testing_defaults

from django.core.wsgi import get_wsgi_application
from django.db import connections


class Threads(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True
    allow_reuse_address = True


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


def main(port: int) -> None:
    application = get_wsgi_application()
    # The first request loads the addresses and the law; every life starts with them and with a connection of its own.
    asked: dict[str, Any] = {"REQUEST_METHOD": "OPTIONS", "PATH_INFO": "/api/v1/uploads", "HTTP_HOST": "127.0.0.1"}
    setup_testing_defaults(asked)
    list(application(asked, lambda *_: None))
    connections.close_all()
    going = True

    def stop(*_: object) -> None:
        nonlocal going
        going = False

    signal.signal(signal.SIGTERM, stop)
    while going:
        life = os.fork()
        if life == 0:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            server = Threads(("127.0.0.1", port), Quiet)
            server.set_app(application)
            server.serve_forever()
        print(life, flush=True)
        os.waitpid(life, 0)


if __name__ == "__main__":
    main(int(sys.argv[1]))
