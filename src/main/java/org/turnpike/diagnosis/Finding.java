package org.turnpike.diagnosis;

import java.util.List;

/** One thing that a failed solve shows, with what the user can do about it. */
public sealed interface Finding {
    /** For the user: what, where, by how much, and what helps. */
    String sentence();

    /**
     * A constraint that cannot be met while all others are.
     *
     * @param constraint the user's name of it
     * @param where the place at which it is felt most, such as {@code " at t = 0.5"}; empty if it has none
     * @param amount by how much it is too tight, in its unit
     * @param limit what it demands, such as {@code "at least 5"}
     * @param nearest the value nearest to that which the other constraints allow
     */
    record UnmeetableConstraint(String constraint, String where, double amount, String limit, double nearest)
            implements Finding {
        @Override
        public String sentence() {
            String subject = Character.toUpperCase(constraint.charAt(0)) + constraint.substring(1);
            return (constraint.startsWith("the ") ? subject : constraint) + " cannot be met near the last point: it is "
                    + Figures.text(amount) + " too tight" + where + ", where it demands " + limit
                    + " and the other constraints allow " + Figures.text(nearest) + ".";
        }
    }

    /** What stands against a constraint that cannot be met: limits with a multiplier in the relaxed problem. */
    record Opponents(List<String> names) implements Finding {
        public Opponents {
            names = List.copyOf(names);
        }

        @Override
        public String sentence() {
            return "Against it stand, at their limits: " + String.join(", ", names)
                    + ". Relax one of these or the constraint itself; if it should be possible, start from another guess (--starts 8).";
        }
    }

    /**
     * The constraints can all be met.
     *
     * @param iterations that it took from the last iterate to a point that meets them
     * @param stopped whether a limit ended the solve, which then says nothing of the guess
     */
    record FeasiblePoint(int iterations, boolean stopped) implements Finding {
        @Override
        public String sentence() {
            String met = "All constraints can be met together: a point that does was found from the last iterate in "
                    + iterations + " iterations";
            return stopped
                    ? met + "."
                    : met
                            + ", so the guess led the solver astray. Give a guess nearer to a solution, or solve a coarser mesh"
                            + " or easier constants first and start from there.";
        }
    }

    /**
     * An unknown that grows without limit.
     *
     * @param side the bound that is missing, {@code upper} or {@code lower}
     */
    record RunawayUnknown(String name, String where, double value, double guessed, String side) implements Finding {
        @Override
        public String sentence() {
            return name + " runs off to " + (value > 0 ? "" : "-") + "infinity: it has come to " + Figures.text(value)
                    + where + ", the guess is of the size " + Figures.text(guessed)
                    + ". Nothing holds it: give " + name + " a bound (" + side
                    + ": …), or a cost that grows with it; or the sign of the cost is wrong.";
        }
    }

    /**
     * An expression without a value at a point that the solver tried.
     *
     * @param detail such as {@code "dynamics of v: sqrt(h - 1) is undefined at t = 0.5: h - 1 = -0.2"}
     * @param names the variables to bound
     */
    record UndefinedExpression(String detail, List<String> names, String domain) implements Finding {
        public UndefinedExpression {
            names = List.copyOf(names);
        }

        @Override
        public String sentence() {
            return "On its way the solver tried a point where " + detail + ". "
                    + (names.isEmpty()
                            ? "No bound can help."
                            : "Give " + String.join(", ", names) + " bounds that keep it " + domain
                                    + " (bounds hold at every trial point, path constraints only at the solution).");
        }
    }

    /**
     * An unknown whose size is not what its guess and bounds promised.
     *
     * @param size its largest magnitude at the last point
     * @param assumed the magnitude that the scaling took from guess and bounds
     */
    record WrongScale(String name, double size, double assumed) implements Finding {
        @Override
        public String sentence() {
            boolean larger = size > assumed;
            double factor = larger ? size / assumed : assumed / size;
            return name + " is of the size " + Figures.text(size) + " at the last point, but was scaled for "
                    + Figures.text(assumed) + " by its guess and bounds, "
                    + Figures.text(factor) + " times too " + (larger ? "little" : "much")
                    + ". Give it a guess of that size, or bounds near it, or write the problem in other units.";
        }
    }

    /** Constraints whose multipliers grow without limit. */
    record DependentConstraints(List<String> names, double multiplier) implements Finding {
        public DependentConstraints {
            names = List.copyOf(names);
        }

        @Override
        public String sentence() {
            return "The multipliers of " + String.join(", ", names) + " have grown to " + Figures.text(multiplier)
                    + ": their gradients depend on one another, so that they say the same thing twice or contradict each other."
                    + " Leave one of them out, or loosen an equation to an inequality.";
        }
    }

    /** An option of the solver that the pattern of the iterations asks for. */
    record SolverOption(String why, String setting) implements Finding {
        @Override
        public String sentence() {
            return why + ". Try --set " + setting + ".";
        }
    }
}
