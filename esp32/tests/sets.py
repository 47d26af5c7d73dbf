# What a client sends for many files at once.
import json

from content import sha


def piece(b, kind=0):
    return bytes((kind,)) + len(b).to_bytes(2, "big") + b


# The record of one file for puts; size: that of a piece. wrong: members that are not as they should be.
def record(path, b, at=0, size=4096, wrong={}, **head):
    head.update({"path": path, "size": len(b), "sha256": sha(b)})
    if at:
        head["at"] = at
    head.update(wrong)
    h = json.dumps(head).encode()
    out = [len(h).to_bytes(2, "big"), h]
    for i in range(at, len(b), size):
        out.append(piece(b[i : i + size]))
    return b"".join(out)


# files: {path: content}, in the order of the names
def records(files):
    return b"".join([record(p, files[p]) for p in sorted(files)])


def digests(files):
    return "".join(["%s %s\n" % (sha(files[p]), p) for p in sorted(files)]).encode()


# The lines of a commit.
def lines(put, delete=()):
    return "".join(["put %s %s\n" % (sha(put[p]), p) for p in sorted(put)] + ["del %s\n" % p for p in delete]).encode()


# [(kind, bytes left)] of what have has put out
def kinds(out):
    return [(out[i], int.from_bytes(out[i + 1 : i + 5], "big")) for i in range(0, len(out), 5)]
