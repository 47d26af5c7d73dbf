package io.mqboard.shell.python;

import java.util.List;

/**
 * Python source as far as it was typed or read, and what a line editor or a script reader asks about it. Immutable. Line ends are {@code
 * \n} or {@code \r\n}.
 */
public final class PythonSource {
    /** Whether the text can be run. */
    public enum Completeness {
        COMPLETE,
        /** A bracket or a triple-quoted string is open, or the line ends with a backslash. */
        INCOMPLETE,
        /** A block is open: more lines may follow, a blank one ends it. A script may run it as it is when no line is left. */
        NEEDS_BLANK_LINE
    }

    private static final String INDENT = "    ";

    private final String text;
    private final Tokenizer tokenizer;
    private final List<LogicalLine> lines;

    private PythonSource(String text) {
        this.text = text;
        tokenizer = new Tokenizer(text);
        lines = LogicalLine.of(text, tokenizer.tokens());
    }

    /** Looks at a text; takes time in proportion to its length. */
    public static PythonSource of(String text) {
        return new PythonSource(text);
    }

    /** The text as it was given. */
    public String text() {
        return text;
    }

    /** All tokens, in order. */
    public List<Token> tokens() {
        return List.copyOf(tokenizer.tokens());
    }

    /** Whether there is nothing to run: white space and comments. */
    public boolean isBlank() {
        return lines.isEmpty();
    }

    /**
     * Whether the text can be run, by the rule of MicroPython's own prompt: a compound statement ends with a blank line. Unlike there,
     * the statement need not be the first one in the text.
     */
    public Completeness completeness() {
        if (isOpen()) {
            return Completeness.INCOMPLETE;
        }
        return inBlock() && !endsWithBlankLine() ? Completeness.NEEDS_BLANK_LINE : Completeness.COMPLETE;
    }

    /**
     * Whether a script's next line belongs to the statement that stands here. Unlike at a prompt, blank lines do not end a block there: a
     * line that is not indented does.
     */
    public boolean takes(String nextLine) {
        if (isOpen()) {
            return true;
        }
        if (!inBlock()) {
            return false;
        }
        PythonSource next = of(nextLine);
        boolean indented = nextLine.startsWith(" ") || nextLine.startsWith("\t");
        return next.isBlank()
                || indented
                || lines.get(lines.size() - 1).isDecorator()
                || next.lines.get(0).isContinuing();
    }

    /**
     * The index where the first statement ends, with the blank lines behind it if it is a block. What follows it need not be Python: a
     * block ends at any line that is not indented, as in a script.
     */
    public int firstStatementEnd() {
        if (lines.isEmpty()) {
            return text.length();
        }
        if (!lines.get(0).isCompound()) {
            return lines.size() == 1 ? text.length() : lineStart(lines.get(1));
        }
        int next = 1;
        while (next < lines.size() && belongsToBlock(next)) {
            next++;
        }
        return next == lines.size() ? text.length() : lineStart(lines.get(next));
    }

    private boolean belongsToBlock(int index) {
        LogicalLine line = lines.get(index);
        return !line.indentation().isEmpty()
                || line.isContinuing()
                || lines.get(index - 1).isDecorator();
    }

    private static int lineStart(LogicalLine line) {
        return line.start() - line.indentation().length();
    }

    /** White space to put before the line that follows the text, where the user is about to press Enter. */
    public String nextIndent() {
        if (tokenizer.openString() || lines.isEmpty()) {
            return "";
        }
        String current = lastLineIndentation();
        if (tokenizer.depth() > 0) {
            return endsWithOpeningBracket() ? current + unit() : current;
        }
        LogicalLine last = lines.get(lines.size() - 1);
        if (endsWithBlankLine()) {
            return current;
        }
        if (last.opensBlock()) {
            return last.indentation() + unit();
        }
        return last.endsBlock() ? outdented(last.indentation()) : last.indentation();
    }

    /** Whether the last line ends with the colon of a block that is to follow. */
    public boolean opensBlock() {
        return !isOpen()
                && !lines.isEmpty()
                && !endsWithBlankLine()
                && lines.get(lines.size() - 1).opensBlock();
    }

    /** Whether it awaits outside any function: {@code await}, {@code async for} or {@code async with}. */
    public boolean awaits() {
        return new TopLevel(text, lines).awaits();
    }

    /**
     * The text as {@code async def __mqb__():}, for {@link io.mqboard.transport.ExecMode#AWAIT}. Names that it binds stay global; the value
     * of a last expression is returned. Two lines stand before the text: see {@link TracebackLines}.
     */
    public String wrapped() {
        return new AwaitWrapper(text, tokenizer.tokens(), lines).wrapped();
    }

    private boolean isOpen() {
        return tokenizer.depth() > 0 || tokenizer.openString() || tokenizer.openBackslash();
    }

    private boolean inBlock() {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).indentation().isEmpty()) {
                return lines.get(i).isCompound();
            }
        }
        return false;
    }

    private boolean endsWithBlankLine() {
        int lineStart = text.lastIndexOf('\n');
        return lineStart >= 0 && text.substring(lineStart).isBlank();
    }

    private String lastLineIndentation() {
        int start = text.lastIndexOf('\n') + 1;
        int end = start;
        while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
            end++;
        }
        return text.substring(start, end);
    }

    private boolean endsWithOpeningBracket() {
        List<Token> tokens = tokenizer.tokens();
        Token last = tokens.get(tokens.size() - 1);
        return last.end() - last.start() == 1 && "([{".indexOf(text.charAt(last.start())) >= 0;
    }

    /** One step of indentation as the text has it. */
    private String unit() {
        return lines.stream()
                .map(LogicalLine::indentation)
                .filter(indentation -> !indentation.isEmpty())
                .findFirst()
                .orElse(INDENT);
    }

    private String outdented(String indentation) {
        return indentation.substring(0, Math.max(0, indentation.length() - unit().length()));
    }
}
