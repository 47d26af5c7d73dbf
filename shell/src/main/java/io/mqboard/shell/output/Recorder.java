package io.mqboard.shell.output;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a command prints for one board of several, so that it can be compared with what it prints for the others. */
public final class Recorder implements Output {
    /** Which method of {@link Output} a piece was given to. */
    public enum Kind {
        DATA,
        JSON,
        TRACEBACK,
        NOTE,
        DETAIL,
        ERROR
    }

    /** Something that was printed, with its line ends. */
    public record Piece(Kind kind, String text) {
        /** Prints it as it would have been. */
        void replay(Output output) {
            String line = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
            switch (kind) {
                case DATA -> output.print(text);
                case JSON -> output.json(JsonParser.parseString(text).getAsJsonObject());
                case TRACEBACK -> output.traceback(text);
                case NOTE -> output.note(line);
                case DETAIL -> output.detail(line);
                case ERROR -> output.error(line);
            }
        }
    }

    private static final int MAX_CHARACTERS = 256 * 1024;

    private final String address;
    // Guarded by this.
    private final List<Piece> pieces = new ArrayList<>();
    private int size;

    /** Keeps what is printed about the board of this address. */
    public Recorder(String address) {
        this.address = address;
    }

    /** What was printed; neighbours of one kind are one piece, so that it does not matter how a text was cut. */
    public synchronized List<Piece> pieces() {
        return List.copyOf(pieces);
    }

    private synchronized void keep(Kind kind, String text) {
        if (size > MAX_CHARACTERS || text.isEmpty()) {
            return;
        }
        size += text.length();
        int last = pieces.size() - 1;
        boolean joins = last >= 0 && pieces.get(last).kind() == kind && (kind == Kind.DATA || kind == Kind.TRACEBACK);
        if (joins) {
            pieces.set(last, new Piece(kind, pieces.get(last).text() + text));
        } else {
            pieces.add(new Piece(kind, text));
        }
        if (size > MAX_CHARACTERS) {
            pieces.add(new Piece(Kind.ERROR, "... and more, which was dropped: select this board alone to see it\n"));
        }
    }

    /** Prints pieces as they would have been printed. */
    public static void replay(List<Piece> pieces, Output output) {
        pieces.forEach(piece -> piece.replay(output));
    }

    @Override
    public void print(String text) {
        keep(Kind.DATA, text);
    }

    @Override
    public void println(String line) {
        keep(Kind.DATA, line + "\n");
    }

    @Override
    public void raw(byte[] bytes) {
        keep(Kind.DATA, new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public void json(JsonObject object) {
        if (!object.has("board")) {
            object.addProperty("board", address);
        }
        keep(Kind.JSON, JsonText.of(object));
    }

    @Override
    public void traceback(String text) {
        keep(Kind.TRACEBACK, text);
    }

    @Override
    public void note(String line) {
        keep(Kind.NOTE, line + "\n");
    }

    @Override
    public void detail(String line) {
        keep(Kind.DETAIL, line + "\n");
    }

    @Override
    public void error(String line) {
        keep(Kind.ERROR, line + "\n");
    }

    @Override
    public boolean terminal() {
        return false;
    }

    @Override
    public void flush() {
        // Nothing is on its way.
    }
}
