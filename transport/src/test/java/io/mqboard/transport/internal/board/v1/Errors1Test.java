package io.mqboard.transport.internal.board.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class Errors1Test {
    private static String code(String text) {
        return Errors1.ofPath("lab/one", "/x", "Traceback (most recent call last):\n  File \"<eval>\", line 1\n" + text)
                .code();
    }

    @Test
    void ofPath_allSpellings_areUnderstood() {
        assertEquals("not-found", code("OSError: [Errno 2] ENOENT"));
        assertEquals("not-found", code("OSError: 2"));
        assertEquals("not-dir", code("OSError: 20"));
        assertEquals("not-dir", code("OSError: [Errno 20] ENOTDIR"));
        assertEquals("full", code("OSError: 28\n"));
        assertEquals("not-empty", code("OSError: [Errno 39] ENOTEMPTY: '/x'"));
        assertEquals("exists", code("OSError: [Errno 17] EEXIST"));
        assertEquals("memory", code("MemoryError: memory allocation failed, allocating 1024 bytes"));
        assertEquals("exception", code("ValueError: ENOENT"));
        assertEquals("exception", code("OSError: 200"));
    }

    @Test
    void ofPath_message_namesBoardAndPath() {
        assertEquals(
                "lab/one: /x: not found",
                Errors1.ofPath("lab/one", "/x", "OSError: 2").getMessage());
    }
}
