package io.mqboard.transport.testing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** The commands that a {@link FakeBoard} knows. */
final class FakeCommands {
    private final FakeRequest request;
    private final FakeBoard board;

    private FakeCommands(FakeRequest request, FakeBoard board) {
        this.request = request;
        this.board = board;
    }

    /** Runs a command whose input is complete. */
    static void run(String command, FakeRequest request, FakeBoard board) {
        new FakeCommands(request, board).run(command);
    }

    private void run(String command) {
        switch (command) {
            case "exec" -> exec(new String(request.input(), StandardCharsets.UTF_8));
            case "put" -> put();
            case "get" -> get(request.head("path"));
            case "ls" -> ls();
            case "stat" -> stat(request.head("path"));
            case "rm" -> rm(request.head("path"));
            default -> request.end("{\"error\":\"unsupported\",\"text\":\"" + command + "\"}");
        }
    }

    private void exec(String source) {
        board.runs.merge(source, 1, Integer::sum);
        if (source.equals("loop")) {
            return;
        }
        if (source.startsWith("big ")) {
            request.print(0, new byte[Integer.parseInt(source.substring(4))]);
        } else if (source.startsWith("print ")) {
            request.print(0, (source.substring(6) + "\n").getBytes(StandardCharsets.UTF_8));
        } else if (source.equals("raise")) {
            request.print(2, "Traceback\nValueError: x\n".getBytes(StandardCharsets.UTF_8));
            request.end("{\"error\":\"exception\",\"type\":\"ValueError\",\"text\":\"ValueError: x\"}");
            return;
        } else {
            request.print(1, (source + "\n").getBytes(StandardCharsets.UTF_8));
        }
        request.end("{\"ok\":true}");
    }

    private void put() {
        byte[] content = request.input();
        board.parts.remove(request.partName());
        if (shaText(content).equals(request.head("sha256"))) {
            board.files.put(request.head("path"), content);
            board.runs.merge("put " + request.head("path"), 1, Integer::sum);
            request.end("{\"ok\":true,\"size\":" + content.length + "}");
        } else {
            request.end("{\"error\":\"integrity\",\"text\":\"digest differs\"}");
        }
    }

    private void get(String path) {
        byte[] content = board.files.get(path);
        if (content == null) {
            request.end("{\"error\":\"not-found\",\"text\":\"no such file\",\"path\":\"" + path + "\"}");
            return;
        }
        int from = request.number("from");
        request.print(0, Arrays.copyOfRange(content, Math.min(from, content.length), content.length));
        request.end("{\"ok\":true,\"size\":" + content.length + ",\"sha256\":\"" + shaText(content) + "\"}");
    }

    private void ls() {
        StringBuilder lines = new StringBuilder();
        board.files.forEach((name, content) -> lines.append("[\"")
                .append(name)
                .append("\",\"f\",")
                .append(content.length)
                .append(",null]\n"));
        request.print(0, lines.toString().getBytes(StandardCharsets.UTF_8));
        request.end("{\"ok\":true,\"n\":" + board.files.size() + "}");
    }

    private void stat(String path) {
        byte[] content = board.files.get(path);
        request.end(
                content == null
                        ? "{\"error\":\"not-found\",\"path\":\"" + path + "\"}"
                        : "{\"ok\":true,\"type\":\"f\",\"size\":" + content.length + ",\"mtime\":7}");
    }

    private void rm(String path) {
        board.runs.merge("rm " + path, 1, Integer::sum);
        request.end(
                board.files.remove(path) == null
                        ? "{\"error\":\"not-found\",\"path\":\"" + path + "\"}"
                        : "{\"ok\":true}");
    }

    private static byte[] sha(byte[] bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(bytes)).getBytes(StandardCharsets.UTF_8);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static String shaText(byte[] bytes) {
        return new String(sha(bytes), StandardCharsets.UTF_8);
    }
}
