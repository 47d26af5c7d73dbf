package io.mqboard.shell.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqboard.shell.magics.StandardMagics;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ShellHighlighterTest {
    private final ShellHighlighter highlighter = new ShellHighlighter(StandardMagics.table(), () -> true);

    /** One letter a character: k keyword, s string, n number or option, f faint, m magic, w wrong, a dot for the rest. */
    private String shown(String text) {
        AttributedString styled = highlighter.highlight(null, text);
        assertEquals(text, styled.toString());
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < styled.length(); i++) {
            letters.append(letter(styled.styleAt(i)));
        }
        return letters.toString();
    }

    private static char letter(AttributedStyle style) {
        AttributedStyle plain = AttributedStyle.DEFAULT;
        return style.equals(plain.foreground(AttributedStyle.MAGENTA))
                ? 'k'
                : style.equals(plain.foreground(AttributedStyle.GREEN))
                        ? 's'
                        : style.equals(plain.foreground(AttributedStyle.CYAN))
                                ? 'n'
                                : style.equals(plain.foreground(AttributedStyle.RED))
                                        ? 'w'
                                        : style.equals(plain.faint()) ? 'f' : style.equals(plain.bold()) ? 'm' : '.';
    }

    @Test
    void python() {
        assertEquals("kk.....nn....sss..ff", shown("if x > 10: f('a') #c"));
    }

    @Test
    void quoteThatIsNotClosed_isWrong_unlessItsEndMayFollow() {
        assertEquals("......ww", shown("print('a"));
        assertEquals("......wwww", shown("print('a\\'"));
        assertEquals("....sssss", shown("x = '''a\n"), "a triple quote goes on");
        assertEquals("....sssssss", shown("x = 'a\\'b '"));
    }

    @Test
    void bracketThatFitsNone_isWrong() {
        assertEquals("...w", shown("f(x]"));
        assertEquals(".w", shown("x)"));
        assertEquals("......", shown("f([1])").replace('n', '.'));
    }

    @Test
    void magics_areBold_andUnknownOnesWrong() {
        assertEquals("mmmm........", shown("%put boot.py"));
        assertEquals("www..", shown("%zz a"));
        assertEquals("mm", shown("%p"), "it may become one");
        assertEquals("ww..", shown("%p x").substring(0, 4), "it is none of those that begin so");
        assertEquals("mmm.nn.sssss", shown("%ls -l 'a b'"));
        assertEquals("mmm.www", shown("%ls 'a "));
    }

    @Test
    void pythonOfAMagic_isColoured() {
        assertEquals("mmmmm.kkk.nn", shown("%eval not 10"));
        assertEquals("....mmmmm.nn", shown("x = %eval 10"));
        assertEquals("mmmmmm.kk....n", shown("%%eval\nif x: 1"));
    }

    @Test
    void blockOfManyLines_isColouredToItsEnd() {
        String shown = shown("for i in range(3):\n    return 'a'\n\n%ls");
        assertEquals("kkk...kk", shown.substring(0, 8));
        assertEquals("kkkkkk.sss..mmm", shown.substring(shown.indexOf("kkkkkk")));
    }

    @Test
    void withoutColour_nothingIsStyled() {
        AttributedString plain = new ShellHighlighter(StandardMagics.table(), () -> false).highlight(null, "if 'x");
        assertEquals("if 'x", plain.toAnsi());
    }
}
