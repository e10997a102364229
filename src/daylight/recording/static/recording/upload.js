/* 断点续传 Resumable upload (tus 1.0) for a plain multipart form.
 *
 * Page contract
 *   <form method="post" enctype="multipart/form-data" action="…/uploads/form" data-upload="…/uploads">
 *     csrfmiddlewaretoken, case             hidden fields, required
 *     step item device officers started_at ended_at clock_offset_seconds   optional fields, any kind of input
 *     <input type="file" name="file" multiple>                              required
 *     <ul data-upload-list></ul>            one <li data-state="waiting|sending|stalled|paused|left|checking|sealed|quarantined|failed">
 *                                           per file: name, <span data-upload-words role="status">, <progress>, buttons
 *   </form>
 *   <script type="module" src="…/recording/upload.js"></script>
 * Without script the form posts itself to `action`. Forms that arrive later (htmx) are taken up on `htmx:load`.
 * Events on the form, bubbling: `upload:sealed` and `upload:quarantined`, detail = {recording, sha256, name, reason}.
 *
 * The states in words: 仅存本机 → 上传中 n% → 已上传，正在校验 → 校验一致，已关联. 暂停 ends after the piece under way.
 * A file interrupted by a reload is named again on the page (state `left`) and goes on where it stood when it is chosen
 * again for the same case: a page cannot open a file of the device by itself.
 */

const CHUNK = 4 * 1024 * 1024;
const WHOLE_DIGEST_LIMIT = 64 * 1024 * 1024; // WebCrypto hashes only what is in memory at once
const LONGEST_WAIT = 30_000;
const FIELDS = ["case", "step", "item", "device", "officers", "started_at", "ended_at", "clock_offset_seconds"];
const TUS = { "Tus-Resumable": "1.0.0" };

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** Waits out a lost network: until the browser says it is back, or the time is over. */
const calm = (ms) =>
  Promise.race([pause(ms), new Promise((done) => addEventListener("online", done, { once: true }))]);

const base64 = (bytes) => {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
};

/** SHA-256, or null where the page is not served securely and WebCrypto is absent. */
const sha256 = async (buffer) =>
  globalThis.crypto?.subtle ? new Uint8Array(await crypto.subtle.digest("SHA-256", buffer)) : null;

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** A refusal that repeating does not mend; its message is the server's Chinese sentence. */
class Refusal extends Error {}

async function sentence(answer) {
  try {
    return (await answer.json()).detail;
  } catch {
    return `服务器没有接受（${answer.status}），请稍后再试`;
  }
}

const memoryOf = (form) => `upload:${new FormData(form).get("case")}:`;

class Transfer {
  constructor(form, file, row) {
    this.form = form;
    this.file = file;
    this.row = row;
    this.stopped = false;
    const data = new FormData(form);
    this.token = data.get("csrfmiddlewaretoken");
    this.said = FIELDS.map((name) => [name, data.getAll(name).filter(Boolean).join(";")]).filter((pair) => pair[1]);
    this.memory = `${memoryOf(form)}${file.name}:${file.size}:${file.lastModified}`;
  }

  ask(method, url, headers = {}, body = undefined) {
    return fetch(url, {
      method,
      body,
      headers: { ...TUS, "X-CSRFToken": this.token, ...headers },
      credentials: "same-origin",
      cache: "no-store",
    });
  }

  show(state, words) {
    this.row.dataset.state = state;
    this.row.querySelector("[data-upload-words]").textContent = words;
    for (const button of this.row.querySelectorAll("button")) {
      button.hidden = !button.dataset.for.split(" ").includes(state);
    }
  }

  progress(offset) {
    this.share = Math.floor((100 * offset) / this.file.size);
    this.row.querySelector("progress").value = this.share;
    this.show("sending", this.pausing ? `上传中 ${this.share}%，本段传完后暂停` : `上传中 ${this.share}%`);
  }

  /** Ends after the piece under way, so that nothing has to be sent twice. */
  hold() {
    this.pausing = true;
    if (this.row.dataset.state !== "sending") this.show("paused", `已暂停，已上传 ${this.share ?? 0}%`);
    else this.show("sending", `上传中 ${this.share ?? 0}%，本段传完后暂停`);
  }

