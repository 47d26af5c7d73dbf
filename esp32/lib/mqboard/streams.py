# Output that may have to be sent again: kept until the client has acknowledged it, in a ring that never grows
# beyond `size`. Several channels share one sequence of offsets.

class Out:
    # req sends the frames; grant is the offset up to which the client takes bytes.
    def __init__(self, req, grant, size, chunk):
        self.req = req
        self.limit = grant
        self.size = size
        self.chunk = chunk
        self.acked = 0  # everything below is at the client
        self.sent = 0  # the next offset to send
        self.top = 0  # everything below was sent at least once
        self.end = 0  # everything below was written
        self.busy = False  # a half done change: the tick keeps away
        self.marks = []  # [offset, channel, ...] where the channel changes
        self.ring = memoryview(b"")

    # Takes what fits of b; returns how many bytes that were.
    def write(self, channel, b):
        self.busy = True
        try:
            marks = self.marks
            if not marks or marks[-1] != channel:
                if len(marks) > 64:
                    self._trim()
                    if len(marks) > 64:
                        return 0
                marks.append(self.end)
                marks.append(channel)
            n = len(b)
            room = len(self.ring) - (self.end - self.acked)
            if room < n:
                room += self._grow(n - room)
                if room < n:
                    n = room
                    b = memoryview(b)[:n]
            if n:
                self._copy(self.ring, self.end, b)
                self.end += n
            return n
        finally:
            self.busy = False

    # Puts b at an offset, around the corner of the ring if need be.
    def _copy(self, ring, offset, b):
        at = offset % len(ring)
        k = len(ring) - at
        if len(b) <= k:
            ring[at : at + len(b)] = b
        else:
            b = memoryview(b)
            ring[at:] = b[:k]
            ring[: len(b) - k] = b[k:]

    # A larger ring with the same bytes; returns by how much it is larger. Out of memory: it stays.
    def _grow(self, more):
        old = self.ring
        if len(old) >= self.size:
            return 0
        size = len(old) * 4 if old else 512
        while size < len(old) + more:
            size *= 2
        if size > self.size:
            size = self.size
        try:
            ring = memoryview(bytearray(size))
        except MemoryError:
            if old:
                return 0
            raise
        at = self.acked
        while at < self.end:
            i = at % len(old)
            n = min(len(old) - i, self.end - at)
            self._copy(ring, at, old[i : i + n])
            at += n
        self.ring = ring
        return size - len(old)

    # Forgets the channel marks of what is acknowledged, but for the last.
    def _trim(self):
        marks = self.marks
        while len(marks) > 2 and marks[2] <= self.acked:
            del marks[:2]

    # The channel and the bytes of one frame from `sent` on, as long as it may be.
    def piece(self):
        at = self.sent
        end = min(self.end, self.limit, at + self.chunk)
        channel = 0
        marks = self.marks
        for i in range(0, len(marks), 2):
            if marks[i] > at:
                end = min(end, marks[i])
                break
            channel = marks[i + 1]
        i = at % len(self.ring)
        return channel, self.ring[i : min(i + end - at, len(self.ring))]

    # Sends all that may be sent; False when the link takes no more now.
    def flush(self):
        if self.busy:
            return True
        self.busy = True
        try:
            while self.sent < self.end and self.sent < self.limit:
                channel, b = self.piece()
                # flag 1: please acknowledge now
                want = self.end - self.acked > len(self.ring) >> 1
                if not self.req.send(4, channel, int(want), self.sent, b):
                    return False
                self.moved(len(b))
            return True
        finally:
            self.busy = False

    def moved(self, n):
        self.sent += n
        if self.sent > self.top:
            self.top = self.sent

    # The client has everything below offset, and takes bytes up to limit (0: as before). again: it asks for all from
    # there on once more.
    def ack(self, offset, limit, again):
        if self.acked < offset <= self.top:
            self.acked = offset
            if self.sent < offset:
                self.sent = offset
            if len(self.marks) > 2 and not self.busy:
                self._trim()
        if limit > self.limit:
            self.limit = limit
        if again and not self.busy:
            self.sent = self.acked

    # The rest that will never be read need not be kept.
    def close(self):
        self.end = self.sent
        self.ring = memoryview(b"")
