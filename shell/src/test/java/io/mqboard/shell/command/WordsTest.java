package io.mqboard.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mqboard.shell.cli.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void split_asAShellDoes() throws UsageException {
        assertEquals(List.of("a", "b c", "d\"e", "f'g", "h i"), Words.split(" a 'b c' \"d\\\"e\" f\\'g\th\\ i "));
        assertEquals(List.of("", "x"), Words.split("'' x"));
        assertEquals(List.of("ab c"), Words.split("a'b c'"));
        assertEquals(List.of("a\\nb", "c\\d"), Words.split("'a\\nb' \"c\\d\""));
        assertEquals(List.of(), Words.split("   "));
    }

    @Test
    void split_takesACommentAway_butNoHashWithinAWord() throws UsageException {
        assertEquals(List.of("a#b", "#c"), Words.split("a#b '#c' # d"));
    }

    @Test
    void split_withAnOpenQuote_isRefused() {
        assertThrows(UsageException.class, () -> Words.split("a 'b"));
    }

    @Test
    void quote_isUndoneBySplit() throws UsageException {
        List<String> hard = List.of("plain", "two words", "it's", "\"", "a\\b", "#x", "", "a;b", "é 🙂", "'\\''");
        StringBuilder line = new StringBuilder();
        for (String word : hard) {
            line.append(Words.quote(word)).append(' ');
        }
        assertEquals(hard, Words.split(line.toString()));
    }
}