  async run() {
    if (this.cancelled || (this.row.dataset.state === "paused" && this.pausing)) return;
    this.stopped = false;
    this.pausing = false;
    let failures = 0;
    for (;;) {
      try {
        await this.send(() => (failures = 0));
        return;
      } catch (error) {
        if (this.stopped) return;
        if (this.pausing) {
          this.show("paused", `已暂停，已上传 ${this.share ?? 0}%`);
          return;
        }
        if (error instanceof Refusal) {
          this.show("failed", error.message);
          return;
        }
        failures += 1;
        this.show("stalled", "网络中断，恢复后自动续传；请不要关闭本页");
        await calm(Math.min(1000 * 2 ** (failures - 1), LONGEST_WAIT));
        if (this.stopped || this.pausing) return;
      }
    }
  }

  async send(arrived) {
    let { url, offset } = await this.resume();
    arrived();
    let again = "";
    while (offset < this.file.size) {
      if (this.stopped) return;
      this.progress(offset);
      if (this.pausing) {
        this.show("paused", `已暂停，已上传 ${this.share}%`);
        return;
      }
      if (again) this.show("sending", `${this.row.querySelector("[data-upload-words]").textContent}，${again}`);
      const piece = await this.file.slice(offset, offset + CHUNK).arrayBuffer();
      const digest = await sha256(piece);
      const headers = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(offset) };
      if (digest) headers["Upload-Checksum"] = `sha256 ${base64(digest)}`;
      const answer = await this.ask("PATCH", url, headers, piece);
      if (answer.status === 204 || answer.status === 409) {
        offset = Number(answer.headers.get("Upload-Offset"));
        again = "";
      } else if (answer.status === 460) {
        again = `第 ${Math.floor(offset / CHUNK) + 1} 段校验不符，已重传`;
      } else {
        await this.judge(answer);
      }
      arrived();
    }
    localStorage.removeItem(this.memory);
    this.row.querySelector("progress").value = 100;
    await this.await(url);
  }

  /** Goes on: 410 begins anew, 423 and 5xx are waited out, anything else is a refusal. */
  async judge(answer) {
    if (answer.status === 410) {
      localStorage.removeItem(this.memory);
      this.key = null;
      throw new Error("gone");
    }
    if (answer.status === 401) throw new Refusal("登录已过期，请重新登录后再选同一文件，将从断点继续");
    if (answer.status === 423 || (answer.status >= 500 && answer.status !== 507)) throw new Error("busy");
    if (answer.status === 400 && answer.headers.get("Upload-Offset")) throw new Error("cut");
    throw new Refusal(await sentence(answer));
  }

  async resume() {
    const known = localStorage.getItem(this.memory);
    if (known) {
      const answer = await this.ask("HEAD", known);
      if (answer.ok && Number(answer.headers.get("Upload-Length")) === this.file.size) {
        return { url: known, offset: Number(answer.headers.get("Upload-Offset")) };
      }
      if (![200, 404, 410].includes(answer.status)) await this.judge(answer);
      localStorage.removeItem(this.memory);
    }
    const said = [...this.said, ["filename", this.file.name]];
    if (this.file.size <= WHOLE_DIGEST_LIMIT) {
      const digest = await sha256(await this.file.arrayBuffer());
      if (digest) said.push(["sha256", hex(digest)]);
    }
    const encoder = new TextEncoder();
    const answer = await this.ask("POST", this.form.dataset.upload, {
      "Upload-Length": String(this.file.size),
      "Upload-Metadata": said.map(([name, value]) => `${name} ${base64(encoder.encode(value))}`).join(","),
      // A creation repeated after a lost answer makes one upload.
      "Idempotency-Key": (this.key ??= hex(crypto.getRandomValues(new Uint8Array(16)))),
    });
    if (answer.status !== 201) await this.judge(answer);
    const url = answer.headers.get("Location");
    localStorage.setItem(this.memory, url);
    return { url, offset: Number(answer.headers.get("Upload-Offset") ?? 0) };
  }

  async await(url) {
    this.show("checking", "已上传，正在校验");
    for (let wait = 500; ; wait = Math.min(wait * 1.5, 5000)) {
      await pause(wait);
      const answer = await fetch(url, { credentials: "same-origin", cache: "no-store" });
      if (!answer.ok) continue;
      const found = await answer.json();
      if (found.state !== "sealed" && found.state !== "quarantined") continue;
      const sound = found.state === "sealed";
      const linked = found.same_as ? "校验一致，已关联本案；与先前入库的一份完全相同" : "校验一致，已关联本案";
      this.show(found.state, sound ? linked : `校验不符（隔离）：${found.reason}`);
      const detail = { recording: found.recording, sha256: found.sha256, reason: found.reason, name: this.file.name };
      this.form.dispatchEvent(new CustomEvent(`upload:${found.state}`, { bubbles: true, detail }));
      return;
    }
  }

  async cancel() {
    this.stopped = this.cancelled = true;
    const url = localStorage.getItem(this.memory);
    localStorage.removeItem(this.memory);
    if (url) await this.ask("DELETE", url).catch(() => null);
    this.row.remove();
  }
}

