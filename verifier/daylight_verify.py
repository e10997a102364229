#!/usr/bin/env python3
"""Check a Daylight public site with nothing but Python's standard library (≥ 3.11).

Checked: the signature under ``log/checkpoint``; its root, recomputed from the entries; every tile; that the log extends an
earlier checkpoint; that each ``proof.json`` opens a leaf of this log, and that the published file and each paper it names
have the digests registered there. Formats: docs/reference-leaf-format.md. It imports nothing from the platform it checks.
Exit codes: 0 nothing found · 1 faults, each named · 2 unusable input.
"""

import argparse
import base64
import hashlib
import json
import re
import sys
import urllib.request
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
ABSENT = (FileNotFoundError, IsADirectoryError, NotADirectoryError)
NOTICES = {"withdrawn.json": ("uuid", "reason", "withdrawn_on"), "expired.json": ("uuid", "keep_until")}
MALFORMED = (KeyError, TypeError, ValueError, AttributeError, RecursionError)


class Unusable(Exception):
    """Nothing can be checked: exit code 2."""


class Wrong(Exception):
    """What is wrong, in Chinese; whoever catches it knows the object."""


def sha(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


# --- Ed25519 verification (RFC 8032 §5.1.7, cofactorless, canonical encodings only) ---------------------------------
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
Point = tuple[int, int, int, int]  # x/z, y/z, and t = xy/z
ZERO: Point = (0, 1, 1, 0)


def point_add(one: Point, two: Point) -> Point:
    a, b = (one[1] - one[0]) * (two[1] - two[0]) % P, (one[1] + one[0]) * (two[1] + two[0]) % P
    c, d = 2 * one[3] * two[3] * D % P, 2 * one[2] * two[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def point_times(factor: int, point: Point) -> Point:
    result = ZERO
    while factor:
        result = point_add(result, point) if factor & 1 else result
        point, factor = point_add(point, point), factor >> 1
    return result


def point_pack(point: Point) -> bytes:
    x, y = (part * pow(point[2], -1, P) % P for part in point[:2])
    return (y | (x & 1) << 255).to_bytes(32, "little")


def point_unpack(data: bytes) -> Point:
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * pow(2, (P - 1) // 4, P) % P
    if len(data) != 32 or y >= P or x * x % P != square or (x == 0 and sign):
        raise Wrong("公钥无效")
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def ed25519_holds(public_key: bytes, signature: bytes, message: bytes) -> bool:
    key, scalar = point_unpack(public_key), int.from_bytes(signature[32:], "little")
    # A key of small order signs anything.
    if len(signature) != 64 or scalar >= ORDER or point_pack(point_times(8, key)) == point_pack(ZERO):
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public_key + message).digest(), "little") % ORDER
    base, negative = point_unpack((4 * pow(5, -1, P) % P).to_bytes(32, "little")), (P - key[0], key[1], 1, P - key[3])
    return point_pack(point_add(point_times(scalar, base), point_times(challenge, negative))) == signature[:32]


# --- signed notes and checkpoints (C2SP signed-note, tlog-checkpoint) -----------------------------------------------
def decode64(text: str) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        raw = b""
    if raw and base64.b64encode(raw).decode("ascii") == text:
        return raw
    raise Wrong("含有写法不对的 base64 文本")


def parse_key(text: str) -> tuple[str, bytes, bytes]:
    """Name, four-byte mark and public key of ``name+hash+base64(0x01 ‖ public key)``."""
    name, mark, encoded = [*text.strip().split("+", 2), "", ""][:3]
    raw = decode64(encoded)
    digest = sha(name.encode("utf-8"), b"\n", raw)[:4]
    if not name or len(raw) != 33 or raw[0] != 1 or digest.hex() != mark:
        raise Wrong("公钥文本不完整，应为 名称+标识+密钥")
    return name, digest, raw[1:]


@lru_cache(maxsize=4096)
def open_checkpoint(key: str, note: str) -> tuple[int, bytes]:
    """Size and root of a checkpoint that ``key`` signed."""
    name, mark, public = parse_key(key)
    text, blank, signatures = note.rpartition("\n\n")
    if not blank or not note.endswith("\n") or any(ord(c) < 32 and c != "\n" for c in note):
        raise Wrong("不是签名文本")
    own = []
    for line in signatures[:-1].split("\n"):
        dash, signer, encoded = [*line.split(" ", 2), "", ""][:3]
        raw = decode64(encoded)
        if dash != "\u2014":
            raise Wrong("签名行写法不对")
        own += [raw[4:]] if (signer, raw[:4]) == (name, mark) else []
    if len(own) != 1 or not ed25519_holds(public, own[0], f"{text}\n".encode()):
        raise Wrong("签名无效：内容已被改动，或不是该密钥所签")
    origin, size, root, *_ = [*text.split("\n"), "", ""]
    if origin != name or not re.fullmatch(r"0|[1-9][0-9]{0,18}", size) or len(decode64(root)) != 32:
        raise Wrong("签名文本应依次为名称、条数、根值")
    return int(size), decode64(root)


# --- the tree (RFC 6962), its files (C2SP tlog-tiles) and its leaves ------------------------------------------------
class Tree:
    """Leaves with all perfect subtrees above them, so that the root of any size is cheap."""

    def __init__(self, leaves: list[bytes]) -> None:
        self.leaves, self.levels = leaves, [[sha(b"\x00", leaf) for leaf in leaves]]
        while len(below := self.levels[-1]) > 1:
            self.levels.append([sha(b"\x01", *below[i : i + 2]) for i in range(0, len(below) - 1, 2)])

    def root(self, size: int) -> bytes:
        result, done = b"", size
        for level in range(size.bit_length()):
            if size >> level & 1:
                done -= 1 << level
                peak = self.levels[level][done >> level]
                result = sha(b"\x01", peak, result) if result else peak
        return result or sha()


def path_root(current: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """The root that the audit path of a leaf hash leads to (RFC 6962 §2.1.1, read upwards)."""
    if size == 1 and not path:
        return current
    if size == 1 or not path or len(path[-1]) != 32:
        raise Wrong("登记路径的长度不对")
    split = 1 << (size - 1).bit_length() - 1
    if index < split:
        return sha(b"\x01", path_root(current, index, split, path[:-1]), path[-1])
    return sha(b"\x01", path[-1], path_root(current, index - split, size - split, path[:-1]))


def parts(count: int) -> Iterator[tuple[int, int, str]]:
    """First item, width and path of each tile or bundle that ``count`` items fill."""
    for first in range(0, count, 256):
        width, text, above = min(256, count - first), f"{first // 256 % 1000:03d}", first // 256 // 1000
        while above:
            text, above = f"x{above % 1000:03d}/{text}", above // 1000
        yield first, width, text if width == 256 else f"{text}.p/{width}"


def unbundle(data: bytes, width: int) -> list[bytes]:
    """Leaves are 33 bytes, each behind its two-byte length."""
    entries = [data[start : start + 35] for start in range(0, len(data), 35)]
    if len(data) != 35 * width or any(entry[:2] != b"\x00\x21" for entry in entries):
        raise Wrong(f"应有 {width} 条、每条 33 字节，实际不是")
    return [entry[2:] for entry in entries]


def open_leaf(leaf: bytes, opening: dict[str, Any]) -> dict[str, Any]:
    """The revealed fields of a leaf (format 1)."""
    event, salt = opening["event"], bytes.fromhex(opening["salt"])
    plain = set(event) == {"_sd", "_sd_alg", "v"} and event["_sd_alg"] == "sha-256" and event["v"] == 1
    if not plain or len(salt) != 32 or not all(re.fullmatch(r"[A-Za-z0-9_-]{43}", each) for each in event["_sd"]):
        raise Wrong("开启材料格式不对")
    body = json.dumps(event, sort_keys=True, separators=(",", ":")).encode("ascii")
    if leaf != b"\x01" + sha(b"AELv1\0", salt, body):
        raise Wrong("开启材料与登记值不符")
    fields: dict[str, Any] = {}
    for text in opening["disclosures"]:
        digest = base64.urlsafe_b64encode(sha(text.encode("ascii"))).decode("ascii")
        _, name, value = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if digest.rstrip("=") not in event["_sd"] or name in fields:
            raise Wrong("披露的字段不在登记内容之中，或披露了两次")
        fields[name] = value
    return fields


class Site:
    """A folder or an http(s) address."""

    def __init__(self, where: str) -> None:
        self.url, self.folder = where.rstrip("/") + "/" if re.match(r"https?://", where) else "", Path(where)
        if not self.url and not self.folder.is_dir():
            raise Unusable(f"找不到目录 {where}，请给出公示网站的目录或网址。")
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def read(self, path: str) -> bytes | None:
        """The bytes at ``path``; None when it does not exist or is gone (404, 410)."""
        try:
            if not self.url:
                return (self.folder / path).read_bytes()
            with self.opener.open(self.url + path, timeout=30) as answer:
                return bytes(answer.read())
        except (OSError, ValueError) as error:
            if isinstance(error, ABSENT) or getattr(error, "code", 0) in {404, 410}:
                return None
            raise Unusable(f"无法读取 {path}：{error}。") from None

    def decisions(self) -> list[str]:
        """Every decision the site holds or lists."""
        found: set[str] = set()
        for listing in (listings := ["decisions/index.json", "sitemap.xml"]):
            text = (self.read(listing) or b"").decode("utf-8", "replace")
            found.update(re.findall(rf'(?:"uuid"\s*:\s*"|/decisions/)({UUID.pattern})', text))
            listings += re.findall(r"/(sitemaps/[\w-]+\.xml)</loc>", text)  # a site map in parts
        found.update(each.name for each in self.folder.glob("decisions/*") if UUID.fullmatch(each.name))
        return sorted(found)


class Verification:
    """Collects faults, each with the object that is wrong."""

    def __init__(self, site: Site, key: str) -> None:
        self.site, self.key = site, key
        self.size, self.root, self.papers = -1, b"", set[str]()
        self.tree: Tree | None = None
        self.decisions, self.faults = list[dict[str, Any]](), list[dict[str, str]]()

    def fault(self, where: str, message: object) -> None:
        self.faults.append({"object": where, "message": str(message)})

    def log(self) -> None:
        """Signature, bundles, tiles, root."""
        try:
            note = (self.site.read("log/checkpoint") or b"").decode("utf-8", "replace")
            self.size, self.root = open_checkpoint(self.key, note)
        except Wrong as wrong:
            return self.fault("log/checkpoint", wrong)
        leaves: list[bytes] = []
        for _, width, name in parts(self.size):
            data = self.site.read(f"log/tile/entries/{name}")
            if self.site.read(f"log/entries/{name}") != data:
                self.fault(f"log/entries/{name}", "与 tile/entries 下的同一文件不一致")
            try:
                leaves += unbundle(data or b"", width)
            except Wrong as wrong:
                return self.fault(f"log/tile/entries/{name}", "缺少条目文件" if data is None else wrong)
        self.tree = Tree(leaves)
        for level, hashes in enumerate(self.tree.levels[::8]):
            for first, width, name in parts(len(hashes)):
                if self.site.read(f"log/tile/{level}/{name}") != b"".join(hashes[first : first + width]):
                    self.fault(f"log/tile/{level}/{name}", "哈希文件缺失，或与条目算出的不同")
        if self.tree.root(self.size) != self.root:
            self.fault("log/tile/entries", "由条目算出的根值与签名的根值不同，条目已被改动")
        return None

    def since(self, name: str, note: str) -> None:
        """The log extends an earlier checkpoint."""
        try:
            size, root = open_checkpoint(self.key, note)
        except Wrong as wrong:
            raise Unusable(f"{name} 不是这个登记簿签过的文件：{wrong}。") from None
        if size > self.size >= 0:
            self.fault("log/checkpoint", f"登记簿变短：先前 {size} 条，现在 {self.size} 条")
        elif self.tree and self.tree.root(size) != root:
            self.fault("log/checkpoint", f"先前签名的 {size} 条已被改写，登记簿出现两个版本")

    def decision(self, uuid: str) -> None:
        """One published, withdrawn or expired decision."""
        folder = f"decisions/{uuid}/"
        files = {name: self.site.read(folder + name) for name in (*NOTICES, "index.json")}
        file = next((name for name, data in files.items() if data is not None), "index.json")
        where = folder + "proof.json"
        try:
            proof = self._proof(where, uuid, "withdrawn.json" if file == "withdrawn.json" else "index.json")
            where = folder + file
            self._content(file, files[file], proof["fields"])
            for paper in json.loads(files[file] or b"{}").get("documents", []):
                where = folder + paper["file"]
                if sha(self.site.read(where) or b"").hex() != paper["sha256"]:
                    raise Wrong("文书缺失，或与公示数据里登记的校验值不同")
                self.papers.add(paper["sha256"])
        except Wrong as wrong:
            return self.fault(where, wrong)
        except MALFORMED:
            return self.fault(where, "缺少内容或格式不对")
        if file in NOTICES and files["index.json"] not in {None, files[file]}:
            return self.fault(folder + "index.json", "已撤回或公示期满，公示内容仍在网站上")
        return self.decisions.append({"uuid": uuid, "file": file, "index": proof["index"]})

    def _proof(self, path: str, uuid: str, file: str) -> dict[str, Any]:
        """The proof with its revealed ``fields``, after leaf, path, checkpoint and subject are checked."""
        raw = self.site.read(path)
        if raw is None:
            raise Wrong("缺少登记凭据（刚公示的一分钟内补上，逾时仍无即为异常）")
        proof: dict[str, Any] = json.loads(raw)
        leaf, root = (bytes.fromhex(proof[name]) for name in ("leaf", "root"))
        index, size = proof["index"], proof["size"]
        if proof["format"] != "daylight-proof-1" or type(index) is not int or not 0 <= index < size:
            raise Wrong("凭据的格式或序号不对")
        if open_checkpoint(self.key, proof["checkpoint"]) != (size, root):
            raise Wrong("凭据的条数和根值与所附签名不同")
        if path_root(sha(b"\x00", leaf), index, size, [bytes.fromhex(part) for part in proof["path"]]) != root:
            raise Wrong("登记路径算不到签名的根值")
        if size > self.size >= 0:
            raise Wrong("凭据的登记簿比网站现有的长，网站的登记簿被截短")
        if self.tree and (self.tree.leaves[index] != leaf or self.tree.root(size) != root):
            raise Wrong("凭据与网站现有的登记簿不是同一个版本")
        fields = open_leaf(leaf, proof["opening"])
        kind, digest = fields["kind"], fields.get("published_sha256")
        known = kind.startswith("disclosure.") and kind.endswith(".withdrawn") == (file == "withdrawn.json")
        if fields["uuid"] != uuid or not known or proof["published_file"] != file:
            raise Wrong("凭据登记的是另一件决定，或登记的事件与网站上的状态（公示或撤回）不符")
        if proof.get("published_sha256", digest) != digest:
            raise Wrong("凭据写明的校验值与登记的校验值不同")
        return proof | {"fields": fields}

    def _content(self, file: str, data: bytes | None, fields: dict[str, Any]) -> None:
        """The published file, or the notice in its place, is what was registered."""
        if data is None:
            raise Wrong("登记过的公示文件不见了，也没有撤回登记")
        if file == "index.json" and sha(data).hex() != fields["published_sha256"]:
            raise Wrong("公示文件与登记的校验值不同，公示后被改动")
        if file in NOTICES and any(json.loads(data)[name] != fields[name] for name in NOTICES[file]):
            raise Wrong("撤下说明与登记的编号、理由或日期不同")
        if file == "expired.json" and fields["keep_until"] >= f"{datetime.now(timezone(timedelta(hours=8))):%Y-%m-%d}":
            raise Wrong("登记的公示期未满，公示内容已不在网站上")


def verify(site: str, key: str, decision: str, since: str, paper: str = "") -> dict[str, Any]:
    """The report, JSON-able. Raises :class:`Unusable`."""
    source, wanted = Site(site), UUID.search(decision.lower())
    offered = (source.read("log/key") or b"").decode("utf-8", "replace").strip()
    try:
        parse_key(key or offered)
        earlier, held = ((Path(each).read_bytes() if each else b"") for each in (since, paper))
    except Wrong as wrong:
        raise Unusable(f"没有可用的登记簿公钥（{wrong}），请核对 log/key，或用 --key 给出。") from None
    except OSError as error:
        raise Unusable(f"无法读取 {error.filename}。") from None
    if decision and not wanted:
        raise Unusable(f"{decision} 里没有决定编号。")
    found = Verification(source, key or offered)
    found.log()
    if key and offered != key.strip():
        found.fault("log/key", "网站给出的公钥与指定的公钥不同")
    if since:
        found.since(since, earlier.decode("utf-8", "replace"))
    for uuid in [wanted[0]] if wanted else source.decisions():
        found.decision(uuid)
    if paper and sha(held).hex() not in found.papers:
        found.fault(paper, "与登记的不一致：改动一个字节也不是登记的文书")
    report = {"ok": not found.faults, "key": found.key, "key_pinned": bool(key), "size": found.size}
    return report | {"root": found.root.hex(), "decisions": found.decisions, "faults": found.faults}


class Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Unusable(f"参数不对（{message}），用法见 --help。")


def main(arguments: list[str]) -> int:
    parser = Parser(description="核对公示网站：登记簿签名、条目、公示决定。退出码 0 无问题，1 有问题，2 无法核对。")
    parser.add_argument("site", help="公示网站的目录或网址")
    parser.add_argument("--key", default="", help="登记簿公钥（名称+标识+密钥）；不给则用网站的 log/key")
    parser.add_argument("--decision", default="", help="只核对这一件：决定编号或网址")
    parser.add_argument("--since", default="", help="先前留存的 checkpoint 文件")
    parser.add_argument("--paper", default="", help="手中的文书文件，与登记的逐字节比对")
    parser.add_argument("--json", action="store_true", help="输出一个 JSON 文档")
    try:
        report = verify(**{name: value for name, value in vars(parser.parse_args(arguments)).items() if name != "json"})
    except Unusable as unusable:
        report = {"ok": False, "error": str(unusable)}
    if "--json" in arguments or "error" in report:
        said = json.dumps(report, ensure_ascii=False, indent=2) if "--json" in arguments else report["error"]
        print(said, file=sys.stdout if "--json" in arguments else sys.stderr)
    else:
        print("公钥：" + report["key"] + ("" if report["key_pinned"] else "（取自网站本身，请与另行取得的公钥比对）"))
        print(f"登记簿：{report['size']} 条，根值 {report['root']}" if report["root"] else "登记簿：签名不成立")
        print(f"公示决定：{len(report['decisions'])} 件与登记相符")
        print(*(f"问题：{fault['object']}：{fault['message']}" for fault in report["faults"]), sep="\n", end="")
        print("未发现问题。" if report["ok"] else f"\n共发现 {len(report['faults'])} 处问题。")
    return 2 if "error" in report else 0 if report["ok"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
