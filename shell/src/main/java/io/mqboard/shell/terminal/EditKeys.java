package io.mqboard.shell.terminal;

import io.mqboard.shell.python.PythonSource;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.Buffer;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;

/** The keys that know of Python's blocks: Enter, Backspace, Tab; and pastes. All run on the reading thread. */
final class EditKeys {
    /** A widget by name: where JLine lists candidates it overhears keys that are bound to a widget itself. */
    private static final String INTERRUPT = "mqboard-interrupt";

    /** Widgets with the sequences that terminals send for their keys, without the escape. */
    private static final String[][] KEYS = {
        {LineReader.UP_LINE_OR_HISTORY, "[A", "OA"},
        {LineReader.DOWN_LINE_OR_HISTORY, "[B", "OB"},
        {LineReader.FORWARD_CHAR, "[C", "OC"},
        {LineReader.BACKWARD_CHAR, "[D", "OD"},
        {LineReader.BEGINNING_OF_LINE, "[H", "OH", "[1~", "[7~"},
        {LineReader.END_OF_LINE, "[F", "OF", "[4~", "[8~"},
        {LineReader.DELETE_CHAR, "[3~"},
        {LineReader.FORWARD_WORD, "[1;5C"},
        {LineReader.BACKWARD_WORD, "[1;5D"}
    };

    private static final int INDENT = 4;
    private static final int DELETE = 127;
    /** How long the next character of a paste may take. JLine makes at least 100 ms of it on most systems. */
    private static final long PASTE_MILLIS = 20;

    private final ShellReader reader;
    private final BooleanSupplier keysWait;
    /** Whether the last Enter was followed by more at once. */
    private boolean pasting;
    /** Whether the block being typed comes fast but without indentation. */
    private boolean typedFast;

    /** What stood before the cursor after the last Tab, and whether it was told then what that is. */
    private String tabbed = "";

    private boolean documented;
    private final Function<String, String> documentation;
    private final BooleanSupplier choice;

    private EditKeys(
            ShellReader reader,
            BooleanSupplier keysWait,
            Function<String, String> documentation,
            BooleanSupplier choice) {
        this.reader = reader;
        this.keysWait = keysWait;
        this.documentation = documentation;
        this.choice = choice;
    }

    /**
     * Gives a reader these keys.
     *
     * @param keysWait whether more was typed than has been read; may say so when it does not know
     * @param documentation what a second Tab tells about the text up to the cursor; may be empty
     * @param choice whether the last Tab had several candidates
     */
    static void install(
            ShellReader reader,
            BooleanSupplier keysWait,
            Function<String, String> documentation,
            BooleanSupplier choice) {
        EditKeys keys = new EditKeys(reader, keysWait, documentation, choice);
        reader.getWidgets().put(LineReader.ACCEPT_LINE, keys::enter);
        reader.getWidgets().put(LineReader.BACKWARD_DELETE_CHAR, keys::backspace);
        reader.getWidgets().put(LineReader.EXPAND_OR_COMPLETE, keys::tab);
        reader.getWidgets().put(LineReader.BEGIN_PASTE, keys::paste);
        reader.getWidgets().put(INTERRUPT, reader::interrupt);
        for (String name : new String[] {LineReader.EMACS, LineReader.VIINS, LineReader.VICMD}) {
            KeyMap<Binding> map = reader.getKeyMaps().get(name);
            if (map != null) {
                map.bind(new Reference(INTERRUPT), KeyMap.ctrl('C'));
                bindArrows(map);
            }
        }
    }

    /** JLine goes by the terminal's description alone; what tmux, screen and others send all the same is bound, too. */
    private static void bindArrows(KeyMap<Binding> map) {
        for (String[] key : KEYS) {
            for (int i = 1; i < key.length; i++) {
                map.bindIfNotBound(new Reference(key[0]), "\u001b" + key[i]);
            }
        }
    }