/** What an earlier page left unfinished for this case; a name in the list until its file is chosen again. */
async function leftovers(form) {
  const memory = memoryOf(form);
  for (const key of Object.keys(localStorage).filter((each) => each.startsWith(memory))) {
    const url = localStorage.getItem(key);
    const answer = await fetch(url, { credentials: "same-origin", cache: "no-store" }).catch(() => null);
    if (!answer || answer.status >= 500 || answer.status === 401) continue;
    const found = answer.ok ? await answer.json() : {};
    if (found.state !== "receiving") {
      localStorage.removeItem(key);
      continue;
    }
    const name = key.slice(memory.length).split(":").slice(0, -2).join(":");
    const row = document.createElement("li");
    row.dataset.state = "left";
    row.dataset.memory = key;
    const words = document.createElement("span");
    words.setAttribute("role", "status");
    words.dataset.uploadLeft = "";
    words.textContent = `${name} 还没有传完（已传 ${Math.floor((100 * found.offset) / found.length)}%），请重新选择同一文件，从断点继续`;
    row.append(words);
    form.querySelector("[data-upload-list]").append(row);
  }
}

function line(form, file, again) {
  const row = document.createElement("li");
  const name = document.createElement("span");
  name.textContent = file.name;
  const words = document.createElement("span");
  words.dataset.uploadWords = "";
  words.setAttribute("role", "status");
  const bar = document.createElement("progress");
  bar.max = 100;
  bar.value = 0;
  bar.setAttribute("aria-label", `${file.name} 上传进度`);
  const transfer = new Transfer(form, file, row);
  const button = (label, state, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.dataset.for = state;
    made.setAttribute("aria-label", `${label}：${file.name}`);
    made.addEventListener("click", act);
    return made;
  };
  row.append(
    name,
    words,
    bar,
    button("暂停", "waiting sending stalled", () => transfer.hold()),
    button("继续", "paused", () => {
      transfer.pausing = false;
      again(transfer);
    }),
    button("取消上传", "waiting sending stalled paused", () => transfer.cancel()),
    button("重试", "failed", () => again(transfer)),
  );
  for (const left of form.querySelectorAll("[data-memory]")) if (left.dataset.memory === transfer.memory) left.remove();
  form.querySelector("[data-upload-list]").append(row);
  transfer.show("waiting", "仅存本机");
  return transfer;
}

/** Takes over one form; its files go one after another, so a slow line finishes something. */
export function takeOver(form) {
  if (form.dataset.uploadTaken) return;
  form.dataset.uploadTaken = "1";
  let queue = Promise.resolve();
  const enqueue = (transfer) => {
    queue = queue.then(() => transfer.run());
  };
  leftovers(form);
  form.addEventListener("submit", (event) => {
    const input = form.querySelector('input[type="file"]');
    if (!input.files.length) return;
    event.preventDefault();
    for (const file of Array.from(input.files)) enqueue(line(form, file, enqueue));
    input.value = "";
  });
}

const takeAll = (root) => root.querySelectorAll?.("form[data-upload]").forEach(takeOver);
takeAll(document);
document.addEventListener("htmx:load", (event) => takeAll(event.target));

const unfinished = () => document.querySelector('[data-upload-list] li:is([data-state="sending"],[data-state="stalled"],[data-state="paused"])');
addEventListener("beforeunload", (event) => {
  if (unfinished()) event.preventDefault();
});
