"""``daylight simulate-receiver KIND``: a 模拟接收端 on this machine, for demonstrations and for trying a channel."""

from __future__ import annotations

import argparse
from typing import Any

from daylight.base.outbox.keyring import SecretMissing, secret_at
from daylight.channels.simulators.receiver import KINDS, MOODS, NAME, Receiver, serve
from daylight.config.commands.who import complain


def register(commands: Any) -> None:
    parser = commands.add_parser("simulate-receiver", help="运行模拟接收端（演示和联调用，不是真实系统）")
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("--port", type=int, default=8090)
    parser.add_argument("--mood", choices=MOODS, default="ok", help="正常、停机、很慢、答非所问、收下后断线、拒收")
    parser.add_argument("--secret", default="", help="密钥位置，如 file:demo；给出时核对签名")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    try:
        secret = secret_at(arguments.secret) if arguments.secret else b""
    except SecretMissing as fault:
        return complain(fault)
    receiver = Receiver(arguments.kind, arguments.mood, secret, say=lambda line: print(line, flush=True))
    try:
        server = serve(receiver, arguments.port)
    except OSError as fault:
        return complain(f"端口 {arguments.port} 不能用（{fault}），请用 --port 换一个。")
    print(f"{NAME}（{arguments.kind}，{arguments.mood}）：http://127.0.0.1:{server.server_port}/", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print(f"{NAME}已停止。")
    finally:
        receiver.closing.set()
        server.server_close()
    return 0
