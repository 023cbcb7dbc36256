package org.turnpike.nlp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class UndefinedValueTest {
    private static String describe(DenseProgram program) {
        return UndefinedValue.describe(program, program.start());
    }

    @Test
    void namesAConstraintBeforeTheObjective() {
        DenseProgram program = DenseProgram.minimise("both", new double[] {-1}, x -> x[0].log())
                .zero(x -> x[0])
                .zero(x -> x[0].log());
        assertEquals("the constraint equation 2 is NaN", describe(program));
    }

    @Test
    void namesTheObjective() {
        assertEquals(
                "the objective is -Infinity",
                describe(DenseProgram.minimise("logarithm", new double[] {0}, x -> x[0].log())));
    }

    /** The value 0 exists where the slope overflows. */
    @Test
    void namesADerivative() {
        DenseProgram program = DenseProgram.minimise("steep", new double[] {1, 1e200}, x -> x[0])
                .zero(x -> x[0].minus(1).times(1e150).times(x[1]));
        assertEquals("the derivative of the constraint equation 1 with respect to x1 is Infinity", describe(program));
    }
}
