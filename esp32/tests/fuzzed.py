# What the fuzzers share: a seed that is printed and may be given, and what the heap looks like.
import gc
import os
import random

import check

SEED = int(os.getenv("SEED") or 4711)
GROWTH = 6000  # bytes that the heap may hold more than at first: names that came in stay for ever


# Begins anew with the seed; the same inputs come each time.
def seed():
    random.seed(SEED)
    print("SEED=%d" % SEED)


def some(n):
    return bytes([random.getrandbits(8) for _ in range(n)])


# One damage now and then: cut off, a byte changed, a byte in between, something else entirely.
def damaged(b, seldom=4):
    what = random.getrandbits(seldom)
    if what == 0:
        return b[: random.getrandbits(5)]
    i = random.getrandbits(16) % (len(b) or 1)
    if what == 1:
        return b[:i] + some(1) + b[i + 1 :]
    if what == 2:
        return b[:i] + some(1) + b[i:]
    if what == 3:
        return some(random.getrandbits(6))
    return b


# Overwrites the stack below, in which the collector would find what is long gone.
def _deep(n):
    return n and _deep(n - 1)


def used():
    _deep(30)
    gc.collect()
    gc.collect()
    return gc.mem_alloc()


# Bytes of the largest piece of the heap that is free, to a hundredth.
def largest():
    gc.collect()
    low, high = 0, gc.mem_free()
    while high - low > max(64, low // 100):
        n = (low + high) // 2
        try:
            bytearray(n)
            low = n
        except MemoryError:
            high = n
        gc.collect()
    return low


# Looks at the heap again and again: in the end it may not hold more than in the beginning, nor be in smaller pieces. The
# collector takes every word of the stack for a pointer and keeps some garbage by accident, so the best of several
# looks counts.
class Heap:
    def __init__(self):
        self.looks = []

    def look(self):
        self.looks.append((used(), largest()))

    def judge(self, count):
        n = len(self.looks) // 4
        check.ok(n, "too few looks")
        first, last = self.looks[:n], self.looks[-n:]
        a, b = [min([x[0] for x in looks]) for looks in (first, last)]
        c, d = [max([x[1] for x in looks]) for looks in (first, last)]
        text = "%d inputs: heap %d bytes, then %d; its largest free piece %d, then %d; SEED=%d" % (count, a, b, c, d, SEED)
        print(text)
        check.ok(b < a + GROWTH, text)
        check.ok(d > c // 2, text)
