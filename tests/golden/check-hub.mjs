#!/usr/bin/env node
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Our model files as the Hugging Face Hub would see them: parsed by @huggingface/hub, the reader of
// npm, and held against DEFINITIONS §11. By hand, since it needs a package from npm:
//
//   mkdir /tmp/hub && cd /tmp/hub && npm install @huggingface/hub
//   imagette-cli train --epochs 1 --output lenet.safetensors --timeline run.safetensors
//   imagette-cli train --epochs 1 --model mlp --output mlp.safetensors
//   node SOURCE/tests/golden/check-hub.mjs lenet.safetensors mlp.safetensors run.safetensors
//
// Prints a line a file, exits 1 if one is not as it should be. The parser asks a server for pieces
// of a file; here the answers come from the disk, and no network is used.
import assert from "node:assert/strict";
import { open, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, join } from "node:path";

const require = createRequire(join(process.cwd(), "package.json"));
const { parseSafetensorsMetadata } = require("@huggingface/hub");

const LENET = {
  "c1.weight": [6, 1, 5, 5], "c1.bias": [6], "c3.weight": [16, 6, 5, 5], "c3.bias": [16],
  "c5.weight": [120, 400], "c5.bias": [120], "f6.weight": [84, 120], "f6.bias": [84],
  "output.weight": [10, 84], "output.bias": [10],
};
const RIVAL = {
  "h1.weight": [70, 784], "h1.bias": [70], "h2.weight": [84, 70], "h2.bias": [84],
  "output.weight": [10, 84], "output.bias": [10],
};
const KEYS = ["format", "architecture", "activation", "seed", "epoch", "update", "optimizer", "rate",
              "momentum", "weight_decay", "batch"];

/** A fetch that answers ranges of one file, as the Hub's servers do; any other name is not there. */
function serve(path, size) {
  return async (url, options = {}) => {
    if (!decodeURI(String(url)).endsWith("/" + basename(path)))
      return new Response("", { status: 404, headers: { "x-error-code": "EntryNotFound" } });
    const range = /^bytes=(\d+)-(\d+)$/.exec(new Headers(options.headers).get("range") ?? "");
    const [begin, end] = range ? [Number(range[1]), Math.min(Number(range[2]), size - 1)] : [0, size - 1];
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(end - begin + 1), 0, end - begin + 1, begin);
      return new Response(buffer.subarray(0, bytesRead), {
        status: range ? 206 : 200,
        headers: { "content-range": `bytes ${begin}-${end}/${size}`, "content-length": String(bytesRead),
                   etag: '"disk"' },
      });
    } finally {
      await file.close();
    }
  };
}

async function check(path) {
  const { size } = await stat(path);
  const parsed = await parseSafetensorsMetadata({
    repo: "imagette/model", path: basename(path), computeParametersCount: true, fetch: serve(path, size),
  });
  assert.equal(parsed.sharded, false);
  const { __metadata__: metadata, ...tensors } = parsed.header;
  const lenet = metadata.architecture === "lenet";

  for (const [key, value] of Object.entries(metadata))
    assert.equal(typeof value, "string", `metadata ${key}`);
  assert.equal(metadata.format, "imagette-1");
  const entries = Object.entries(tensors).sort((a, b) => a[1].data_offsets[0] - b[1].data_offsets[0]);
  let at = 0;
  for (const [name, { dtype, shape, data_offsets: [begin, end] }] of entries) {
    assert.equal(dtype, "F32", name);
    assert.equal(begin, at, `${name} begins where the one before ends`);
    assert.equal(end - begin, 4 * shape.reduce((product, n) => product * n, 1), name);
    at = end;
  }
  const count = at / 4;
  assert.deepEqual(parsed.parameterCount, { F32: count });

  if (metadata.moments === undefined) {
    for (const key of KEYS)
      assert.ok(key in metadata, `metadata ${key}`);
    const expected = lenet ? LENET : RIVAL;
    assert.deepEqual(entries.map(([name, { shape }]) => [name, shape]), Object.entries(expected));
    assert.equal(count, lenet ? 61706 : 61764);
  } else
    assert.ok(entries.every(([name]) => name.startsWith("moment/")), "tensors of moments");
  return `${metadata.architecture}, ${entries.length} tensors, ${count} numbers`;
}

if (process.argv.length < 3) {
  console.error("usage: check-hub.mjs MODEL.safetensors…");
  process.exit(2);
}
for (const path of process.argv.slice(2))
  try {
    console.log(`ok ${path}: ${await check(path)}`);
  } catch (error) {
    console.log(`not ok ${path}: ${error.message}`);
    process.exitCode = 1;
  }
