"""The public decision page as served by the built-in server and by nginx, against an equal static file under nginx."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import time
from pathlib import Path

from bench.figures import Figure, median, say
from tests.faults.harness import Room, Server, free_port

CONNECTIONS = 16
SECONDS = 4
RUNS = 3
SETTINGS = """
worker_processes {workers};
pid {folder}/nginx.pid;
error_log {folder}/error.log;
daemon off;
events {{ worker_connections 512; }}
http {{
  include /etc/nginx/mime.types;
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  server {{ listen 127.0.0.1:{port}; root {root}; index index.html; }}
}}
"""


def _per_second(url: str) -> float:
    threads = str(min(2, os.cpu_count() or 1))
    said = subprocess.run(
        ["wrk", f"-t{threads}", f"-c{CONNECTIONS}", f"-d{SECONDS}s", url], capture_output=True, text=True, check=True
    ).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(f"{url}: {said}")
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    assert found is not None
    return float(found[1])


def run(room: Room, public: Path, uuid: str) -> list[Figure]:
    """Requests per second, medians of interleaved runs."""
    page = public / "decisions" / uuid / "index.html"
    size = page.stat().st_size
    folder = room.home / "nginx"
    (folder / "root").mkdir(parents=True)
    # The same number of bytes, and nothing to do with us.
    luck = random.Random(1)
    (folder / "root" / "equal.html").write_bytes(bytes(luck.choices(range(32, 127), k=size)))
    (folder / "root" / "site").symlink_to(public)
    port = free_port()
    told = SETTINGS.format(folder=folder, port=port, root=folder / "root", workers=os.cpu_count() or 1)
    if os.getuid() == 0:
        # A worker of another account could not enter a private folder.
        told = f"user root;\n{told}"
    (folder / "nginx.conf").write_text(told)
    nginx = subprocess.Popen([shutil.which("nginx") or "/usr/sbin/nginx", "-c", str(folder / "nginx.conf")])
    server = Server(room, workers=os.cpu_count() or 1)
    addresses = {
        "static": f"http://127.0.0.1:{port}/equal.html",
        "nginx": f"http://127.0.0.1:{port}/site/decisions/{uuid}/",
        "built-in": f"http://127.0.0.1:{room.port}/decisions/{uuid}/",
    }
    found: dict[str, list[float]] = {name: [] for name in addresses}
    try:
        server.ready()
        # The worker's first round of chores is over.
        time.sleep(5)
        for _ in range(RUNS):
            for name, url in addresses.items():
                found[name].append(_per_second(url))
    finally:
        server.kill()
        server.gone()
        nginx.terminate()
        nginx.wait(timeout=30)
    middle = {name: median(values) for name, values in found.items()}
    say(", ".join(f"{name} {value:,.0f}/s" for name, value in middle.items()))
    note = f"{size:,} bytes, {CONNECTIONS} connections, {SECONDS} s a run"
    return [
        Figure("decision page, built-in server", "equal static file, nginx", middle["built-in"], middle["static"],
               "requests/s", RUNS, note),
        Figure("decision page, nginx", "equal static file, nginx", middle["nginx"], middle["static"],
               "requests/s", RUNS, note),
    ]  # fmt: skip
