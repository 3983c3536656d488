#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""contract.json against the definitions in Python: whoever builds on it builds on
two programs that agree. (The C side is tests/nn/test-contract.c.)"""

import json
import pathlib
import sys

sys.dont_write_bytecode = True
import definitions as d

contract = json.loads((pathlib.Path(__file__).parent / "contract.json").read_text())
failed = False
count = 0


def check(name, found, expected):
    global count, failed
    count += 1
    equal = found == expected
    failed |= not equal
    print(f"{'ok' if equal else 'not ok'} {count} {name}")
    if not equal:
        print(f"# found {found}\n# expected {expected}")


print(f"1..{len(contract['streams']) + len(contract['order']) + 1}")
for stream in contract["streams"]:
    rng = d.Rng(stream["seed"], stream["stream"], stream["epoch"])
    check(f"stream {stream['stream']}, epoch {stream['epoch']}", stream["numbers"],
          [f"{rng.next():016x}" for _ in stream["numbers"]])
for order in contract["order"]:
    check(f"order of epoch {order['epoch']}", order["images"],
          d.order(order["seed"], order["epoch"])[:16])
check("start of LeNet", contract["weights"]["start"], d.sha256(d.start(1)))
sys.exit(failed)
