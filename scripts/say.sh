# Sourced by the other scripts: where we are, and one sentence when something is missing.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# Some shells leave the administrator's commands (runuser) out.
export PATH="$PATH:/usr/sbin:/sbin"
export PIP_DISABLE_PIP_VERSION_CHECK=1

say() { printf '== %s\n' "$*"; }

refuse() {
  printf '%s\n' "$*" >&2
  exit 2
}

# phase NAME COMMAND…: run it and say how long it took.
phase() {
  local name=$1 began=$SECONDS
  shift
  say "$name"
  if "$@"; then
    say "$name：完成，$((SECONDS - began)) 秒"
  else
    say "$name：未通过，$((SECONDS - began)) 秒"
    return 1
  fi
}

# as_root COMMAND…: directly or by sudo without a password; fails quietly when neither is possible.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    sudo -n env DEBIAN_FRONTEND=noninteractive "$@"
  else
    return 1
  fi
}

# install PACKAGE…: by apt, quietly; fails when this is no Debian or there is no permission.
install() {
  command -v apt-get >/dev/null || return 1
  export DEBIAN_FRONTEND=noninteractive
  local log
  log=$(mktemp)
  if as_root apt-get update -qq >"$log" 2>&1 &&
    as_root apt-get install -y -qq --no-install-recommends "$@" >>"$log" 2>&1; then
    rm -f "$log"
  else
    tail -5 "$log" >&2
    rm -f "$log"
    return 1
  fi
}
