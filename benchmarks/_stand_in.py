"""The vendors' stand-in as a process of its own: prints its address, and stays until its standard input ends."""

import sys

from tests.wire.server import VendorServer

with VendorServer(latency_s=float(sys.argv[1])) as vendor:
    print(vendor.base_url, flush=True)
    sys.stdin.read()
