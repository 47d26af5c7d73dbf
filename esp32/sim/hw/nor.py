# NOR flash in files, one for each partition, in the board's state folder: erasing sets a block of 4 KB to 0xFF, writing
# only clears bits. A file ends where 0xFF begins that was never written. The power can fail in the middle of a change.
from . import state, supply

BLOCK = 4096
_FF = b"\xff" * 256
_files = {}
_buf = memoryview(bytearray(256))


def _file(label):
    f = _files.get(label)
    if f is None:
        f = _files[label] = state.open("flash-" + label)
    return f


def close():
    for f in _files.values():
        f.close()
    _files.clear()


def read(label, at, buf):
    f = _file(label)
    f.seek(at)
    buf = memoryview(buf)
    n = f.readinto(buf)
    while n < len(buf):
        k = min(len(buf) - n, 256)
        buf[n : n + k] = _FF[:k]
        n += k


# As the factory writes it: whole, and with no power cut.
def fill(label, data):
    _write(label, 0, memoryview(data))


def erase(label, at, size):
    while size > 0:
        supply.change(lambda: _erase(label, at, BLOCK // 2))
        _erase(label, at, BLOCK)
        at += BLOCK
        size -= BLOCK


def _erase(label, at, n):
    f = _file(label)
    n = min(n, f.seek(0, 2) - at)
    if n > 0:
        f.seek(at)
    while n > 0:
        n -= f.write(_FF[: min(n, 256)])


# Like esp_partition_write: the driver writes in pages, so a cut leaves a first part of it.
def write(label, at, data):
    data = memoryview(data)
    supply.change(lambda: _write(label, at, data[: len(data) // 2]))
    _write(label, at, data)


def _write(label, at, data):
    f = _file(label)
    end = f.seek(0, 2)
    while end < at:
        end += f.write(_FF[: min(at - end, 256)])
    n = 0
    while n < len(data):
        k = min(len(data) - n, 256)
        old = _buf[:k]
        read(label, at + n, old)
        f.seek(at + n)
        if old == _FF[:k]:
            f.write(data[n : n + k])
        else:
            for i in range(k):
                old[i] &= data[n + i]
            f.write(old)
        n += k
