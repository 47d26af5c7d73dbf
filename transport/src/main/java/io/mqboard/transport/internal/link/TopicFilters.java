package io.mqboard.transport.internal.link;

import java.nio.charset.StandardCharsets;

/** MQTT's topics and topic filters (MQTT 3.1.1, 4.7). Pure functions. */
public final class TopicFilters {
    private static final int MAX_BYTES = 65_535;

    private TopicFilters() {}

    /**
     * Refuses what no message can be published to.
     *
     * @throws IllegalArgumentException if it is empty, too long, or holds a wildcard or a NUL character
     */
    public static void checkTopic(String topic) {
        checkText(topic);
        if (topic.indexOf('+') >= 0 || topic.indexOf('#') >= 0) {
            throw new IllegalArgumentException("a topic with a wildcard");
        }
    }

    /**
     * Refuses what nobody can subscribe to.
     *
     * @throws IllegalArgumentException if it is empty, too long, holds a NUL character, or a wildcard that is not a level of its own
     */
    public static void checkFilter(String filter) {
        checkText(filter);
        String[] levels = filter.split("/", -1);
        for (int i = 0; i < levels.length; i++) {
            boolean wild = levels[i].indexOf('+') >= 0 || levels[i].indexOf('#') >= 0;
            if (wild && (levels[i].length() > 1 || (levels[i].equals("#") && i < levels.length - 1))) {
                throw new IllegalArgumentException("a topic filter with a misplaced wildcard");
            }
        }
    }

    private static void checkText(String text) {
        if (text.isEmpty() || text.indexOf('\0') >= 0 || text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new IllegalArgumentException("an empty, too long or malformed topic");
        }
    }

    /** Whether a topic matches a filter with {@code +} and {@code #}. Topics that begin with {@code $} match no leading wildcard. */
    public static boolean matches(String filter, String topic) {
        if (topic.startsWith("$") && !filter.startsWith("$")) {
            return false;
        }
        int f = 0;
        int t = 0;
        while (true) {
            int filterEnd = levelEnd(filter, f);
            if (filterEnd - f == 1 && filter.charAt(f) == '#') {
                return true;
            }
            int topicEnd = levelEnd(topic, t);
            if (!levelMatches(filter, f, filterEnd, topic, t, topicEnd)) {
                return false;
            }
            if (filterEnd == filter.length() || topicEnd == topic.length()) {
                // "a/#" also matches "a".
                return topicEnd == topic.length()
                        && (filterEnd == filter.length()
                                || filter.substring(filterEnd).equals("/#"));
            }
            f = filterEnd + 1;
            t = topicEnd + 1;
        }
    }

    private static boolean levelMatches(String filter, int f, int filterEnd, String topic, int t, int topicEnd) {
        if (filterEnd - f == 1 && filter.charAt(f) == '+') {
            return true;
        }
        return filterEnd - f == topicEnd - t && filter.regionMatches(f, topic, t, topicEnd - t);
    }

    private static int levelEnd(String text, int from) {
        int slash = text.indexOf('/', from);
        return slash < 0 ? text.length() : slash;
    }
}
