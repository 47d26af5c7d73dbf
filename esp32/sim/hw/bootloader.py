# What happens between a reset and the firmware, as ESP-IDF's bootloader_utility.c has it: chooses a slot, puts a new image
# on trial, goes back from one that was never marked valid, and starts no image that is not whole. Forgotten afterwards.
import sys
from . import alarm, console, nor, otadata, partition, state


def _factory():
    return 1 if partition.find(0, 0) else 0


# The order of the applications is factory, ota_0, ota_1 ...; returns (where to begin, otadata was never written).
def _choose(apps):
    first = _factory()
    count = len(apps) - first
    if not partition.find(1, 0):
        return 0, False
    entries = otadata.load()
    if partition.rollback():
        for i in (0, 1):
            if entries[i][1] == otadata.PENDING:
                entries[i][1] = otadata.ABORTED
                otadata.save(i, *entries[i])
    if otadata.is_invalid(entries[0]) and otadata.is_invalid(entries[1]) or not count:
        fresh = [e[0] == otadata.UNDEFINED or not otadata.crc_ok(e) for e in entries]
        return 0, not first and fresh[0] and fresh[1]
    a = otadata.active(entries)
    if a < 0:
        return 0, False
    if partition.rollback() and entries[a][1] == otadata.NEW:
        entries[a][1] = otadata.PENDING
        otadata.save(a, *entries[a])
    return first + (entries[a][0] - 1) % count, False


# Tries from `start` downwards, then upwards; returns (partition, what its image says).
def _load(apps, start):
    for i in list(range(start, -1, -1)) + list(range(start + 1, len(apps))):
        found = partition.verify(apps[i])
        if found:
            return apps[i], found
        console.to_host("[sim] bootloader: %s is not bootable\n" % apps[i][4])
    console.to_host("[sim] bootloader: no bootable application\n")
    raise OSError("no application")


# Puts an image into the slot that a new board boots, if that is empty.
def _manufacture():
    from . import image

    info = partition.default()
    b = bytearray(1)
    nor.read(info[4], 0, b)
    if b[0] == 0xFF:
        version = state.options.get("IMAGE", sys.version.split("MicroPython ")[-1])
        size = min(info[3], int(state.options.get("IMAGE_SIZE", "8192")))
        nor.fill(info[4], image.make(version, "good", size, partition.chip()))


# Starts an application, or after a soft reset the same one again; returns what its image says: (length, version, what).
def boot(soft):
    running = state.load("running")
    if soft and running:
        partition.running = running.decode()
        return partition.verify(partition.find(0, 0xFF, partition.running)[0])
    _manufacture()
    apps = partition.find(0, 0) + partition.slots()
    start, fresh = _choose(apps)
    chosen, found = _load(apps, start)
    if fresh:
        otadata.save(0, apps.index(chosen) + 1, otadata.VALID)
    partition.running = chosen[4]
    state.save("running", chosen[4].encode())
    return found


# What the simulated machine does for the image, from now on. crash() ends this life.
def behave(found, crash):
    state.image, what = found[1:]
    if what == "no-boot":
        crash()
    elif what == "no-net":
        state.air = b"down"
    elif what.startswith("crash"):
        alarm.start(alarm.CRASH, int(what[6:] or "3000"), False, crash)
