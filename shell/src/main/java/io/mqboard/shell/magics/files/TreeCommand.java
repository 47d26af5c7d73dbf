package io.mqboard.shell.magics.files;

import io.mqboard.shell.command.Argument;
import io.mqboard.shell.command.ArgumentKind;
import io.mqboard.shell.command.Arguments;
import io.mqboard.shell.command.Context;
import io.mqboard.shell.command.Flag;
import io.mqboard.shell.command.Magic;
import io.mqboard.shell.command.Target;
import io.mqboard.shell.magics.files.copy.Expansion;
import io.mqboard.shell.output.SafeText;
import io.mqboard.transport.RemoteFile;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code %tree}: folders and what is in them, as a tree. */
final class TreeCommand implements Magic.Action {
    static Magic row() {
        return Magic.row("tree", "show folders of the board as trees")
                .flags(Flag.of('s', "size", "sizes, too"), FileFlags.HUMAN, FileFlags.ALL)
                .arguments(Argument.any(":FOLDER", ArgumentKind.REMOTE_PATH_PLAIN))
                .json("board folder name type size modified")
                .runs(new TreeCommand());
    }

    /** A file, or a folder with what is in it. */
    private static final class Node {
        final Map<String, Node> children = new TreeMap<>();

        @Nullable
        RemoteFile file;

        /** Each component of a path is a node, so none can leave the tree. */
        void add(RemoteFile added) {
            Node node = this;
            for (String part : added.path().split("/", -1)) {
                node = node.children.computeIfAbsent(part, name -> new Node());
            }
            node.file = added;
        }

        boolean folder() {
            return file == null || file.folder();
        }
    }

    @Override
    public void run(Context context, Arguments arguments) throws Exception {
        List<String> words = arguments.count() == 0 ? List.of(":") : arguments.words();
        for (Target target : Expansion.targets(context, words)) {
            List<RemoteFile> files =
                    ListCommand.shown(context.await(target.board().list(target.path(), true)), arguments);
            if (context.settings().json()) {
                files.forEach(file -> context.output().json(ListCommand.json(target, file)));
                continue;
            }
            Node root = new Node();
            files.forEach(root::add);
            context.output().println(":" + SafeText.line(target.path()));
            print(context, root, "", arguments);
        }
    }

    private static void print(Context context, Node node, String indent, Arguments arguments) {
        int left = node.children.size();
        for (Map.Entry<String, Node> entry : node.children.entrySet()) {
            Node child = entry.getValue();
            boolean last = --left == 0;
            context.output()
                    .println(indent
                            + (last ? "└── " : "├── ")
                            + size(child, arguments)
                            + SafeText.line(entry.getKey())
                            + (child.folder() ? "/" : ""));
            print(context, child, indent + (last ? "    " : "│   "), arguments);
        }
    }

    private static String size(Node node, Arguments arguments) {
        RemoteFile file = node.file;
        boolean wanted = arguments.has("size") || arguments.has("human");
        if (!wanted || file == null || file.folder()) {
            return "";
        }
        return "[" + FileFlags.right(FileFlags.size(file.sizeBytes(), arguments), 9) + "]  ";
    }
}
