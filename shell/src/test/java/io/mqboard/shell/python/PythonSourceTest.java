package io.mqboard.shell.python;

import static io.mqboard.shell.python.PythonSource.Completeness.COMPLETE;
import static io.mqboard.shell.python.PythonSource.Completeness.INCOMPLETE;
import static io.mqboard.shell.python.PythonSource.Completeness.NEEDS_BLANK_LINE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonSourceTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "# note",
                "1",
                "x = 1",
                "print('a')",
                "x = 'unclosed",
                "x)",
                "a; b",
                "x = [1,\n 2]",
                "'''a\nb'''",
                "if x:\n  y\n",
                "if x:\n  y\n   ",
                "for i in x: print(i)\n",
                "class A:\n  def f(self):\n    pass\n\nx = A()",
                "@a\ndef f(): pass\n",
                "x = 1 \\\n + 2",
                "# ends with \\",
                "lambda: 3",
                "'(' + \"[\"",
                "def f():\n",
                "x = (1) # (",
                "async def f():\n  pass\n",
                "'a\\'b'",
                "r'\\\\'"
            })
    void completeSource(String source) {
        assertEquals(COMPLETE, PythonSource.of(source).completeness());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                "x = [",
                "f(1,\n",
                "f(1,\n\n\n",
                "{'a': [1,",
                "'''a",
                "\"\"\"",
                "'''a\n\n",
                "x = 1 + \\",
                "'abc\\",
                "if (a and\n    b",
                "def f(a,",
                "x = '''a' ''",
                "f('''\n) ''' "
            })
    void openSource(String source) {
        assertEquals(INCOMPLETE, PythonSource.of(source).completeness());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "if x:",
                "if x: y",
                "while True: pass",
                "for i in x:\n  y",
                "def f():\n  '''a\n\nb'''",
                "class A:",
                "@a",
                "@a\ndef f(): pass",
                "try:\n  x\nexcept E:\n  y",
                "with a as b: c",
                "async def f():",
                "x = 1\nif x:\n  y",
                "class A:\n  x = 1\n\n  y = 2",
                "if x:\n  y # c",
                "if x:\n  f(1,\n 2)",
                "async with a:\n  b"
            })
    void openBlock(String source) {
        assertEquals(NEEDS_BLANK_LINE, PythonSource.of(source).completeness());
    }

    @Test
    void script_blockEndsWithLineThatIsNotIndented() {
        PythonSource block = PythonSource.of("if x:\n    y\n\n");
        assertTrue(block.takes(""));
        assertTrue(block.takes("# note"));
        assertTrue(block.takes("    z"));
        assertTrue(block.takes("\tz"));
        assertTrue(block.takes("else:"));
        assertTrue(block.takes("elif z:"));
        assertFalse(block.takes("elsewhere = 1"));
        assertFalse(block.takes("z"));
        assertFalse(block.takes("if z:"));
        assertFalse(block.takes("%ls"));
    }

    @Test
    void script_openTextTakesAnything_completeTextNothing() {
        assertTrue(PythonSource.of("f(1,").takes("2)"));
        assertTrue(PythonSource.of("'''a").takes("%ls"));
        assertTrue(PythonSource.of("@a").takes("def f(): pass"));
        assertTrue(PythonSource.of("@a\n@b").takes("class A: pass"));
        assertFalse(PythonSource.of("x = 1").takes("  y"));
        assertFalse(PythonSource.of("").takes("x"));
    }

    private static String indentAfter(String source) {
        return PythonSource.of(source).nextIndent();
    }

    @Test
    void indent_followsBlocks() {
        assertEquals("", indentAfter(""));
        assertEquals("", indentAfter("x = 1"));
        assertEquals("    ", indentAfter("if x:"));
        assertEquals("    ", indentAfter("if x: # why"));
        assertEquals("    ", indentAfter("if x:\n    y"));
        assertEquals("        ", indentAfter("if x:\n    if y:"));
        assertEquals("    ", indentAfter("class A:\n    def f(self):\n        return 1"));
        assertEquals("", indentAfter("if x:\n    pass"));
        assertEquals("", indentAfter("pass"));
    }

    @Test
    void indent_keepsTheTextsOwnUnit() {
        assertEquals("    ", indentAfter("class A:\n  def f(self):"));
        assertEquals("\t\t", indentAfter("class A:\n\tdef f(self):"));
        assertEquals("", indentAfter("if x:\n  return"));
    }

    @Test
    void indent_inBracketsAndStrings() {
        assertEquals("    ", indentAfter("x = ["));
        assertEquals("    ", indentAfter("x = [\n    1,"));
        assertEquals("        ", indentAfter("if x:\n    f("));
        assertEquals("", indentAfter("if x:\n    '''a"));
        assertEquals("    ", indentAfter("if x:\n    a = 1 + \\"));
    }

    @Test
    void blank_isOnlySpaceAndComments() {
        assertTrue(PythonSource.of(" \n# a\n").isBlank());
        assertFalse(PythonSource.of("''").isBlank());
    }

    private static String firstStatement(String source) {
        return source.substring(0, PythonSource.of(source).firstStatementEnd());
    }

    @Test
    void firstStatement_endsWhereTheNextBegins() {
        assertEquals("x = 1\n", firstStatement("x = 1\ny = 2\n"));
        assertEquals("f(1,\n2)\n\n", firstStatement("f(1,\n2)\n\ny"));
        assertEquals("if x:\n  y\n\n  z\nelse:\n  w\n\n", firstStatement("if x:\n  y\n\n  z\nelse:\n  w\n\n%ls it's"));
        assertEquals("@a\ndef f(): pass\n", firstStatement("@a\ndef f(): pass\n@b\ndef g(): pass"));
        assertEquals("\"\"\"\n%ls\n\"\"\"\n", firstStatement("\"\"\"\n%ls\n\"\"\"\nx"));
        assertEquals("f(\n%ls", firstStatement("f(\n%ls"));
        assertEquals("# c\n", firstStatement("# c\n"));
    }
}
