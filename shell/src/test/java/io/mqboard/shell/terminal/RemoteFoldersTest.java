package io.mqboard.shell.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqboard.transport.RemoteFile;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class RemoteFoldersTest {
    private final TestBoard board = new TestBoard("b");
    private long now = 1;
    private final RemoteFolders folders = new RemoteFolders(() -> now);

    private List<String> names(String folder) {
        return folders.list(board, folder, 0).stream().map(RemoteFile::path).toList();
    }

    @Test
    void unknownFolder_isFetchedInTheBackground() {
        board.folder("/lib", "a.py");
        board.holdBack = true;
        assertEquals(List.of(), names("/lib"));
        assertEquals(List.of(), names("/lib"));
        assertEquals(List.of("/lib"), board.listed, "one fetch at a time");
        board.answerListings();
        assertEquals(List.of("a.py"), names("/lib"));
        assertEquals(1, board.listed.size());
    }

    @Test
    void oldListing_isShownAndFetchedAnew() {
        board.folder("/", "a.py");
        assertEquals(List.of("a.py"), names("/"));
        board.folder("/", "a.py", "b.py");
        board.holdBack = true;
        now += TimeUnit.SECONDS.toNanos(4);
        assertEquals(List.of("a.py"), names("/"));
        board.answerListings();
        assertEquals(List.of("a.py", "b.py"), names("/"));
    }

    @Test
    void change_ofTheShellItself_fetchesTheFolderAtOnce() {
        board.folder("/lib", "a.py");
        names("/lib");
        board.folder("/lib", "a.py", "new.py");
        folders.changed(board, "lib/new.py");
        assertEquals(List.of("/lib", "/lib"), board.listed);
        assertEquals(List.of("a.py", "new.py"), names("/lib"));
    }

    @Test
    void change_ofAFolder_coversWhatIsBelow() {
        board.folder("/lib/x", "a.py");
        board.folder("/libx", "b.py");
        names("/lib/x");
        names("/libx");
        folders.changed(board, "/lib");
        assertEquals(List.of("/lib/x", "/libx"), board.listed);
        names("/lib/x");
        names("/libx");
        assertEquals(List.of("/lib/x", "/libx", "/lib/x"), board.listed);
    }

    @Test
    void change_duringAFetch_isNotTakenForOld() {
        board.folder("/", "a.py");
        board.holdBack = true;
        names("/");
        folders.changed(board, "/b.py");
        board.answerListings();
        board.folder("/", "a.py", "b.py");
        board.holdBack = false;
        assertEquals(List.of("a.py", "b.py"), names("/"));
    }

    @Test
    void codeOnTheBoard_makesAllDoubtful() {
        names("/");
        folders.doubt(board);
        names("/");
        assertEquals(List.of("/", "/"), board.listed);
    }

    @Test
    void boardThatIsOffline_isNotAsked() {
        board.status(false, "normal", "00", "lost");
        assertEquals(List.of(), names("/"));
        assertEquals(List.of(), board.listed);
    }

    @Test
    void failedFetch_isTriedAgainWithTheNextUse() {
        board.holdBack = true;
        names("/");
        board.heldBack.get(0).result.completeExceptionally(new java.io.IOException("gone"));
        board.holdBack = false;
        board.folder("/", "a.py");
        assertEquals(List.of("a.py"), names("/"));
    }

    @Test
    void folders_areBounded() {
        for (int i = 0; i < 1000; i++) {
            names("/" + i);
        }
        names("/0");
        assertEquals(1001, board.listed.size());
    }

    @Test
    void path_isMadeNormal() {
        assertEquals("/", RemoteFolders.normal(""));
        assertEquals("/", RemoteFolders.normal("//"));
        assertEquals("/lib/x", RemoteFolders.normal("lib//x/"));
        assertEquals("/lib", RemoteFolders.normal("./lib/."));
    }
}
