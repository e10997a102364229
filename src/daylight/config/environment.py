"""Settings are environment variables; ``daylight settings`` prints this table."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable: its default as text and what it means, in Chinese."""

    name: str
    default: str
    help: str


VARIABLES = (
    Variable("DAYLIGHT_MODE", "development", "development 开发与演示；production 正式运行，拒绝不安全的默认值"),
    Variable("DAYLIGHT_DATABASE_URL", "", "数据库地址，如 postgresql://user:pw@host/db；留空用数据目录里的 SQLite"),
    Variable("DAYLIGHT_DATA_DIR", str(ROOT / "var"), "数据目录：数据库、证据库、公示网页、密钥"),
    Variable("DAYLIGHT_STORAGE_URL", "", "证据库位置，file:///路径；留空用数据目录下 vault/"),
    Variable(
        "DAYLIGHT_CLAMD_SOCKET", "/run/clamav/clamd.ctl", "ClamAV 服务的套接字；没有时用 clamscan，都没有则注明未扫描"
    ),
    Variable("DAYLIGHT_SCAN_MB", "100", "交给 ClamAV 扫描的文件上限（MB），不超过其 StreamMaxLength；更大的注明未扫描"),
    Variable("DAYLIGHT_DERIVE", "yes", "是否由后台任务量时长、做缩略图和播放副本：yes 或 no"),
    Variable("DAYLIGHT_SECRET_KEY", "", "会话签名密钥；正式运行必须设置，至少 50 个字符"),
    Variable("DAYLIGHT_BASE_URL", "http://127.0.0.1:8000", "本站对外网址，印在文书二维码里"),
    Variable("DAYLIGHT_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]", "允许访问的主机名，逗号分隔"),
    Variable("DAYLIGHT_CHANNEL_HOSTS", "", "允许推送到的主机名，逗号分隔；留空时不另限制（地址仍须为 https）"),
    Variable("DAYLIGHT_LAWPACKS_DIR", str(ROOT / "lawpacks"), "法规包目录"),
    Variable("DAYLIGHT_LAWPACKS", "cn,sd,haiyang", "法规包叠加顺序：国家、省、机关"),
    Variable("DAYLIGHT_LOG_KEY_FILE", "", "登记簿签名私钥文件；留空在数据目录 keys/log.key 生成"),
    Variable("DAYLIGHT_IDENTITY_KEY_FILE", "", "亮证码签名私钥文件；留空在数据目录 keys/identity.key 生成"),
    Variable("DAYLIGHT_LOG_ORIGIN", "", "登记簿名称；留空取对外网址的主机名加 /daylight"),
    Variable("DAYLIGHT_FONT_DIR", "", "文书字体目录（仿宋、小标宋等机关自有字体）；留空用系统字体"),
    Variable(
        "DAYLIGHT_MAIL_URL",
        "",
        "发订阅邮件的服务器：smtp://用户:口令@主机:587（STARTTLS）或 smtps://…:465；file:///目录 写成文件。留空：正式运行不提供邮件订阅，"
        "开发和演示写到数据目录 mail/",
    ),
    Variable("DAYLIGHT_MAIL_FROM", "", "发信地址；填写 DAYLIGHT_MAIL_URL 为 smtp 时必填"),
    Variable("DAYLIGHT_DEMO_PASSWORD", "", "演示账号的共同密码；留空则每次安装随机生成"),
    Variable("DAYLIGHT_NOW", "", "固定当前时间（ISO 8601，带时区），只供测试和演示"),
)


def read(name: str) -> str:
    """Value of a declared variable, or its default."""
    variable = next(v for v in VARIABLES if v.name == name)
    return os.environ.get(name) or variable.default


def mode() -> str:
    return read("DAYLIGHT_MODE")


def data_dir() -> Path:
    return Path(read("DAYLIGHT_DATA_DIR"))
