# The simulated slots of firmware (sim/hw) in the process of a test: esp32.Partition for what is tested, the bootloader's
# part of a reset, power cuts.
import os
import sys

HERE = __file__[: __file__.rfind("/") + 1] or "./"
sys.path[:] = [HERE, HERE + "../lib", HERE + "../sim"] + [p for p in sys.path if p not in (HERE, "")]

import power
from hw import bootloader, image, nor, otadata, partition, state, supply

supply.change = power.change
bootloader.console.to_host = lambda text: None


class esp32:
    Partition = partition.Partition


sys.modules["esp32"] = esp32


class Flash:
    # options: as in --config of scripts/simboard.
    def __init__(self, **options):
        self.folder = (os.getenv("TMPDIR") or "/tmp") + "/mqb-slots-" + "".join(["%02x" % b for b in os.urandom(6)])
        os.mkdir(self.folder)
        settings = {"PARTITIONS": "ota", "SLOT_SIZE": "65536", "IMAGE": "old", "IMAGE_SIZE": "12288"}
        settings.update(options)
        state.options.clear()
        nor.close()
        state.begin(self.folder, ["%s=%s" % (k, settings[k]) for k in settings])
        power.on()
        self.boot()
        self.boot()
        self.kept = {}

    # A reset; returns (label, version) of what runs then.
    def boot(self, soft=False):
        found = bootloader.boot(soft)
        return partition.running, found[1]

    # What the flash holds, to come back to it.
    def keep(self):
        self.kept = {}
        for name in os.listdir(self.folder):
            with open(self.folder + "/" + name, "rb") as f:
                self.kept[name] = f.read()

    def restore(self):
        nor.close()
        partition.running = self.kept["running"].decode()
        for name in os.listdir(self.folder):
            if name not in self.kept:
                os.remove(self.folder + "/" + name)
        for name in self.kept:
            with open(self.folder + "/" + name, "wb") as f:
                f.write(self.kept[name])

    def read(self, label, n, at=0):
        b = bytearray(n)
        nor.read(label, at, b)
        return bytes(b)

    # Puts an image into a slot without the board's help.
    def fill(self, label, b):
        nor.erase(label, 0, -(-len(b) // 4096) * 4096)
        nor.write(label, 0, b)

    # [(sequence number, state's name)] of the two sectors of otadata.
    def notes(self):
        return [(e[0], otadata.NAMES[e[1]] if e[1] < 5 else None) for e in otadata.load() if otadata.crc_ok(e)]

    def close(self):
        nor.close()
        os.system("rm -rf " + self.folder)
