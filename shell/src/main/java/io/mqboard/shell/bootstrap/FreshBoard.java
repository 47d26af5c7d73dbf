package io.mqboard.shell.bootstrap;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.mqboard.shell.cli.ExitCode;
import io.mqboard.shell.cli.ShellException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is done on the board, in its own Python. Everything from it is read as JSON. */
final class FreshBoard {
    /**
     * What a board says of itself.
     *
     * @param implementation the Python
     * @param major its version
     * @param minor its version within that
     * @param machine the port
     * @param freeBytes room on its flash
     * @param names what is at the root of its flash
     */
    record State(String implementation, int major, int minor, String machine, long freeBytes, List<String> names) {}

    /** Bytes of a file in one piece: a line of 1 KB in Base64. */
    private static final int PIECE = 768;

    /** A boot.py of ours has started the watchdog, which nothing stops on an ESP32: it is fed with each piece. */
    private static final String HELPERS = """
            import os,sys,json,gc,hashlib,binascii
            T='/.mqb-new'
            try:
             os.stat('/lib/mqboard')
             import machine
             G=machine.WDT(timeout=120000)
            except Exception:G=None
            def E():
             v=os.statvfs('/')
             print(json.dumps([sys.implementation[0],list(sys.implementation[1])[:2],sys.platform,v[1]*v[3],os.listdir('/')]))
            def D(p):
             try:os.mkdir(p)
             except OSError as e:
              if e.args[0]!=17:raise
            def O():
             global F
             F=open(T,'wb')
            def W(s):
             if G:G.feed()
             F.write(binascii.a2b_base64(s))
            def H(p):
             if G:G.feed()
             try:f=open(p,'rb')
             except OSError:
              print('""')
              return
             h=hashlib.sha256()
             b=memoryview(bytearray(512))
             while 1:
              n=f.readinto(b)
              if not n:break
              h.update(b[:n])
             f.close()
             print(json.dumps(binascii.hexlify(h.digest()).decode()))
            def C():
             F.close()
             H(T)
            def K(p):
             O()
             with open(p,'rb') as f:
              while 1:
               b=f.read(512)
               if not b:break
               F.write(b)
             C()
            def R(p):
             try:os.remove(p)
             except OSError:pass
             os.rename(T,p)
            gc.collect()
            """;

    private final RawRepl repl;
    private final Set<String> folders = new HashSet<>(Set.of("", "/"));

    FreshBoard(RawRepl repl) {
        this.repl = repl;
    }

    /** Sends what the other methods need. */
    void prepare() throws ShellException, IOException {
        repl.run(HELPERS);
    }

    State state() throws ShellException, IOException {
        try {
            List<JsonElement> fields =
                    JsonParser.parseString(repl.run("E()")).getAsJsonArray().asList();
            List<JsonElement> version = fields.get(1).getAsJsonArray().asList();
            List<String> names = new ArrayList<>();
            fields.get(4).getAsJsonArray().forEach(name -> names.add(name.getAsString()));
            return new State(
                    fields.get(0).getAsString(),
                    version.get(0).getAsInt(),
                    version.get(1).getAsInt(),
                    fields.get(2).getAsString(),
                    fields.get(3).getAsLong(),
                    names);
        } catch (JsonParseException | IllegalStateException | IndexOutOfBoundsException | NumberFormatException e) {
            throw garbage(e);
        }
    }

    /** The digest of a file of the board; empty if it has none. */
    String sha256(String path) throws ShellException, IOException {
        return text(repl.run("H(" + quoted(path) + ")"));
    }

    /** Told of each piece that has arrived. */
    interface Moved {
        void moved(int bytes);
    }

    /** Writes a file beside its place, reads it back, and gives it its name if it is whole. */
    void write(BoardFile file, Moved moved) throws ShellException, IOException {
        makeFolders(file.path());
        repl.run("O()");
        byte[] content = file.content();
        for (int from = 0; from < content.length; from += PIECE) {
            byte[] piece = Arrays.copyOfRange(content, from, Math.min(content.length, from + PIECE));
            repl.run("W('" + Base64.getEncoder().encodeToString(piece) + "')");
            moved.moved(piece.length);
        }
        commit(file, repl.run("C()"));
    }

    /** Makes a file of another one that is on the board already. */
    void copy(String from, BoardFile file) throws ShellException, IOException {
        makeFolders(file.path());
        commit(file, repl.run("K(" + quoted(from) + ")"));
    }

    private void commit(BoardFile file, String answer) throws ShellException, IOException {
        if (!text(answer).equals(file.sha256())) {
            throw new ShellException(
                    ExitCode.INTEGRITY, file.path() + ": the board has written something else; is its flash worn out?");
        }
        repl.run("R(" + quoted(file.path()) + ")");
    }

    private void makeFolders(String path) throws ShellException, IOException {
        for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
            String folder = path.substring(0, slash);
            if (folders.add(folder)) {
                repl.run("D(" + quoted(folder) + ")");
            }
        }
    }

    /** Restarts the board; there is no answer. */
    void reset() throws ShellException {
        repl.leave("import machine\nmachine.reset()");
    }

    private static String text(String json) throws ShellException {
        try {
            return JsonParser.parseString(json).getAsString();
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException e) {
            throw garbage(e);
        }
    }

    private static ShellException garbage(RuntimeException cause) {
        return new ShellException(ExitCode.FAILED, "the board's answer makes no sense; reset it and try again", cause);
    }

    /** A literal: what JSON escapes, Python understands. */
    static String quoted(String text) {
        return new JsonPrimitive(text).toString();
    }
}
