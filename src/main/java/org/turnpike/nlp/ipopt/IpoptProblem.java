package org.turnpike.nlp.ipopt;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.turnpike.nlp.Multipliers;
import org.turnpike.nlp.NonlinearProgram;
import org.turnpike.nlp.Scaling;

/** Ipopt's own problem object. It lives in native memory until {@link #close()}; so does the library's lock. */
final class IpoptProblem implements AutoCloseable {
    private static final AtomicLong OPEN = new AtomicLong();

    private final IpoptLibrary library;
    private final IpoptEvaluation evaluation;
    private final Pointer problem;
    private final Pointer ticket;

    IpoptProblem(IpoptLibrary library, NonlinearProgram program, IpoptEvaluation evaluation) {
        this.library = library;
        this.evaluation = evaluation;
        IpoptCallbacks callbacks = IpoptCallbacks.INSTANCE;
        library.enter();
        Pointer created = null;
        // Ipopt copies the bounds.
        try (Doubles xLower = Doubles.of(program.variableLower());
                Doubles xUpper = Doubles.of(program.variableUpper());
                Doubles cLower = Doubles.of(program.constraintLower());
                Doubles cUpper = Doubles.of(program.constraintUpper())) {
            created = library.functions()
                    .CreateIpoptProblem(
                            evaluation.variables(),
                            xLower.pointer(),
                            xUpper.pointer(),
                            evaluation.constraints(),
                            cLower.pointer(),
                            cUpper.pointer(),
                            evaluation.jacobianNonzeros(),
                            evaluation.hessianNonzeros(),
                            0,
                            callbacks.objective,
                            callbacks.constraints,
                            callbacks.gradient,
                            callbacks.jacobian,
                            callbacks.hessian);
        } finally {
            if (created == null) {
                library.leave();
            }
        }
        if (created == null) {
            throw new IllegalArgumentException("Ipopt refuses the dimensions of the program");
        }
        problem = created;
        ticket = callbacks.open(evaluation);
        OPEN.incrementAndGet();
        library.functions().SetIntermediateCallback(problem, callbacks.intermediate);
    }

    /** How many native problems exist in the process. */
    static long open() {
        return OPEN.get();
    }

    boolean set(String option, String value) {
        return library.functions().AddIpoptStrOption(problem, option, value) != 0;
    }

    boolean set(String option, double value) {
        return library.functions().AddIpoptNumOption(problem, option, value) != 0;
    }

    boolean set(String option, int value) {
        return library.functions().AddIpoptIntOption(problem, option, value) != 0;
    }

    void scale(Scaling scaling) {
        try (Doubles variables = Doubles.of(scaling.variables());
                Doubles constraints = Doubles.of(scaling.constraints())) {
            library.functions()
                    .SetIpoptProblemScaling(problem, scaling.objective(), variables.pointer(), constraints.pointer());
        }
    }

    /**
     * Runs Ipopt. The arrays hold the start and then the last iterate.
     *
     * @return Ipopt's return code
     */
    int solve(double[] z, Multipliers multipliers) {
        try (Doubles x = Doubles.of(z);
                Doubles objective = Doubles.of(new double[1]);
                Doubles lambda = Doubles.of(multipliers.constraints());
                Doubles lower = Doubles.of(multipliers.lower());
                Doubles upper = Doubles.of(multipliers.upper())) {
            int code = library.functions()
                    .IpoptSolve(
                            problem,
                            x.required(),
                            null,
                            objective.required(),
                            lambda.pointer(),
                            lower.required(),
                            upper.required(),
                            ticket);
            x.into(z);
            lambda.into(multipliers.constraints());
            lower.into(multipliers.lower());
            upper.into(multipliers.upper());
            return code;
        }
    }

    IpoptEvaluation evaluation() {
        return evaluation;
    }

    @Override
    public void close() {
        IpoptCallbacks.INSTANCE.close(ticket);
        library.functions().FreeIpoptProblem(problem);
        OPEN.decrementAndGet();
        library.leave();
    }

    /** An array of doubles in native memory; an empty array is C's null. */
    private record Doubles(@Nullable Memory pointer) implements AutoCloseable {
        static Doubles of(double[] values) {
            if (values.length == 0) {
                return new Doubles(null);
            }
            Memory memory = new Memory((long) Double.BYTES * values.length);
            memory.write(0, values, 0, values.length);
            return new Doubles(memory);
        }

        Memory required() {
            if (pointer == null) {
                throw new IllegalArgumentException("a program without unknowns");
            }
            return pointer;
        }

        void into(double[] values) {
            if (pointer != null) {
                pointer.read(0, values, 0, values.length);
            }
        }

        @Override
        public void close() {
            if (pointer != null) {
                pointer.close();
            }
        }
    }
}
