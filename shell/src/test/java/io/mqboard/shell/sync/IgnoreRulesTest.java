package io.mqboard.shell.sync;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class IgnoreRulesTest {
    private static final IgnoreRules RULES = IgnoreRules.parse("""
            # what stays here
            *.txt
            !keep.txt
            /top.py
            data/
            docs/*.md
            a/**/z.py
            \\#odd
            !.env
            """);

    @Test
    void namesAndGlobs_fitAtAnyDepth_andTheLastLineDecides() {
        assertTrue(RULES.ignoresFile("a.txt"));
        assertTrue(RULES.ignoresFile("deep/er/a.txt"));
        assertFalse(RULES.ignoresFile("deep/keep.txt"));
        assertFalse(RULES.ignoresFile("a.py"));
        assertTrue(RULES.ignoresFile("#odd"));
    }

    @Test
    void slashesAtBeginningAndWithin_holdAtTheTop() {
        assertTrue(RULES.ignoresFile("top.py"));
        assertFalse(RULES.ignoresFile("lib/top.py"));
        assertTrue(RULES.ignoresFile("docs/a.md"));
        assertFalse(RULES.ignoresFile("docs/deep/a.md"));
        assertFalse(RULES.ignoresFile("other/docs/a.md"));
        assertTrue(RULES.ignoresFile("a/z.py"));
        assertTrue(RULES.ignoresFile("a/b/c/z.py"));
    }

    @Test
    void slashAtTheEnd_isAFolderWithAllThatIsInIt() {
        assertTrue(RULES.ignores("data", true));
        assertFalse(RULES.ignores("data", false));
        assertTrue(RULES.ignoresFile("data/keep.txt"));
        assertTrue(RULES.ignoresFile("deep/data/x.py"));
    }

    @Test
    void hiddenFilesAndWhatToolsLeave_stayOut_unlessALineSaysOtherwise() {
        assertTrue(RULES.ignoresFile(".git/config"));
        assertTrue(RULES.ignoresFile(IgnoreRules.FILE));
        assertTrue(RULES.ignoresFile("lib/__pycache__/a.pyc"));
        assertTrue(RULES.ignoresFile("a.py~"));
        assertFalse(RULES.ignoresFile(".env"));
    }
}
