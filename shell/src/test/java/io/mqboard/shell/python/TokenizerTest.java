package io.mqboard.shell.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenizerTest {
    private static List<String> texts(String source) {
        return PythonSource.of(source).tokens().stream()
                .map(token -> token.text(source))
                .toList();
    }

    private static List<Token.Kind> kinds(String source) {
        return PythonSource.of(source).tokens().stream().map(Token::kind).toList();
    }

    @Test
    void statement_isCutIntoTokens() {
        assertEquals(List.of("x", "=", "foo", "(", "3", ",", "'a b'", ")", "# c"), texts("x = foo(3, 'a b') # c"));
        assertEquals(
                List.of(Token.Kind.KEYWORD, Token.Kind.NAME, Token.Kind.OPERATOR, Token.Kind.NEWLINE),
                kinds("while x:\n"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "'a'",
                "\"a\"",
                "r'a\\'b'",
                "b'x'",
                "Rb'x'",
                "bR\"x\"",
                "f'{x}'",
                "rf'x'",
                "u'x'",
                "'''a'b''c'''",
                "\"\"\"a\"b\"\"\"",
                "'#'",
                "'\\\\'",
                "b''",
                "'unclosed",
                "'''open"
            })
    void string_isOneToken(String source) {
        assertEquals(List.of(Token.Kind.STRING), kinds(source));
        assertEquals(List.of(source), texts(source));
    }

    @ParameterizedTest
    @CsvSource({"0", "1_000", "0xE", "1.5", ".5", "1e5", "1e-5", "2E+10", "3j", "0b101", "1."})
    void number_isOneToken(String source) {
        assertEquals(List.of(Token.Kind.NUMBER), kinds(source));
    }

    @Test
    void hexadecimalE_isNoExponent() {
        assertEquals(List.of("0xE", "-", "1"), texts("0xE-1"));
    }

    @Test
    void operators_areAsLongAsPossible() {
        assertEquals(List.of("a", "**=", "b", ":=", "c", "->", "d", "...", "!=", "!"), texts("a**=b:=c->d...!=!"));
    }

    @Test
    void prefixThatIsNone_isAName() {
        assertEquals(List.of("bu", "'x'"), texts("bu'x'"));
        assertEquals(List.of("rr", "'x'"), texts("rr'x'"));
    }

    @Test
    void unclosedString_endsWithItsLine() {
        assertEquals(List.of("'abc", "\n", "x"), texts("'abc\nx"));
    }

    @Test
    void stringWithJoinedLine_goesOn() {
        assertEquals(List.of("'abc\\\nx'"), texts("'abc\\\nx'"));
    }

    @Test
    void lineBreaks_inBracketsAndAfterBackslash_endNoLogicalLine() {
        assertEquals(List.of("f", "(", "1", ",", "2", ")", "\n"), texts("f(1,\n2)\n"));
        assertEquals(List.of("a", "+", "b"), texts("a + \\\n b"));
        assertEquals(List.of("a", "+", "b"), texts("a + \\\r\n b"));
    }

    @Test
    void letters_ofAnyScript_areNames() {
        assertEquals(List.of("größe", "=", "π"), texts("größe = π"));
    }

    @Test
    void depth_countsOpenBrackets() {
        assertEquals(
                List.of(0, 0, 1, 0),
                PythonSource.of("f(x)").tokens().stream().map(Token::depth).toList());
    }

    @Test
    void anyText_isCoveredInOrder() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String alphabet = "ab'\"\\\n #()[]{}:=.0e-f\t\réλ";
        for (int run = 0; run < 2000; run++) {
            StringBuilder source = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--) {
                source.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            int end = 0;
            for (Token token : PythonSource.of(source.toString()).tokens()) {
                assertTrue(
                        token.start() >= end && token.end() > token.start() && token.end() <= source.length(),
                        () -> "seed " + seed + ": " + source);
                end = token.end();
            }
            PythonSource.of(source.toString()).wrapped();
            PythonSource.of(source.toString()).nextIndent();
        }
    }
}
