package io.mqboard.shell.doctor;

import com.google.gson.JsonObject;
import java.util.Locale;

/**
 * One thing that was looked at. All text has been made safe.
 *
 * @param subject {@code broker} or the board's address
 * @param grade whether it is as it should be
 * @param what what was looked at
 * @param value what was found
 * @param advice what to change; empty if nothing
 */
public record Finding(String subject, Grade grade, String what, String value, String advice) {
    /** Whether it is as it should be. */
    public enum Grade {
        OK("ok"),
        /** Works, but there is something to know. */
        NOTE("--"),
        WRONG("!!");

        private final String sign;

        Grade(String sign) {
            this.sign = sign;
        }

        /** Two characters that stand before the line. */
        public String sign() {
            return sign;
        }
    }

    static Finding ok(String subject, String what, String value) {
        return new Finding(subject, Grade.OK, what, value, "");
    }

    static Finding note(String subject, String what, String value, String advice) {
        return new Finding(subject, Grade.NOTE, what, value, advice);
    }

    static Finding wrong(String subject, String what, String value, String advice) {
        return new Finding(subject, Grade.WRONG, what, value, advice);
    }

    /** As an object with stable members. */
    public JsonObject json() {
        JsonObject object = new JsonObject();
        object.addProperty("subject", subject);
        object.addProperty("grade", grade.name().toLowerCase(Locale.ROOT));
        object.addProperty("what", what);
        object.addProperty("value", value);
        object.addProperty("advice", advice.isEmpty() ? null : advice);
        return object;
    }
}
