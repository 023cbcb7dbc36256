package org.turnpike.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParserTest {
    /** Fully bracketed, so that precedence is visible. */
    private static String shape(Syntax s) {
        if (s instanceof Syntax.Number n) {
            return n.value() == Math.rint(n.value()) ? Long.toString((long) n.value()) : Double.toString(n.value());
        } else if (s instanceof Syntax.Name n) {
            return n.name();
        } else if (s instanceof Syntax.Component c) {
            return c.name() + "[" + shape(c.index()) + "]";
        } else if (s instanceof Syntax.Negation n) {
            return "(-" + shape(n.operand()) + ")";
        } else if (s instanceof Syntax.Operation o) {
            return "(" + shape(o.left()) + o.operator() + shape(o.right()) + ")";
        } else if (s instanceof Syntax.Call c) {
            return c.function() + "("
                    + String.join(
                            ",", c.arguments().stream().map(ParserTest::shape).toList()) + ")";
        }
        return s.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1+2*3 | (1+(2*3))",
                "1-2-3 | ((1-2)-3)",
                "8/4/2 | ((8/4)/2)",
                "2*3^2 | (2*(3^2))",
                "2^3^2 | (2^(3^2))",
                "-x^2 | (-(x^2))",
                "2^-1 | (2^(-1))",
                "2^-x^2 | (2^(-(x^2)))",
                "-a*b | ((-a)*b)",
                "a*-b | (a*(-b))",
                "a - -b | (a-(-b))",
                "+a | a",
                "(a+b)*c | ((a+b)*c)",
                "1.5e-3*x | (0.0015*x)",
                ".5 + 2. | (0.5+2)",
                "sin(x)^2 | (sin(x)^2)",
                "atan2(y, x) | atan2(y,x)",
                "x[2]*x[i+1] | (x[2]*x[(i+1)])",
                "x(end) - x[2](start) | (x(end)-x[2](start))",
                "θ_1*ω | (θ_1*ω)",
                "exp (x) | exp(x)",
            })
    void precedenceAndAssociativity(String text, String expected) {
        assertEquals(expected, shape(Parser.parse(text)));
    }

    @Test
    void nodesKnowTheirText() {
        String text = "a + (b*c) - d";
        Syntax.Operation difference = (Syntax.Operation) Parser.parse(text);
        Syntax.Operation sum = (Syntax.Operation) difference.left();
        assertEquals(text, text.substring(difference.from(), difference.to()));
        assertEquals("a + (b*c)", text.substring(sum.from(), sum.to()));
        assertEquals("(b*c)", text.substring(sum.right().from(), sum.right().to()));
        assertEquals(
                "d",
                text.substring(difference.right().from(), difference.right().to()));
    }

    @Test
    void chains() {
        Syntax.Chain chain = Parser.parseConstraint("0 <= x+u ≤ 1");
        assertEquals(List.of(Syntax.Comparison.LESS_OR_EQUAL, Syntax.Comparison.LESS_OR_EQUAL), chain.comparisons());
        assertEquals(
                List.of("0", "(x+u)", "1"),
                chain.operands().stream().map(ParserTest::shape).toList());
        assertEquals(
                List.of(Syntax.Comparison.EQUAL),
                Parser.parseConstraint("x == 1").comparisons());
        assertEquals(
                List.of(Syntax.Comparison.EQUAL),
                Parser.parseConstraint("x = 1").comparisons());
        assertEquals(
                List.of(Syntax.Comparison.GREATER_OR_EQUAL),
                Parser.parseConstraint("x >= 1").comparisons());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "2x | 0 | 2 | missing operator between '2' and 'x'; did you mean 2*x?",
                "1 + 2 x | 4 | 7 | missing operator between '2' and 'x'; did you mean 2*x?",
                "x y | 0 | 3 | missing operator between 'x' and 'y'; did you mean x*y?",
                "2(x) | 0 | 2 | missing operator between '2' and '(…)'; did you mean 2*(…)?",
                "(a)(b) | 0 | 4 | missing operator between '(…)' and '(…)'; did you mean (…)*(…)?",
                "(a+b) c | 0 | 7 | missing operator between '(…)' and 'c'; did you mean (…)*c?",
                "sin x | 0 | 5 | missing operator between 'sin' and 'x'; did you mean sin(x)?",
                "2exp(x) | 0 | 4 | missing operator between '2' and 'exp'; did you mean 2*exp?",
                "1.2.3 | 0 | 5 | missing operator between '1.2' and '.3'; did you mean 1.2*.3?",
                "x**2 | 1 | 3 | unknown operator '**'; a power is written ^",
                "1.e | 0 | 3 | the exponent of this number has no digits",
                "1e+ | 0 | 3 | the exponent of this number has no digits",
                "1e999 | 0 | 5 | the number is too large: the largest is 1.8e308",
                "(x | 0 | 1 | unbalanced '(': its ')' is missing",
                "x) | 1 | 2 | unbalanced ')': there is no '(' before it",
                "x[2 | 1 | 2 | unbalanced '[': its ']' is missing",
                "x + | 2 | 3 | the expression ends where a value is expected",
                "x $ y | 2 | 3 | unexpected '$': expected an operator",
                "*x | 0 | 1 | unexpected '*': expected a value",
                "sin() | 3 | 5 | expected an argument between the brackets",
                "1,5 | 1 | 2 | unexpected ','; a decimal is written with a point",
                "x <= 1 | 0 | 6 | a comparison is not allowed here: expected a value",
                "x² | 1 | 2 | unexpected '²': expected an operator; write ^2",
                "x[i](end) | 2 | 3 | the index of a component at an end must be a whole number, as in x[2](end)",
            })
    void slipsAreExplainedWhereTheyStand(String text, int from, int to, String message) {
        SyntaxException e = assertThrows(SyntaxException.class, () -> Parser.parse(text));
        assertEquals(message, e.getMessage());
        assertEquals(from, e.from());
        assertEquals(to, e.to());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '"',
            value = {
                "x # a constraint needs a comparison: <=, >= or ==",
                "x < 1 # a strict inequality has no meaning for an optimum; write <=",
                "x > 1 # a strict inequality has no meaning for an optimum; write >=",
                "x =< 1 # unknown comparison '=<'; did you mean '<='?",
                "x <= # the expression ends where a value is expected",
                "(x <= 1) # a comparison is not allowed inside brackets: expected a value",
                "|x| <= 1 # unexpected '|': expected a value; an absolute value is written abs(x)",
            })
    void slipsInConstraints(String text, String message) {
        SyntaxException e = assertThrows(SyntaxException.class, () -> Parser.parseConstraint(text));
        assertEquals(message, e.getMessage());
    }

    @Test
    void nestingIsBounded() {
        for (String deep : List.of(
                "(".repeat(50_000),
                "-".repeat(50_000) + "x",
                "x^".repeat(50_000 / 2) + "x",
                "sin(".repeat(20_000),
                "x[".repeat(20_000))) {
            SyntaxException e = assertThrows(SyntaxException.class, () -> Parser.parse(deep));
            assertTrue(e.getMessage().startsWith("nested deeper than 200 levels"), e.getMessage());
        }
        String allowed = "(".repeat(200) + "x" + ")".repeat(200);
        assertEquals("x", shape(Parser.parse(allowed)));
    }

    @Test
    void lengthIsBounded() {
        String sum = "x" + "+x".repeat(40_000);
        assertEquals(sum.length(), Parser.parse(sum).to());
        SyntaxException e = assertThrows(SyntaxException.class, () -> Parser.parse("x" + "+x".repeat(50_000)));
        assertTrue(e.getMessage().contains("longer than the 100000"), e.getMessage());
    }

    @Test
    void anyTextIsAnExpressionOrASyntaxException() {
        Random random = new Random(1);
        String[] pieces = {
            "x", "y1", "2", ".5", "1e3", "1e", "+", "-", "*", "/", "^", "(", ")", "[", "]", ",", " ", "<=", ">=", "=",
            "<", "sin", "end", "(end)", "θ", "😀", "'", "|", "\t", "\u0000", "π", "½", "."
        };
        int parsed = 0;
        for (int n = 0; n < 100_000; n++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(12); k >= 0; k--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            try {
                Syntax syntax =
                        random.nextBoolean() ? Parser.parse(text.toString()) : Parser.parseConstraint(text.toString());
                assertTrue(
                        0 <= syntax.from() && syntax.from() < syntax.to() && syntax.to() <= text.length(),
                        text::toString);
                parsed++;
            } catch (SyntaxException e) {
                assertTrue(
                        0 <= e.from() && e.from() <= e.to() && e.from() <= text.length(), text + ": " + e.getMessage());
            }
        }
        assertTrue(parsed > 1000, "the texts must not all be wrong, only " + parsed + " were right");
    }
}
