#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""make-base.py PACKAGE [CUT [OUT]]: the base network of data/base/, out of the npm package nsfwjs.

PACKAGE is nsfwjs-4.3.0.tgz (npm pack nsfwjs@4.3.0) or the folder it unpacks to. Its InceptionV3
lies in dist/models/inception_v3 as scripts: a manifest (an object literal) and six shards
(base64), 8 bits a weight, one min and one scale a tensor, the tensors one after the other in the
manifest's order. Kept are the convolutions and normalisations up to CUT (mixed7), with the very
bytes of the package; the form is that of src/DEFINITIONS.md, section 11. Needs Python alone."""
import base64
import json
import os
import re
import struct
import sys
import tarfile

MODEL = "dist/models/inception_v3/"
SHARDS = 6
# The number of convolutions up to and including each block, in the order of creation.
BLOCKS = {f"mixed{i}": n for i, n in enumerate([12, 19, 26, 30, 40, 50, 60, 70, 76, 85, 94])}
WEIGHT = re.compile(r'\{name:"([^"]+)",shape:\[([\d,]*)\],dtype:"float32",'
                    r'quantization:\{min:([-+.\de]+),scale:([-+.\de]+),dtype:"uint8"\}\}')
SHARD = re.compile(r'\w\.exports="([A-Za-z0-9+/=]+)"')
NAME = re.compile(r"(conv2d|batch_normalization)_(\d+)/"
                  r"(kernel|beta|moving_mean|moving_variance)$")


def reader(package):
    """A function from the name of a file of the package to its bytes."""
    if os.path.isdir(package):
        def read(name):
            with open(os.path.join(package, name), "rb") as file:
                return file.read()
    else:
        archive = tarfile.open(package)

        def read(name):
            return archive.extractfile("package/" + name).read()
    return read


def tensors(read):
    """(name, shape, min, scale, bytes) in the manifest's order."""
    manifest = read(MODEL + "model.min.js").decode()
    data = b"".join(
        base64.b64decode(SHARD.search(
            read(f"{MODEL}group1-shard{i}of{SHARDS}.min.js").decode())[1])
        for i in range(1, SHARDS + 1))
    place = 0
    for name, shape, low, scale in WEIGHT.findall(manifest):
        shape = [int(n) for n in shape.split(",")]
        size = 1
        for n in shape:
            size *= n
        yield name, shape, low, scale, data[place:place + size]
        place += size
    if place != len(data):
        sys.exit(f"the manifest speaks of {place} bytes, the shards have {len(data)}")


def main(package, cut, out):
    found = {}
    for name, shape, low, scale, data in tensors(reader(package)):
        match = NAME.match(name)
        if match and int(match[2]) <= BLOCKS[cut]:
            found[name] = (shape, low, scale, data)
    wanted = [f"conv2d_{i}/kernel" if part == "kernel" else f"batch_normalization_{i}/{part}"
              for i in range(1, BLOCKS[cut] + 1)
              for part in ("kernel", "beta", "moving_mean", "moving_variance")]
    if sorted(wanted) != sorted(found):
        sys.exit("tensors are missing: " + " ".join(sorted(set(wanted) - set(found))))

    metadata = {
        "architecture": "inceptionv3", "format": "imagette-1", "cut": cut, "best_cut": "mixed7",
        "input_scaling": "x/255", "licence": "MIT",
        "origin": "npm nsfwjs 4.3.0, dist/models/inception_v3",
    }
    header, place = {"__metadata__": metadata}, 0
    for name in wanted:
        shape, low, scale, data = found[name]
        # As doubles are written shortest: what the manifest says, in JSON's spelling.
        metadata[name + ".min"] = repr(float(low))
        metadata[name + ".scale"] = repr(float(scale))
        header[name] = {"data_offsets": [place, place + len(data)], "dtype": "U8", "shape": shape}
        place += len(data)
    text = json.dumps(header, sort_keys=True, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(out, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for name in wanted:
            file.write(found[name][3])
    print(f"{out}: {len(wanted)} tensors, {place} weights")


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 4 or (len(sys.argv) > 2 and sys.argv[2] not in BLOCKS):
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "mixed7",
         sys.argv[3] if len(sys.argv) > 3
         else os.path.join(os.path.dirname(os.path.abspath(__file__)),
                           "base", "inceptionv3-nsfwjs.safetensors"))
