"""Events of the interface, with the words the timeline shows."""

ISSUED = "web.token.issued"
REVOKED = "web.token.revoked"

SENTENCES = {
    ISSUED: "签发接口令牌",
    REVOKED: "停用接口令牌",
}
