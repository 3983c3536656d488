#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the golden numbers that tests/nn/test-studies-golden.c compares with: the ten
strongest patches of each map over the test set, and occlusion maps, by PyTorch; of the
same weights with tanh, too.

Needs Debian's python3-torch. Run without arguments, after make-torch.py: reads
torch-adam.f32.gz beside itself and writes torch-studies.json. PyTorch computes in double.
"""

import importlib
import json
import pathlib

import torch
import torch.nn.functional as F

import definitions

HERE = pathlib.Path(__file__).parent
LAYERS = ["c1", "c3", "f6", "output"]
TANH_LAYERS = ["c1", "c3", "output"]
CASES = [(0, 7, 0.0), (8, 5, 0.5)]  # test image, size and value of the square
TANH_CASES = [(4, 7, 0.0)]
PORTION = 500

projections = importlib.import_module("make-torch-projections")


def maxima(w, images, layers, act):
    """Per layer the largest value of each map of each image, and its place: [n][maps] both."""
    values = {layer: [] for layer in layers}
    places = {layer: [] for layer in layers}
    for first in range(0, len(images), PORTION):
        a, _ = projections.forward(w, images[first:first + PORTION], act)
        for layer in layers:
            best = a[layer].reshape(a[layer].shape[0], a[layer].shape[1], -1).max(dim=2)
            values[layer].append(best.values)
            places[layer].append(best.indices)
    return ({layer: torch.cat(values[layer]) for layer in layers},
            {layer: torch.cat(places[layer]) for layer in layers})


def strongest(w, images, layers, act):
    values, places = maxima(w, images, layers, act)
    result = {}
    for layer in layers:
        result[layer] = []
        for k in range(values[layer].shape[1]):
            column = values[layer][:, k]
            order = torch.argsort(column, descending=True, stable=True)[:10].tolist()
            result[layer].append({
                "positive": int((column > 0).sum()),
                "patches": [[i, int(places[layer][i, k]), column[i].item()] for i in order],
            })
    return result


def occlusion(w, image, size, value, act):
    whole, _ = projections.forward(w, image[None], act)
    k = int(whole["c3"].flatten().argmax()) // 100
    label = int(whole["output"].argmax())
    covered = image[None].repeat(784, 1, 1, 1)
    for y in range(28):
        for x in range(28):
            top, left = y - size // 2, x - size // 2
            covered[y * 28 + x, 0, max(top, 0):top + size, max(left, 0):left + size] = value
    a, _ = projections.forward(w, covered, act)
    logits = a["output"]
    others = logits.clone()
    others[:, label] = -torch.inf
    return {
        "size": size, "value": value, "map": k, "label": label,
        "total": a["c3"][:, k].sum(dim=(1, 2)).tolist(),
        "probability": F.softmax(logits, dim=1)[:, label].tolist(),
        "margin": (logits[:, label] - others.max(dim=1).values).tolist(),
        "best": logits.argmax(dim=1).tolist(),
    }


def rounded(value):
    """Nine digits, more than a float has: the file stays small."""
    if isinstance(value, float):
        return float(f"{value:.9g}")
    if isinstance(value, list):
        return [rounded(item) for item in value]
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    return value


def main():
    images = torch.frombuffer(bytearray(definitions.mnist("t10k")[0]), dtype=torch.uint8)
    images = (images.reshape(-1, 1, 28, 28).double() / 255).float().double()
    w = projections.load("adam")
    golden = {
        "made_by": f"tests/golden/{pathlib.Path(__file__).name}, PyTorch {torch.__version__}, float64",
        "strongest": strongest(w, images, LAYERS, F.relu),
        "occlusion": [{"image": i, **occlusion(w, images[i], size, value, F.relu)}
                      for i, size, value in CASES],
        "tanh": {
            "strongest": strongest(w, images, TANH_LAYERS, torch.tanh),
            "occlusion": [{"image": i, **occlusion(w, images[i], size, value, torch.tanh)}
                          for i, size, value in TANH_CASES],
        },
    }
    (HERE / "torch-studies.json").write_text(json.dumps(rounded(golden)) + "\n")


if __name__ == "__main__":
    main()
