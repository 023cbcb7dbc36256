package org.turnpike.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of an expression or a constraint by recursive descent:
 *
 * <pre>
 *   chain   = sum { ("&lt;=" | "&gt;=" | "==" | "=") sum }
 *   sum     = product { ("+" | "-") product }
 *   product = factor { ("*" | "/") factor }
 *   factor  = ("-" | "+") factor | power
 *   power   = atom [ "^" factor ]
 *   atom    = number | name | name "[" sum "]" | name "(" sum { "," sum } ")" | "(" sum ")"
 * </pre>
 *
 * <p>So a power binds tighter than a sign (−x^2 is −(x^2), 2^-1 is allowed) and to the right (a^b^c is a^(b^c)). A value at
 * an end, {@code x(end)} or {@code x[2](start)}, reads like a call.
 */
public final class Parser {
    /** The longest text read, in characters. */
    public static final int LONGEST = 100_000;

    /** The deepest nesting of brackets, signs and powers read. */
    public static final int DEEPEST = 200;

    private final String text;
    private int position;
    private int depth;

    private Parser(String text) {
        this.text = text;
    }

    /**
     * Reads a value.
     *
     * @throws SyntaxException if the text is none
     */
    public static Syntax parse(String text) {
        Parser parser = start(text);
        Syntax value = parser.sum();
        parser.finish();
        return value;
    }

    /**
     * Reads a constraint.
     *
     * @throws SyntaxException if the text is none
     */
    public static Syntax.Chain parseConstraint(String text) {
        Parser parser = start(text);
        List<Syntax> operands = new ArrayList<>();
        List<Syntax.Comparison> comparisons = new ArrayList<>();
        operands.add(parser.sum());
        Syntax.@Nullable Comparison comparison = parser.comparison();
        while (comparison != null) {
            comparisons.add(comparison);
            operands.add(parser.sum());
            comparison = parser.comparison();
        }
        parser.finish();
        Syntax first = operands.get(0);
        Syntax last = operands.get(operands.size() - 1);
        if (comparisons.isEmpty()) {
            throw new SyntaxException("a constraint needs a comparison: <=, >= or ==", first.from(), last.to());
        }
        return new Syntax.Chain(List.copyOf(operands), List.copyOf(comparisons), first.from(), last.to());
    }

