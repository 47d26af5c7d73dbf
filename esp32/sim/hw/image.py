# Images of a firmware that are valid for the bootloader (ESP-IDF's esp_image_format.h and esp_app_desc.h) but hold no
# program: the simulated board runs the same MicroPython whichever it boots. What an image says decides how that goes:
#   good      it runs
#   no-boot   it crashes before boot.py
#   crash     it crashes a while after its start
#   no-net    it runs, but its Wi-Fi never connects
# Also a program, for Python 3 and MicroPython: image.py [KEY=VALUE...] FILE, with the arguments of make() as keys.
import hashlib
import struct

HEADER = 24
DESCRIPTION = 256  # of the application, at the begin of the first segment
_WHAT = HEADER + 8 + DESCRIPTION  # where the behaviour stands
_PIECE = 256  # bytes that are looked at together: the heap belongs to the board, and may be full of holes
_buf = memoryview(bytearray(_PIECE))


# Half of each page is noise, half of it compresses well; a firmware is like that. Images of the same seed differ where
# their version and their behaviour stand, and in the digest at their end.
def _filler(n, seed):
    b = bytearray(n)
    noise = hashlib.sha256(seed.encode()).digest()
    for i in range(0, n - 31, 32):
        noise = hashlib.sha256(noise).digest() if i & 32 else noise
        b[i : i + 32] = noise
    return b


def _text(text, n):
    b = text.encode()[: n - 1]
    return b + bytes(n - len(b))


# size: of the whole file, a multiple of 16 at least 4096. chip: 0 ESP32, 2 ESP32-S2, 5 ESP32-C3, 9 ESP32-S3, 13 ESP32-C6.
def make(version="1.0", what="good", size=65536, chip=0, seed="mqboard"):
    body = size // 16 * 16 - HEADER - 16 - 16 - 32  # two segments' headers, padding with the checksum, digest
    first = max(DESCRIPTION + 16, body // 4 // 4 * 4)
    segment = _filler(first, seed)
    segment[:DESCRIPTION] = struct.pack("<II8s", 0xABCD5432, 0, b"") + _text(version, 32) + _text("mqboard-sim", 32) + bytes(
        DESCRIPTION - 80
    )
    segment[DESCRIPTION : DESCRIPTION + 16] = _text(what, 16)
    second = _filler(body - first, seed + "2")
    out = bytearray(struct.pack("<BBBBIB3sHBHH4sB", 0xE9, 2, 2, 0x20, 0x40081000, 0xEE, b"", chip, 0, 0, 0xFFFF, b"", 1))
    for address, b in ((0x3F400020, segment), (0x400D0020, second)):
        out += struct.pack("<II", address, len(b))
        out += b
    out += bytes(15 - len(out) % 16)
    out += bytes([_fold(_exclusive_or(segment) ^ _exclusive_or(second))])
    return bytes(out + hashlib.sha256(out).digest())


# The checksum is all bytes of the segments in exclusive-or: first whole pieces as one number, then the bytes of that.
def _exclusive_or(b):
    x = 0
    for i in range(0, len(b), _PIECE):
        x ^= int.from_bytes(bytes(b[i : i + _PIECE]), "little")
    return x


def _fold(x):
    sum = 0xEF
    for b in x.to_bytes(_PIECE, "little"):
        sum ^= b
    return sum


# What an image says if it is valid, as esp_image_verify() looks at it: (length, version, what), else None.
# read(at, buf) reads the partition, which has `size` bytes.
def verify(read, size, chip=0):
    b = _buf
    head = b[:HEADER]
    read(0, head)
    if head[0] != 0xE9 or not 0 < head[1] <= 16 or head[12] | head[13] << 8 != chip:
        return None
    segments = head[1]
    hashed = head[23]
    sha = hashlib.sha256(head)
    at = HEADER
    sum = 0
    for _ in range(segments):
        read(at, b[:8])
        sha.update(b[:8])
        length = int.from_bytes(bytes(b[4:8]), "little")
        at += 8
        if length & 3 or at + length + 48 > size:
            return None
        end = at + length
        while at < end:
            piece = b[: min(_PIECE, end - at)]
            read(at, piece)
            sha.update(piece)
            sum ^= int.from_bytes(bytes(piece), "little")
            at += len(piece)
    pad = b[: 16 - at % 16]
    read(at, pad)
    sha.update(pad)
    if pad[len(pad) - 1] != _fold(sum):
        return None
    at += len(pad)
    if hashed:
        read(at, b[:32])
        if bytes(b[:32]) != sha.digest():
            return None
        at += 32
    read(HEADER + 8 + 16, b[:32])
    version = bytes(b[:32]).split(b"\0")[0].decode()
    read(_WHAT, b[:16])
    return at, version, bytes(b[:16]).split(b"\0")[0].decode()


def main(args):
    settings = dict([a.split("=", 1) for a in args[:-1]])
    for name in ("size", "chip"):
        if name in settings:
            settings[name] = int(settings[name])
    with open(args[-1], "wb") as f:
        f.write(make(**settings))


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
