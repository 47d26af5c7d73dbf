package io.mqboard.shell.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqboard.transport.RemoteFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MirrorTest {
    private static final List<String> BOARD = List.of(
            "/boot.py",
            "/main.py",
            "/settings.py",
            "/secrets.py",
            "/old.py",
            "/.hidden",
            "/safemode/",
            "/safemode/main.py",
            "/var/",
            "/var/state",
            "/data/",
            "/data/log.csv",
            "/lib/",
            "/lib/a.py",
            "/lib/old.py",
            "/lib/logging.py",
            "/lib/mqboard/",
            "/lib/mqboard/app.py",
            "/lib/gone/",
            "/lib/gone/x.py",
            "/lib/gone/y/",
            "/lib/.mqb-0123-4567.ok",
            "/lib/keep.txt");

    private static Mirror mirror(List<String> targets, String ignored, String... wanted) {
        Map<String, IgnoreRules> rules = new LinkedHashMap<>();
        targets.forEach(each -> rules.put(each, IgnoreRules.parse(ignored)));
        List<RemoteFile> listing = BOARD.stream()
                .map(path -> path.endsWith("/")
                        ? new RemoteFile(path.substring(0, path.length() - 1), true, 0, -1)
                        : new RemoteFile(path, false, 1, -1))
                .toList();
        return Mirror.of(listing, rules, Stream.of(wanted).toList());
    }

    @Test
    void folder_losesWhatIsNotNamed_withEmptyFolders_butNotWhatTheBoardIsReachedBy() {
        Mirror mirror = mirror(List.of("/lib"), "", "/lib/a.py");
        assertEquals(List.of("/lib/gone/x.py", "/lib/keep.txt", "/lib/old.py"), mirror.files());
        assertEquals(List.of("/lib/gone/y", "/lib/gone"), mirror.folders());
    }

    @Test
    void whatIsIgnored_stays() {
        assertEquals(
                List.of("/lib/old.py"),
                mirror(List.of("/lib"), "*.txt\ngone/\n", "/lib/a.py").files());
    }

    @Test
    void root_losesOnlyFilesDirectlyInIt_andInFoldersThatSomethingGoesInto() {
        assertEquals(List.of("/old.py"), mirror(List.of("/"), "", "/new.py").files());
        assertEquals(
                List.of("/lib/gone/x.py", "/lib/keep.txt", "/lib/old.py", "/old.py"),
                mirror(List.of("/"), "", "/lib/a.py").files());
    }

    @Test
    void folderOfTheSafeMode_isMirroredOnlyIfItIsATarget() {
        assertEquals(
                List.of("/safemode/main.py"),
                mirror(List.of("/safemode"), "", "/safemode/b.py").files());
        assertEquals(List.of(), mirror(List.of("/var"), "", "/var/x").files());
    }
}
