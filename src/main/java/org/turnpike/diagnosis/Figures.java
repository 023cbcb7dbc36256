package org.turnpike.diagnosis;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers in sentences. */
final class Figures {
    private static final MathContext THREE_DIGITS = new MathContext(3);

    private Figures() {}

    /** Three significant digits. */
    static String text(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "undefined" : value > 0 ? "infinity" : "-infinity";
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(THREE_DIGITS).stripTrailingZeros();
        double size = Math.abs(value);
        return size >= 1e-3 && size < 1e6
                ? rounded.toPlainString()
                : String.format(java.util.Locale.ROOT, "%.3g", value);
    }
}
