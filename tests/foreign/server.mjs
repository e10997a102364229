// @tus/server over a folder: node server.mjs FOLDER PORT. Prints "ready"; hashes each finished file before it answers, as we do.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { FileStore } from "@tus/file-store";
import { Server } from "@tus/server";

const [folder, port] = process.argv.slice(2);
const server = new Server({
  path: "/files",
  datastore: new FileStore({ directory: folder }),
  async onUploadFinish(request, upload) {
    const digest = createHash("sha256");
    await pipeline(createReadStream(join(folder, upload.id)), digest);
    return { headers: { "X-Sha256": digest.digest("hex") } };
  },
});
server.listen({ host: "127.0.0.1", port: Number(port) }, () => console.log("ready"));
