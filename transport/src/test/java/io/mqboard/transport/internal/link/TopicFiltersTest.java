package io.mqboard.transport.internal.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicFiltersTest {
    @ParameterizedTest
    @CsvSource({
        "a/b, a/b, true",
        "a/b, a/bc, false",
        "a/bc, a/b, false",
        "a/+, a/b, true",
        "a/+, a/, true",
        "a/+, a, false",
        "a/+, a/b/c, false",
        "+/b, a/b, true",
        "+, a, true",
        "+/+, /a, true",
        "a/#, a, true",
        "a/#, a/b/c, true",
        "a/#, ab, false",
        "#, a/b, true",
        "#, $SYS/x, false",
        "+/x, $SYS/x, false",
        "$SYS/#, $SYS/x, true",
        "a/+/c, a/b/c, true",
        "a/+/c, a/b/d, false",
        "a/b/c, a/b, false",
        "a/b, a/b/c, false",
    })
    void matches_cases(String filter, String topic, boolean expected) {
        assertEquals(expected, TopicFilters.matches(filter, topic));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a+", "#/a", "a/#/b", "a/b#", "a\0b"})
    void checkFilter_impossible_isRefused(String filter) {
        assertThrows(IllegalArgumentException.class, () -> TopicFilters.checkFilter(filter));
        assertThrows(IllegalArgumentException.class, () -> TopicFilters.checkTopic(filter));
    }

    @ParameterizedTest
    @ValueSource(strings = {"#", "+", "+/+", "a/#", "/", "a//b", "$SYS/#", "\u00e4/\ud83d\ude00"})
    void checkFilter_possible_passes(String filter) {
        TopicFilters.checkFilter(filter);
        assertThrows(IllegalArgumentException.class, () -> TopicFilters.checkFilter("a".repeat(65_536)));
    }
}
