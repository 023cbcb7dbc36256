package org.turnpike.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers and names as HTML and as JSON inside HTML. Nothing that a user wrote passes unescaped. */
final class Text {
    private Text() {}

    /** Text as HTML content or attribute value. */
    static String html(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    /** A number with so many significant digits, as HTML: 1.5, 3.2·10⁻⁹, "does not apply" for NaN. */
    static String number(double value, int digits) {
        if (Double.isNaN(value)) {
            return "does not apply";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "−∞";
        }
        double size = Math.abs(value);
        if (size != 0 && (size < 1e-4 || size >= 1e7)) {
            String text = String.format(Locale.ROOT, "%." + (digits - 1) + "e", value);
            int e = text.indexOf('e');
            String mantissa =
                    new BigDecimal(text.substring(0, e)).stripTrailingZeros().toPlainString();
            return minus(mantissa) + "·10<sup>" + minus(Integer.toString(Integer.parseInt(text.substring(e + 1))))
                    + "</sup>";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
        return minus(rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString());
    }

    private static String minus(String number) {
        return number.replace('-', '−');
    }

    static StringBuilder appendJson(StringBuilder out, double value) {
        if (!Double.isFinite(value)) {
            return out.append("null");
        }
        // Seven digits are more than a screen can show.
        float shown = (float) value;
        return Float.isInfinite(shown) || (shown == 0 && value != 0) ? out.append(value) : out.append(shown);
    }

    static StringBuilder appendJson(StringBuilder out, double[] values) {
        out.append('[');
        for (int i = 0; i < values.length; i++) {
            appendJson(i == 0 ? out : out.append(','), values[i]);
        }
        return out.append(']');
    }

    static StringBuilder appendJson(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c >= ' ' && c < 127 && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&';
            out.append(plain ? Character.toString(c) : String.format(Locale.ROOT, "\\u%04x", (int) c));
        }
        return out.append('"');
    }
}
