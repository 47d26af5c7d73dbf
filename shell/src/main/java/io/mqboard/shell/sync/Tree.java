package io.mqboard.shell.sync;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * A local folder with all that is in it and not ignored. Links are followed; a loop of them is an error of the file system.
 *
 * @param files relative names with slashes
 * @param folders the folder itself and those below it
 */
record Tree(List<String> files, List<Path> folders) {
    /** Folders within folders. */
    private static final int MAX_DEPTH = 32;

    static Tree of(Path root, IgnoreRules ignored) throws IOException {
        Tree tree = new Tree(new ArrayList<>(), new ArrayList<>());
        Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), MAX_DEPTH, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                if (!folder.equals(root) && ignored.ignores(name(root, folder), true)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                tree.folders.add(folder);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = name(root, file);
                if (attributes.isRegularFile() && !ignored.ignores(name, false)) {
                    tree.files.add(name);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return tree;
    }

    private static String name(Path root, Path file) {
        String name = root.relativize(file).toString();
        return java.io.File.separatorChar == '/' ? name : name.replace(java.io.File.separatorChar, '/');
    }
}
