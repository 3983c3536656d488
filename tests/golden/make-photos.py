#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""make-photos.py: small images of every kind that a folder may hold, written by Python's PIL, and what
Keras' way of loading them (PIL: open, convert to RGB, resize by nearest neighbour) and the better way
(EXIF rotation, alpha over white, antialiased bilinear) make of them, as sums of the bytes. Writes
photos/ and photos.json beside itself; needs python3-pil and python3-numpy."""
import hashlib
import json
import os

import numpy
from PIL import Image, ImageOps

HERE = os.path.dirname(os.path.abspath(__file__))
SIZES = (75, 150, 299)


def picture(width, height, channels, seed):
    """Smooth waves and some noise, so that every path of a decoder has work."""
    random = numpy.random.RandomState(seed)
    y, x = numpy.mgrid[0:height, 0:width].astype(float)
    planes = []
    for _ in range(channels):
        a, b, c = random.uniform(0.05, 0.6, 3)
        planes.append(127 + 90 * numpy.sin(a * x + c * 9) * numpy.cos(b * y)
                      + random.normal(0, 12, (height, width)))
    return numpy.clip(numpy.stack(planes, -1), 0, 255).astype(numpy.uint8)


def save(name, image, **options):
    image.save(os.path.join(HERE, "photos", name), **options)
    return name


def make_files():
    rgb = Image.fromarray(picture(61, 43, 3, 1))
    grey = Image.fromarray(picture(61, 43, 1, 2)[..., 0])
    rgba = Image.fromarray(picture(40, 52, 4, 3), "RGBA")
    cmyk = Image.fromarray(picture(33, 31, 4, 4), "CMYK")
    palette = rgb.quantize(16)
    yield save("rgb.jpg", rgb, quality=85)
    yield save("full.jpg", rgb, quality=95, subsampling=0)
    yield save("progressive.jpg", rgb, quality=70, progressive=True)
    yield save("grey.jpg", grey)
    yield save("cmyk.jpg", cmyk, quality=90)
    for turn in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = turn
        yield save(f"turn{turn}.jpg", rgb.crop((0, 0, 24, 17)), quality=90, exif=exif)
    yield save("rgb.png", rgb)
    yield save("rgba.png", rgba)
    yield save("grey.png", grey)
    yield save("grey-alpha.png", rgba.convert("LA"))
    yield save("palette.png", palette)
    yield save("clear.png", palette, transparency=3)
    yield save("bit.png", grey.convert("1"))
    yield save("rgb.bmp", rgb)
    yield save("palette.bmp", palette)
    yield save("palette.gif", palette)
    yield save("rgb.tif", rgb)
    yield save("packed.tiff", rgb, compression="tiff_lzw")
    yield save("rgb.ppm", rgb)
    yield save("wide.png", Image.fromarray(picture(450, 3, 3, 5)))
    yield save("tall.png", Image.fromarray(picture(2, 400, 3, 6)))
    yield save("dot.png", Image.fromarray(picture(1, 1, 3, 7)))
    yield save("large.jpg", Image.fromarray(picture(640, 480, 1, 8)[..., 0]), quality=40)


def keras(path, size):
    return Image.open(path).convert("RGB").resize((size, size), Image.NEAREST)


def better(path, size):
    image = ImageOps.exif_transpose(Image.open(path))
    if image.mode in ("RGBA", "LA") or "transparency" in image.info:
        pixels = numpy.asarray(image.convert("RGBA")).astype(int)
        alpha = pixels[..., 3:]
        image = Image.fromarray(
            ((pixels[..., :3] * alpha + 255 * (255 - alpha) + 127) // 255).astype(numpy.uint8))
    return image.convert("RGB").resize((size, size), Image.BILINEAR)


def main():
    os.makedirs(os.path.join(HERE, "photos"), exist_ok=True)
    cases = []
    for name in make_files():
        path = os.path.join(HERE, "photos", name)
        for filter_name, way in (("nearest", keras), ("bilinear", better)):
            for size in SIZES:
                data = way(path, size).tobytes()
                cases.append({"file": name, "filter": filter_name, "size": size,
                              "sum": sum(data), "sha256": hashlib.sha256(data).hexdigest()})
    with open(os.path.join(HERE, "photos.json"), "w", encoding="utf-8") as file:
        file.write("[\n" + ",\n".join(json.dumps(case, sort_keys=True) for case in cases) + "\n]\n")


if __name__ == "__main__":
    main()