    /** A paste without brackets is taken as a whole: to draw the block for each of its characters would take minutes. */
    private boolean enter() {
        boolean open = newLine();
        while (open && pasting) {
            int next = reader.peekCharacter(PASTE_MILLIS);
            boolean text = next >= ' ' || next == '\t' || next == '\r' || next == '\n';
            if (!text || next == DELETE) {
                pasting = next >= 0;
                break;
            }
            int taken = reader.readCharacter();
            if (taken == '\r' || taken == '\n') {
                open = newLine();
            } else {
                reader.getBuffer().write(taken);
            }
        }
        return true;
    }

    /** Begins another line, or returns false if what stands there is to be run. */
    private boolean newLine() {
        Buffer buffer = reader.getBuffer();
        TypedText typed = new TypedText(buffer.toString());
        if (!typed.isComplete()) {
            buffer.write("\n" + indentation(PythonSource.of(buffer.upToCursor())));
            return true;
        }
        typedFast = false;
        // In a paste without brackets a blank line may stand between two parts of one block.
        if (typed.endsWithClosedBlock() && Character.isWhitespace(pastedNext())) {
            buffer.write('\n');
            return true;
        }
        reader.callWidget("." + LineReader.ACCEPT_LINE);
        return false;
    }

    /** A paste brings its own indentation; where it has none after a colon, keys were typed fast, by a program perhaps. */
    private String indentation(PythonSource before) {
        int next = pastedNext();
        if (next < 0) {
            return before.nextIndent();
        }
        if (Character.isWhitespace(next)) {
            return "";
        }
        boolean firstLine = before.text().indexOf('\n') < 0;
        typedFast = before.opensBlock() || (typedFast && !firstLine);
        return typedFast ? before.nextIndent() : "";
    }

    /** The character that follows so fast that nobody has typed it, or a negative number. Waits only within a paste. */
    private int pastedNext() {
        int next = pasting || keysWait.getAsBoolean() ? reader.peekCharacter(PASTE_MILLIS) : -1;
        pasting = next >= 0;
        return next;
    }

    private boolean backspace() {
        String line = lineBeforeCursor();
        if (line.isEmpty() || !line.isBlank() || line.indexOf('\t') >= 0) {
            reader.callWidget("." + LineReader.BACKWARD_DELETE_CHAR);
        } else {
            reader.getBuffer().backspace((line.length() - 1) % INDENT + 1);
        }
        return true;
    }

    private boolean tab() {
        String line = lineBeforeCursor();
        if (reader.getBuffer().length() > 0 && line.isBlank()) {
            reader.getBuffer().write(" ".repeat(INDENT - line.length() % INDENT));
        } else {
            complete();
        }
        return true;
    }

    /** The first Tab completes, or lists what there is; the second tells what stands there; the next ones choose. */
    private void complete() {
        String before = reader.getBuffer().upToCursor();
        boolean again = before.equals(tabbed);
        String told = again && !documented ? documentation.apply(before) : "";
        if (!told.isEmpty()) {
            tell(told);
            return;
        }
        reader.callWidget(again ? LineReader.MENU_COMPLETE : "." + LineReader.EXPAND_OR_COMPLETE);
        tabbed = reader.getBuffer().upToCursor();
        documented = again;
        if (!again && tabbed.equals(before) && !choice.getAsBoolean()) {
            tell(documentation.apply(before));
        }
    }

    private void tell(String text) {
        documented = true;
        if (!text.isEmpty()) {
            reader.printAbove(text);
        }
    }

    private boolean paste() {
        String text = reader.readPaste();
        boolean oneLine = text.indexOf('\n') == text.length() - 1;
        reader.getBuffer().write(oneLine ? text.stripTrailing() : text);
        return true;
    }

    private String lineBeforeCursor() {
        String before = reader.getBuffer().upToCursor();
        return before.substring(before.lastIndexOf('\n') + 1);
    }
}
