package io.mqboard.shell.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AwaitTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "await f()",
                "x = await f()",
                "if x:\n    await f()",
                "async for i in a: pass",
                "async with a as b:\n  pass",
                "[await f() for f in x]",
                "def f(a=(await g())): pass",
                "def f(): pass\nawait f()",
                "f'{await x}'",
                "print(f\"{{a}} {await g():>3}\")",
                "def f():\n  def g():\n    pass\n  pass\nawait x",
                "class A:\n  x = await y",
                "a, lambda: 1, await b",
                "try:\n  await x\nexcept E: pass"
            })
    void awaitsAtTopLevel(String source) {
        assertTrue(PythonSource.of(source).awaits());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x = 1",
                "async def f():\n    await g()",
                "async def f(): await g()",
                "'await f()'",
                "# await f()",
                "awaiting = 1",
                "class A:\n  async def f(self):\n    async with x:\n\n      await y\n  z = 1",
                "'''\nawait x\n'''",
                "lambda: await x",
                "f'{{await x}}'",
                "f(lambda a, b=1: await x, 2)",
                "'{await x}'",
                "async def f(): pass"
            })
    void awaitsNotAtTopLevel(String source) {
        assertFalse(PythonSource.of(source).awaits());
    }

    private static String wrapped(String source) {
        return PythonSource.of(source).wrapped();
    }

    @Test
    void expression_isReturned() {
        assertEquals("async def __mqb__():\n\tglobal f\n\treturn await f(1)", wrapped("await f(1)"));
        assertEquals(
                "async def __mqb__():\n\tglobal x,f\n\tx = await f()\n\treturn x # why\n",
                wrapped("x = await f()\nx # why\n"));
        assertEquals("async def __mqb__():\n\tglobal a,b\n\tawait a; return b;", wrapped("await a; b;"));
        assertEquals("async def __mqb__():\n\tpass\n\treturn 3 == 4", wrapped("3 == 4"));
        assertEquals("async def __mqb__():\n\tglobal f,a\n\treturn f(a=1)", wrapped("f(a=1)"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x = await f()",
                "x += 1",
                "x: int = 3",
                "del x",
                "import a",
                "from a import b",
                "if x: y",
                "return 3",
                "pass",
                "for i in x:\n  i",
                "raise x",
                "lambda a=1: 3",
                "assert x"
            })
    void statement_isNotReturned(String source) {
        assertFalse(wrapped(source).replace("return 3", "").contains("return"));
    }

    @Test
    void names_thatSourceMayBind_areGlobal() {
        assertEquals(
                "async def __mqb__():\n\tglobal a,x,E,e\n\timport a.b\n\tx.y = 1\n\ttry: pass\n\texcept E as e: pass",
                wrapped("import a.b\nx.y = 1\ntry: pass\nexcept E as e: pass"));
    }

    @Test
    void names_inFunctionBodies_stayTheirOwn() {
        String text = wrapped("def f(a):\n    inner = 1\n    return inner\nouter = await f(lambda p: q)");
        assertEquals("\tglobal f,a,outer", text.split("\n")[1]);
    }

    @Test
    void linesInsideStrings_areNotIndented() {
        assertEquals(
                "async def __mqb__():\n\tglobal x,y,f\n\tx = '''a\n b\n'''; y = 'c\\\nd'\n\treturn await f(x,\n\t  2)",
                wrapped("x = '''a\n b\n'''; y = 'c\\\nd'\nawait f(x,\n  2)"));
    }

    @Test
    void block_keepsItsShape() {
        assertEquals(
                "async def __mqb__():\n\tglobal i,a\n\tasync for i in a:\n\t\tif i:\n\t\t    i\n\t\n",
                wrapped("async for i in a:\n\tif i:\n\t    i\n\n"));
    }
}
