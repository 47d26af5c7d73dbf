package io.mqboard.shell.logs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the local file that a line of a traceback speaks of: below the project folder, or below one of the folders in it, as {@code src/}.
 * Safe for use by many threads.
 */
public final class LocalSources {
    private static final Pattern FRAME = Pattern.compile("File \"([^\"]{1,200})\", line (\\d{1,7})");
    private static final int MAX_FOLDERS = 50;
    private static final int MAX_REMEMBERED = 200;

    private final @Nullable Path project;
    // Guarded by this.
    private final Map<String, Optional<Path>> found = new LinkedHashMap<>();

    /** Looks in a folder; null for nowhere. */
    public LocalSources(@Nullable Path project) {
        this.project = project;
    }

    /** Such as {@code src/app.py:12} for a line that names a file of the project, else null. */
    public @Nullable String place(String line) {
        if (project == null || !line.contains("File \"")) {
            return null;
        }
        Matcher frame = FRAME.matcher(line);
        if (!frame.find()) {
            return null;
        }
        Path file = file(frame.group(1));
        return file == null ? null : file + ":" + frame.group(2);
    }

    private synchronized @Nullable Path file(String onBoard) {
        Optional<Path> known = found.get(onBoard);
        if (known == null) {
            if (found.size() >= MAX_REMEMBERED) {
                found.clear();
            }
            known = Optional.ofNullable(look(onBoard));
            found.put(onBoard, known);
        }
        return known.orElse(null);
    }

    private @Nullable Path look(String onBoard) {
        if (project == null) {
            return null;
        }
        try {
            Path relative = Path.of(onBoard.startsWith("/") ? onBoard.substring(1) : onBoard)
                    .normalize();
            // Nothing that a board says may lead out of the folder.
            if (relative.isAbsolute()
                    || relative.startsWith("..")
                    || relative.toString().isEmpty()) {
                return null;
            }
            for (Path folder : folders(project)) {
                Path candidate = folder.resolve(relative);
                if (Files.isRegularFile(candidate)) {
                    return project.relativize(candidate);
                }
            }
        } catch (InvalidPathException e) {
            // Such as <stdin>, where that cannot be a name.
            return null;
        }
        return null;
    }

    private static List<Path> folders(Path project) {
        List<Path> folders = new ArrayList<>(List.of(project));
        try (Stream<Path> children = Files.list(project)) {
            children.filter(child -> Files.isDirectory(child)
                            && !child.getFileName().toString().startsWith("."))
                    .sorted()
                    .limit(MAX_FOLDERS)
                    .forEach(folders::add);
        } catch (IOException e) {
            // The folder itself remains.
            return folders;
        }
        return folders;
    }
}
