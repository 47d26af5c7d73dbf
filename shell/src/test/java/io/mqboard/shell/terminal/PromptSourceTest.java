package io.mqboard.shell.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.shell.command.MagicTable;
import io.mqboard.shell.magics.StandardMagics;
import io.mqboard.shell.script.Statement;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PromptSourceTest {
    private VirtualScreen glass;
    private Screen screen;
    private ShellReader reader;
    private PromptSource source;
    private final LinkedBlockingQueue<Statement> typed = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private Thread thread;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        glass = new VirtualScreen();
        screen = new Screen(glass.terminal(), true);
        reader = new ShellReader(glass.terminal());
        reader.setParser(new ShellParser(StandardMagics.table()));
        reader.setHighlighter(new ShellHighlighter(new MagicTable(List.of()), () -> true));
        EditKeys.install(reader, () -> true, text -> "", () -> true);
        screen.attach(reader);
        source = new PromptSource(
                glass.terminal(), reader, screen, () -> "mqboard> ", statement -> {}, () -> true, () -> {});
        thread = new Thread(this::read, "test-shell");
        thread.start();
        glass.awaitLastLine("mqboard>");
    }

    private void read() {
        Statement statement = source.next();
        while (statement != null) {
            typed.add(statement);
            statement = source.next();
        }
        ended.complete(null);
    }

    @AfterEach
    void end() throws IOException, InterruptedException {
        if (!ended.isDone()) {
            glass.control('c');
            glass.await("a new prompt", text -> text.endsWith("mqboard>"));
            glass.control('d');
        }
        thread.join(5000);
        glass.close();
    }

    private Statement next() throws InterruptedException {
        Statement statement = typed.poll(10, TimeUnit.SECONDS);
        assertTrue(statement != null, () -> "nothing was accepted:\n" + glass.text());
        return statement;
    }

    private void assertNext(Statement.Kind kind, String text) throws InterruptedException {
        Statement statement = next();
        assertEquals(kind + ":" + text, statement.kind() + ":" + statement.text());
    }

    @Test
    void line_isOneStatement() throws Exception {
        glass.type("45+876\n");
        assertNext(Statement.Kind.PYTHON, "45+876");
        glass.type("%ls -l :lib\n");
        assertNext(Statement.Kind.MAGIC, "ls -l :lib");
    }

    @Test
    void emptyLineAndComment_doNothing() throws Exception {
        glass.type("\n  \n# note\nx\n");
        assertNext(Statement.Kind.PYTHON, "x");
    }

    @Test
    void block_isIndentedAndEndsWithBlankLine() throws Exception {
        glass.type("while x:");
        glass.control('m');
        glass.awaitLastLine("     ...");
        glass.type("y");
        glass.awaitLastLine("     ...     y");
        glass.control('m');
        glass.await("third line", text -> text.endsWith("     ...     y\n     ..."));
        glass.control('m');
        assertNext(Statement.Kind.PYTHON, "while x:\n    y");
    }

    @Test
    void backspace_inIndentation_takesOneStep() throws Exception {
        glass.type("if x:");
        glass.control('m');
        glass.awaitLastLine("     ...");
        glass.type("y");
        glass.awaitLastLine("     ...     y");
        glass.type("\u007f\u007fz = 1");
        glass.awaitLastLine("     ... z = 1");
        glass.control('c');
        glass.awaitLastLine("mqboard>");
    }

    @Test
    void tab_atLineStart_indents() throws Exception {
        glass.type("f(");
        glass.control('m');
        glass.awaitLastLine("     ...");
        glass.type("\t1)");
        glass.awaitLastLine("     ...         1)");
        glass.control('m');
        assertNext(Statement.Kind.PYTHON, "f(\n        1)");
    }

    @Test
    void openBracket_keepsLineOpen() throws Exception {
        glass.type("f(1,");
        glass.control('m');
        glass.awaitLastLine("     ...");
        glass.type("2)");
        glass.control('m');
        assertNext(Statement.Kind.PYTHON, "f(1,\n2)");
    }

    private static final String CLASS =
            "class A:\n    def f(self):\n        return 1\n\n    def g(self):\n        if 1:\n"
                    + "            return 2\n\n        return 3\n";

    @Test
    void bracketedPaste_keepsIndentation() throws Exception {
        glass.type("\u001b[200~" + CLASS + "\u001b[201~");
        glass.awaitText("return 3");
        glass.control('m');
        assertNext(Statement.Kind.PYTHON, CLASS.strip());
    }

    @Test
    void pasteWithoutBrackets_keepsIndentation() throws Exception {
        glass.type(CLASS);
        glass.awaitText("return 3");
        glass.control('m');
        assertNext(Statement.Kind.PYTHON, CLASS.strip());
    }

    @Test
    void pasteOfManyStatements_isRunOneByOne() throws Exception {
        glass.type("\u001b[200~x = 1\n%ls\nif x:\n    y\n\n    z\nx\n\u001b[201~");
        glass.awaitText("%ls");
        glass.control('m');
        assertNext(Statement.Kind.PYTHON, "x = 1");
        assertNext(Statement.Kind.MAGIC, "ls");
        assertNext(Statement.Kind.PYTHON, "if x:\n    y\n\n    z");
        assertNext(Statement.Kind.PYTHON, "x");
    }

    @Test
    void indentedPaste_isMovedLeft() throws Exception {
        glass.type("\u001b[200~    if x:\n        y\n\u001b[201~");
        glass.awaitText("y");
        glass.control('m');
        assertNext(Statement.Kind.PYTHON, "if x:\n    y");
    }

    @Test
    void pasteOfOneLine_losesItsLineEnd() throws Exception {
        glass.type("\u001b[200~45+876\n\u001b[201~");
        glass.awaitLastLine("mqboard> 45+876");
        assertNull(typed.poll());
        glass.control('m');
        assertNext(Statement.Kind.PYTHON, "45+876");
    }

    @Test
    void linesTypedAhead_areStatementsOfTheirOwn() throws Exception {
        glass.type("1\n2\n%ls\n");
        assertNext(Statement.Kind.PYTHON, "1");
        assertNext(Statement.Kind.PYTHON, "2");
        assertNext(Statement.Kind.MAGIC, "ls");
    }

    @Test
    void blockTypedFast_isIndentedAllTheSame() throws Exception {
        glass.type("for i in x:\nif i:\nprint(i)\ni += 1\n\ny\n");
        assertNext(Statement.Kind.PYTHON, "for i in x:\n    if i:\n        print(i)\n        i += 1");
        assertNext(Statement.Kind.PYTHON, "y");
    }

    @Test
    void controlC_standsInOrderWithOtherKeys() throws Exception {
        glass.type("wrong\u0003right\nif x:\n\u0003last\n");
        assertNext(Statement.Kind.PYTHON, "right");
        assertNext(Statement.Kind.PYTHON, "last");
    }

    @Test
    void controlC_rightAfterEnter_stopsTheStatementBeforeItBegins() throws Exception {
        glass.type("wrong\n\u0003right\n");
        assertNext(Statement.Kind.PYTHON, "right");
    }

    @Test
    void controlC_clearsTheLine() throws Exception {
        glass.type("wrong");
        glass.awaitLastLine("mqboard> wrong");
        glass.control('c');
        glass.awaitLastLine("mqboard>");
        glass.type("right\n");
        assertNext(Statement.Kind.PYTHON, "right");
    }

    @Test
    void controlD_leaves() throws Exception {
        glass.control('d');
        ended.get(10, TimeUnit.SECONDS);
    }

    @Test
    void lineFromElsewhere_leavesWhatIsTypedAlone() throws Exception {
        glass.type("half a li");
        glass.awaitLastLine("mqboard> half a li");
        try (Printer printer = new Printer(screen)) {
            printer.print("board x is online");
            glass.await("the line above", text -> text.equals("board x is online\nmqboard> half a li"));
            glass.type("ne\n");
            assertNext(Statement.Kind.PYTHON, "half a line");
        }
    }

    @Test
    void changedPrompt_isDrawnAtOnce() throws Exception {
        glass.type("x = ");
        glass.awaitLastLine("mqboard> x =");
        reader.changePrompt("(no connection) mqboard> ");
        glass.awaitLastLine("(no connection) mqboard> x =");
        reader.changePrompt("mqboard> ");
        glass.awaitLastLine("mqboard> x =");
    }

    @Test
    void percentAndBackslash_reachTheBoard() throws Exception {
        glass.type("print('100%!d\\n' % x) \\\n+ 1\n");
        assertNext(Statement.Kind.PYTHON, "print('100%!d\\n' % x) \\\n+ 1");
    }

    @Test
    void longPasteWithoutBrackets_isTakenInTime() throws Exception {
        StringBuilder text = new StringBuilder("class A:\n");
        for (int i = 0; i < 300; i++) {
            text.append("    def method")
                    .append(i)
                    .append("(self):\n        return [")
                    .append(i)
                    .append("]\n\n");
        }
        glass.type(text.toString());
        glass.awaitText("[299]");
        glass.control('m');
        assertNext(Statement.Kind.PYTHON, text.toString().strip());
    }
}
