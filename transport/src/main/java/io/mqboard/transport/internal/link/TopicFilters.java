package io.mqboard.transport.internal.link;

/** MQTT's topics and topic filters (MQTT 3.1.1, 4.7). Pure functions. */
public final class TopicFilters {
    private TopicFilters() {}

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
