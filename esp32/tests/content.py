# What files hold, in tests: bytes made on the spot, their hash, and files written and read as a whole.
import hashlib


def sha(b):
    return "".join(["%02x" % c for c in hashlib.sha256(b).digest()])


# n bytes that look like chance.
def data(n, seed=7):
    b = bytearray(n)
    x = seed
    for i in range(n):
        x = (x * 1103515245 + 12345) & 0x7FFFFFFF
        b[i] = x >> 16 & 255
    return bytes(b)


# n bytes that are made at once, of all values.
def pattern(n):
    return (b"0123456789abcdef" + bytes(range(256)) * 17)[:4099] * (n // 4099) + bytes(n % 4099)


def write(path, b):
    with open(path, "wb") as f:
        f.write(b)


# The content of a file, None if there is none.
def read(path):
    try:
        with open(path, "rb") as f:
            return f.read()
    except OSError:
        return None
