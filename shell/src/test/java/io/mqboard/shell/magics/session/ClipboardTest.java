package io.mqboard.shell.magics.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ClipboardTest {
    private static List<String> names(Map<String, String> environment, String system) {
        return Clipboard.programs(environment, system).stream()
                .map(program -> program.get(0))
                .toList();
    }

    @Test
    void programs_goByTheDesktop() {
        assertEquals(List.of(), names(Map.of(), "Linux"));
        assertEquals(List.of("pbpaste"), names(Map.of(), "Mac OS X"));
        assertEquals(
                List.of("wl-paste", "xclip", "xsel"),
                names(Map.of("WAYLAND_DISPLAY", "wayland-0", "DISPLAY", ":0"), "Linux"));
        assertEquals(List.of("tmux"), names(Map.of("TMUX", "/tmp/tmux-0/default,1,0"), "Linux"));
    }

    @Test
    void read_takesTheFirstThatWorks() throws Exception {
        List<String> missing = List.of("there-is-no-such-program");
        List<String> failing = List.of("false");
        assertEquals("a\n b", Clipboard.read(List.of(missing, failing, List.of("printf", "a\\n b"))));
        assertNull(Clipboard.read(List.of(missing, failing)));
        assertNull(Clipboard.read(List.of()));
    }
}
