// tus-js-client against our server: node upload.mjs '{"endpoint", "headers", "file", "metadata", "memory", "chunk", "withCreation", "stopAt", "terminate"}'
// Prints one JSON line: {"url", "sent", "from", "paused" | "done" | "terminated"}.
import { createReadStream, statSync } from "node:fs";
import { FileUrlStorage, Upload } from "tus-js-client";

const asked = JSON.parse(process.argv[2]);
const told = { url: "", from: -1, requests: [], outcome: "" };

const outcome = await new Promise((settle, fail) => {
  const upload = new Upload(createReadStream(asked.file), {
    endpoint: asked.endpoint,
    headers: asked.headers,
    metadata: asked.metadata,
    uploadSize: statSync(asked.file).size,
    chunkSize: asked.chunk,
    uploadDataDuringCreation: Boolean(asked.withCreation),
    retryDelays: [200, 400, 800, 1600],
    urlStorage: new FileUrlStorage(asked.memory),
    // A stream has no name of its own: the memory is told which file this is.
    fingerprint: () => Promise.resolve(`tus-${asked.file}`),
    storeFingerprintForResuming: true,
    removeFingerprintOnSuccess: true,
    onBeforeRequest: (request) => told.requests.push(request.getMethod()),
    onChunkComplete: (size, accepted) => {
      if (told.from < 0) told.from = accepted - size;
      if (asked.stopAt && accepted >= asked.stopAt && accepted < statSync(asked.file).size) {
        upload.abort(Boolean(asked.terminate)).then(() => settle(asked.terminate ? "terminated" : "paused"), fail);
      }
    },
    onError: fail,
    onSuccess: () => settle("done"),
  });
  upload.findPreviousUploads().then((known) => {
    if (known.length) upload.resumeFromPreviousUpload(known[0]);
    upload.start();
  }, fail);
  told.upload = upload;
});

const { upload, ...rest } = told;
console.log(JSON.stringify({ ...rest, url: upload.url, outcome }));
process.exit(0);
