package io.mqboard.shell.config;

import io.mqboard.shell.cli.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes to the user's file of settings; what others have written there stays as it is. */
public final class SettingsEditor {
    private static final Pattern SECTION = Pattern.compile("\\s*\\[(.*)]\\s*");

    private static final Pattern SETTING =
            Pattern.compile("(?s)(\\s*([^#=\\[\\s][^=]*?)\\s*=\\s*)(\"[^\"]*\"|.*?)(\\s+#.*|\\s*)");
    private static final FileAttribute<?>[] NONE = {};

    private SettingsEditor() {}

    /** A line of a file of settings, without its end. */
    public static String line(String key, String value) throws UsageException {
        return key + " = " + quoted(key, value);
    }

    /** Adds a section to the end of a file, which need not exist. */
    public static void append(Path file, String section) throws IOException {
        String before = Files.exists(file) ? Files.readString(file) : "";
        String gap = before.isEmpty() ? "" : before.endsWith("\n") ? "\n" : "\n\n";
        write(file, before + gap + section);
    }

    /**
     * Gives a setting a value: in the section of the profile that is used if it is set there, else before all sections.
     *
     * @param profile the profile in use, or null
     */
    static void save(Path file, @Nullable String profile, String key, String value) throws UsageException, IOException {
        String text = Files.exists(file) ? Files.readString(file) : "";
        List<String> lines = new ArrayList<>(List.of(text.split("(?<=\n)", -1)));
        lines.removeIf(String::isEmpty);
        int at = profile == null ? -1 : find(lines, "profile " + profile, key);
        at = at >= 0 ? at : find(lines, "", key);
        if (at >= 0) {
            lines.set(at, replaced(lines.get(at), key, value));
        } else {
            insert(lines, line(key, value));
        }
        write(file, String.join("", lines));
    }

    /** The line that sets a key in a section, or -1. */
    private static int find(List<String> lines, String section, String key) {
        String current = "";
        for (int i = 0; i < lines.size(); i++) {
            Matcher heading = SECTION.matcher(lines.get(i));
            Matcher setting = SETTING.matcher(lines.get(i));
            if (heading.matches()) {
                current = heading.group(1).strip().replaceAll("\\s+", " ");
            } else if (current.equals(section)
                    && setting.matches()
                    && setting.group(2).equals(key)) {
                return i;
            }
        }
        return -1;
    }

    /** The line with another value; what stands before and behind the old one is kept. */
    private static String replaced(String line, String key, String value) throws UsageException {
        Matcher setting = SETTING.matcher(line);
        if (!setting.matches()) {
            throw new IllegalArgumentException(line);
        }
        return setting.group(1) + quoted(key, value) + line.substring(setting.end(3));
    }

    /** Adds a line behind the last setting that stands before all sections. */
    private static void insert(List<String> lines, String line) {
        int at = -1;
        int first = lines.size();
        for (int i = 0; i < lines.size(); i++) {
            if (SECTION.matcher(lines.get(i)).matches()) {
                first = i;
                break;
            }
            at = SETTING.matcher(lines.get(i)).matches() ? i + 1 : at;
        }
        if (at > 0 && !lines.get(at - 1).endsWith("\n")) {
            lines.set(at - 1, lines.get(at - 1) + "\n");
        }
        if (at < 0) {
            // Behind what a comment at the top says about the file.
            at = first;
            if (at > 0 && !lines.get(at - 1).endsWith("\n")) {
                lines.set(at - 1, lines.get(at - 1) + "\n");
            }
            lines.add(at, first < lines.size() ? line + "\n\n" : line + "\n");
            return;
        }
        lines.add(at, line + "\n");
    }

    /** A value as it stands in a file. */
    private static String quoted(String key, String value) throws UsageException {
        boolean quoted = value.contains(" #") || value.startsWith("\"") || !value.equals(value.strip());
        if ((quoted && value.indexOf('"') >= 0) || value.indexOf('\n') >= 0) {
            throw new UsageException(key + ": such a value cannot be written to a file of settings");
        }
        return quoted ? '"' + value + '"' : value;
    }

    /** Replaces the file whole, so that nobody ever reads half of it. A link stays one; new files are for the owner only. */
    private static void write(Path named, String text) throws IOException {
        Path file = Files.exists(named) ? named.toRealPath() : named.toAbsolutePath();
        Path folder = file.getParent();
        if (folder == null) {
            throw new IOException(named + " is no file");
        }
        Files.createDirectories(folder);
        boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
        Set<PosixFilePermission> permissions = posix && Files.exists(file)
                ? Files.getPosixFilePermissions(file)
                : PosixFilePermissions.fromString("rw-------");
        FileAttribute<?>[] attributes =
                posix ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)} : NONE;
        Path temporary = Files.createTempFile(folder, ".config", null, attributes);
        try {
            Files.write(temporary, text.getBytes(StandardCharsets.UTF_8));
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
