#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""make-images.py STAMPS [OUT]: the sample of data/images/, animals against things, out of the stamps
of Tux Paint as Debian's tuxpaint-stamps-default installs them (STAMPS is
/usr/share/tuxpaint/stamps, or the same folder of the unpacked package).

Each cut-out is laid on a gradient of two colours with a little noise, so that neither the white of
paper nor an edge of the cut-out tells the class; size, place and colours are drawn from the name of
the stamp alone. Names are sums of the stamps' names: sorted, they have no order, so the first fifth
of them is a fair validation set, as Keras takes it. The same stamps, Pillow and libjpeg give the
same bytes. Needs python3-pil and python3-numpy. Writes SOURCES.md beside the classes, too."""
import hashlib
import os
import sys

import numpy
from PIL import Image

SIZE = 200
QUALITY = 90
NOISE = 6.0
CLASSES = {
    "animals": ["animals"],
    "things": ["vehicles", "household", "clothes", "hobbies"],
}
HEAD = """# Where the sample images come from

{count} pictures of two classes, made by `data/make-images.py` from the cut-outs of **Tux Paint's
stamps**, as Debian's package `tuxpaint-stamps-default` 2022.06.04-1 has them (upstream:
<https://sourceforge.net/projects/tuxpaint/>).

* **Copyright** 2002–2022 Bill Kendrick and the contributors to Tux Paint.
* **Licence**: GPL-2.0-or-later, and so are these pictures.
* **Changed**: each stamp is scaled and laid on a coloured, slightly noisy gradient, 200×200 pixels,
  JPEG of quality {quality}.

| file | SHA-256 | stamp |
|---|---|---|
"""


def stamps(root, folders):
    for folder in folders:
        for where, _, names in os.walk(os.path.join(root, folder)):
            for name in names:
                if name.endswith(".png"):
                    yield os.path.relpath(os.path.join(where, name), root)


def background(random):
    """A gradient in a drawn direction between two drawn colours, [SIZE][SIZE][3]."""
    angle = random.uniform(0, 2 * numpy.pi)
    colours = random.uniform(30, 226, (2, 3))
    y, x = numpy.mgrid[0:SIZE, 0:SIZE] / (SIZE - 1) - 0.5
    t = (numpy.cos(angle) * x + numpy.sin(angle) * y) / numpy.sqrt(2) + 0.5
    return colours[0] * (1 - t[..., None]) + colours[1] * t[..., None]


def picture(path, seed):
    # RandomState: its streams are fixed for good, unlike those of numpy's newer generators.
    random = numpy.random.RandomState(seed)
    ground = background(random) + random.normal(0, NOISE, (SIZE, SIZE, 1))
    stamp = Image.open(path).convert("RGBA")
    box = stamp.getchannel("A").getbbox()
    stamp = stamp.crop(box)
    longer = random.uniform(0.72, 0.94) * SIZE
    scale = longer / max(stamp.size)
    size = [max(1, round(n * scale)) for n in stamp.size]
    stamp = stamp.resize(size, Image.LANCZOS)
    place = [int(random.uniform(0, SIZE - n + 1)) for n in size]
    image = Image.fromarray(numpy.clip(ground + 0.5, 0, 255).astype(numpy.uint8))
    image.paste(stamp, place, stamp)
    return image


def main(root, out):
    rows = []
    for name, folders in CLASSES.items():
        os.makedirs(os.path.join(out, name), exist_ok=True)
        for stamp in stamps(root, folders):
            digest = hashlib.sha256(stamp.encode()).hexdigest()
            file = f"{name}/{digest[:10]}.jpg"
            path = os.path.join(out, file)
            if any(row[0] == file for row in rows):
                sys.exit(f"two stamps have the name {file}")
            picture(os.path.join(root, stamp), int(digest[10:18], 16)).save(
                path, quality=QUALITY, optimize=True)
            with open(path, "rb") as made:
                rows.append((file, hashlib.sha256(made.read()).hexdigest(), stamp))
    with open(os.path.join(out, "SOURCES.md"), "w", encoding="utf-8") as text:
        text.write(HEAD.format(count=len(rows), quality=QUALITY))
        for file, digest, stamp in sorted(rows):
            text.write(f"| `{file}` | `{digest}` | `{stamp}` |\n")
    print(f"{len(rows)} images")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2] if len(sys.argv) == 3
         else os.path.join(os.path.dirname(os.path.abspath(__file__)), "images"))
