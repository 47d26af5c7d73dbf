package io.mqboard.shell.script.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqboard.shell.cli.UsageException;
import io.mqboard.shell.command.Words;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExpansionTest {
    private static final String NASTY = "a  b's \"c\" \\ $x `d` #e;";

    private final Variables variables = new Variables(
            Map.of("HOME", "/home/me", "x", "environment", "MQBOARD_PASSWORD", "secret"),
            Map.of("x", "1", "nasty", NASTY, "empty", "", "list", " one  two "),
            "s.mqs",
            List.of("first", "second word"));

    private List<String> words(String line) throws UsageException {
        return Words.split(Expansion.words(line, variables));
    }

    private String error(String line) {
        return String.valueOf(
                assertThrows(UsageException.class, () -> words(line)).getMessage());
    }

    @Test
    void values_standInPlaceOfTheirNames() throws UsageException {
        assertEquals(List.of("1", "/home/me", "1a", "a1/b", "2", "s.mqs", "0"), words("$x $HOME ${x}a a$x/b $# $0 $?"));
        assertEquals(List.of("first", "second word"), words("$1 ${2}"));
    }

    @Test
    void value_isOneWord_whateverItHolds() throws UsageException {
        assertEquals(List.of(NASTY, "<" + NASTY + ">", ""), words("$nasty \"<$nasty>\" $empty"));
    }

    @Test
    void randomValues_areOneWord() throws UsageException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String characters = " \t'\"\\$`#;{}%ab";
        for (int i = 0; i < 2000; i++) {
            StringBuilder value = new StringBuilder();
            for (int n = random.nextInt(8); n > 0; n--) {
                value.append(characters.charAt(random.nextInt(characters.length())));
            }
            variables.set("v", value.toString());
            assertEquals(List.of("a" + value, value + "b"), words("a$v \"${v}b\""), "seed " + seed);
        }
    }

    @Test
    void quotesAndDollars_keepADollarSign() throws UsageException {
        assertEquals(List.of("$x", "$x", "a$", "$", "$-", "$x"), words("'$x' $$x a$ $ $- \\$x"));
        assertEquals(List.of("$x 1"), words("\"\\$x $x\""));
    }

    @Test
    void allArguments_areWordsOfTheirOwn() throws UsageException {
        assertEquals(List.of("a", "first", "second word", "b", "first second word"), words("a $@ b \"$@\""));
    }

    @Test
    void list_isSplitWhereItIsNotQuoted() throws UsageException {
        assertEquals(
                List.of("one", "two", " one  two ", "x"),
                Words.split(Expansion.list("$list \"$list\" $empty x", variables)));
    }

    @Test
    void defaults_standForWhatIsMissingOrEmpty() throws UsageException {
        assertEquals(List.of("d", "1", "d e", "d"), words("${none:-d} ${x:-d} ${empty:-d e} ${3:-d}"));
    }

    @Test
    void python_takesValuesAsTheyAre_orAsLiterals() throws UsageException {
        assertEquals("f('1', $)", Expansion.text("f('$x', $$)", variables));
        assertEquals("'a  b\\'s \"c\" \\\\ $x `d` #e;'", Expansion.text("${nasty!r}", variables));
        assertEquals("'a\\nb'", Expansion.python("a\nb"));
    }

    @Test
    void mistakes_areNamed() {
        assertEquals("unknown variable $nothing; write $$ for a dollar sign", error("a $nothing"));
        assertEquals("argument $3 is missing: there are 2 arguments", error("$3"));
        assertEquals("${ is not closed by }", error("${x"));
        assertTrue(error("${a b}").startsWith("${a b}: expected ${NAME}"));
        assertTrue(error("$MQBOARD_PASSWORD").startsWith("unknown variable"));
    }

    @Test
    void names_areThoseWithoutDefault() throws UsageException {
        assertEquals(List.of("a", "b"), Expansion.names("$a ${b} ${c:-d} '$e' $1 $$f", false));
    }

    @Test
    void conditions() throws UsageException {
        assertTrue(Condition.holds(List.of("a", "==", "a")));
        assertTrue(Condition.holds(List.of("1.0", "==", "1")));
        assertTrue(Condition.holds(List.of("not", "b", "==", "a")));
        assertTrue(Condition.holds(List.of("10", ">", "9")));
        assertFalse(Condition.holds(List.of("10", "<=", "9")));
        assertFalse(Condition.holds(List.of("None")));
        assertTrue(Condition.holds(List.of("not", "")));
        assertTrue(Condition.holds(List.of("not")));
        assertThrows(UsageException.class, () -> Condition.holds(List.of("a", "<", "9")));
        assertThrows(UsageException.class, () -> Condition.holds(List.of()));
        assertThrows(UsageException.class, () -> Condition.holds(List.of("a", "b")));
    }

    @Test
    void lengths() throws UsageException {
        assertEquals(500, Lengths.millis("500ms"));
        assertEquals(2000, Lengths.millis("2s"));
        assertEquals(1500, Lengths.millis("1.5"));
        assertEquals(90_000, Lengths.millis("1.5m"));
        assertEquals(3_600_000, Lengths.millis("1h"));
        for (String wrong : List.of("", "s", "-1", "1d", "1 s", "99999999999")) {
            assertThrows(UsageException.class, () -> Lengths.millis(wrong), wrong);
        }
    }
}