    /** Whether a text can be the name of a quantity: a letter or _, then letters, digits and _. */
    public static boolean isName(String text) {
        if (text.isEmpty() || !startsName(text.codePointAt(0))) {
            return false;
        }
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (!continuesName(text.codePointAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static Parser start(String text) {
        if (text.length() > LONGEST) {
            throw new SyntaxException(
                    "an expression of " + text.length() + " characters is longer than the " + LONGEST
                            + " that are read; name its parts under let",
                    0,
                    1);
        }
        return new Parser(text);
    }

    private void finish() {
        skipSpace();
        if (position == text.length()) {
            return;
        }
        char c = text.charAt(position);
        if (c == ')') {
            throw at(position, "unbalanced ')': there is no '(' before it");
        }
        if (c == ',') {
            throw at(position, "unexpected ','; a decimal is written with a point");
        }
        if (comparison() != null) {
            throw new SyntaxException("a comparison is not allowed here: expected a value", 0, text.length());
        }
        throw unexpected("an operator");
    }

    private Syntax.@Nullable Comparison comparison() {
        skipSpace();
        int from = position;
        char c = peek();
        if (c == '≤' || c == '≥') {
            position++;
            return c == '≤' ? Syntax.Comparison.LESS_OR_EQUAL : Syntax.Comparison.GREATER_OR_EQUAL;
        }
        if (c == '=') {
            position++;
            char next = peek();
            if (next == '=') {
                position++;
            } else if (next == '<' || next == '>') {
                throw new SyntaxException(
                        "unknown comparison '=" + next + "'; did you mean '" + next + "='?", from, from + 2);
            }
            return Syntax.Comparison.EQUAL;
        }
        if (c == '<' || c == '>') {
            position++;
            if (peek() != '=') {
                throw at(from, "a strict inequality has no meaning for an optimum; write " + c + "=");
            }
            position++;
            return c == '<' ? Syntax.Comparison.LESS_OR_EQUAL : Syntax.Comparison.GREATER_OR_EQUAL;
        }
        return null;
    }

    private Syntax sum() {
        Syntax left = product();
        while (true) {
            skipSpace();
            char c = peek();
            if (c != '+' && c != '-') {
                return left;
            }
            position++;
            Syntax right = product();
            left = new Syntax.Operation(c, left, right, left.from(), right.to());
        }
    }

    private Syntax product() {
        Syntax left = factor();
        while (true) {
            skipSpace();
            char c = peek();
            if (c != '*' && c != '/') {
                return left;
            }
            if (text.startsWith("**", position)) {
                throw new SyntaxException("unknown operator '**'; a power is written ^", position, position + 2);
            }
            position++;
            Syntax right = factor();
            left = new Syntax.Operation(c, left, right, left.from(), right.to());
        }
    }

    private Syntax factor() {
        skipSpace();
        int from = position;
        char c = peek();
        if (c != '-' && c != '+') {
            return power();
        }
        deeper(from);
        position++;
        Syntax operand = factor();
        depth--;
        return c == '-' ? new Syntax.Negation(operand, from, operand.to()) : operand;
    }

    private Syntax power() {
        Syntax base = atom();
        skipSpace();
        if (peek() != '^') {
            refuseJuxtaposition(base);
            return base;
        }
        deeper(position);
        position++;
        Syntax exponent = factor();
        depth--;
        return new Syntax.Operation('^', base, exponent, base.from(), exponent.to());
    }

    private Syntax atom() {
        skipSpace();
        int from = position;
        if (from == text.length()) {
            throw new SyntaxException(
                    text.isBlank()
                            ? "expected an expression, found nothing"
                            : "the expression ends where a value is expected",
                    Math.max(0, from - 1),
                    Math.max(1, from));
        }
        int c = text.codePointAt(from);
        if (isDigit(c) || (c == '.' && from + 1 < text.length() && isDigit(text.charAt(from + 1)))) {
            return number();
        }
        if (startsName(c)) {
            return named();
        }
        if (c == '(') {
            deeper(from);
            position++;
            Syntax inner = sum();
            expectClosing(from, '(', ')');
            depth--;
            return spanning(inner, from, position);
        }
        throw unexpected("a value");
    }

    /** The same syntax with its brackets. */
    private static Syntax spanning(Syntax inner, int from, int to) {
        if (inner instanceof Syntax.Number n) {
            return new Syntax.Number(n.value(), from, to);
        } else if (inner instanceof Syntax.Negation n) {
            return new Syntax.Negation(n.operand(), from, to);
        } else if (inner instanceof Syntax.Operation o) {
            return new Syntax.Operation(o.operator(), o.left(), o.right(), from, to);
        } else if (inner instanceof Syntax.Name n) {
            return new Syntax.Name(n.name(), from, to);
        } else if (inner instanceof Syntax.Component c) {
            return new Syntax.Component(c.name(), c.index(), from, to);
        } else if (inner instanceof Syntax.Call c) {
            return new Syntax.Call(c.function(), c.arguments(), from, to);
        }
        return inner;
    }

    private Syntax number() {
        int from = position;
        skipDigits();
        if (peek() == '.') {
            position++;
            skipDigits();
        }
        if (peek() == 'e' || peek() == 'E') {
            exponent(from);
        }
        double value = Double.parseDouble(text.substring(from, position));
        if (Double.isInfinite(value)) {
            throw new SyntaxException("the number is too large: the largest is 1.8e308", from, position);
        }
        return new Syntax.Number(value, from, position);
    }

    /** Reads e, a sign and digits; leaves alone a name that begins with e, so that 2exp(x) is explained as a product. */
    private void exponent(int from) {
        int mark = position++;
        boolean signed = peek() == '+' || peek() == '-';
        if (signed) {
            position++;
        }
        if (isDigit(peek())) {
            skipDigits();
        } else if (!signed && position < text.length() && startsName(text.codePointAt(position))) {
            position = mark;
        } else {
            throw new SyntaxException("the exponent of this number has no digits", from, position);
        }
    }

    private Syntax named() {
        int from = position;
        String name = qualifiedName();
        int nameEnd = position;
        skipSpace();
        Syntax.@Nullable Component component = null;
        if (peek() == '[') {
            deeper(position);
            int bracket = position++;
            Syntax index = sum();
            expectClosing(bracket, '[', ']');
            depth--;
            component = new Syntax.Component(name, index, from, position);
            skipSpace();
        }
        if (peek() != '(') {
            position = component == null ? nameEnd : position;
            return component != null ? component : new Syntax.Name(name, from, nameEnd);
        }
        String function = component == null ? name : componentName(component);
        List<Syntax> arguments = arguments(Piecewise.NAMES.contains(function));
        return new Syntax.Call(function, arguments, from, position);
    }

    private String componentName(Syntax.Component component) {
        if (component.index() instanceof Syntax.Number n && n.value() == Math.rint(n.value())) {
            return component.name() + "[" + (long) n.value() + "]";
        }
        throw new SyntaxException(
                "the index of a component at an end must be a whole number, as in x[2](end)",
                component.index().from(),
                component.index().to());
    }

    private List<Syntax> arguments(boolean conditions) {
        int bracket = position;
        deeper(bracket);
        position++;
        List<Syntax> arguments = new ArrayList<>();
        skipSpace();
        if (peek() == ')') {
            throw new SyntaxException("expected an argument between the brackets", bracket, position + 1);
        }
        arguments.add(conditions ? condition() : sum());
        skipSpace();
        while (peek() == ',') {
            position++;
            arguments.add(conditions ? condition() : sum());
            skipSpace();
        }
        expectClosing(bracket, '(', ')');
        depth--;
        return List.copyOf(arguments);
    }

    /** A value or a comparison; strict ones are allowed here: they differ in a point of time only. */
    private Syntax condition() {
        Syntax left = sum();
        skipSpace();
        char c = peek();
        boolean strict = (c == '<' || c == '>') && (position + 1 == text.length() || text.charAt(position + 1) != '=');
        Syntax.@Nullable Comparison comparison;
        if (strict) {
            position++;
            comparison = c == '<' ? Syntax.Comparison.LESS_OR_EQUAL : Syntax.Comparison.GREATER_OR_EQUAL;
        } else {
            comparison = comparison();
        }
        if (comparison == null) {
            return left;
        }
        Syntax right = sum();
        return new Syntax.Chain(List.of(left, right), List.of(comparison), left.from(), right.to());
    }

    private void expectClosing(int opened, char open, char close) {
        skipSpace();
        if (peek() == close) {
            position++;
            return;
        }
        if (position == text.length()) {
            throw at(opened, "unbalanced '" + open + "': its '" + close + "' is missing");
        }
        if (comparison() != null) {
            throw at(position - 1, "a comparison is not allowed inside brackets: expected a value");
        }
        throw unexpected("an operator or '" + close + "'");
    }

    /** {@code 2x}, {@code 2 x}, {@code x y}, {@code 2(x)}, {@code (a)(b)}: the most common slip of all. */
    private void refuseJuxtaposition(Syntax left) {
        if (position == text.length()) {
            return;
        }
        int c = text.codePointAt(position);
        if (c != '(' && c != '.' && !isDigit(c) && !startsName(c)) {
            return;
        }
        int from = left.from();
        int next = position;
        String second;
        if (c == '(') {
            second = "(…)";
            position++;
        } else if (startsName(c)) {
            second = name();
        } else {
            while (isDigit(peek()) || peek() == '.') {
                position++;
            }
            second = text.substring(next, position);
        }
        boolean bracketed = text.charAt(from) == '(';
        String first = bracketed ? "(…)" : text.substring(from, left.to());
        String meant = left instanceof Syntax.Name n && Functions.isFunction(n.name())
                ? n.name() + "(" + second + ")"
                : first + "*" + second;
        throw new SyntaxException(
                "missing operator between '" + first + "' and '" + second + "'; did you mean " + meant + "?",
                from,
                position);
    }

    private SyntaxException unexpected(String expected) {
        int c = text.codePointAt(position);
        String shown = c < ' ' ? String.format(Locale.ROOT, "U+%04X", c) : Character.toString(c);
        String hint =
                switch (shown) {
                    case "|" -> "; an absolute value is written abs(x)";
                    case "−", "–" -> "; write -";
                    case "·", "×" -> "; write *";
                    case "²" -> "; write ^2";
                    case "³" -> "; write ^3";
                    case "[" -> "; an index stands directly after a name, as in x[2]";
                    case "'" -> "; a derivative is not written here, the dynamics give it";
                    default -> "";
                };
        return new SyntaxException(
                "unexpected '" + shown + "': expected " + expected + hint, position, position + Character.charCount(c));
    }

    private static SyntaxException at(int position, String message) {
        return new SyntaxException(message, position, position + 1);
    }

    private void deeper(int from) {
        if (++depth > DEEPEST) {
            throw at(from, "nested deeper than " + DEEPEST + " levels; name the parts under let");
        }
    }

    /** A name, or one of a phase: {@code boost.m}. */
    private String qualifiedName() {
        String name = name();
        if (peek() == '.'
                && position + 1 < text.length()
                && startsName(text.codePointAt(position + 1))
                && !Functions.isFunction(name)) {
            position++;
            return name + "." + name();
        }
        return name;
    }

    private String name() {
        int from = position;
        while (position < text.length() && continuesName(text.codePointAt(position))) {
            position += Character.charCount(text.codePointAt(position));
        }
        return text.substring(from, position);
    }

    private char peek() {
        return position < text.length() ? text.charAt(position) : '\0';
    }

    private void skipDigits() {
        while (isDigit(peek())) {
            position++;
        }
    }

    private void skipSpace() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean startsName(int c) {
        return c == '_' || Character.isLetter(c);
    }

    private static boolean continuesName(int c) {
        return startsName(c) || Character.isDigit(c);
    }
}
